import { OracleAccount, Overflow } from './oracle-account.ts'
import { contentOfLine, goesWithChannel, type OracleEvent, readEvent } from './oracle-contract.ts'

export type Outcome = 'applied' | 'duplicate' | 'held' | 'rejected'
export type Counts = Record<Outcome, number>

/** What a held event waits for. */
export type Wait = 'taxpayer' | 'declaration' | 'assignment'

/** Why a line is rejected, in the order in which the specification checks. */
export const REFUSALS = [
  'malformed',
  'id-taken',
  'declaration-assessed-before',
  'declaration-of-another',
  'declaration-cancelled',
  'payment-not-held',
  'target-not-allowed',
  'not-enough-overpayment',
  'total-too-large',
] as const

export type Refusal = (typeof REFUSALS)[number]

/** What became of a line, with the reason of a rejection or of a wait. */
export interface Answer {
  outcome: Outcome
  reason: Refusal | Wait | null
}

interface LogEntry {
  event: OracleEvent
  line: string
  became: 'applied' | 'held' | 'rejected'
  /** Why it was rejected after it had been held. */
  refusal: Refusal | null
}

/**
 * The intake again, in memory, written from the specification alone (src/domain/README.md): slow, naive and meant to be
 * obviously right. Tests compare the real one with it.
 */
export class Oracle {
  readonly accounts = new Map<string, OracleAccount>()
  /** Accepted events in order of arrival, with their outcomes. */
  readonly log = new Map<string, LogEntry>()
  /** Contents of the lines rejected on arrival or when released; each once. */
  readonly rejected = new Set<string>()
  readonly #declarations = new Map<string, string>()
  readonly #booked = new Map<string, OracleEvent[]>()

  /** Delivers lines. @returns the outcome of each at the end; null for a blank line, which is only counted */
  deliver(lines: readonly string[], now: Date | null): (Outcome | null)[] {
    return this.explain(lines, now).map(answer => answer?.outcome ?? null)
  }

  /** Delivers lines, as `deliver` does, and says why. */
  explain(lines: readonly string[], now: Date | null): (Answer | null)[] {
    const answers = lines.map(line => {
      if (/^[ \t\r]*$/.test(line)) return null
      const event = readEvent(line, now)
      return { id: event?.id, ...(event ? this.#accept(event, line) : this.#reject(line, 'malformed')) }
    })
    return answers.map(answer => answer && (answer.outcome === 'held' ? this.#becameOf(answer.id!) : asAnswer(answer)))
  }

  import(lines: readonly string[], now: Date | null): Counts {
    return countsOf(this.deliver(lines, now))
  }

  /** Ids of the held events in order of arrival. */
  get held(): string[] {
    return [...this.log].filter(([, entry]) => entry.became === 'held').map(([id]) => id)
  }

  /** What the held event waits for. */
  waitOf(id: string): Wait {
    return this.#waitsFor(this.log.get(id)!.event)!
  }

  get voens(): string[] {
    return [...this.accounts.keys()].sort()
  }

  #accept(event: OracleEvent, line: string): Answer {
    const known = this.log.get(event.id)
    if (known?.event.content === event.content) return { outcome: 'duplicate', reason: null }
    if (known) return this.#reject(line, 'id-taken')
    if (this.#waitsFor(event)) {
      this.log.set(event.id, { event, line, became: 'held', refusal: null })
      return this.#becameOf(event.id)
    }
    const refusal = this.#book(event)
    if (refusal) return this.#reject(line, refusal)
    this.log.set(event.id, { event, line, became: 'applied', refusal: null })
    this.#release()
    return { outcome: 'applied', reason: null }
  }

  #reject(line: string, reason: Refusal): Answer {
    this.rejected.add(contentOfLine(line))
    return { outcome: 'rejected', reason }
  }

  #becameOf(id: string): Answer {
    const { became, refusal } = this.log.get(id)!
    return { outcome: became, reason: became === 'held' ? this.waitOf(id) : refusal }
  }

  /** "After any event is applied, the earliest-arrived held event that waits for nothing any more is applied …" */
  #release(): void {
    for (;;) {
      const next = [...this.log.values()].find(entry => entry.became === 'held' && !this.#waitsFor(entry.event))
      if (!next) return
      next.refusal = this.#book(next.event)
      next.became = next.refusal ? 'rejected' : 'applied'
      if (next.refusal) this.#reject(next.line, next.refusal)
    }
  }

  #waitsFor(event: OracleEvent): Wait | null {
    if (event.type === 'taxpayer.registered') return null
    if (event.type === 'payment.received' && event.declaration !== undefined) {
      return this.#declarations.has(event.declaration) ? null : 'declaration'
    }
    if (event.voen === undefined) return 'assignment'
    if (!this.accounts.has(event.voen)) return 'taxpayer'
    return isChange(event) && !this.#declarations.has(event.declaration!) ? 'declaration' : null
  }

