import type { Allocation } from '../../domain/allocation.ts'
import { type Charge, chargeKey, inSettlementOrder, outstanding } from '../../domain/charge.ts'
import type { Declaration } from '../../domain/declaration.ts'
import type { BookableEvent } from '../../domain/event.ts'
import { FUNDS, type Fund, type Ledger } from '../../domain/fund.ts'
import { post } from '../../domain/posting.ts'
import type { LoadedState, OpenCharges, OpenSources, Posting } from '../../domain/posting-builder.ts'
import { type Source, unused } from '../../domain/source.ts'
import type { StampedEntry, Turnovers } from '../../domain/turnover.ts'
import type { WriteTransaction } from '../../store/engine/access.ts'
import type { AccountRecord } from '../../store/ledger/accounts.ts'
import { findChargesOfDocument, findOpenCharges } from '../../store/ledger/charges.ts'
import { findOpenSources } from '../../store/ledger/sources.ts'
import { nextLimit, postWithLoading } from '../post-with-loading.ts'
import { seal, sealAllocations } from './chain.ts'

export interface BookedEvent {
  readonly entries: readonly StampedEntry[]
  readonly charges: readonly {
    readonly before: Charge | undefined
    readonly after: Charge
  }[]
  readonly sources: readonly Source[]
  readonly allocations: readonly Allocation[]
}

/**
 * One account in memory while a group of events is booked: read once, written when the group ends. Open charges and sources
 * are loaded in portions, so that an account with very many costs no more.
 */
export class AccountState {
  record: AccountRecord
  readonly #turnovers: Turnovers
  /** Charges read or made in this transaction, in their current state. */
  readonly #charges = new Map<string, Charge>()
  readonly #documents = new Map<number, Set<string>>()
  readonly #open = new Map<Fund, OpenCharges>()
  readonly #sources = new Map<Ledger, OpenSources>()
  /** Sources that this transaction made on ledgers whose sources are not loaded. */
  readonly #made = new Map<Ledger, Source[]>()

  constructor(record: AccountRecord, turnovers: Turnovers) {
    this.record = record
    this.#turnovers = turnovers
  }

  get turnovers(): Turnovers {
    return this.#turnovers
  }

  /**
   * Books one event and seals it.
   * @param flush writes the group's pending changes; called before more charges or sources are read from the store
   * @throws {RefusalError} `not-enough-overpayment` or `total-too-large`; this state is unchanged
   */
  async book(
    trx: WriteTransaction,
    event: BookableEvent,
    content: string,
    declaration: Declaration | null,
    flush: () => Promise<void>,
  ): Promise<BookedEvent> {
    const posting = await this.#post(trx, event, declaration, flush)
    const entries = this.#turnovers.stamp(posting.entries)
    const charges = posting.charges.map(after => ({
      before: this.#charges.get(chargeKey(after)),
      after,
    }))
    for (const charge of posting.charges) this.#store(charge)
    for (const source of posting.sources) this.#storeSource(source)
    const chain = seal(this.record.chain, content, entries)
    this.record = {
      account: posting.account,
      name: event.type === 'taxpayer.registered' ? event.name : this.record.name,
      bookings: this.record.bookings + 1,
      chain,
      allocationChain: sealAllocations(this.record.allocationChain, chain, posting),
    }
    return { entries, charges, sources: posting.sources, allocations: posting.allocations }
  }

