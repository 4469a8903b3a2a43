import type { Account, LedgerTotals } from './account.ts'
import type { Allocation, Effect } from './allocation.ts'
import { type Charge, chargeKey, inSettlementOrder, outstanding } from './charge.ts'
import { later, type PlainDate } from './dates.ts'
import type { DeclarationNumber } from './declaration.ts'
import type { BookableEvent } from './event.ts'
import type { Fund, Ledger } from './fund.ts'
import type { LedgerEntry } from './ledger-entry.ts'
import { add, MAX_QEPIK, min, type Qepik, subtract, ZERO } from './money.ts'
import type { Cause, OperationType } from './operation-type.ts'
import { RefusalError } from './problem.ts'
import { type Source, unused, use } from './source.ts'
import type { Steps } from './steps.ts'

/** What an event may change: outstanding charges by fund, all charges of the document that it names, and open sources. */
export interface LoadedState {
  /** A missing fund has no outstanding charges. */
  readonly open: ReadonlyMap<Fund, OpenCharges>
  readonly ofDocument: readonly Charge[]
  /** A ledger that has overpayment and is missing was not loaded. */
  readonly sources: ReadonlyMap<Ledger, OpenSources>
}

/** A fund's outstanding charges in settlement order, or the first of them (`complete` is false). */
export interface OpenCharges {
  readonly charges: readonly Charge[]
  readonly complete: boolean
}

/** A ledger's sources that are not used up, oldest first, or the first of them (`complete` is false). */
export interface OpenSources {
  readonly sources: readonly Source[]
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

/** More money is taken from a ledger than the loaded sources have. The caller loads more sources and posts again. */
export class MoreSourcesNeededError extends Error {
  override readonly name = 'MoreSourcesNeededError'
  readonly ledger: Ledger

  constructor(ledger: Ledger) {
    super(`More open sources of ${ledger} are needed`)
    this.ledger = ledger
  }
}

/** The effect of one event on one account. */
export interface Posting {
  readonly account: Account
  readonly entries: readonly LedgerEntry[]
  /** New and changed charges, in their final state. */
  readonly charges: readonly Charge[]
  /** New and changed sources, in their final state. */
  readonly sources: readonly Source[]
  /** In the order of their rows, and in each row as they were applied. */
  readonly allocations: readonly Allocation[]
}

/** Money taken from a source. */
export type Part = Pick<Allocation, 'sourceRow' | 'amount' | 'valueDate'>

interface TotalsChange {
  readonly debt?: { readonly raised: Qepik } | { readonly lowered: Qepik }
  readonly overpayment?: { readonly raised: Qepik } | { readonly lowered: Qepik }
}

interface EntryDetails {
  readonly declaration?: DeclarationNumber | null | undefined
  readonly reference?: string | null | undefined
  readonly channel?: LedgerEntry['channel']
  readonly paymentDate?: PlainDate
  readonly cause?: Cause | null
}

/**
 * Collects the rows, charges, sources and allocations of one event. It numbers and dates rows and keeps the running totals.
 */
export class PostingBuilder {
  /** R1: the later of the event's own date and the date of the account's last row. */
  readonly operationDate: PlainDate
  readonly #event: BookableEvent
  readonly #account: Account
  readonly #loaded: LoadedState
  readonly #totals: Record<Ledger, LedgerTotals>
  readonly #entries: LedgerEntry[] = []
  readonly #charges = new Map<string, Charge>()
  /** By row. */
  readonly #sources = new Map<number, Source>()
  /** The rows of the sources that this event makes. They are few. */
  readonly #madeSources: number[] = []
  /** How many of a ledger's loaded sources are used up: an event that settles much does not look at them again. */
  readonly #usedUp = new Map<Ledger, number>()
  readonly #allocations: Allocation[] = []
  /** The keys of the charges that this event makes. */
  readonly #made: string[] = []
  #documents: number

