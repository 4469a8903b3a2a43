import type { ReadAccess } from '../../../src/store/engine/access.ts'

/** A reader whose questions can be counted, held up or failed, as a slow or a broken disk would. */
export class WatchedReader {
  readonly reader: ReadAccess
  /** How many moments have been asked for since the last reset: of a download, one for each batch of rows. */
  asked = 0
  #before: (asked: number) => Promise<void> | void = () => {}

  constructor(reader: ReadAccess) {
    this.reader = {
      snapshot: async (whose, read) => {
        this.asked += 1
        await this.#before(this.asked)
        return reader.snapshot(whose, read)
      },
    }
  }

  reset(): void {
    this.asked = 0
    this.#before = () => {}
  }

  /** Fails from the given question on. */
  failFrom(question: number): void {
    this.#before = asked => {
      if (asked >= question) throw new Error('The disk is gone')
    }
  }

  /** Holds up everything from the given question on, until let go; `reached` tells that one is held up. */
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
