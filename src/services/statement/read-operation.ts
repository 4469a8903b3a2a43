import type { Allocation } from '../../domain/allocation.ts'
import { type Charge, type ChargeState, outstanding, stateOfCharge } from '../../domain/charge.ts'
import { parseInstant } from '../../domain/dates.ts'
import type { CustomsEvent } from '../../domain/event.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import { isSettlement } from '../../domain/operation-type.ts'
import type { Source } from '../../domain/source.ts'
import type { Voen } from '../../domain/voen.ts'
import { EVERY_ACCOUNT, type ReadAccess, type Reader } from '../../store/engine/access.ts'
import { findEventById } from '../../store/intake/event-log.ts'
import { findAccount } from '../../store/ledger/accounts.ts'
import {
  type AllocationPlace,
  findAllocationsOfCharge,
  findAllocationsOfRow,
  findAllocationsOfSource,
} from '../../store/ledger/allocations.ts'
import { findChargeOfDocument, findChargesOfReference } from '../../store/ledger/charges.ts'
import { findDeclaration } from '../../store/ledger/declarations.ts'
import {
  type EntryPlace,
  findEntriesAt,
  findEntriesOfDay,
  findEntryBySeq,
  findFirstSeqOfEvent,
} from '../../store/ledger/entries-at.ts'
import { findSource } from '../../store/ledger/sources.ts'

/** One list of an operation shows so many parts. */
export const PART_PAGE_SIZE = 50

/** A part of a row (R9), with the rows that it names. */
export interface Part {
  readonly allocation: Allocation
  /** The row whose part it is. */
  readonly entry: LedgerEntry
  /** The assessment row of the charge; null when the money left its ledger. */
  readonly charged: LedgerEntry | null
  /** The row that brought the money; null for a reduction. */
  readonly source: LedgerEntry | null
}

export interface PartPage {
  /** In booking order, at most PART_PAGE_SIZE. */
  readonly parts: readonly Part[]
  /** The place of the last part, if more follow. */
  readonly next: AllocationPlace | null
  /** The first part is on this page. */
  readonly first: boolean
}

/** What the sender said, as far as people are told. */
export interface ReceivedEvent {
  readonly id: string
  readonly type: CustomsEvent['type']
  readonly occurredAt: Date
  readonly receivedAt: Date
  /** As in the log. */
  readonly sender: string | null
  /** The payment that an assignment gave to the account. */
  readonly assigned: ReceivedEvent | null
}

export interface OperationStatement {
  readonly name: string
  /** The number of events booked on the account: open pages compare it. */
  readonly bookings: number
  readonly entry: LedgerEntry
  /** The other side of a drawdown or transfer, on another ledger. */
  readonly twin: LedgerEntry | null
  /** What its event booked, without the settlement that followed: at most ten rows. */
  readonly booked: readonly LedgerEntry[]
  /** Null in a store that has lost it. */
  readonly event: ReceivedEvent | null
  /** Of an assessment: its charge as it stands now, and its state. */
  readonly charge: Charge | null
  readonly state: ChargeState | null
  /** Of a row that brought money: how much, and how much of it was used. */
  readonly source: Source | null
  /** The parts of the row itself. */
  readonly own: PartPage
  /** What the money of the row was used for; the row's own parts are not among them. */
  readonly uses: PartPage
  /** What closed or reduced the charge of the row. */
  readonly closed: PartPage
}

interface OperationRequest {
  readonly voen: Voen
  readonly seq: number
  /** The part after which the list of the row's own parts begins. */
  readonly ownAfter?: AllocationPlace | null
  /** The part after which the other list begins. */
  readonly after?: AllocationPlace | null
}

/** @returns null when the account has no such row */
export async function readOperation(
  reader: ReadAccess,
  { voen, seq, ownAfter = null, after = null }: OperationRequest,
): Promise<OperationStatement | null> {
  const operation = await reader.snapshot(voen, async tx => {
    const [record, entry] = await Promise.all([findAccount(tx, voen), findEntryBySeq(tx, voen, seq)])
    if (!record || !entry) return null
    const range = { voen, of: seq, limit: PART_PAGE_SIZE + 1 }
    const [booked, twin, charged, source, own, uses, closed] = await Promise.all([
      findBooked(tx, entry),
      findTwin(tx, entry),
      entry.type === 'assessment' ? findCharge(tx, entry) : null,
      findSource(tx, voen, seq),
      findAllocationsOfRow(tx, { ...range, of: allocatedRow(entry), after: ownAfter ?? undefined }),
      // A payment by number is its own source.
      entry.type === 'hop-payment' ? [] : findAllocationsOfSource(tx, { ...range, after: after ?? undefined }),
      entry.type === 'assessment' ? findAllocationsOfCharge(tx, { ...range, after: after ?? undefined }) : [],
    ])
    const named = await findEntriesAt(tx, voen, [...own, ...uses, ...closed].flatMap(placesOf))
    const page = (allocations: readonly Allocation[], start: AllocationPlace | null) =>
      partPage(allocations, start, named)
    return {
      name: record.name,
      bookings: record.bookings,
      entry,
      twin,
      booked,
      charge: charged?.charge ?? null,
      state: charged && stateOf(charged),
      source: source ?? null,
      own: page(own, ownAfter),
      uses: page(uses, after),
      closed: page(closed, after),
    }
  })
  // Pages cannot read the log, which has the events of all accounts. The row has proved that this one is the account's.
  return operation && { ...operation, event: await readReceivedEvent(reader, operation.entry.eventId) }
}