  constructor(event: BookableEvent, account: Account, loaded: LoadedState) {
    this.operationDate = later(event.occurredOn, account.lastOperationDate)
    this.#event = event
    this.#account = account
    this.#loaded = loaded
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
   * Adds the next row. If it raises the overpayment, it is a source (R9).
   * @throws {RefusalError} `total-too-large` when a total of the ledger would exceed 2^53 − 1 qəpik
   */
  addEntry(
    ledger: Ledger,
    type: OperationType,
    amount: Qepik,
    change: TotalsChange,
    details: EntryDetails,
  ): LedgerEntry {
    const before = this.#totals[ledger]
    const after = {
      debt: changed(before.debt, change.debt),
      overpayment: changed(before.overpayment, change.overpayment),
    }
    this.#totals[ledger] = after
    const entry: LedgerEntry = {
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
      cause: details.cause ?? null,
    }
    this.#entries.push(entry)
    if (change.overpayment && 'raised' in change.overpayment) this.#addSource(entry, change.overpayment.raised)
    return entry
  }

  #addSource({ ledger, seq: row, paymentDate, operationDate }: LedgerEntry, amount: Qepik): void {
    if (amount === 0) return
    this.#madeSources.push(row)
    this.#sources.set(row, { ledger, row, amount, used: ZERO, valueDate: paymentDate ?? operationDate })
  }

  /**
   * R9, in steps: takes money from the ledger's sources, oldest row first.
   * @throws {MoreSourcesNeededError} when it needs more than the loaded ones
   * @throws when there are no more: the store was changed
   */
  *take(ledger: Ledger, amount: Qepik): Steps<Part[]> {
    const parts: Part[] = []
    let left = amount
    for (const source of this.#openSources(ledger)) {
      const part = min(unused(source), left)
      this.#sources.set(source.row, use(source, part))
      parts.push({ sourceRow: source.row, amount: part, valueDate: source.valueDate })
      left = subtract(left, part)
      if (left === 0) return parts
      yield
    }
    if (!this.#loadedSources(ledger).complete) throw new MoreSourcesNeededError(ledger)
    throw new Error(`${this.#account.voen} has more overpayment on ${ledger} than its sources brought`)
  }

  #loadedSources(ledger: Ledger): OpenSources {
    const hadNone = this.#account.totals[ledger].overpayment === 0
    return this.#loaded.sources.get(ledger) ?? { sources: [], complete: hadNone }
  }

  /** Yields a ledger's loaded sources that are not used up, then those of this event, which are newer than all others. */
  *#openSources(ledger: Ledger): Generator<Source> {
    const { sources, complete } = this.#loadedSources(ledger)
    for (let index = this.#usedUp.get(ledger) ?? 0; index < sources.length; index += 1) {
      this.#usedUp.set(ledger, index)
      const loaded = sources[index]!
      const source = this.#sources.get(loaded.row) ?? loaded
      if (unused(source) > 0) yield source
    }
    if (!complete) return
    for (const row of this.#madeSources) {
      const made = this.#sources.get(row)!
      if (made.ledger === ledger && unused(made) > 0) yield made
    }
  }

  /** Notes, in steps, of which parts a row consists. */
  *allocate(
    { voen, seq: row, ledger, type }: LedgerEntry,
    effect: Effect,
    parts: readonly (Part & Pick<Allocation, 'chargedRow'>)[],
  ): Steps<void> {
    const last = this.#allocations.at(-1)
    const before = last?.row === row ? last.position : 0
    for (const [index, part] of parts.entries()) {
      this.#allocations.push({ voen, row, position: before + index + 1, ledger, type, effect, ...part })
      yield
    }
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
      sources: [...this.#sources.values()],
      allocations: this.#allocations,
    }
  }
}

function changed(total: Qepik, by: TotalsChange['debt']): Qepik {
  if (!by) return total
  if ('lowered' in by) return subtract(total, by.lowered)
  if (by.raised > MAX_QEPIK - total) throw new RefusalError('total-too-large')
  return add(total, by.raised)
}
