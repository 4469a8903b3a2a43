import type { Account, LedgerTotals } from './account.ts'
import { type Charge, chargeKey, inSettlementOrder, outstanding } from './charge.ts'
import { later, type PlainDate } from './dates.ts'
import type { DeclarationNumber } from './declaration.ts'
import type { CustomsEvent } from './event.ts'
import type { Fund, Ledger } from './fund.ts'
import type { LedgerEntry } from './ledger-entry.ts'
import { add, MAX_QEPIK, type Qepik, subtract } from './money.ts'
import type { OperationType } from './operation-type.ts'
import { RefusalError } from './problem.ts'

/** The charges that an event may change: outstanding ones by fund, and all of the document that it names. */
export interface LoadedCharges {
  readonly open: ReadonlyMap<Fund, OpenCharges>
  readonly ofDocument: readonly Charge[]
}

/** A fund's outstanding charges in settlement order, or the first of them (`complete` is false). */
export interface OpenCharges {
  readonly charges: readonly Charge[]
  readonly complete: boolean
}

/** Settlement has money left at the end of an incomplete list. The caller loads more charges and posts again. */
export class MoreChargesNeededError extends Error {
  override readonly name = 'MoreChargesNeededError'
  readonly fund: Fund

  constructor(fund: Fund) {
    super(`More open charges of ${fund} are needed`)
    this.fund = fund
  }
}

/** The effect of one event on one account. */
export interface Posting {
  readonly account: Account
  readonly entries: readonly LedgerEntry[]
  /** New and changed charges, in their final state. */
  readonly charges: readonly Charge[]
}

interface TotalsChange {
  readonly debt?: { readonly raised: Qepik } | { readonly lowered: Qepik }
  readonly overpayment?: { readonly raised: Qepik } | { readonly lowered: Qepik }
}

interface EntryDetails {
  readonly declaration?: DeclarationNumber | null | undefined
  readonly reference?: string | null | undefined
  readonly channel?: LedgerEntry['channel']
  readonly paymentDate?: PlainDate
}

/** Collects the rows and charges of one event. It numbers and dates rows and keeps the running totals. */
export class PostingBuilder {
  /** R1: the later of the event's own date and the date of the account's last row. */
  readonly operationDate: PlainDate
  readonly #event: CustomsEvent
  readonly #account: Account
  readonly #loaded: LoadedCharges
  readonly #totals: Record<Ledger, LedgerTotals>
  readonly #entries: LedgerEntry[] = []
  readonly #charges = new Map<string, Charge>()
  /** The keys of the charges that this event makes. */
  readonly #made: string[] = []
  #documents: number

  constructor(event: CustomsEvent, account: Account, loadedCharges: LoadedCharges) {
    this.operationDate = later(event.occurredOn, account.lastOperationDate)
    this.#event = event
    this.#account = account
    this.#loaded = loadedCharges
    this.#totals = { ...account.totals }
    this.#documents = account.documents
  }

  /** R2: takes the next place in the account's sequence of documents. */
  openDocument(): number {
    this.#documents += 1
    return this.#documents
  }

  overpayment(ledger: Ledger): Qepik {
    return this.#totals[ledger].overpayment
  }

  /**
   * Adds the next row.
   * @throws {RefusalError} `total-too-large` when a total of the ledger would exceed 2^53 − 1 qəpik
   */
  addEntry(ledger: Ledger, type: OperationType, amount: Qepik, change: TotalsChange, details: EntryDetails): void {
    const before = this.#totals[ledger]
    const after = {
      debt: changed(before.debt, change.debt),
      overpayment: changed(before.overpayment, change.overpayment),
    }
    this.#totals[ledger] = after
    this.#entries.push({
      voen: this.#account.voen,
      ledger,
      seq: this.#account.entries + this.#entries.length + 1,
      operationDate: this.operationDate,
      type,
      declaration: details.declaration ?? null,
      reference: details.reference ?? null,
      channel: details.channel ?? null,
      paymentDate: details.paymentDate ?? null,
      amount,
      ...after,
      eventId: this.#event.id,
    })
  }

  addCharge(charge: Charge): void {
    this.#made.push(chargeKey(charge))
    this.putCharge(charge)
  }

  /** Replaces a charge. */
  putCharge(charge: Charge): void {
    this.#charges.set(chargeKey(charge), charge)
  }

  /** All charges of a document in their current state, oldest first. */
  chargesOf(document: number): Charge[] {
    const made = [...this.#charges.values()].filter(charge => charge.document === document)
    const loaded = this.#loaded.ofDocument.filter(charge => !this.#charges.has(chargeKey(charge)))
    return [...loaded, ...made].sort((left, right) => left.number - right.number)
  }

  /**
   * Yields a fund's outstanding charges in settlement order, in their current state.
   * @throws {MoreChargesNeededError} at the end of an incomplete list
   */
  *openCharges(fund: Fund): Generator<Charge> {
    const { charges, complete } = this.#loaded.open.get(fund) ?? {
      charges: [],
      complete: true,
    }
    const made = this.#madeOf(fund)
    for (const charge of charges) {
      while (made[0] && inSettlementOrder(made[0], charge) < 0) yield made.shift()!
      const current = this.#charges.get(chargeKey(charge)) ?? charge
      if (outstanding(current) > 0) yield current
    }
    // Beyond the end of an incomplete list, unloaded older charges may precede a new one.
    if (!complete) throw new MoreChargesNeededError(fund)
    yield* made
  }

  /** The outstanding charges of a fund that this event makes, in settlement order. They are few. */
  #madeOf(fund: Fund): Charge[] {
    return this.#made
      .map(key => this.#charges.get(key)!)
      .filter(charge => charge.fund === fund && outstanding(charge) > 0)
      .sort(inSettlementOrder)
  }

  build(): Posting {
    const { voen, entries, lastOperationDate } = this.#account
    const booked = this.#entries.length > 0
    return {
      account: {
        voen,
        documents: this.#documents,
        entries: entries + this.#entries.length,
        lastOperationDate: booked ? this.operationDate : lastOperationDate,
        totals: this.#totals,
      },
      entries: this.#entries,
      charges: [...this.#charges.values()],
    }
  }
}

function changed(total: Qepik, by: TotalsChange['debt']): Qepik {
  if (!by) return total
  if ('lowered' in by) return subtract(total, by.lowered)
  if (by.raised > MAX_QEPIK - total) throw new RefusalError('total-too-large')
  return add(total, by.raised)
}
