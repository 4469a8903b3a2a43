import { createReadStream } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readEventLines } from '../intake/event-lines.ts'
import { type ImportCounts, importEvents } from '../services/intake/import-events.ts'
import type { Database } from '../store/engine/access.ts'
import { grantDemonstrationMandates } from './demonstration-mandates.ts'

export async function loadDemonstration(
  { writer, access }: Pick<Database, 'writer' | 'access'>,
  clock: () => Date,
): Promise<ImportCounts> {
  const file = fileURLToPath(import.meta.resolve('#demo/traders.ndjson.gz'))
  const counts = await importEvents(writer, readEventLines(createReadStream(file)), { clock })
  await grantDemonstrationMandates(access, clock())
  return counts
}
