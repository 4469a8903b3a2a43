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
