/** The cost of an import, compared with writing the same rows with better-sqlite3 only. */
import { createReadStream, writeFileSync } from 'node:fs'
import { readEventLines } from '../../../src/intake/event-lines.ts'
import { importEvents } from '../../../src/services/intake/import-events.ts'
import { openDatabase } from '../../../src/store/engine/database.ts'
import { insertRows, readRows, type TableRows } from './plain-inserts.ts'
import { medianCosts, timed } from './statistics.ts'
import { count, type Finding } from './table.ts'
import { mingled, Trader } from './trader.ts'
import { fileIn, tell } from './workspace.ts'

export const TRADERS = 200
const EVENTS_EACH = 50
export const EVENTS = TRADERS * EVENTS_EACH
const ROUNDS = 3

export async function measureImport(): Promise<Finding[]> {
  const file = writeEvents()
  tell('Import: once to warm up')
  await importFile(file, urlOf('warm-up'))
  const rows = readRows(fileIn('warm-up.db'))
  const rowCount = rows.reduce((sum, table) => sum + table.rows.length, 0)
  const rowsAGroup = Math.ceil(rowCount / (EVENTS / 1000))
  await insertInto('warm-up-plain', rows, 1000)

  let stores = 0
  const measure = (name: string, work: (store: string) => Promise<number>) => ({
    name,
    measure: () => {
      stores += 1
      tell(`Import: ${name}, ${stores} of ${3 * ROUNDS}`)
      return work(`${name}-${stores}`)
    },
  })
  const times_ms = await medianCosts(
    [
      measure('imported', store => importFile(file, urlOf(store))),
      measure('inserted', store => insertInto(store, rows, 1000)),
      measure('inserted in as few commits', store => insertInto(store, rows, rowsAGroup)),
    ],
    ROUNDS,
  )
  const imported_ms = times_ms.get('imported')!
  const perSecond = (time_ms: number) => count((EVENTS / time_ms) * 1000)
  const against = (name: string, rowsACommit: number) => ({
    measured: `importing ${count(EVENTS)} events of ${TRADERS} traders, 1,000 per commit, synchronous=FULL: ${perSecond(imported_ms)} events a second`,
    against: `better-sqlite3 inserting the same ${count(rowCount)} rows of all tables, ${count(rowsACommit)} per commit, synchronous=FULL, no rules: ${perSecond(times_ms.get(name)!)} events a second`,
    value: times_ms.get(name)! / imported_ms,
    mark: { min: 0.3 },
  })
  return [against('inserted', 1000), against('inserted in as few commits', rowsAGroup)]
}

/** @returns the path of a file of EVENTS events; every import measurement uses that of TRADERS traders */
export function writeEvents(traders = TRADERS): string {
  const each = EVENTS / traders
  const all = Array.from({ length: traders }, (_, index) => new Trader(index, each))
  const file = fileIn(`events-of-${traders}.ndjson`)
  writeFileSync(file, `${[...mingled(all, each)].join('\n')}\n`)
  return file
}

function urlOf(store: string): string {
  return `sqlite:${fileIn(`${store}.db`)}`
}

/** @returns the milliseconds of an import into an empty store */
export async function importFile(file: string, databaseUrl: string): Promise<number> {
  const database = await openDatabase(databaseUrl)
  globalThis.gc!()
  const time_ms = await timed(async () => {
    const lines = readEventLines(createReadStream(file))
    const { applied } = await importEvents(database.writer, lines, { clock: () => new Date() })
    if (applied !== EVENTS) throw new Error(`Only ${applied} events were applied`)
  })
  await database.close()
  return time_ms
}

async function insertInto(store: string, rows: readonly TableRows[], rowsACommit: number): Promise<number> {
  const path = fileIn(`${store}.db`)
  await (await openDatabase(urlOf(store))).close()
  globalThis.gc!()
  return insertRows(path, rows, rowsACommit)
}
