/**
 * `npm run bench` measures the product, as ratios to the same work without it. `npm run bench slow-line`,
 * `npm run bench debts` and `npm run bench search` run one part.
 */
import { makeLargeStore } from './large-store.ts'
import { measureDebts } from './measure-debts.ts'
import { measureDuringExport } from './measure-during-export.ts'
import { measureExport } from './measure-export.ts'
import { measureImport } from './measure-import.ts'
import { measureOperations } from './measure-operations.ts'
import { measurePages } from './measure-pages.ts'
import { measurePostgres } from './measure-postgres.ts'
import { measureSearch } from './measure-search.ts'
import { measureSlowLine } from './measure-slow-line.ts'
import { measureTotals } from './measure-totals.ts'
import { type Part, table } from './table.ts'
import { tell } from './workspace.ts'

const MAX_RUN_MS = 15 * 60_000

setTimeout(() => {
  tell('The bench took longer than a quarter of an hour and was stopped. Is the machine busy?')
  process.exit(1)
}, MAX_RUN_MS).unref()

const started_ms = performance.now()
const alone: Readonly<Record<string, () => Promise<Part>>> = { 'slow-line': slowLine, debts, search }
const chosen = alone[process.argv[2] ?? '']
const parts = chosen ? [await chosen()] : await everything()
tell('Done\n')
const minutes = ((performance.now() - started_ms) / 60_000).toFixed(1)
process.stdout.write(`${table(parts)}Measured in ${minutes} minutes, Node ${process.versions.node}.\n`)
process.exit()

async function everything(): Promise<Part[]> {
  const importing = await measureImport()
  const { store, findings: events } = await makeLargeStore()
  return [
    { title: 'Import', findings: [...importing, ...events] },
    { title: 'Ledger pages', findings: await measurePages(store) },
    { title: 'Search', findings: await measureSearch(store) },
    await debts(),
    { title: 'Operations and declarations', findings: await measureOperations(store) },
    { title: 'Count and sum', findings: await measureTotals(store) },
    { title: 'Export', findings: [...(await measureExport(store)), ...(await measureDuringExport(store))] },
    { title: 'PostgreSQL compared with SQLite', findings: await measurePostgres(store) },
    await slowLine(),
  ]
}

async function debts(): Promise<Part> {
  return { title: 'Open debts', findings: await measureDebts() }
}

/** On a large store of its own. */
async function search(): Promise<Part> {
  const { store } = await makeLargeStore()
  return { title: 'Search', findings: await measureSearch(store) }
}

async function slowLine(): Promise<Part> {
  return { title: 'Slow line', findings: await measureSlowLine() }
}