  /** Posts an event that need not wait. @returns why the rules refuse it; then nothing has changed */
  #book(event: OracleEvent): Refusal | null {
    const refusal = this.#refusalOf(event)
    if (refusal) return refusal
    const voen = event.voen ?? this.#declarations.get(event.declaration!)!
    if (!this.#post(voen, this.#withItsPayment(event))) return 'total-too-large'
    if (event.type === 'declaration.assessed') this.#declarations.set(event.declaration!, voen)
    if (event.type === 'payment.assigned') this.log.get(event.payment!)!.became = 'applied'
    return null
  }

  #refusalOf(event: OracleEvent): Refusal | null {
    const owner = this.#declarations.get(event.declaration ?? '')
    if (event.type === 'declaration.assessed' && owner) return 'declaration-assessed-before'
    if (owner && event.voen && owner !== event.voen) return 'declaration-of-another'
    if (isChange(event) && this.accounts.get(owner!)!.isCancelled(event.declaration!)) return 'declaration-cancelled'
    if (event.type === 'payment.assigned') {
      const payment = this.#heldPayment(event.payment!)
      if (!payment) return 'payment-not-held'
      if (!goesWithChannel(payment.channel, event.fund)) return 'target-not-allowed'
    }
    const givenBack = event.type === 'overpayment.refunded' ? event.ledger : event.from
    const isMore = givenBack && event.amount! > this.accounts.get(event.voen!)!.overpayment.get(givenBack)!
    return isMore ? 'not-enough-overpayment' : null
  }

  #heldPayment(id: string): OracleEvent | undefined {
    const entry = this.log.get(id)
    return entry?.became === 'held' && entry.event.type === 'payment.received' ? entry.event : undefined
  }

  /** An assignment books its payment: "channel, `paidOn`, amount and reference are the payment's". */
  #withItsPayment(event: OracleEvent): OracleEvent {
    if (event.type !== 'payment.assigned') return event
    const { channel, paidOn, amount, reference } = this.#heldPayment(event.payment!)!
    return { ...event, channel, paidOn, amount, reference } as OracleEvent
  }

  /** @returns false, without a change, when a total would be too large */
  #post(voen: string, event: OracleEvent): boolean {
    const earlier = this.#booked.get(voen) ?? []
    try {
      this.accounts.set(voen, this.accounts.get(voen) ?? new OracleAccount(voen))
      this.accounts.get(voen)!.book(event)
      this.#booked.set(voen, [...earlier, event])
      return true
    } catch (error) {
      if (!(error instanceof Overflow)) throw error
      const rebuilt = new OracleAccount(voen)
      for (const event of earlier) rebuilt.book(event)
      this.accounts.set(voen, rebuilt)
      return false
    }
  }
}

/** An amendment or a cancellation. */
function isChange({ type }: OracleEvent): boolean {
  return type === 'declaration.amended' || type === 'declaration.cancelled'
}

function asAnswer({ outcome, reason }: Answer): Answer {
  return { outcome, reason }
}

export function countsOf(outcomes: readonly (Outcome | null)[]): Counts {
  const counts = { applied: 0, duplicate: 0, held: 0, rejected: 0 }
  for (const outcome of outcomes) if (outcome) counts[outcome]++
  return counts
}
