import type { Allocation } from '../../domain/allocation.ts'
import type { Charge } from '../../domain/charge.ts'
import type { Wait } from '../../domain/decision.ts'
import type { Declaration, DeclarationNumber } from '../../domain/declaration.ts'
import type { Source } from '../../domain/source.ts'
import type { Steps } from '../../domain/steps.ts'
import type { StampedEntry } from '../../domain/turnover.ts'
import type { Voen } from '../../domain/voen.ts'
import type { WriteTransaction } from '../../store/engine/access.ts'
import { MAX_INSERTED } from '../../store/engine/prepared.ts'
import type { AssessedTable, BookingTable } from '../../store/engine/schema.ts'
import { appendEvents, insertEventIds, reserveArrivals } from '../../store/intake/event-log.ts'
import { insertHeldEvent } from '../../store/intake/held-events.ts'
import { keepRejections, type Rejection } from '../../store/intake/rejections.ts'
import { appendBookings, saveAccounts, saveTotals, saveTurnovers } from '../../store/ledger/accounts.ts'
import { appendAllocations } from '../../store/ledger/allocations.ts'
import { addAssessed } from '../../store/ledger/assessed.ts'
import { saveCharges } from '../../store/ledger/charges.ts'
import { insertDirectoryEntries, saveDeclarations } from '../../store/ledger/declarations.ts'
import { appendLedgerEntries } from '../../store/ledger/ledger-entries.ts'
import { saveSources } from '../../store/ledger/sources.ts'
import type { TimedTurns } from '../turns.ts'
import type { AcceptedEvent, FreshEvent } from './accepted-event.ts'
import type { AccountState, BookedEvent } from './account-state.ts'

/** More than any group of usual events has: they are written once, at their end. */
const LARGE_BATCH = 20_000

/** The changes of a group of events that are not yet written. */
export class WriteBatch {
  readonly events: FreshEvent[] = []
  readonly held: { event: FreshEvent; wait: Wait }[] = []
  readonly rejections: Rejection[] = []
  readonly directory: { declaration: DeclarationNumber; voen: Voen }[] = []
  readonly declarations = new Map<string, Declaration>()
  readonly #accounts = new Set<AccountState>()
  readonly #bookings: (Omit<BookingTable, 'arrival'> & { event: AcceptedEvent })[] = []
  readonly #entries: StampedEntry[] = []
  readonly #allocations: Allocation[] = []
  readonly #sources = new Map<string, { voen: Voen; source: Source }>()
  readonly #charges = new Map<string, { voen: Voen; charge: Charge }>()
  readonly #assessed = new Map<string, AssessedTable>()
  readonly #lastEntries = new Map<string, StampedEntry>()

  get isLarge(): boolean {
    const booked = this.#bookings.length + this.#entries.length + this.#allocations.length
    return booked + this.rejections.length > LARGE_BATCH
  }

