/**
 * `npm run inspect` runs the slow checks, and those that need tools that npm does not install. `npm run inspect markup`,
 * `lighthouse`, `quality` or `text` runs one of them; further words select the pages whose names contain them.
 */
import { openDatabase } from '../../../src/store/engine/database.ts'
import { chosenPages } from '../../support/browser/chosen-pages.ts'
import { DemonstrationSite } from '../../support/browser/demonstration-site.ts'
import { type Part, table } from '../bench/table.ts'
import { fileIn, tell } from '../bench/workspace.ts'
import type { Inspection } from './inspection.ts'
import { inspectLighthouse, LIGHTHOUSE_ARGUMENTS } from './lighthouse.ts'
import { inspectMarkup } from './markup.ts'
import { inspectQuality } from './quality.ts'
import { inspectText } from './text.ts'

const INSPECTIONS = { markup: inspectMarkup, lighthouse: inspectLighthouse, quality: inspectQuality, text: inspectText }

const [first = '', ...rest] = process.argv.slice(2)
const alone = Object.hasOwn(INSPECTIONS, first)
const words = (alone ? rest : [first, ...rest]).join(' ')
const pages = chosenPages(words)
const chosen = Object.entries(INSPECTIONS).filter(([name]) => !alone || name === first)

const started_ms = performance.now()
const store = await openDatabase(`sqlite:${fileIn('inspect.db')}`)
const site = await DemonstrationSite.over(store, { browserArguments: LIGHTHOUSE_ARGUMENTS })
const inspections: Inspection[] = []
for (const [, inspect] of chosen) inspections.push(await inspect(site, pages))
await site.close()
tell('Done\n')

const faults = inspections.flatMap(inspection => inspection.faults)
for (const fault of faults) process.stdout.write(`${fault}\n`)
const parts: Part[] = inspections.map(({ title, findings }) => ({ title, findings }))
const minutes = ((performance.now() - started_ms) / 60_000).toFixed(1)
process.stdout.write(`${table(parts)}Inspected in ${minutes} minutes.\n`)
process.exit(inspections.every(({ passed }) => passed) ? 0 : 1)
