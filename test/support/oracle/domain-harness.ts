import { type Account, emptyAccount } from '../../../src/domain/account.ts'
import type { Allocation } from '../../../src/domain/allocation.ts'
import { assignedPayment } from '../../../src/domain/assignment.ts'
import { type Charge, chargeKey, inSettlementOrder, outstanding } from '../../../src/domain/charge.ts'
import { decide, type RejectionCode, type Wait } from '../../../src/domain/decision.ts'
import type { Declaration } from '../../../src/domain/declaration.ts'
import { type BookableEvent, type Delivery, type PaymentReceived, parseEvent } from '../../../src/domain/event.ts'
import { FUNDS, LEDGERS, type Ledger } from '../../../src/domain/fund.ts'
import type { LedgerEntry } from '../../../src/domain/ledger-entry.ts'
import { manat } from '../../../src/domain/money.ts'
import { post } from '../../../src/domain/posting.ts'
import { MoreChargesNeededError, MoreSourcesNeededError } from '../../../src/domain/posting-builder.ts'
import { RefusalError } from '../../../src/domain/problem.ts'
import { type Source, unused } from '../../../src/domain/source.ts'
import { type EventObject, TRADER, toLine } from './events.ts'

interface AccountState {
  account: Account
  charges: Charge[]
  sources: Source[]
  rows: LedgerEntry[]
  allocations: Allocation[]
}

/** What became of a line, with the reason of a rejection or of a wait. */
export interface Answer {
  readonly outcome: 'applied' | 'duplicate' | 'held' | 'rejected'
  readonly reason: RejectionCode | 'malformed' | Wait['for'] | null
}

/** Applies a stream of lines to the domain alone, in memory: no store, no groups, no clock of its own. */
export class DomainHarness {
  readonly accounts = new Map<string, AccountState>()
  readonly declarations = new Map<string, Declaration>()
  readonly held = new Map<string, Delivery>()
  readonly rejected: string[] = []
  readonly #accepted = new Map<string, string>()
  readonly #atHand: number

  /** @param atHand number of open charges of each fund, and of open sources of each ledger, that settlement gets at first */
  constructor(atHand = Number.POSITIVE_INFINITY) {
    this.#atHand = atHand
  }

  deliver(line: string, now: Date): Answer['outcome'] {
    return this.explain(line, now).outcome
  }

  /** Delivers a line, as `deliver` does, and says why. */
  explain(line: string, now: Date): Answer {
    const delivery = parseEvent(line, now)
    if (!('event' in delivery)) return this.#reject(line, 'malformed')
    const { event, content } = delivery
    const known = this.#accepted.get(event.id)
    if (known === content) return { outcome: 'duplicate', reason: null }
    if (known !== undefined) return this.#reject(content, 'id-taken')
    const answer = this.#book(delivery)
    if (answer.outcome === 'rejected') return answer
    this.#accepted.set(event.id, content)
    if (answer.outcome === 'held') this.held.set(event.id, delivery)
    else this.#release()
    return answer
  }

  /** A ledger of the trader as lines `type amount | debt overpayment`. */
  ledger(ledger: Ledger, voen = TRADER): string[] {
    const rows = this.accounts.get(voen)?.rows.filter(row => row.ledger === ledger) ?? []
    return rows.map(row => `${row.type} ${manat(row.amount)} | ${manat(row.debt)} ${manat(row.overpayment)}`)
  }

  rows(voen = TRADER): LedgerEntry[] {
    return this.accounts.get(voen)?.rows ?? []
  }

  charges(voen = TRADER): Charge[] {
    return this.accounts.get(voen)?.charges ?? []
  }

  sources(voen = TRADER): Source[] {
    return this.accounts.get(voen)?.sources ?? []
  }

  allocations(voen = TRADER): Allocation[] {
    return this.accounts.get(voen)?.allocations ?? []
  }

