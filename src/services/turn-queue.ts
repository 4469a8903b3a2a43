import { setImmediate } from 'node:timers'

/**
 * Hands out the turns of the event loop to pieces of long work: one piece a turn, and owner after owner. Pieces that each
 * wait for a turn of their own all run in the same turn, and hold up everything else for the time of all of them.
 */
export class TurnQueue {
  /** The pieces that wait, of each owner; the first owner is the next. */
  readonly #waiting = new Map<unknown, (() => void)[]>()
  #isGiving = false

  /** @param owner whose pieces share the turns of one: a person, or one piece of long work */
  take(owner: unknown): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const pieces = this.#waiting.get(owner)
    if (pieces) pieces.push(resolve)
    else this.#waiting.set(owner, [resolve])
    if (!this.#isGiving) this.#giveNext()
    return promise
  }

  #giveNext(): void {
    this.#isGiving = this.#waiting.size > 0
    if (this.#isGiving) setImmediate(() => this.#give())
  }

  #give(): void {
    const [owner, pieces] = this.#waiting.entries().next().value!
    this.#waiting.delete(owner)
    pieces.shift()!()
    if (pieces.length > 0) this.#waiting.set(owner, pieces)
    this.#giveNext()
  }
}

/** A process has one event loop, so it has one queue for its turns. */
export const LOOP_TURNS = new TurnQueue()
