/** Invented traders whose events have the proportions of a real year of customs declarations. */
import type { NumberedLine } from '../../../src/services/intake/import-events.ts'

const FIRST_INSTANT_MS = Date.UTC(2021, 0, 4, 5)
const LAST_INSTANT_MS = Date.UTC(2025, 11, 29, 14)

/** Numbers from 0 to 1, the same on every run (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type Charges = Record<string, string>
type Draft = Record<string, unknown>

/** One trader with an endless sequence of declarations, payments, amendments and charges. */
export class Trader {
  readonly voen: string
  readonly #serial: number
  readonly #step_ms: number
  readonly #next: () => number
  #events = 0
  /** Roughly the debt in manat. Payments follow it, so debt rises and falls. */
  #due = 0
  /** The latest declarations with their charges, to be paid by number, amended or cancelled. */
  readonly #recent: { number: string; charges: Charges }[] = []

  /** @param events the number of events in the five years; it sets the time between two events */
  constructor(serial: number, events: number) {
    this.#serial = serial
    this.voen = `${String(170_000_000 + serial)}1`
    this.#step_ms = (LAST_INSTANT_MS - FIRST_INSTANT_MS) / events
    this.#next = random(serial)
  }

  *lines(count: number): Generator<string> {
    for (let index = 0; index < count; index += 1) yield JSON.stringify(this.#event())
  }

  #event(): Draft {
    this.#events += 1
    const instant = new Date(FIRST_INSTANT_MS + this.#events * this.#step_ms)
    const day = instant.toISOString().slice(0, 10)
    return {
      id: `bench-${this.#serial}-${this.#events}`,
      occurredAt: `${instant.toISOString().slice(0, 19)}+04:00`,
      ...(this.#events === 1
        ? { type: 'taxpayer.registered', voen: this.voen, name: `Ölçü Ticarət ${this.#serial} MMC` }
        : this.#randomEvent(day)),
    }
  }

  #randomEvent(day: string): Draft {
    const [chance, target] = [this.#next(), this.#recent[Math.floor(this.#next() * this.#recent.length)]]
    if (chance < 0.42 || !target) return this.#declaration(day)
    if (chance < 0.474) return this.#charge()
    if (chance < 0.514) return this.#amendment(target)
    if (chance < 0.518) return this.#cancellation(target)
    return this.#payment(day, target)
  }

  #declaration(day: string): Draft {
    const value = 100 + 20_000 * this.#next() ** 3
    const charges: Charges = { 'customs-fee': value > 5000 ? '60.00' : '15.00' }
    if (this.#next() < 0.93) charges.vat = (value * 0.18).toFixed(2)
    if (this.#next() < 0.54) charges['customs-duty'] = (value * 0.15).toFixed(2)
    if (this.#next() < 0.015) charges.excise = (value * 0.3).toFixed(2)
    const number = `00040/${day.slice(8)}${day.slice(5, 7)}${day.slice(2, 4)}/${this.#serial}-${this.#events}`
    this.#recent.push({ number, charges })
    if (this.#recent.length > 40) this.#recent.shift()
    this.#due += total(charges)
    return { type: 'declaration.assessed', voen: this.voen, declaration: number, charges }
  }

  #charge(): Draft {
    const amount = (5 + 200 * this.#next()).toFixed(2)
    const interest = this.#next() < 0.3
    const charges: Charges = interest
      ? { 'late-interest': amount }
      : { 'eservice-fee': '30.00', 'eservice-vat': '5.40' }
    if (interest && this.#next() < 0.1) charges.fine = '300.00'
    if (interest) this.#due += total(charges)
    const reference = `XH-${this.#serial}-${this.#events}`
    return { type: 'charge.assessed', voen: this.voen, reference, charges }
  }

  #amendment({ number, charges }: { number: string; charges: Charges }): Draft {
    const factor = 0.7 + 0.6 * this.#next()
    const changed = Object.entries(charges).filter(([fund]) => fund !== 'customs-fee')
    const totals = changed.map(([fund, amount]) => [fund, (Number(amount) * factor).toFixed(2)])
    const amended = totals.length > 0 ? Object.fromEntries(totals) : { 'customs-fee': '30.00' }
    return { type: 'declaration.amended', voen: this.voen, declaration: number, charges: amended }
  }

  #cancellation(target: { number: string }): Draft {
    this.#recent.splice(
      this.#recent.findIndex(({ number }) => number === target.number),
      1,
    )
    return { type: 'declaration.cancelled', voen: this.voen, declaration: target.number }
  }

  #payment(paidOn: string, { number, charges }: { number: string; charges: Charges }): Draft {
    const chance = this.#next()
    const paid = (channel: string, amount: number, target: Draft) => {
      if (!('code' in target) || target.code === '142330') this.#due -= amount
      return { type: 'payment.received', channel, paidOn, amount: amount.toFixed(2), ...target }
    }
    const { voen } = this
    if (chance < 0.14) return paid('hop', total(charges), { declaration: number })
    if (chance < 0.22) return paid(chance < 0.19 ? 'hop' : 'bank', 30, { voen, code: '802001' })
    if (chance < 0.3) return paid(chance < 0.27 ? 'hop' : 'bank', 5.4, { voen, code: '114111' })
    if (chance < 0.35) return paid('vat-deposit', 20 + 300 * this.#next(), { voen, fund: 'vat' })
    if (chance < 0.36) return paid('treasury', 50 + 300 * this.#next(), { voen, fund: 'customs-duty' })
    const amount = Math.max(10, this.#due * (0.5 + 0.8 * this.#next()))
    return paid(chance < 0.9 ? 'hop' : 'bank', amount, { voen, code: '142330' })
  }
}

function total(charges: Charges): number {
  return Object.values(charges).reduce((sum, amount) => sum + Number(amount), 0)
}

/** Events of many traders, one of each in turn. */
export function* mingled(traders: readonly Trader[], eventsEach: number): Generator<string> {
  const sources = traders.map(trader => trader.lines(eventsEach))
  for (let index = 0; index < eventsEach; index += 1) {
    for (const source of sources) yield source.next().value as string
  }
}

/** Lines in the form that `importEvents` takes. */
export async function* numbered(lines: Iterable<string>): AsyncGenerator<NumberedLine> {
  let number = 0
  for (const line of lines) {
    number += 1
    yield { number, line }
  }
}
