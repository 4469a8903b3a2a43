import { emptyAccount } from '../../domain/account.ts'
import type { Wait } from '../../domain/decision.ts'
import type { Declaration, DeclarationNumber } from '../../domain/declaration.ts'
import { type BookableEvent, type CustomsEvent, type PaymentReceived, parseEvent } from '../../domain/event.ts'
import { Turnovers } from '../../domain/turnover.ts'
import type { Voen } from '../../domain/voen.ts'
import type { WriteTransaction } from '../../store/engine/access.ts'
import { findEventsById } from '../../store/intake/event-log.ts'
import { findHeldEvent, type HeldEvent } from '../../store/intake/held-events.ts'
import type { Rejection } from '../../store/intake/rejections.ts'
import { findTurnovers, lockAccounts } from '../../store/ledger/accounts.ts'
import { findDeclarations, findOwners } from '../../store/ledger/declarations.ts'
import { TimedTurns } from '../turns.ts'
import type { AcceptedEvent, FreshEvent } from './accepted-event.ts'
import { AccountState } from './account-state.ts'
import { CHAIN_START } from './chain.ts'
import { type Expected, readAhead } from './read-ahead.ts'
import { WriteBatch } from './write-batch.ts'

/** A payment that is held, and its place. */
export interface HeldPayment {
  readonly payment: PaymentReceived
  readonly held: HeldEvent
}

/**
 * Caches the accounts, declarations and event ids of a group of events within one transaction: they are read in bulk
 * before the group and written in bulk after it.
 */
export class PostingSession {
  /** Lets the caller check, after a lost commit, whether this batch is already in the log. */
  firstAccepted: FreshEvent | undefined
  readonly #trx: WriteTransaction
  readonly #accepted = new Map<string, AcceptedEvent | null>()
  readonly #declarations = new Map<DeclarationNumber, Declaration | null>()
  readonly #accounts = new Map<Voen, AccountState | null>()
  readonly #turns: TimedTurns
  #batch = new WriteBatch()

  constructor(trx: WriteTransaction, maxSteps: number) {
    this.#trx = trx
    this.#turns = new TimedTurns(maxSteps)
  }

