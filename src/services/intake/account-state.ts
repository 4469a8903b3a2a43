import type { Allocation } from '../../domain/allocation.ts'
import { type Charge, chargeKey, inSettlementOrder, outstanding } from '../../domain/charge.ts'
import type { Declaration } from '../../domain/declaration.ts'
import type { BookableEvent, CustomsEvent } from '../../domain/event.ts'
import { FUNDS, type Fund, type Ledger } from '../../domain/fund.ts'
import { postInSteps } from '../../domain/posting.ts'
import type { LoadedState, OpenCharges, OpenSources, Posting } from '../../domain/posting-builder.ts'
import { type Source, unused } from '../../domain/source.ts'
import type { Steps } from '../../domain/steps.ts'
import type { StampedEntry, Turnovers } from '../../domain/turnover.ts'
import type { Voen } from '../../domain/voen.ts'
import type { WriteTransaction } from '../../store/engine/access.ts'
import type { AccountRecord } from '../../store/ledger/accounts.ts'
import { findChargesOfDocument, findOpenCharges } from '../../store/ledger/charges.ts'
import { findOpenSources } from '../../store/ledger/sources.ts'
import { nextLimit, postWithLoading } from '../post-with-loading.ts'
import type { TimedTurns } from '../turns.ts'
import type { AcceptedEvent } from './accepted-event.ts'
import { seal, sealAllocations } from './chain.ts'

/** Reading this many charges or sources takes a few milliseconds. */
const ROWS_PER_READ = 512

/** An account keeps this many open charges of each fund, and open sources of each ledger, from one event to the next. */
const OPEN_KEPT = 512

/** An account with more charges in memory forgets those that it can read again. */
const CHARGES_KEPT = 10_000

