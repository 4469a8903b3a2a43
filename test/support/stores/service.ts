import { PassThrough, Readable, Writable } from 'node:stream'
import type { Command, CommandContext, OptionValues } from '../../../src/cli/command.ts'
import { allocationsCommand } from '../../../src/cli/commands/allocations.ts'
import { cardsCommand } from '../../../src/cli/commands/cards.ts'
import { debtsCommand } from '../../../src/cli/commands/debts.ts'
import { exportCommand } from '../../../src/cli/commands/export.ts'
import { interestCommand } from '../../../src/cli/commands/interest.ts'
import { journalCommand } from '../../../src/cli/commands/journal.ts'
import { turnoverCommand } from '../../../src/cli/commands/turnover.ts'
import { readConfig } from '../../../src/config.ts'
import type { Problem } from '../../../src/domain/problem.ts'
import { readPlainLines } from '../../../src/intake/event-lines.ts'
import { type ImportCounts, importEvents } from '../../../src/services/intake/import-events.ts'
import { verify } from '../../../src/services/maintenance/verify.ts'
import { type Database, EVERY_ACCOUNT, type Reader } from '../../../src/store/engine/access.ts'
import { openDatabase } from '../../../src/store/engine/database.ts'
import { openSqlite } from '../../../src/store/engine/sqlite.ts'
import { walkEvents } from '../../../src/store/intake/event-log.ts'
import { walkHeldEvents } from '../../../src/store/intake/held-events.ts'
import { walkRejections } from '../../../src/store/intake/rejections.ts'
import { type EventObject, toLine } from '../oracle/events.ts'
import { makePlace, type RawStore, type StorePlace } from './store-places.ts'

interface Rejection {
  readonly line: number
  readonly problems: readonly Problem[]
}

/** The real service on a real store of its own, called as the command line calls it. */
export class Service {
  readonly store: Database
  readonly #place: StorePlace
  readonly #now: Date

  private constructor(store: Database, place: StorePlace, now: Date) {
    this.store = store
    this.#place = place
    this.#now = now
  }

  static async open(now: Date): Promise<Service> {
    return Service.openAt(await makePlace(), now)
  }

  static async openAt(place: StorePlace, now: Date): Promise<Service> {
    const path = place.url.startsWith('sqlite:') ? place.url.slice('sqlite:'.length) : null
    const store = path ? await openSqlite(path, { durable: false }) : await openDatabase(place.url, { connections: 3 })
    return new Service(store, place, now)
  }

  /** A direct connection that bypasses the product. */
  openRaw(): RawStore {
    return this.#place.openRaw()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.store.close()
    await this.#place.remove()
  }

  /**
   * @param options `interruptAfter` stops after this number of commits, as a signal would; `failAfter` fails the source
   * after this number of lines, which loses uncommitted events
   */
  async import(
    lines: readonly string[],
    { groupSize = 1000, interruptAfter = Number.POSITIVE_INFINITY, failAfter = Number.POSITIVE_INFINITY } = {},
  ): Promise<{ counts: ImportCounts; rejections: Rejection[] }> {
    const rejections: Rejection[] = []
    let commits = 0
    const interrupted = () => {
      commits += 1
      return commits >= interruptAfter
    }
    const counts = await importEvents(this.store.writer, brokenOff(readPlainLines(toBytes(lines)), failAfter), {
      clock: () => this.#now,
      groupSize,
      interrupted,
      onRejected: (line, problems) => rejections.push({ line, problems }),
    })
    return { counts, rejections }
  }

  /** Delivers events and expects every one to be applied. */
  async apply(...events: EventObject[]): Promise<void> {
    const { counts } = await this.import(events.map(toLine))
    if (counts.applied !== events.length) throw new Error(`Not all were applied: ${JSON.stringify(counts)}`)
  }

  export(options: OptionValues = {}): Promise<string> {
    return this.#output(exportCommand, options)
  }

  cards(from: string, to: string): Promise<string> {
    return this.#output(cardsCommand, { from, to })
  }

  allocations(): Promise<string> {
    return this.#output(allocationsCommand, {})
  }

  debts(): Promise<string> {
    return this.#output(debtsCommand, {})
  }

  turnover(from: string, to: string): Promise<string> {
    return this.#output(turnoverCommand, { from, to })
  }

  interest(to: string, settings: Readonly<Record<string, string>>): Promise<string> {
    return outputOf(interestCommand, this.store, { to }, this.#now, settings)
  }

  journal(): Promise<string> {
    return this.#output(journalCommand, {})
  }

  async heldIds(): Promise<string[]> {
    const held = await all(walkHeldEvents(this.store.reader))
    return held.map(({ content }) => JSON.parse(content).id)
  }

  async rejectedContents(): Promise<string[]> {
    const rejections = walkRejections(read => this.store.reader.snapshot(EVERY_ACCOUNT, read))
    return (await all(rejections)).map(({ content }) => content)
  }

  /** The accepted events in order of arrival. */
  async log(): Promise<string[]> {
    const log = (tx: Reader) => all(walkEvents(read => read(tx)))
    return (await this.store.reader.snapshot(EVERY_ACCOUNT, log)).map(({ content }) => content)
  }

  verify(): ReturnType<typeof verify> {
    return verify(this.store)
  }

  #output(command: Command, options: OptionValues): Promise<string> {
    return outputOf(command, this.store, options, this.#now)
  }
}

export function exportOf(store: Database): Promise<string> {
  return outputOf(exportCommand, store)
}

/** @returns the output of a command that must succeed */
async function outputOf(
  command: Command,
  store: Database,
  options: OptionValues = {},
  now = new Date(),
  settings: Readonly<Record<string, string>> = {},
): Promise<string> {
  const pieces: Buffer[] = []
  const stdout = new Writable({
    write(piece, _, done) {
      pieces.push(Buffer.from(piece))
      done()
    },
  })
  const context: CommandContext = {
    config: readConfig(settings),
    stdin: Readable.from([]),
    stdout,
    stderr: new PassThrough(),
    clock: () => now,
    openStore: async () => store,
    watchInterrupts: () => () => false,
  }
  const code = await command.run(context, options, [])
  if (code !== 0) throw new Error(`${command.name} ended with ${code}`)
  return Buffer.concat(pieces).toString()
}

export async function all<Item>(batches: AsyncIterable<Item[]>): Promise<Item[]> {
  const items: Item[] = []
  for await (const batch of batches) items.push(...batch)
  return items
}

/** Not read as a file: one without any event would be refused as a whole. */
function toBytes(lines: readonly string[]): Buffer[] {
  return [Buffer.from(lines.join('\n'))]
}

export class BrokenOff extends Error {
  override readonly name = 'BrokenOff'
}

async function* brokenOff<Item>(items: AsyncIterable<Item>, after: number): AsyncGenerator<Item> {
  let passed = 0
  for await (const item of items) {
    if (passed === after) throw new BrokenOff()
    passed += 1
    yield item
  }
}
