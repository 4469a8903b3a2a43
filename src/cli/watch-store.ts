import { SERVER_FAULT_REMEDIES } from '../i18n/operator-en.ts'
import type { Log } from '../log.ts'
import { type Database, type StoreFault, StoreFaultError } from '../store/engine/access.ts'

/** A full disk refuses much and still takes a little: only after this time without a fault has a store recovered. */
const CALM_MS = 5000

/**
 * Logs when a store is lost for reading or for writing, and when it has recovered: one line each, however many requests
 * fail meanwhile.
 */
export function watchStore(store: Database, log: Log): Database {
  const reading = new Use('read', log)
  const writing = new Use('write', log)
  const { reader, exporter, writer, access } = store
  return {
    ...store,
    reader: { snapshot: (account, read) => reading.watch(reader.snapshot(account, read)) },
    exporter: { snapshot: (account, read) => reading.watch(exporter.snapshot(account, read)) },
    writer: {
      transaction: work => writing.watch(writer.transaction(work)),
      handOver: writer.handOver && {
        ...writer.handOver,
        run: work => writing.watch(writer.handOver!.run(work)),
      },
    },
    access: {
      read: read => reading.watch(access.read(read)),
      write: work => writing.watch(access.write(work)),
      proveWritable: () => writing.watch(access.proveWritable()),
    },
  }
}

class Use {
  readonly #use: 'read' | 'write'
  readonly #log: Log
  #lost: { readonly fault: StoreFault; readonly since_ms: number; last_ms: number } | null = null

  constructor(use: 'read' | 'write', log: Log) {
    this.#use = use
    this.#log = log
  }

  async watch<Result>(work: Promise<Result>): Promise<Result> {
    try {
      const result = await work
      if (this.#lost) this.#calm()
      return result
    } catch (error) {
      if (error instanceof StoreFaultError) this.#lose(error)
      throw error
    }
  }

  #lose({ fault, message }: StoreFaultError): void {
    const now_ms = performance.now()
    if (this.#lost) {
      this.#lost.last_ms = now_ms
      return
    }
    this.#lost = { fault, since_ms: now_ms, last_ms: now_ms }
    const remedy = SERVER_FAULT_REMEDIES[fault]
    this.#log({ level: 'error', event: 'store-lost', use: this.#use, fault, reason: message, remedy, pid: process.pid })
  }

  #calm(): void {
    const { fault, since_ms, last_ms } = this.#lost!
    const now_ms = performance.now()
    if (now_ms - last_ms < CALM_MS) return
    this.#lost = null
    const lost_ms = Math.round(now_ms - since_ms)
    this.#log({ level: 'info', event: 'store-recovered', use: this.#use, fault, lost_ms, pid: process.pid })
  }
}
