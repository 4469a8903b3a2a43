/** `npm run bench` measures the product, as ratios to the same work without it. `npm run bench slow-line` runs that part. */
import { makeLargeStore } from './large-store.ts'
import { measureDuringExport } from './measure-during-export.ts'
import { measureExport } from './measure-export.ts'
import { measureImport } from './measure-import.ts'
import { measurePages } from './measure-pages.ts'
import { measurePostgres } from './measure-postgres.ts'
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
const parts = process.argv[2] === 'slow-line' ? [await slowLine()] : await everything()
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
    { title: 'Count and sum', findings: await measureTotals(store) },
    { title: 'Export', findings: [...(await measureExport(store)), ...(await measureDuringExport(store))] },
    { title: 'PostgreSQL compared with SQLite', findings: await measurePostgres(store) },
    await slowLine(),
  ]
}

async function slowLine(): Promise<Part> {
  return { title: 'Slow line', findings: await measureSlowLine() }
}
