import { setImmediate } from 'node:timers'

/**
 * Hands out the turns of the event loop to pieces of long work: one piece a turn, and owner after owner. Pieces that each
 * wait for a turn of their own all run in the same turn, and hold up everything else for the time of all of them.
 */
export class TurnQueue {
  /** The pieces that wait, of each part of each owner; the first part of the first owner is the next. */
  readonly #waiting = new Map<unknown, Map<unknown, (() => void)[]>>()
  #isGiving = false

  /**
   * @param owner whose pieces share the turns of one: a person, a network, or one piece of long work
   * @param part of the owner: the parts of an owner take its turns one after another
   */
  take(owner: unknown, part?: unknown): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const parts = this.#waiting.get(owner) ?? new Map<unknown, (() => void)[]>()
    this.#waiting.set(owner, parts)
    const pieces = parts.get(part)
    if (pieces) pieces.push(resolve)
    else parts.set(part, [resolve])
    if (!this.#isGiving) this.#giveNext()
    return promise
  }

  #giveNext(): void {
    this.#isGiving = this.#waiting.size > 0
    if (this.#isGiving) setImmediate(() => this.#give())
  }

  #give(): void {
    const [owner, parts] = this.#waiting.entries().next().value!
    this.#waiting.delete(owner)
    const [part, pieces] = parts.entries().next().value!
    parts.delete(part)
    pieces.shift()!()
    if (pieces.length > 0) parts.set(part, pieces)
    if (parts.size > 0) this.#waiting.set(owner, parts)
    this.#giveNext()
  }
}

/** A process has one event loop, so it has one queue for its turns. */
export const LOOP_TURNS = new TurnQueue()
