/** Lets the writers of this process take the lock of an SQLite file one after another, each with a clock of its own. */
import { StoreFaultError } from './access.ts'

interface Waiter {
  /** On the clock of `performance`. */
  readonly until_ms: number
  readonly begin: () => void
  readonly giveUp: (error: Error) => void
}

export class WriteQueue {
  #waiting: Waiter[] = []
  #current: { readonly until_ms: number } | null = null

  /** @param timeout_ms how long this work waits from now, with its time in the queue, for other writing processes */
  async run<Result>(timeout_ms: number, work: () => Promise<Result>): Promise<Result> {
    const until_ms = performance.now() + timeout_ms
    if (this.#current) await new Promise<void>((begin, giveUp) => this.#waiting.push({ until_ms, begin, giveUp }))
    this.#current = { until_ms }
    try {
      return await work()
    } finally {
      // The next one begins in a later microtask, so nobody may come between.
      const next = this.#waiting.shift()
      this.#current = next ?? null
      next?.begin()
    }
  }

  /**
   * To be called as long as another process holds the lock. Ends everyone in the queue whose time is over: only then
   * does time count, because a busy process that gets on is no reason to refuse.
   * @throws {StoreFaultError} when the time of the work that takes the lock is over
   */
  giveUpLate(): void {
    const now_ms = performance.now()
    const late = this.#waiting.filter(({ until_ms }) => until_ms < now_ms)
    if (late.length > 0) this.#waiting = this.#waiting.filter(waiter => !late.includes(waiter))
    for (const { giveUp } of late) giveUp(lockedError())
    // Migrations run before there is a queue; SQLite itself has waited for them.
    if (!this.#current || this.#current.until_ms < now_ms) throw lockedError()
  }
}

function lockedError(): StoreFaultError {
  return new StoreFaultError('locked', 'another program keeps the file locked')
}
