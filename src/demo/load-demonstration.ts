import { createReadStream } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readEventLines } from '../intake/event-lines.ts'
import { type ImportCounts, importEvents } from '../services/import-events.ts'
import type { WriteAccess } from '../store/access.ts'

/** Delivers the demonstration traders' events; what is there already stays. */
export function loadDemonstration(writer: WriteAccess, clock: () => Date): Promise<ImportCounts> {
  const file = fileURLToPath(import.meta.resolve('#demo/traders.ndjson.gz'))
  return importEvents(writer, readEventLines(createReadStream(file)), {
    clock,
  })
}
