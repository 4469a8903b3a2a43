import { setTimeout } from 'node:timers/promises'
import { type IntakeFigures, intakeFigures } from '../services/intake/intake-figures.ts'
import type { Database, StoreSize } from '../store/engine/access.ts'

/** Several scrapers ask at once. */
const FIGURES_LAST_MS = 3000
/** A store that takes longer counts as silent. */
const ANSWER_TIMEOUT_MS = 2000

export interface StoreFigures extends IntakeFigures {
  readonly size: StoreSize
}

/** Asks the store one question at a time, and waits for it for a bounded time. */
export class StoreObserver {
  readonly #store: Pick<Database, 'measureSize' | 'access' | 'requireSchema'>
  readonly #readIntake: () => Promise<IntakeFigures>
  readonly #onFailure: (error: unknown) => void
  readonly #timeout_ms: number
  #figures: { readonly value: StoreFigures; readonly until_ms: number } | null = null
  #question: Promise<StoreFigures | null> | null = null
  #proof: Promise<void> | null = null
  #provedUntil_ms = 0

  /** Whether the last proof succeeded. The store was opened for writing. */
  isWritable = true

  /** @param onFailure gets why the store did not answer */
  constructor(
    store: Pick<Database, 'reader' | 'measureSize' | 'access' | 'requireSchema'>,
    onFailure: (error: unknown) => void,
    timeout_ms = ANSWER_TIMEOUT_MS,
  ) {
    this.#store = store
    this.#readIntake = intakeFigures(store.reader)
    this.#onFailure = onFailure
    this.#timeout_ms = timeout_ms
  }

  /** @returns null when the store does not answer in time */
  async read(): Promise<StoreFigures | null> {
    if (this.#figures && performance.now() < this.#figures.until_ms) return this.#figures.value
    this.#question ??= this.#ask()
    const clock = new AbortController()
    try {
      const tooLate = setTimeout(this.#timeout_ms, null, { signal: clock.signal }).catch(() => null)
      return await Promise.race([this.#question, tooLate])
    } finally {
      clock.abort()
    }
  }

  /** Proves that the store can be written. Does not wait for the result. */
  prove(): void {
    if (performance.now() >= this.#provedUntil_ms) this.#proof ??= this.#tryToWrite()
  }

  async #ask(): Promise<StoreFigures | null> {
    try {
      const [intake, size] = await Promise.all([this.#readIntake(), this.#store.measureSize()])
      const value = { ...intake, size }
      this.#figures = { value, until_ms: performance.now() + FIGURES_LAST_MS }
      return value
    } catch (error) {
      this.#figures = null
      this.#onFailure(error)
      return null
    } finally {
      this.#question = null
    }
  }

  async #tryToWrite(): Promise<void> {
    try {
      await this.#store.access.proveWritable()
      await this.#store.requireSchema()
      this.isWritable = true
    } catch {
      this.isWritable = false
    } finally {
      this.#proof = null
      this.#provedUntil_ms = performance.now() + FIGURES_LAST_MS
    }
  }
}