  async #post(
    trx: WriteTransaction,
    event: BookableEvent,
    declaration: Declaration | null,
    flush: () => Promise<void>,
  ): Promise<Posting> {
    let loaded = await this.#loaded(trx, event, declaration)
    return postWithLoading(() => post(event, this.record.account, declaration, loaded), {
      charges: async fund => {
        await flush()
        await this.#loadOpenCharges(trx, fund)
        loaded = await this.#loaded(trx, event, declaration)
      },
      sources: async ledger => {
        // Writing the group early costs much. The first look does not need it: what is not written is at hand.
        if (this.#sources.has(ledger)) await flush()
        await this.#loadSources(trx, ledger)
      },
    })
  }

  async #loaded(trx: WriteTransaction, event: BookableEvent, declaration: Declaration | null): Promise<LoadedState> {
    for (const fund of FUNDS) {
      const indebted = this.record.account.totals[fund].debt > 0
      if (indebted && !this.#open.has(fund)) await this.#loadOpenCharges(trx, fund)
    }
    for (const ledger of likelyTakenFrom(event)) {
      const hasMoney = this.record.account.totals[ledger].overpayment > 0
      if (hasMoney && !this.#sources.has(ledger)) await this.#loadSources(trx, ledger)
    }
    return {
      open: this.#open,
      sources: this.#sources,
      ofDocument: declaration ? await this.#ofDocument(trx, declaration.document) : [],
    }
  }

  async #loadOpenCharges(trx: WriteTransaction, fund: Fund): Promise<void> {
    const limit = nextLimit(this.#open.get(fund)?.charges.length)
    const found = await findOpenCharges(trx, this.record.account.voen, fund, limit)
    for (const charge of found.charges) this.#charges.set(chargeKey(charge), charge)
    this.#open.set(fund, found)
  }

  async #loadSources(trx: WriteTransaction, ledger: Ledger): Promise<void> {
    const limit = nextLimit(this.#sources.get(ledger)?.sources.length)
    const found = await findOpenSources(trx, this.record.account.voen, ledger, limit)
    const last = found.sources.at(-1)?.row ?? 0
    // The group may have been written meanwhile, and the store have some of these too.
    const made = found.complete ? (this.#made.get(ledger) ?? []).filter(({ row }) => row > last) : []
    this.#made.delete(ledger)
    this.#sources.set(ledger, { sources: [...found.sources, ...made], complete: found.complete })
  }

  async #ofDocument(trx: WriteTransaction, document: number): Promise<Charge[]> {
    let keys = this.#documents.get(document)
    if (!keys) {
      const read = await findChargesOfDocument(trx, this.record.account.voen, document)
      // Keep the charge in memory: it may be newer than the stored one.
      for (const charge of read) if (!this.#charges.has(chargeKey(charge))) this.#charges.set(chargeKey(charge), charge)
      const made = [...this.#charges.values()].filter(charge => charge.document === document)
      keys = new Set([...read, ...made].map(chargeKey))
      this.#documents.set(document, keys)
    }
    return [...keys].map(key => this.#charges.get(key)!)
  }

  #store(charge: Charge): void {
    const key = chargeKey(charge)
    this.#charges.set(key, charge)
    this.#documents.get(charge.document)?.add(key)
    const { charges, complete } = this.#open.get(charge.fund) ?? {
      charges: [],
      complete: true,
    }
    const others = charges.filter(other => chargeKey(other) !== key)
    const last = charges.at(-1)
    // Past the end of an incomplete list, older charges that are not loaded may come first.
    const belongs = complete || (last !== undefined && inSettlementOrder(charge, last) <= 0)
    if (outstanding(charge) > 0 && belongs) others.push(charge)
    this.#open.set(charge.fund, {
      charges: others.sort(inSettlementOrder),
      complete,
    })
  }

  /** To be called before the record changes. */
  #storeSource(source: Source): void {
    const { entries, totals } = this.record.account
    const hadNone = totals[source.ledger].overpayment === 0
    const known = this.#sources.get(source.ledger) ?? (hadNone ? { sources: [], complete: true } : undefined)
    if (!known) {
      this.#made.set(source.ledger, [...(this.#made.get(source.ledger) ?? []), source])
      return
    }
    const left = unused(source) > 0 ? [source] : []
    const sources = known.sources.flatMap(other => (other.row === source.row ? left : other))
    // A new one is newer than all others, so it belongs to the end of a complete list.
    if (source.row > entries && known.complete) sources.push(...left)
    this.#sources.set(source.ledger, { sources, complete: known.complete })
  }
}

/**
 * The ledgers whose sources are loaded before they are asked for, which saves a second posting. Most events take no money, and
 * load none.
 */
function likelyTakenFrom(event: BookableEvent): readonly Ledger[] {
  switch (event.type) {
    case 'declaration.assessed':
    case 'declaration.amended':
    case 'charge.assessed':
      return [...event.charges.keys(), 'advance']
    case 'overpayment.refunded':
      return [event.ledger]
    case 'overpayment.transferred':
      return [event.from]
    default:
      return []
  }
}
