import { type Account, emptyAccount } from '../../../src/domain/account.ts'
import { type Charge, chargeKey, inSettlementOrder, outstanding } from '../../../src/domain/charge.ts'
import { decide } from '../../../src/domain/decision.ts'
import type { Declaration } from '../../../src/domain/declaration.ts'
import { type CustomsEvent, type Delivery, parseEvent } from '../../../src/domain/event.ts'
import { FUNDS, type Ledger } from '../../../src/domain/fund.ts'
import type { LedgerEntry } from '../../../src/domain/ledger-entry.ts'
import { manat } from '../../../src/domain/money.ts'
import { post } from '../../../src/domain/posting.ts'
import { MoreChargesNeededError } from '../../../src/domain/posting-builder.ts'
import { RefusalError } from '../../../src/domain/problem.ts'
import { type EventObject, TRADER, toLine } from './events.ts'

interface AccountState {
  account: Account
  charges: Charge[]
  rows: LedgerEntry[]
}

/** Applies a stream of lines to the domain alone, in memory: no store, no groups, no clock of its own. */
export class DomainHarness {
  readonly accounts = new Map<string, AccountState>()
  readonly declarations = new Map<string, Declaration>()
  readonly held = new Map<string, Delivery>()
  readonly rejected: string[] = []
  readonly #accepted = new Map<string, string>()
  readonly #atHand: number

  /** @param atHand number of open charges of each fund that settlement gets at first */
  constructor(atHand = Number.POSITIVE_INFINITY) {
    this.#atHand = atHand
  }

  deliver(line: string, now: Date): 'applied' | 'duplicate' | 'held' | 'rejected' {
    const delivery = parseEvent(line, now)
    if (!('event' in delivery)) return this.#reject(line)
    const { event, content } = delivery
    const known = this.#accepted.get(event.id)
    if (known !== undefined) return known === content ? 'duplicate' : this.#reject(content)
    const became = this.#book(delivery)
    if (became === 'rejected') return became
    this.#accepted.set(event.id, content)
    if (became === 'held') this.held.set(event.id, delivery)
    else this.#release()
    return became
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

  #reject(line: string): 'rejected' {
    this.rejected.push(line)
    return 'rejected'
  }

  #release(): void {
    for (let again = true; again; ) {
      again = false
      for (const [id, delivery] of this.held) {
        const became = this.#book(delivery)
        if (became === 'held') continue
        this.held.delete(id)
        again = true
        break
      }
    }
  }

  #book({ event, content }: Delivery): 'applied' | 'held' | 'rejected' {
    const number = 'declaration' in event ? event.declaration : undefined
    const declaration = number === undefined ? null : (this.declarations.get(number) ?? null)
    const taxpayer = event.voen !== undefined && this.accounts.has(event.voen)
    const decision = decide(event, { taxpayer, declaration })
    if ('wait' in decision) return 'held'
    if ('reject' in decision) return this.#reject(content)
    const voen = event.voen ?? declaration!.voen
    const state = this.accounts.get(voen) ?? { account: emptyAccount(voen), charges: [], rows: [] }
    try {
      this.accounts.set(voen, this.#post(event, state, declaration))
    } catch (error) {
      if (error instanceof RefusalError) return this.#reject(content)
      throw error
    }
    if (event.type === 'declaration.assessed') {
      const { declaration: number, declarant = null } = event
      const { documents } = this.accounts.get(voen)!.account
      this.declarations.set(number, { voen, number, document: documents, declarant, cancelled: false })
    }
    if (event.type === 'declaration.cancelled') {
      this.declarations.set(event.declaration, { ...declaration!, cancelled: true })
    }
    return 'applied'
  }

  #post(event: CustomsEvent, state: AccountState, declaration: Declaration | null): AccountState {
    const ofDocument = state.charges.filter(charge => charge.document === declaration?.document)
    for (let max = this.#atHand; ; max *= 2) {
      try {
        const posting = post(event, state.account, declaration, { ofDocument, open: openCharges(state.charges, max) })
        const charges = new Map([...state.charges, ...posting.charges].map(charge => [chargeKey(charge), charge]))
        return { account: posting.account, charges: [...charges.values()], rows: [...state.rows, ...posting.entries] }
      } catch (error) {
        if (!(error instanceof MoreChargesNeededError)) throw error
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

/** The trader's account after these events, each of which must be applied. */
export function booked(...events: EventObject[]): DomainHarness {
  const book = new DomainHarness()
  for (const event of events) {
    const became = book.deliver(toLine(event), new Date('2030-01-01T00:00:00Z'))
    if (became !== 'applied') throw new Error(`${became}: ${toLine(event)}`)
  }
  return book
}