  *add(
    state: AccountState,
    event: AcceptedEvent,
    { entries, charges, sources, allocations }: BookedEvent,
  ): Steps<void> {
    const { voen } = state.record.account
    this.#accounts.add(state)
    this.#bookings.push({
      voen,
      number: state.record.bookings,
      event,
      chain: state.record.chain,
    })
    for (const entry of entries) {
      this.#entries.push(entry)
      this.#lastEntries.set(`${voen} ${entry.ledger} ${entry.type}`, entry)
      yield
    }
    for (const allocation of allocations) {
      this.#allocations.push(allocation)
      yield
    }
    for (const source of sources) {
      this.#sources.set(`${voen} ${source.row}`, { voen, source })
      yield
    }
    for (const { before, after } of charges) {
      this.#charges.set(`${voen} ${after.document}/${after.number}`, {
        voen,
        charge: after,
      })
      if (after.declaration !== null) this.#addAssessed(voen, before, after)
      yield
    }
  }

  /** Adds a charge's change to the sums of the month and the day of its assessment. */
  #addAssessed(voen: Voen, before: Charge | undefined, { fund, assessedOn, ...after }: Charge): void {
    const assessed = after.amount - after.reduced - (before ? before.amount - before.reduced : 0)
    const paid = after.settled - (before?.settled ?? 0)
    for (const [grain, period] of [['month', assessedOn.slice(0, 7)] as const, ['day', assessedOn] as const]) {
      const key = `${voen} ${period} ${fund}`
      const sum = this.#assessed.get(key) ?? {
        voen,
        grain,
        period,
        fund,
        assessed: 0n,
        paid: 0n,
      }
      this.#assessed.set(key, {
        ...sum,
        assessed: sum.assessed + BigInt(assessed),
        paid: sum.paid + BigInt(paid),
      })
    }
  }

  /**
   * Event ids and declaration numbers are written in sorted order: concurrent transactions may write the same ones, and
   * a common order prevents deadlocks. Rows of accounts are written account by account, in the order of their keys, so that
   * neighbours in a table follow each other.
   */
  async write(trx: WriteTransaction, turns: TimedTurns): Promise<void> {
    // A statement of the most rows takes a few milliseconds.
    const inPieces = async <Row>(
      rows: readonly Row[],
      save: (trx: WriteTransaction, piece: readonly Row[]) => Promise<void>,
    ) => {
      for (let from = 0; from < rows.length; from += MAX_INSERTED) {
        await save(trx, rows.slice(from, from + MAX_INSERTED))
        await turns.pause()
      }
    }
    const records = [...this.#accounts].map(state => state.record)
    const lastEntries = byAccount(this.#lastEntries.values())
    const ledgers = new Map(lastEntries.map(entry => [`${entry.voen} ${entry.ledger}`, entry]))
    const states = new Map([...this.#accounts].map(state => [state.record.account.voen, state]))
    await this.#reserveArrivals(trx)
    await inPieces(byAccount(this.events), appendEvents)
    await inPieces(
      this.events.map(({ id, voen, arrival }) => ({ id, voen, arrival })).sort(byKey('id')),
      insertEventIds,
    )
    for (const { event, wait } of this.held) {
      await insertHeldEvent(trx, { voen: event.voen, arrival: event.arrival, wait })
      await turns.pause()
    }
    await inPieces(
      records.sort((one, other) => (one.account.voen < other.account.voen ? -1 : 1)),
      saveAccounts,
    )
    await inPieces(
      byAccount(this.#bookings).map(({ event, ...booking }) => ({ ...booking, arrival: event.arrival })),
      appendBookings,
    )
    await inPieces(this.directory.sort(byKey('declaration')), insertDirectoryEntries)
    await inPieces(byAccount(this.declarations.values()), saveDeclarations)
    await inPieces(byAccount(this.#charges.values()), saveCharges)
    await inPieces(byAccount(this.#assessed.values()), addAssessed)
    await inPieces(byAccount(this.#entries), appendLedgerEntries)
    await inPieces(byAccount(this.#allocations), appendAllocations)
    await inPieces(byAccount(this.#sources.values()), saveSources)
    await saveTotals(
      trx,
      [...ledgers.values()].map(({ voen, ledger }) => ({
        voen,
        ledger,
        ...states.get(voen)!.record.account.totals[ledger],
      })),
    )
    await saveTurnovers(
      trx,
      lastEntries.map(({ voen, ledger, type }) => ({
        voen,
        ledger,
        type,
        ...states.get(voen)!.turnovers.of(ledger, type),
      })),
    )
    // Those of a delivery are kept at once, in their order, and are no more than its lines.
    await keepRejections(trx, this.rejections.filter(isDelivered))
    await inPieces(
      this.rejections.filter(rejection => !isDelivered(rejection)),
      keepRejections,
    )
  }

  /** Must run after all accounts are locked, so that the log has the order of booking. */
  async #reserveArrivals(trx: WriteTransaction): Promise<void> {
    const fresh = this.events.filter(event => event.arrival === 0)
    if (fresh.length === 0) return
    const arrivals = await reserveArrivals(trx, fresh.length)
    for (const [index, event] of fresh.entries()) event.arrival = arrivals[index]!
  }
}

function isDelivered({ arrival }: Rejection): boolean {
  return arrival === 0
}

/** @returns the rows in the order of their accounts, those of an account as they were */
function byAccount<Row extends { readonly voen: string }>(rows: Iterable<Row>): Row[] {
  const ofAccounts = Map.groupBy(rows, ({ voen }) => voen)
  return [...ofAccounts.keys()].sort().flatMap(voen => ofAccounts.get(voen)!)
}

function byKey<Key extends string>(key: Key) {
  return (one: Record<Key, string>, other: Record<Key, string>) => (one[key] < other[key] ? -1 : 1)
}
