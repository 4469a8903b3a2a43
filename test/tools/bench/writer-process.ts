/** Delivers small groups of events many times per second, as the intake does. */
import { setTimeout } from 'node:timers/promises'
import { importEvents } from '../../../src/services/intake/import-events.ts'
import { openDatabase } from '../../../src/store/engine/database.ts'
import { answerQuestions, Child } from './child.ts'
import { mingled, numbered, Trader } from './trader.ts'

export const EVENTS_A_GROUP = 10
export const GROUPS_A_SECOND = 10

const TRADERS = Array.from({ length: EVENTS_A_GROUP }, (_, index) => new Trader(900_000 + index, 10_000))

export class WriterProcess {
  readonly #child = Child.start('./writer-process.js')

  async writeTo(databaseUrl: string): Promise<void> {
    await this.#child.ask(databaseUrl)
  }

  stop(): Promise<void> {
    return this.#child.stop()
  }
}

async function start(databaseUrl: string): Promise<void> {
  const { writer } = await openDatabase(databaseUrl)
  const write = async () => {
    for (;;) {
      await importEvents(writer, numbered(mingled(TRADERS, 1)), { clock: () => new Date() })
      await setTimeout(1000 / GROUPS_A_SECOND)
    }
  }
  void write()
}

if (import.meta.main) answerQuestions(start)
