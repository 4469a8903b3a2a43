import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DeliveryReport, deliverEvents } from '../../src/services/deliver-events.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'

/** The clock of every test that does not say otherwise. */
export const NOW = new Date('2026-11-22T12:00:00Z')

export interface TestStore extends Database {
  readonly url: string
  /** Delivers events in one group; objects are sent as their JSON. */
  deliver(...events: readonly (object | string)[]): Promise<DeliveryReport>
}

/** A real SQLite file in a folder of its own, gone when it is closed. */
export async function openTestStore(): Promise<TestStore> {
  const folder = mkdtempSync(join(tmpdir(), 'vereqe-test-'))
  const url = `sqlite:${join(folder, 'store.db')}`
  const database = await openDatabase(url)
  return {
    ...database,
    url,
    deliver: (...events) =>
      deliverEvents(
        database.writer,
        events.map(event => (typeof event === 'string' ? event : JSON.stringify(event))),
        NOW,
      ),
    close: async () => {
      await database.close()
      rmSync(folder, { recursive: true })
    },
  }
}
