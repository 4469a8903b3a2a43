import { type Charge, chargeKey, inSettlementOrder, outstanding } from '../../domain/charge.ts'
import type { Declaration } from '../../domain/declaration.ts'
import type { CustomsEvent } from '../../domain/event.ts'
import { FUNDS, type Fund } from '../../domain/fund.ts'
import { post } from '../../domain/posting.ts'
import {
  type LoadedCharges,
  MoreChargesNeededError,
  type OpenCharges,
  type Posting,
} from '../../domain/posting-builder.ts'
import type { StampedEntry, Turnovers } from '../../domain/turnover.ts'
import type { WriteTransaction } from '../../store/engine/access.ts'
import type { AccountRecord } from '../../store/ledger/accounts.ts'
import { findChargesOfDocument, findOpenCharges } from '../../store/ledger/charges.ts'
import { seal } from './chain.ts'

const OPEN_CHARGES_AT_ONCE = 64

export interface BookedEvent {
  readonly entries: readonly StampedEntry[]
  readonly charges: readonly {
    readonly before: Charge | undefined
    readonly after: Charge
  }[]
}

/**
 * One account held in memory while a group of events is booked: read once, posted on any number of times, written
 * when the group ends. Open charges are brought a few at a time, so that an account deep in debt costs no more.
 */
export class AccountState {
  record: AccountRecord
  readonly #turnovers: Turnovers
  /** Every charge read or made here, as it stands now. */
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
   * Books one event and seals it.
   * @param writeOut writes what this group has booked so far, which more charges can only be read after
   * @throws {Refusal} `total-too-large`; the book is as it was
   */
  async book(
    trx: WriteTransaction,
    event: CustomsEvent,
    content: string,
    declaration: Declaration | null,
    writeOut: () => Promise<void>,
  ): Promise<BookedEvent> {
    const posting = await this.#post(trx, event, declaration, writeOut)
    const entries = this.#turnovers.stamp(posting.entries)
    const charges = posting.charges.map(after => ({
      before: this.#charges.get(chargeKey(after)),
      after,
    }))
    for (const charge of posting.charges) this.#keep(charge)
    this.record = {
      account: posting.account,
      name: event.type === 'taxpayer.registered' ? event.name : this.record.name,
      bookings: this.record.bookings + 1,
      chain: seal(this.record.chain, content, entries),
    }
    return { entries, charges }
  }

  async #post(
    trx: WriteTransaction,
    event: CustomsEvent,
    declaration: Declaration | null,
    writeOut: () => Promise<void>,
  ): Promise<Posting> {
    const atHand = await this.#chargesAtHand(trx, declaration)
    try {
      return post(event, this.record.account, declaration, atHand)
    } catch (error) {
      if (!(error instanceof MoreChargesNeededError)) throw error
      await writeOut()
      await this.#readOpen(
        trx,
        error.fund,
        4 * Math.max(OPEN_CHARGES_AT_ONCE, this.#open.get(error.fund)!.charges.length),
      )
      return this.#post(trx, event, declaration, writeOut)
    }
  }

  async #chargesAtHand(trx: WriteTransaction, declaration: Declaration | null): Promise<LoadedCharges> {
    for (const fund of FUNDS) {
      const indebted = this.record.account.totals[fund].debt > 0
      if (indebted && !this.#open.has(fund)) await this.#readOpen(trx, fund, OPEN_CHARGES_AT_ONCE)
    }
    return {
      open: this.#open,
      ofDocument: declaration ? await this.#ofDocument(trx, declaration.document) : [],
    }
  }

  async #readOpen(trx: WriteTransaction, fund: Fund, limit: number): Promise<void> {
    const found = await findOpenCharges(trx, this.record.account.voen, fund, limit)
    for (const charge of found.charges) this.#charges.set(chargeKey(charge), charge)
    this.#open.set(fund, found)
  }

  async #ofDocument(trx: WriteTransaction, document: number): Promise<Charge[]> {
    let keys = this.#documents.get(document)
    if (!keys) {
      const read = await findChargesOfDocument(trx, this.record.account.voen, document)
      // A charge already at hand may have changed since it was last written.
      for (const charge of read) if (!this.#charges.has(chargeKey(charge))) this.#charges.set(chargeKey(charge), charge)
      const made = [...this.#charges.values()].filter(charge => charge.document === document)
      keys = new Set([...read, ...made].map(chargeKey))
      this.#documents.set(document, keys)
    }
    return [...keys].map(key => this.#charges.get(key)!)
  }

  #keep(charge: Charge): void {
    const key = chargeKey(charge)
    this.#charges.set(key, charge)
    this.#documents.get(charge.document)?.add(key)
    const { charges, complete } = this.#open.get(charge.fund) ?? {
      charges: [],
      complete: true,
    }
    const others = charges.filter(other => chargeKey(other) !== key)
    const last = charges.at(-1)
    // Behind the end of an incomplete list others stand first that are not at hand.
    const within = complete || (last !== undefined && inSettlementOrder(charge, last) <= 0)
    if (outstanding(charge) > 0 && within) others.push(charge)
    this.#open.set(charge.fund, {
      charges: others.sort(inSettlementOrder),
      complete,
    })
  }
}
