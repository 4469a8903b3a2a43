import type { Steps } from '../domain/steps.ts'
import { LOOP_TURNS } from './turn-queue.ts'

/** Reading this much text takes a few milliseconds. */
const CHARACTERS_PER_TURN = 64 * 1024

/** The cost of a step, as that of so much text. */
const STEP_CHARACTERS = 200

/** Lets other requests run between the parts of a long piece of work on text. */
export class Turns {
  #left = CHARACTERS_PER_TURN

  /** @param text what the last step read; a step has a cost of its own too */
  async spend(text: string | { readonly content: string }): Promise<void> {
    this.#left -= STEP_CHARACTERS + (typeof text === 'string' ? text : text.content).length
    if (this.#left > 0) return
    this.#left = CHARACTERS_PER_TURN
    await LOOP_TURNS.take(this)
  }
}

/** Long work keeps the event loop for about this time. */
const TURN_MS = 10

/** Looking at the clock costs as much as a short step. */
const STEPS_PER_LOOK = 16

/** Lets other requests run between the parts of a piece of work that takes an unknown time. */
export class TimedTurns {
  #until_ms = performance.now() + TURN_MS

  /** To be called between parts that take a few milliseconds at most. */
  async pause(): Promise<void> {
    if (performance.now() < this.#until_ms) return
    await LOOP_TURNS.take(this)
    this.#until_ms = performance.now() + TURN_MS
  }

  async run<Result>(steps: Steps<Result>): Promise<Result> {
    for (let count = 1; ; count += 1) {
      const step = steps.next()
      if (step.done) return step.value
      if (count % STEPS_PER_LOOK === 0) await this.pause()
    }
  }
}
