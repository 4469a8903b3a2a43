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

/** The work is too long to be done here. */
export class TooManyStepsError extends Error {
  override readonly name = 'TooManyStepsError'
}

/**
 * Lets other requests run between the parts of a piece of work that takes an unknown time. Most is short, so nothing here
 * makes a promise without need: an import calls it several times an event.
 */
export class TimedTurns {
  #until_ms = performance.now() + TURN_MS
  #stepsLeft: number

  constructor(maxSteps = Number.POSITIVE_INFINITY) {
    this.#stepsLeft = maxSteps
  }

  /** To be called between parts that take a few milliseconds at most. */
  pause(): Promise<void> | undefined {
    return performance.now() < this.#until_ms ? undefined : this.#takeNext()
  }

  /** @throws {TooManyStepsError} when all work in these turns has taken more steps than allowed */
  run<Result>(steps: Steps<Result>): Result | Promise<Result> {
    for (let count = 0; count < STEPS_PER_LOOK; count += 1) {
      const step = steps.next()
      if (step.done) {
        this.#spendSteps(count)
        return step.value
      }
    }
    return this.#runRest(steps)
  }

  async #runRest<Result>(steps: Steps<Result>): Promise<Result> {
    for (;;) {
      this.#spendSteps(STEPS_PER_LOOK)
      await this.pause()
      for (let count = 0; count < STEPS_PER_LOOK; count += 1) {
        const step = steps.next()
        if (step.done) return step.value
      }
    }
  }

  #spendSteps(count: number): void {
    this.#stepsLeft -= count
    if (this.#stepsLeft < 0) throw new TooManyStepsError()
  }

  async #takeNext(): Promise<void> {
    await LOOP_TURNS.take(this)
    this.#until_ms = performance.now() + TURN_MS
  }
}
