import { hash } from 'node:crypto'
import type { Allocation } from './old-account.ts'

export interface Booking {
  readonly arrival: number
  readonly chain: string
}
/** Seals the bookings of an account, as the program does from this change on. */
export class SecondChain {
  readonly #bookings: readonly Booking[]
  #next = 0
  #seal = ''
  #causes: string[] = []
  #parts: string[] = []

  constructor(bookings: readonly Booking[]) {
    this.#bookings = bookings
  }

  /** @param arrival of the event that made the row */
  add(arrival: number, seq: number, cause: string | null, parts: readonly Allocation[]): void {
    while (this.#next < this.#bookings.length && this.#bookings[this.#next]!.arrival !== arrival) this.#close()
    if (cause) this.#causes.push(JSON.stringify([seq, cause]))
    for (const { row, position, type, effect, chargedRow, sourceRow, amount, valueDate } of parts) {
      this.#parts.push(JSON.stringify([row, position, type, effect, chargedRow, sourceRow, amount, valueDate]))
    }
  }

  end(): string {
    while (this.#next < this.#bookings.length) this.#close()
    return this.#seal
  }

  #close(): void {
    const lines = [this.#seal, this.#bookings[this.#next]!.chain, ...this.#causes, ...this.#parts]
    this.#seal = hash('sha256', lines.join('\n'))
    this.#causes = []
    this.#parts = []
    this.#next += 1
  }
}