  /**
   * Reads in bulk what the events name, and locks every account that they will be booked on. A declaration that appears
   * after this point counts as unknown, because its account is not locked.
   */
  async load(events: readonly CustomsEvent[]): Promise<void> {
    await this.#readAccepted(events.flatMap(event => ('payment' in event ? [event.id, event.payment] : event.id)))
    const numbers = events.flatMap(event => ('declaration' in event && event.declaration ? [event.declaration] : []))
    const owners = await findOwners(this.#trx, [...new Set(numbers)])
    await this.#readAccounts([...owners.values(), ...events.flatMap(event => event.voen ?? [])])
    for (const number of numbers) if (!owners.has(number)) this.#declarations.set(number, null)
    await this.#readDeclarations([...owners.keys()])
    await readAhead(
      this.#trx,
      this.#turns,
      events.map(event => this.#expect(event, owners)),
    )
  }

  /** An event that names another account than its declaration's will be refused, and needs nothing. */
  #expect(event: CustomsEvent, owners: ReadonlyMap<DeclarationNumber, Voen>): Expected {
    const number = 'declaration' in event ? event.declaration : undefined
    const owner = number === undefined ? undefined : owners.get(number)
    const voen = event.voen ?? owner
    const declaration = (number !== undefined && this.#declarations.get(number)) || null
    return {
      event,
      state: (voen !== undefined && this.#accounts.get(voen)) || null,
      declaration: owner === voen ? declaration : null,
    }
  }

  async findAccepted(id: string): Promise<AcceptedEvent | null> {
    if (!this.#accepted.has(id)) await this.#readAccepted([id])
    return this.#accepted.get(id)!
  }

  /** @returns null when the event of this id is no payment, or is not held */
  async findHeldPayment(id: string): Promise<HeldPayment | null> {
    const accepted = await this.findAccepted(id)
    if (!accepted) return null
    await this.flushHeld()
    const held = await findHeldEvent(this.#trx, accepted.arrival)
    const delivery = held && parseEvent(accepted.content)
    if (!delivery || !('event' in delivery) || delivery.event.type !== 'payment.received') return null
    return { payment: delivery.event, held }
  }

  async findDeclaration(number: DeclarationNumber): Promise<Declaration | null> {
    if (!this.#declarations.has(number)) await this.#readDeclarations([number])
    return this.#declarations.get(number)!
  }

  async findAccount(voen: Voen): Promise<AccountState | null> {
    if (!this.#accounts.has(voen)) await this.#readAccounts([voen])
    return this.#accounts.get(voen)!
  }

  accept(event: FreshEvent): void {
    this.firstAccepted ??= event
    this.#accepted.set(event.id, event)
    this.#batch.events.push(event)
  }

  hold(event: FreshEvent, wait: Wait): void {
    this.#batch.held.push({ event, wait })
  }

  /** Queries find held events only after they are written. */
  async flushHeld(): Promise<void> {
    if (this.#batch.held.length > 0) await this.flush()
  }

  /**
   * Books an accepted event on its account.
   * @throws {RefusalError} `not-enough-overpayment` or `total-too-large`; nothing is booked
   */
  async book(
    event: BookableEvent,
    accepted: AcceptedEvent,
    voen: Voen,
    declaration: Declaration | null,
  ): Promise<void> {
    const state = (await this.findAccount(voen)) ?? this.#openAccount(voen)
    const work = { trx: this.#trx, turns: this.#turns, flush: () => this.flush() }
    const booked = await state.book(work, event, accepted, declaration)
    this.#accounts.set(voen, state)
    await this.#turns.run(this.#batch.add(state, accepted, booked))
    if (event.type === 'declaration.assessed') {
      this.#batch.directory.push({ declaration: event.declaration, voen })
      this.#storeDeclaration({
        voen,
        number: event.declaration,
        document: state.record.account.documents,
        declarant: event.declarant ?? null,
        cancelled: false,
      })
    }
    if (event.type === 'declaration.cancelled') this.#storeDeclaration({ ...declaration!, cancelled: true })
  }

  reject(rejection: Rejection): void {
    this.#batch.rejections.push(rejection)
  }

  async flush(): Promise<void> {
    const batch = this.#batch
    this.#batch = new WriteBatch()
    await batch.write(this.#trx, this.#turns)
  }

  /** To be called between two events: lets others run, and writes what would take much memory. */
  pause(): Promise<void> | undefined {
    return this.#batch.isLarge ? this.#writeLarge() : this.#turns.pause()
  }

  async #writeLarge(): Promise<void> {
    await this.flush()
    for (const state of this.#accounts.values()) state?.forgetWritten()
    await this.#turns.pause()
  }

  #openAccount(voen: Voen): AccountState {
    return new AccountState(
      {
        account: emptyAccount(voen),
        name: '',
        bookings: 0,
        chain: CHAIN_START,
        allocationChain: CHAIN_START,
      },
      new Turnovers(),
    )
  }

  #storeDeclaration(declaration: Declaration): void {
    this.#declarations.set(declaration.number, declaration)
    this.#batch.declarations.set(declaration.number, declaration)
  }

  async #readAccepted(ids: readonly string[]): Promise<void> {
    const missing = withoutKnown(this.#accepted, ids)
    for (const id of missing) this.#accepted.set(id, null)
    for (const { id, ...event } of await findEventsById(this.#trx, missing)) this.#accepted.set(id, event)
  }

  async #readDeclarations(numbers: readonly DeclarationNumber[]): Promise<void> {
    const missing = withoutKnown(this.#declarations, numbers)
    const found = await findDeclarations(this.#trx, missing)
    for (const number of missing) this.#declarations.set(number, found.get(number) ?? null)
  }

  async #readAccounts(voens: readonly Voen[]): Promise<void> {
    const missing = withoutKnown(this.#accounts, voens)
    const [found, turnovers] = [await lockAccounts(this.#trx, missing), await findTurnovers(this.#trx, missing)]
    for (const voen of missing) {
      const record = found.get(voen)
      this.#accounts.set(voen, record ? new AccountState(record, turnovers.get(voen)!) : null)
    }
  }
}

function withoutKnown<Key>(known: ReadonlyMap<Key, unknown>, keys: readonly Key[]): Key[] {
  return [...new Set(keys)].filter(key => !known.has(key))
}