/** An event books at most one row for each fund, or a payment by number one more for what is left. */
const MAX_BOOKED = 10

/** @returns the rows of the event up to its settlement (R7) */
async function findBooked(tx: Reader, entry: LedgerEntry): Promise<LedgerEntry[]> {
  const { voen, operationDate: date, eventId } = entry
  const from = await findFirstSeqOfEvent(tx, entry)
  const rows = await findEntriesOfDay(tx, { voen, date, from, upTo: from + MAX_BOOKED - 1 })
  const end = rows.findIndex(row => row.eventId !== eventId || isSettlement(row.type))
  return end === -1 ? rows : rows.slice(0, end)
}

async function findTwin(tx: Reader, entry: LedgerEntry): Promise<LedgerEntry | null> {
  const { voen, operationDate: date } = entry
  const seq = seqOfTwin(entry)
  if (seq === null) return null
  const [twin] = await findEntriesOfDay(tx, { voen, date, from: seq, upTo: seq })
  return twin ?? null
}

/** R8: a drawdown's fund row comes before its twin, a `transfer-out` before its `transfer-in`. */
function seqOfTwin({ type, ledger, seq }: LedgerEntry): number | null {
  if (type === 'advance-drawdown') return ledger === 'advance' ? seq - 1 : seq + 1
  if (type === 'transfer-out') return seq + 1
  return type === 'transfer-in' ? seq - 1 : null
}

/** The parts of a drawdown are those of its row on the fund's ledger. */
function allocatedRow({ type, ledger, seq }: LedgerEntry): number {
  return type === 'advance-drawdown' && ledger === 'advance' ? seq - 1 : seq
}

interface Charged {
  readonly charge: Charge
  /** Its declaration was cancelled. */
  readonly cancelled: boolean
}

function stateOf({ charge, cancelled }: Charged): ChargeState {
  return stateOfCharge({ outstanding: outstanding(charge), paid: charge.settled }, cancelled)
}

async function findCharge(tx: Reader, { voen, seq, declaration, reference }: LedgerEntry): Promise<Charged | null> {
  if (declaration !== null) {
    const found = await findDeclaration(tx, voen, declaration)
    const charge = found && (await findChargeOfDocument(tx, voen, found.document, seq))
    return charge ? { charge, cancelled: found.cancelled } : null
  }
  const [charge] = await findChargesOfReference(tx, { voen, reference: reference!, from: seq, limit: 1 })
  return charge?.row === seq ? { charge, cancelled: false } : null
}

/** A charge is on the ledger of the row that closes it, and so is the money, except that of the advance. */
function placesOf({ row, ledger, type, chargedRow, sourceRow }: Allocation): EntryPlace[] {
  const sourceLedger = type === 'advance-drawdown' ? 'advance' : ledger
  return [
    { ledger, seq: row },
    ...(chargedRow === null ? [] : [{ ledger, seq: chargedRow }]),
    ...(sourceRow === null ? [] : [{ ledger: sourceLedger, seq: sourceRow }]),
  ]
}

function partPage(
  allocations: readonly Allocation[],
  start: AllocationPlace | null,
  named: ReadonlyMap<number, LedgerEntry>,
): PartPage {
  const shown = allocations.slice(0, PART_PAGE_SIZE)
  const last = allocations.length > shown.length ? shown.at(-1)! : null
  return {
    parts: shown.map(allocation => ({
      allocation,
      entry: named.get(allocation.row)!,
      charged: allocation.chargedRow === null ? null : named.get(allocation.chargedRow)!,
      source: allocation.sourceRow === null ? null : named.get(allocation.sourceRow)!,
    })),
    next: last && { row: last.row, position: last.position },
    first: start === null,
  }
}

async function readReceivedEvent(reader: ReadAccess, id: string): Promise<ReceivedEvent | null> {
  return reader.snapshot(EVERY_ACCOUNT, async tx => {
    const find = async (id: string): Promise<ReceivedEvent | null> => {
      const logged = await findEventById(tx, id)
      if (!logged) return null
      const { type, occurredAt, payment } = JSON.parse(logged.content) as {
        readonly type: CustomsEvent['type']
        readonly occurredAt: string
        readonly payment?: string
      }
      return {
        id,
        type,
        occurredAt: new Date(parseInstant(occurredAt)!),
        receivedAt: new Date(logged.receivedAt),
        sender: logged.sender,
        assigned: type === 'payment.assigned' ? await find(payment!) : null,
      }
    }
    return find(id)
  })
}
