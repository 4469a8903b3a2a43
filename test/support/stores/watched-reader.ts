import type { ReadAccess } from '../../../src/store/engine/access.ts'

/** A reader whose snapshots can be counted, delayed or failed, as a slow or broken disk would. */
export class WatchedReader {
  readonly reader: ReadAccess
  /** Snapshots since the last reset. A download takes one for each batch of rows. */
  asked = 0
  #before: (asked: number) => Promise<void> | void = () => {}

  constructor(reader: ReadAccess) {
    this.reader = {
      snapshot: async (account, read) => {
        this.asked += 1
        await this.#before(this.asked)
        return reader.snapshot(account, read)
      },
    }
  }

  reset(): void {
    this.asked = 0
    this.#before = () => {}
  }

  failFrom(question: number): void {
    this.#before = asked => {
      if (asked >= question) throw new Error('The disk is gone')
    }
  }

  /** Delays everything from the given snapshot on until released; `reached` resolves when one is delayed. */
  holdFrom(question: number): { reached: Promise<void>; letGo: () => void } {
    const reached = Promise.withResolvers<void>()
    const access = Promise.withResolvers<void>()
    this.#before = asked => {
      if (asked < question) return
      reached.resolve()
      return access.promise
    }
    return { reached: reached.promise, letGo: () => access.resolve() }
  }
}