  #reject(line: string, reason: Answer['reason']): Answer {
    this.rejected.push(line)
    return { outcome: 'rejected', reason }
  }

  #release(): void {
    for (let again = true; again; ) {
      again = false
      for (const [id, delivery] of this.held) {
        if (this.#book(delivery).outcome === 'held') continue
        this.held.delete(id)
        again = true
        break
      }
    }
  }

  #book({ event, content }: Delivery): Answer {
    const number = 'declaration' in event ? event.declaration : undefined
    const declaration = number === undefined ? null : (this.declarations.get(number) ?? null)
    const taxpayer = event.voen !== undefined && this.accounts.has(event.voen)
    const heldPayment = event.type === 'payment.assigned' ? this.#heldPayment(event.payment) : null
    const decision = decide(event, { taxpayer, declaration, heldPayment })
    if ('wait' in decision) return { outcome: 'held', reason: decision.wait.for }
    if ('reject' in decision) return this.#reject(content, decision.reject)
    const voen = event.voen ?? declaration!.voen
    const state = this.accounts.get(voen) ?? {
      account: emptyAccount(voen),
      charges: [],
      sources: [],
      rows: [],
      allocations: [],
    }
    try {
      const bookable = event.type === 'payment.assigned' ? assignedPayment(event, heldPayment!) : event
      this.accounts.set(voen, this.#post(bookable, state, declaration))
    } catch (error) {
      if (error instanceof RefusalError) return this.#reject(content, error.code as RejectionCode)
      throw error
    }
    if (event.type === 'payment.assigned') this.held.delete(event.payment)
    if (event.type === 'declaration.assessed') {
      const { declaration: number, declarant = null } = event
      const { documents } = this.accounts.get(voen)!.account
      this.declarations.set(number, { voen, number, document: documents, declarant, cancelled: false })
    }
    if (event.type === 'declaration.cancelled') {
      this.declarations.set(event.declaration, { ...declaration!, cancelled: true })
    }
    return { outcome: 'applied', reason: null }
  }

  #heldPayment(id: string): PaymentReceived | null {
    const held = this.held.get(id)?.event
    return held?.type === 'payment.received' ? held : null
  }

  #post(event: BookableEvent, state: AccountState, declaration: Declaration | null): AccountState {
    const ofDocument = state.charges.filter(charge => charge.document === declaration?.document)
    for (let max = this.#atHand; ; max *= 2) {
      try {
        const open = openCharges(state.charges, max)
        const posting = post(event, state.account, declaration, {
          ofDocument,
          open,
          sources: openSources(state.sources, max),
        })
        const charges = new Map([...state.charges, ...posting.charges].map(charge => [chargeKey(charge), charge]))
        const sources = new Map([...state.sources, ...posting.sources].map(source => [source.row, source]))
        return {
          account: posting.account,
          charges: [...charges.values()],
          sources: [...sources.values()],
          rows: [...state.rows, ...posting.entries],
          allocations: [...state.allocations, ...posting.allocations],
        }
      } catch (error) {
        if (!(error instanceof MoreChargesNeededError || error instanceof MoreSourcesNeededError)) throw error
      }
    }
  }
}

function openCharges(charges: readonly Charge[], max: number) {
  return new Map(
    FUNDS.map(fund => {
      const all = charges.filter(charge => charge.fund === fund && outstanding(charge) > 0).sort(inSettlementOrder)
      return [fund, { charges: all.slice(0, max), complete: all.length <= max }]
    }),
  )
}

function openSources(sources: readonly Source[], max: number) {
  return new Map(
    LEDGERS.map(ledger => {
      const all = sources.filter(source => source.ledger === ledger && unused(source) > 0)
      return [ledger, { sources: all.slice(0, max), complete: all.length <= max }]
    }),
  )
}

/** The trader's account after these events, each of which must be applied. */
export function booked(...events: EventObject[]): DomainHarness {
  const book = new DomainHarness()
  for (const event of events) {
    const became = book.deliver(toLine(event), new Date('2030-01-01T00:00:00Z'))
    if (became !== 'applied') throw new Error(`${became}: ${toLine(event)}`)
  }
  return book
}
