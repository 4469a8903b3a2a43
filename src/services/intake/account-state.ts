import { type Charge, chargeKey, inSettlementOrder, outstanding } from '../../domain/charge.ts'
import type { Declaration } from '../../domain/declaration.ts'
import type { CustomsEvent } from '../../domain/event.ts'
import { FUNDS, type Fund } from '../../domain/fund.ts'
import { postInSteps } from '../../domain/posting.ts'
import type { LoadedCharges, OpenCharges, Posting } from '../../domain/posting-builder.ts'
import type { Steps } from '../../domain/steps.ts'
import type { StampedEntry, Turnovers } from '../../domain/turnover.ts'
import type { WriteTransaction } from '../../store/engine/access.ts'
import type { AccountRecord } from '../../store/ledger/accounts.ts'
import { findChargesOfDocument, findOpenCharges } from '../../store/ledger/charges.ts'
import { nextChargeLimit, postWithCharges } from '../open-charges.ts'
import type { TimedTurns } from '../turns.ts'
import { seal } from './chain.ts'

/** Reading this many charges takes a few milliseconds. */
const CHARGES_PER_READ = 512

/** An account keeps this many open charges of each fund in memory from one event to the next. */
const OPEN_KEPT = 512

/** An account with more charges in memory forgets those that it can read again. */
const CHARGES_KEPT = 10_000

/** The transaction in which an account is booked. */
interface Work {
  readonly trx: WriteTransaction
  readonly turns: TimedTurns
  /** Writes the pending changes; called before more charges are read from the store. */
  readonly flush: () => Promise<void>
}

export interface BookedEvent {
  readonly entries: readonly StampedEntry[]
  readonly charges: readonly {
    readonly before: Charge | undefined
    readonly after: Charge
  }[]
}

/**
 * One account in memory while a group of events is booked: read once, written when the group ends. Open charges are
 * loaded in portions, so that an account with many debts costs no more.
 */
export class AccountState {
  record: AccountRecord
  readonly #turnovers: Turnovers
  /** Charges read or made in this transaction, in their current state. */
  readonly #charges = new Map<string, Charge>()
  readonly #documents = new Map<number, Set<string>>()
  readonly #open = new Map<Fund, OpenCharges>()

  constructor(record: AccountRecord, turnovers: Turnovers) {
    this.record = record
    this.#turnovers = turnovers
  }

  get turnovers(): Turnovers {
    return this.#turnovers
  }

  /**
   * Books one event and seals it. Others get their turns meanwhile: one event may settle any number of charges.
   * @throws {RefusalError} `total-too-large`; this state is unchanged
   */
  async book(work: Work, event: CustomsEvent, content: string, declaration: Declaration | null): Promise<BookedEvent> {
    const { turns } = work
    const posting = await this.#post(work, event, declaration)
    const entries = await turns.run(this.#turnovers.stamp(posting.entries))
    const charges = await turns.run(this.#store(posting.charges))
    this.record = {
      account: posting.account,
      name: event.type === 'taxpayer.registered' ? event.name : this.record.name,
      bookings: this.record.bookings + 1,
      chain: await turns.run(seal(this.record.chain, content, entries)),
    }
    return { entries, charges }
  }

  /**
   * Forgets what the store has, so that memory does not grow with the work of a transaction. All changes must have been
   * written.
   */
  forgetWritten(): void {
    if (this.#charges.size <= CHARGES_KEPT) return
    this.#charges.clear()
    this.#documents.clear()
    for (const { charges } of this.#open.values()) {
      for (const charge of charges) this.#charges.set(chargeKey(charge), charge)
    }
  }

  async #post(work: Work, event: CustomsEvent, declaration: Declaration | null): Promise<Posting> {
    let loaded = await this.#loadedCharges(work, declaration)
    return postWithCharges(
      () => work.turns.run(postInSteps(event, this.record.account, declaration, loaded)),
      async fund => {
        await work.flush()
        const short = this.#open.get(fund)!.charges.length
        // The advance pays several funds: without asking for each of them, it is not posted again for each.
        for (const [other, { charges, complete }] of this.#open) {
          if (!complete && charges.length <= short) await this.#loadOpenCharges(work, other)
        }
        loaded = await this.#loadedCharges(work, declaration)
      },
    )
  }

  async #loadedCharges(work: Work, declaration: Declaration | null): Promise<LoadedCharges> {
    for (const fund of FUNDS) {
      const indebted = this.record.account.totals[fund].debt > 0
      if (indebted && !this.#open.has(fund)) await this.#loadOpenCharges(work, fund)
    }
    return {
      open: this.#open,
      ofDocument: declaration ? await this.#ofDocument(work.trx, declaration.document) : [],
    }
  }

  async #loadOpenCharges({ trx, turns }: Work, fund: Fund): Promise<void> {
    const known = this.#open.get(fund)
    const limit = nextChargeLimit(known)
    const charges = [...(known?.charges ?? [])]
    let complete = false
    while (!complete && charges.length < limit) {
      const portion = Math.min(limit - charges.length, CHARGES_PER_READ)
      const found = await findOpenCharges(trx, this.record.account.voen, fund, portion, charges.at(-1))
      for (const charge of found.charges) this.#charges.set(chargeKey(charge), charge)
      charges.push(...found.charges)
      complete = found.complete
      await turns.pause()
    }
    this.#open.set(fund, { charges, complete })
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
}
