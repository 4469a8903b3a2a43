import type { Reader } from '../../src/store/database.ts'

/** A reader whose questions can be counted, held up or failed, as a slow or a broken disk would. */
export class WatchedReader {
  readonly reader: Reader
  /** How many questions have been asked outside a transaction: of a download, one for each batch of rows. */
  asked = 0
  #before: (asked: number) => Promise<void> | void = () => {}

  constructor(reader: Reader) {
    const ask = async (query: Parameters<Reader['executeQuery']>[0]) => {
      this.asked += 1
      await this.#before(this.asked)
      return reader.executeQuery(query)
    }
    this.reader = new Proxy(reader, {
      get: (target, name) => {
        if (name === 'executeQuery') return ask
        const value = Reflect.get(target, name, target)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
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
    const gate = Promise.withResolvers<void>()
    this.#before = asked => {
      if (asked < question) return
      reached.resolve()
      return gate.promise
    }
    return { reached: reached.promise, letGo: () => gate.resolve() }
  }
}
