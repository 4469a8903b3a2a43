/** The effect of an export on others: page times, memory, and the size of the WAL. */
import { statSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { LEDGER, middleOf, queryOf } from './filters.ts'
import type { LargeStore } from './large-store.ts'
import { exportOf } from './measure-export.ts'
import { ReaderProcess } from './reader-process.ts'
import { ServerProcess } from './server-process.ts'
import { quantile, timed } from './statistics.ts'
import { count, type Finding } from './table.ts'
import { Connection } from './wire.ts'
import { tell } from './workspace.ts'
import { EVENTS_A_GROUP, GROUPS_A_SECOND, WriterProcess } from './writer-process.ts'

/** Short rounds, because the other load of the machine changes every second. */
const ROUNDS = 5
const IDLE_MS = 3000
const SLOW = { bytesPerSecond: 100_000, seconds: 4 }
/** The number of pages after which the heap keeps its size. */
const WARMING_PAGES = 4000
const PAUSE_MS = 2
const MB = 1_000_000

export async function measureDuringExport(store: LargeStore): Promise<Finding[]> {
  const server = await ServerProcess.start(store.url)
  const [reader, writer, pages] = [new ReaderProcess(), new WriterProcess(), await Visitor.at(server, store)]
  const whole = exportOf(server, store)
  await pages.warm(WARMING_PAGES)
  const watch = new Watch(server, store)
  await watch.begin()
  await writer.writeTo(store.url)
  const [idle, full, slow]: number[][] = [[], [], []]
  for (let round = 1; round <= ROUNDS; round += 1) {
    tell(`Pages during an export, ${round} of ${ROUNDS}`)
    idle!.push(...(await pages.visitUntil(setTimeout(IDLE_MS))))
    await watch.beginExport()
    full!.push(...(await pages.visitUntil(reader.download(whole))))
    await watch.beginExport()
    slow!.push(...(await pages.visitUntil(reader.download({ ...whole, ...SLOW }))))
  }
  const { grownInOne_bytes, grown_bytes, longestWal_bytes } = await watch.end()
  pages.close()
  await Promise.all([reader, writer, server].map(child => child.stop()))
  return [
    pageFinding('while it is read as fast as it comes', full!, idle!),
    pageFinding('while it is read at 100 kB a second', slow!, idle!),
    {
      measured: `resident memory of the server, its largest growth in ${2 * ROUNDS} exports (in one of them by at most ${count(grownInOne_bytes / MB)} MB)`,
      against: `its memory before the first export, after ${count(WARMING_PAGES)} pages`,
      value: grown_bytes / MB,
      mark: { max: 110 },
      unit: 'MB',
    },
    {
      measured: `the largest size of the WAL, while ${EVENTS_A_GROUP * GROUPS_A_SECOND} events per second are written`,
      against: 'nothing',
      value: longestWal_bytes / MB,
      mark: { max: 16 },
      unit: 'MB',
    },
  ]
}

function pageFinding(when: string, times_ms: readonly number[], idle_ms: readonly number[]): Finding {
  const [p99, idleP99] = [quantile(times_ms, 0.99), quantile(idle_ms, 0.99)]
  return {
    measured: `p99 of ${count(times_ms.length)} other pages ${when}: ${p99.toFixed(1)} ms`,
    against: `p99 of ${count(idle_ms.length)} without an export: ${idleP99.toFixed(1)} ms`,
    value: p99 / idleP99,
    mark: { max: 3 },
  }
}

/** A visitor who opens pages while others download. */
class Visitor {
  readonly #connection: Connection
  readonly #paths: readonly string[]

  private constructor(connection: Connection, paths: readonly string[]) {
    this.#connection = connection
    this.#paths = paths
  }

  static async at(server: ServerProcess, { path, large, small, cookie }: LargeStore): Promise<Visitor> {
    const { filter, middle } = middleOf(path, large.voen, large.rows)
    const ledger = `/accounts/${large.voen}/ledgers/${LEDGER}`
    return new Visitor(await Connection.open(server.url, cookie), [
      ledger,
      `/accounts/${small.voen}/ledgers/${LEDGER}`,
      `${ledger}?before=${middle}`,
      `${ledger}?${queryOf({ ...filter, declarations: [] })}`,
    ])
  }

  async warm(times: number): Promise<void> {
    for (let visit = 0; visit < times; visit += 1) await this.#connection.get(this.#paths[visit % this.#paths.length]!)
  }

  /** @returns the milliseconds of each page */
  async visitUntil(end: Promise<unknown>): Promise<number[]> {
    const times_ms: number[] = []
    let ended = false
    const over = end.finally(() => {
      ended = true
    })
    while (!ended) {
      const path = this.#paths[times_ms.length % this.#paths.length]!
      times_ms.push(await timed(() => this.#connection.get(path)))
      await setTimeout(PAUSE_MS)
    }
    await over
    return times_ms
  }

  close(): void {
    this.#connection.close()
  }
}

/** Samples the memory of the server and the size of the WAL, and keeps the maximum. */
class Watch {
  readonly #server: ServerProcess
  readonly #wal: string
  #before_bytes = 0
  #beforeExport_bytes = Number.POSITIVE_INFINITY
  #grown_bytes = 0
  #grownInOne_bytes = 0
  #longestWal_bytes = 0
  #looking: Promise<void> | undefined
  #over = false

  constructor(server: ServerProcess, { path }: LargeStore) {
    this.#server = server
    this.#wal = `${path}-wal`
  }

  async begin(): Promise<void> {
    this.#before_bytes = await this.#server.memoryAtRest_bytes()
    this.#looking = this.#look()
  }

  async beginExport(): Promise<void> {
    this.#beforeExport_bytes = await this.#server.memory_bytes()
  }

  async #look(): Promise<void> {
    while (!this.#over) {
      this.#longestWal_bytes = Math.max(this.#longestWal_bytes, statSync(this.#wal).size)
      await this.#lookAtMemory()
      await setTimeout(50)
    }
  }

  async #lookAtMemory(): Promise<void> {
    const now_bytes = await this.#server.memory_bytes()
    this.#grown_bytes = Math.max(this.#grown_bytes, now_bytes - this.#before_bytes)
    this.#grownInOne_bytes = Math.max(this.#grownInOne_bytes, now_bytes - this.#beforeExport_bytes)
  }

  async end() {
    this.#over = true
    await this.#looking
    return {
      grownInOne_bytes: this.#grownInOne_bytes,
      grown_bytes: this.#grown_bytes,
      longestWal_bytes: this.#longestWal_bytes,
    }
  }
}