/** The transaction in which an account is booked. */
interface Work {
  readonly trx: WriteTransaction
  readonly turns: TimedTurns
  /** Writes the pending changes; called before more charges or sources are read from the store. */
  readonly flush: () => Promise<void>
}

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

  get voen(): Voen {
    return this.record.account.voen
  }

  /** The funds whose open charges the next event needs, whatever it is. */
  get indebtedFunds(): readonly Fund[] {
    return FUNDS.filter(fund => this.record.account.totals[fund].debt > 0)
  }

  /**
   * The ledgers whose sources are loaded before the event asks for them, which saves a second posting. Most events take no
   * money, and load none.
   */
  ledgersTakenFrom(event: CustomsEvent): readonly Ledger[] {
    return likelyTakenFrom(event).filter(ledger => this.record.account.totals[ledger].overpayment > 0)
  }

  /** Takes open charges that were read in bulk, before anything is booked. */
  keepOpenCharges(fund: Fund, open: OpenCharges): void {
    this.#rememberCharges(open.charges)
    this.#open.set(fund, open)
  }

  /** Takes open sources that were read in bulk, before anything is booked. */
  keepSources(ledger: Ledger, open: OpenSources): void {
    this.#sources.set(ledger, open)
  }

  /** Takes all stored charges of a document. Those in memory may be newer. */
  keepDocument(document: number, charges: readonly Charge[]): Set<string> {
    this.#rememberCharges(charges.filter(charge => !this.#charges.has(chargeKey(charge))))
    const made = [...this.#charges.values()].filter(charge => charge.document === document)
    const keys = new Set([...charges, ...made].map(chargeKey))
    this.#documents.set(document, keys)
    return keys
  }

  /**
   * Books one event and seals it. Others get their turns meanwhile: one event may settle any number of charges.
   * @throws {RefusalError} `not-enough-overpayment` or `total-too-large`; this state is unchanged
   */
  async book(
    work: Work,
    event: BookableEvent,
    { content, sender }: AcceptedEvent,
    declaration: Declaration | null,
  ): Promise<BookedEvent> {
    const { turns } = work
    const posting = await this.#post(work, event, declaration)
    const entries = await turns.run(this.#turnovers.stamp(posting.entries, this.record.account.totals))
    this.#keepNewDocuments(posting.account.documents)
    const charges = await turns.run(this.#store(posting.charges))
    await turns.run(this.#storeSources(posting.sources))
    const chain = await turns.run(seal(this.record.chain, content, entries))
    this.record = {
      account: posting.account,
      name: event.type === 'taxpayer.registered' ? event.name : this.record.name,
      bookings: this.record.bookings + 1,
      chain,
      allocationChain: await turns.run(sealAllocations(this.record.allocationChain, chain, { ...posting, sender })),
    }
    return { entries, charges, sources: posting.sources, allocations: posting.allocations }
  }

  /**
   * Forgets what the store has, so that memory does not grow with the work of a transaction. All changes must have been
   * written.
   */
  forgetWritten(): void {
    this.#made.clear()
    if (this.#charges.size <= CHARGES_KEPT) return
    this.#charges.clear()
    this.#documents.clear()
    for (const { charges } of this.#open.values()) {
      this.#rememberCharges(charges)
    }
  }

  async #post(work: Work, event: BookableEvent, declaration: Declaration | null): Promise<Posting> {
    let loaded = await this.#loaded(work, event, declaration)
    return postWithLoading(() => work.turns.run(postInSteps(event, this.record.account, declaration, loaded)), {
      charges: async fund => {
        await work.flush()
        const short = this.#open.get(fund)!.charges.length
        // The advance pays several funds: without asking for each of them, it is not posted again for each.
        for (const [other, { charges, complete }] of this.#open) {
          if (!complete && charges.length <= short) await this.#loadOpenCharges(work, other)
        }
        loaded = await this.#loaded(work, event, declaration)
      },
      sources: async ledger => {
        // Writing the group early costs much. The first look does not need it: what is not written is at hand.
        if (this.#sources.has(ledger)) await work.flush()
        await this.#loadSources(work, ledger)
      },
    })
  }

  async #loaded(work: Work, event: BookableEvent, declaration: Declaration | null): Promise<LoadedState> {
    for (const fund of this.indebtedFunds) if (!this.#open.has(fund)) await this.#loadOpenCharges(work, fund)
    for (const ledger of this.ledgersTakenFrom(event)) {
      if (!this.#sources.has(ledger)) await this.#loadSources(work, ledger)
    }
    return {
      open: this.#open,
      sources: this.#sources,
      ofDocument: declaration ? await this.#ofDocument(work.trx, declaration.document) : [],
    }
  }

  async #loadOpenCharges({ trx, turns }: Work, fund: Fund): Promise<void> {
    const known = this.#open.get(fund)
    const limit = nextLimit(known?.charges.length)
    const charges = [...(known?.charges ?? [])]
    let complete = false
    while (!complete && charges.length < limit) {
      const portion = Math.min(limit - charges.length, ROWS_PER_READ)
      const found = await findOpenCharges(trx, this.voen, fund, portion, charges.at(-1))
      this.#rememberCharges(found.charges)
      charges.push(...found.charges)
      complete = found.complete
      await turns.pause()
    }
    this.#open.set(fund, { charges, complete })
  }

  async #loadSources({ trx, turns }: Work, ledger: Ledger): Promise<void> {
    const known = this.#sources.get(ledger)?.sources
    const limit = nextLimit(known?.length)
    const sources = [...(known ?? [])]
    let complete = false
    while (!complete && sources.length < limit) {
      const portion = Math.min(limit - sources.length, ROWS_PER_READ)
      const found = await findOpenSources(trx, this.voen, ledger, portion, sources.at(-1)?.row)
      sources.push(...found.sources)
      complete = found.complete
      await turns.pause()
    }
    const last = sources.at(-1)?.row ?? 0
    // The group may have been written meanwhile, and the store have some of these too.
    if (complete) sources.push(...(this.#made.get(ledger) ?? []).filter(({ row }) => row > last))
    this.#made.delete(ledger)
    this.#sources.set(ledger, { sources, complete })
  }

  async #ofDocument(trx: WriteTransaction, document: number): Promise<Charge[]> {
    const keys =
      this.#documents.get(document) ??
      this.keepDocument(document, await findChargesOfDocument(trx, this.voen, document))
    return [...keys].map(key => this.#charges.get(key)!)
  }

  #rememberCharges(charges: readonly Charge[]): void {
    for (const charge of charges) this.#charges.set(chargeKey(charge), charge)
  }

  /** The store has no charges of documents that this event makes, so nobody need look there. */
  #keepNewDocuments(last: number): void {
    for (let document = this.record.account.documents + 1; document <= last; document += 1) {
      this.#documents.set(document, new Set())
    }
  }

  *#store(changed: readonly Charge[]): Steps<BookedEvent['charges']> {
    const stored: { before: Charge | undefined; after: Charge }[] = []
    for (const after of changed) {
      const key = chargeKey(after)
      stored.push({ before: this.#charges.get(key), after })
      this.#charges.set(key, after)
      this.#documents.get(after.document)?.add(key)
      yield
    }
    const made = stored.filter(({ before }) => !before).map(({ after }) => after)
    for (const fund of new Set(changed.map(charge => charge.fund))) {
      const { charges, complete } = this.#open.get(fund) ?? { charges: [], complete: true }
      const last = charges.at(-1)
      // Past the end of an incomplete list, older charges that are not loaded may come first.
      const belongs = (charge: Charge) => complete || (last !== undefined && inSettlementOrder(charge, last) <= 0)
      const open: Charge[] = []
      for (const charge of charges) {
        const current = this.#charges.get(chargeKey(charge))!
        if (outstanding(current) > 0) open.push(current)
        yield
      }
      const added = made.filter(charge => charge.fund === fund && outstanding(charge) > 0 && belongs(charge))
      open.push(...added)
      if (added.length > 0) open.sort(inSettlementOrder)
      this.#open.set(fund, { charges: open.slice(0, OPEN_KEPT), complete: complete && open.length <= OPEN_KEPT })
    }
    return stored
  }

  /** In steps. To be called before the record changes. */
  *#storeSources(changed: readonly Source[]): Steps<void> {
    const { entries, totals } = this.record.account
    const current = new Map<number, Source>()
    for (const source of changed) {
      current.set(source.row, source)
      yield
    }
    for (const ledger of new Set(changed.map(source => source.ledger))) {
      const made = changed.filter(source => source.ledger === ledger && source.row > entries)
      const hadNone = totals[ledger].overpayment === 0
      const known = this.#sources.get(ledger) ?? (hadNone ? { sources: [], complete: true } : undefined)
      if (!known) {
        this.#made.set(ledger, [...(this.#made.get(ledger) ?? []), ...made])
        continue
      }
      const open: Source[] = []
      for (const before of known.sources) {
        const source = current.get(before.row) ?? before
        if (unused(source) > 0) open.push(source)
        yield
      }
      // They are newer than all others, so they belong to the end of a complete list.
      if (known.complete) open.push(...made.filter(source => unused(source) > 0))
      const complete = known.complete && open.length <= OPEN_KEPT
      this.#sources.set(ledger, { sources: open.slice(0, OPEN_KEPT), complete })
    }
  }
}

function likelyTakenFrom(event: CustomsEvent): readonly Ledger[] {
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
