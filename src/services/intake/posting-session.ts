import { emptyAccount } from '../../domain/account.ts'
import type { Wait } from '../../domain/decision.ts'
import type { Declaration, DeclarationNumber } from '../../domain/declaration.ts'
import type { CustomsEvent } from '../../domain/event.ts'
import { Turnovers } from '../../domain/turnover.ts'
import type { Voen } from '../../domain/voen.ts'
import type { WriteTransaction } from '../../store/engine/access.ts'
import { findEventsById } from '../../store/intake/event-log.ts'
import type { Rejection } from '../../store/intake/rejections.ts'
import { findTurnovers, lockAccounts } from '../../store/ledger/accounts.ts'
import { findDeclarations, findOwners } from '../../store/ledger/declarations.ts'
import type { AcceptedEvent, FreshEvent } from './accepted-event.ts'
import { AccountState } from './account-state.ts'
import { CHAIN_START } from './chain.ts'
import { WriteBatch } from './write-batch.ts'

/**
 * The accounts, declarations and event ids that a group of events touches, inside one transaction: what is known is
 * read in bulk before the group, kept in memory through it and written in bulk after it.
 */
export class PostingSession {
  /** By it who delivered can be told, later, whether all of this came into the log. */
  firstAccepted: FreshEvent | undefined
  readonly #trx: WriteTransaction
  readonly #accepted = new Map<string, AcceptedEvent | null>()
  readonly #declarations = new Map<DeclarationNumber, Declaration | null>()
  readonly #accounts = new Map<Voen, AccountState | null>()
  #batch = new WriteBatch()

  constructor(trx: WriteTransaction) {
    this.#trx = trx
  }

  /**
   * Reads at once what the events name, which would else be read one by one, and locks every account that they will be
   * booked on. A declaration that becomes known only after that counts as unknown: its account is not locked.
   */
  async load(events: readonly CustomsEvent[]): Promise<void> {
    await this.#readAccepted(events.map(event => event.id))
    const numbers = events.flatMap(event => ('declaration' in event && event.declaration ? [event.declaration] : []))
    const owners = await findOwners(this.#trx, [...new Set(numbers)])
    await this.#readAccounts([...owners.values(), ...events.flatMap(event => event.voen ?? [])])
    for (const number of numbers) if (!owners.has(number)) this.#declarations.set(number, null)
    await this.#readDeclarations([...owners.keys()])
  }

  async findAccepted(id: string): Promise<AcceptedEvent | null> {
    if (!this.#accepted.has(id)) await this.#readAccepted([id])
    return this.#accepted.get(id)!
  }

  async findDeclaration(number: DeclarationNumber): Promise<Declaration | null> {
    if (!this.#declarations.has(number)) await this.#readDeclarations([number])
    return this.#declarations.get(number)!
  }

  async findAccount(voen: Voen): Promise<AccountState | null> {
    if (!this.#accounts.has(voen)) await this.#readAccounts([voen])
    return this.#accounts.get(voen)!
  }

  /** Accepts an event into the log under its id. */
  accept(event: FreshEvent): void {
    this.firstAccepted ??= event
    this.#accepted.set(event.id, event)
    this.#batch.events.push(event)
  }

  /** Holds an event that was accepted here. */
  hold(event: FreshEvent, wait: Wait): void {
    this.#batch.held.push({ event, wait })
  }

  /** From then on what is held can be found in the store. */
  async flushHeld(): Promise<void> {
    if (this.#batch.held.length > 0) await this.flush()
  }

  /**
   * Books an accepted event on its account.
   * @throws {Refusal} `total-too-large`; nothing is booked
   */
  async book(event: CustomsEvent, accepted: AcceptedEvent, voen: Voen, declaration: Declaration | null): Promise<void> {
    const state = (await this.findAccount(voen)) ?? this.#openAccount(voen)
    const booked = await state.book(this.#trx, event, accepted.content, declaration, () => this.flush())
    this.#accounts.set(voen, state)
    this.#batch.add(state, accepted, booked)
    if (event.type === 'declaration.assessed') {
      this.#batch.directory.push({ declaration: event.declaration, voen })
      this.#keepDeclaration({
        voen,
        number: event.declaration,
        document: state.record.account.documents,
        declarant: event.declarant ?? null,
        cancelled: false,
      })
    }
    if (event.type === 'declaration.cancelled') this.#keepDeclaration({ ...declaration!, cancelled: true })
  }

  /** Keeps what was refused, and why. */
  reject(rejection: Rejection): void {
    this.#batch.rejections.push(rejection)
  }

  /** Writes everything booked since the last writing. */
  async flush(): Promise<void> {
    const batch = this.#batch
    this.#batch = new WriteBatch()
    await batch.write(this.#trx)
  }

  #openAccount(voen: Voen): AccountState {
    return new AccountState(
      {
        account: emptyAccount(voen),
        name: '',
        bookings: 0,
        chain: CHAIN_START,
      },
      new Turnovers(),
    )
  }

  #keepDeclaration(declaration: Declaration): void {
    this.#declarations.set(declaration.number, declaration)
    this.#batch.declarations.set(declaration.number, declaration)
  }

  async #readAccepted(ids: readonly string[]): Promise<void> {
    const fresh = unknownTo(this.#accepted, ids)
    for (const id of fresh) this.#accepted.set(id, null)
    for (const { id, ...event } of await findEventsById(this.#trx, fresh)) this.#accepted.set(id, event)
  }

  async #readDeclarations(numbers: readonly DeclarationNumber[]): Promise<void> {
    const fresh = unknownTo(this.#declarations, numbers)
    const found = await findDeclarations(this.#trx, fresh)
    for (const number of fresh) this.#declarations.set(number, found.get(number) ?? null)
  }

  async #readAccounts(voens: readonly Voen[]): Promise<void> {
    const fresh = unknownTo(this.#accounts, voens)
    const [found, turnovers] = [await lockAccounts(this.#trx, fresh), await findTurnovers(this.#trx, fresh)]
    for (const voen of fresh) {
      const record = found.get(voen)
      this.#accounts.set(voen, record ? new AccountState(record, turnovers.get(voen)!) : null)
    }
  }
}

function unknownTo<Key>(known: ReadonlyMap<Key, unknown>, keys: readonly Key[]): Key[] {
  return [...new Set(keys)].filter(key => !known.has(key))
}
