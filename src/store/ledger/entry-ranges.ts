/** Reads ledger rows. Every query is a range of one key, so its cost does not depend on the size of the account. */

import type { Kysely } from 'kysely'
import type { PlainDate } from '../../domain/dates.ts'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import { LEDGERS, type Ledger } from '../../domain/fund.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import { isPaidWhenBooked, type OperationType, operationTypesOf } from '../../domain/operation-type.ts'
import type { RowConditions, StatementFilter } from '../../domain/statement-filter.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess, Reader } from '../engine/access.ts'
import { prepare, prepareForEach } from '../engine/prepared.ts'
import type { Schema } from '../engine/schema.ts'
import type { EntryQuery } from '../engine/union-all.ts'
import { walk } from '../engine/walk.ts'
import { ENTRY_COLUMNS, type EntryRow, toLedgerEntry } from './ledger-entries.ts'
import {
  byKind,
  type PaymentKind,
  type PaymentSlots,
  paymentKindOf,
  paymentSlotsOf,
  wherePaid,
} from './payment-conditions.ts'
import { findPayments } from './payment-ranges.ts'
import { unionByDeclaration } from './union-by-declaration.ts'

/** Rows of one ledger with `after` < seq ≤ `upTo` that meet the conditions. */
export interface EntryRange extends RowConditions {
  readonly voen: Voen
  readonly ledger: Ledger
  readonly after: number
  readonly upTo: number
}

type Order = 'asc' | 'desc'
type Slots = PaymentSlots & {
  voen: Voen
  ledger: Ledger
  type: OperationType
  after: number
  upTo: number
  limit: number
}

/** The limits of pages, and of the look at whether there is another one. */
const PAGE_LIMITS = [1, 26, 51, 101]

function entriesInOrder(order: Order, ofType: boolean, kind: PaymentKind) {
  const ofLedger = (db: Kysely<Schema>, slots: Slots) =>
    db
      .selectFrom('ledger_entry')
      .select(ENTRY_COLUMNS)
      .where('voen', '=', slots.voen)
      .where('ledger', '=', slots.ledger)
      .$if(ofType, rows => rows.where('type', '=', slots.type))
  const ofRange = (db: Kysely<Schema>, slots: Slots, declaration: DeclarationNumber | null) =>
    ofLedger(db, slots)
      .$if(declaration !== null, rows => rows.where('declaration', '=', declaration))
      .$call(rows => wherePaid(rows as EntryQuery<EntryRow>, kind, slots))
      .where('seq', '>', slots.after)
      .where('seq', '<=', slots.upTo)
      .orderBy('seq', order)
      .limit(slots.limit)
  // A server keeps a plan only if it knows the limit, and does not take two bounds for a narrow range. So a page may read on
  // behind its range: fewer rows than its limit.
  const ofPage = (limit: number) =>
    prepare<Slots, EntryRow>((db, slots) => {
      const rows = ofLedger(db, slots).orderBy('seq', order).limit(limit)
      return order === 'asc' ? rows.where('seq', '>', slots.after) : rows.where('seq', '<=', slots.upTo)
    })
  const ofAnyLimit = prepare<Slots, EntryRow>((db, slots) => ofRange(db, slots, null))
  const pages = new Map(PAGE_LIMITS.map(limit => [limit, ofPage(limit)]))
  return {
    ofAny: async (db: Reader, values: Slots) => {
      const ofLimit = pages.get(values.limit)
      if (!ofLimit) return ofAnyLimit(db, values)
      return (await ofLimit(db, values)).filter(({ seq }) => seq > values.after && seq <= values.upTo)
    },
    ofDeclarations: unionByDeclaration<Slots, EntryRow>(ofRange),
  }
}

const inOrder = (order: Order) => ({
  ofAnyType: byKind(kind => entriesInOrder(order, false, kind)),
  ofType: byKind(kind => entriesInOrder(order, true, kind)),
})

const select = { asc: inOrder('asc'), desc: inOrder('desc') }

/** @returns the oldest rows of the range (`asc`) or its newest (`desc`) */
export async function findEntries(db: Reader, range: EntryRange, order: Order, limit: number): Promise<LedgerEntry[]> {
  const { type, declarations, voen, ledger, after, upTo } = range
  const kind = paymentKindOf(range)
  if (declarations.length === 0 && kind !== 'any') return findPaid(db, range, order, limit)
  const { ofAny, ofDeclarations } = select[order][type ? 'ofType' : 'ofAnyType'][kind]
  const values = { ...paymentSlotsOf(range), voen, ledger, after, upTo, type: type!, limit }
  if (declarations.length === 0) return (await ofAny(db, values)).map(toLedgerEntry)
  // Read up to the limit for each declaration: the first rows of the merged list are among them.
  const rows = await ofDeclarations(db, declarations, values)
  return firstOf(rows, order, limit).map(toLedgerEntry)
}

function firstOf<Row extends { readonly seq: number }>(rows: Row[], order: Order, limit: number): Row[] {
  return rows.sort((one, other) => (order === 'asc' ? one.seq - other.seq : other.seq - one.seq)).slice(0, limit)
}

/** Money that came or went, and what moved on the account: the types of the latter lie in order by their dates. */
async function findPaid(db: Reader, range: EntryRange, order: Order, limit: number): Promise<LedgerEntry[]> {
  const { voen, ledger } = range
  const types = movedTypes(ledger, range)
  const { ofAny } = select[order].ofType.any
  const ofTypes = async () => {
    if (types.length === 0) return []
    const bounds = await withinPaid(db, range)
    const values = { ...paymentSlotsOf(range), voen, ledger, ...bounds, limit }
    return (await Promise.all(types.map(type => ofAny(db, { ...values, type })))).flat()
  }
  const [payments, moved] = await Promise.all([findPayments(db, range, order, limit), ofTypes()])
  return firstOf([...payments, ...moved], order, limit).map(toLedgerEntry)
}

/** The types of rows without a channel that are paid when they are booked, as far as the conditions let them pass. */
export function movedTypes(
  ledger: Ledger,
  { type, channel }: Pick<RowConditions, 'type' | 'channel'>,
): readonly OperationType[] {
  if (channel !== null) return []
  return operationTypesOf(ledger).filter(other => isPaidWhenBooked(other) && (type === null || other === type))
}

/** @returns the part of a range in which such rows have the payment dates, which are their operation dates */
export async function withinPaid(
  db: Reader,
  { voen, paidFrom, paidTo, after, upTo }: Pick<EntryRange, 'voen' | 'paidFrom' | 'paidTo' | 'after' | 'upTo'>,
): Promise<{ readonly after: number; readonly upTo: number }> {
  const [first, last] = await Promise.all([
    paidFrom ? findFirstSeqFrom(db, voen, paidFrom) : 1,
    paidTo ? findLastSeqTo(db, voen, paidTo) : upTo,
  ])
  const end = Math.min(upTo, last ?? 0)
  return { after: Math.min(end, Math.max(after, (first ?? end + 1) - 1)), upTo: end }
}

/** Rows of several ledgers; the other parts are those of `EntryRange`. */
export interface RangeOfLedgers extends Omit<EntryRange, 'ledger'> {
  readonly ledgers: readonly Ledger[]
}

type AccountSlots = Omit<Slots, 'ledger'>

const ofDeclarationsOnAnyLedger = (order: Order, ofType: boolean, kind: PaymentKind) =>
  unionByDeclaration<AccountSlots, EntryRow>((db, slots, declaration) =>
    db
      .selectFrom('ledger_entry')
      .select(ENTRY_COLUMNS)
      .where('voen', '=', slots.voen)
      .where('declaration', '=', declaration)
      .$if(ofType, rows => rows.where('type', '=', slots.type))
      .$call(rows => wherePaid(rows as EntryQuery<EntryRow>, kind, slots))
      .where('seq', '>', slots.after)
      .where('seq', '<=', slots.upTo)
      .orderBy('seq', order)
      .limit(slots.limit),
  )

const onAnyLedger = (order: Order) => ({
  ofAnyType: byKind(kind => ofDeclarationsOnAnyLedger(order, false, kind)),
  ofType: byKind(kind => ofDeclarationsOnAnyLedger(order, true, kind)),
})

const selectOnAnyLedger = { asc: onAnyLedger('asc'), desc: onAnyLedger('desc') }

/**
 * No key has the rows of several ledgers in order, but the first rows of each are few.
 * @returns the oldest rows of the range (`asc`) or its newest (`desc`), of all its ledgers together
 */
export async function findEntriesOfLedgers(
  db: Reader,
  { ledgers, ...range }: RangeOfLedgers,
  order: Order,
  limit: number,
): Promise<LedgerEntry[]> {
  const { type, declarations, voen, after, upTo } = range
  const ofDeclarations = async () => {
    const ask = selectOnAnyLedger[order][type ? 'ofType' : 'ofAnyType'][paymentKindOf(range)]
    const values = { ...paymentSlotsOf(range), voen, after, upTo, type: type!, limit }
    return (await ask(db, declarations, values)).map(toLedgerEntry)
  }
  const rows =
    declarations.length > 0
      ? await ofDeclarations()
      : (await Promise.all(ledgers.map(ledger => findEntries(db, { ...range, ledger }, order, limit)))).flat()
  return firstOf(rows, order, limit)
}

/** The filtered rows of accounts from the first to the last, on some ledgers. */
interface EntriesOfAccounts extends StatementFilter {
  readonly first: Voen
  readonly last: Voen
  readonly ledgers: readonly Ledger[]
}

/** @returns by account, code of the ledger and `seq`; the caller knows that they are not too many */
export async function findEntriesOfAccounts(
  tx: Reader,
  { first, last, ledgers, from, to, type, declarations, channel, paidFrom, paidTo }: EntriesOfAccounts,
): Promise<LedgerEntry[]> {
  let rows = tx.selectFrom('ledger_entry').select(ENTRY_COLUMNS).where('voen', '>=', first).where('voen', '<=', last)
  if (ledgers.length < LEDGERS.length) rows = rows.where('ledger', 'in', ledgers)
  if (from) rows = rows.where('operation_date', '>=', from)
  if (to) rows = rows.where('operation_date', '<=', to)
  if (type) rows = rows.where('type', '=', type)
  if (declarations.length > 0) rows = rows.where('declaration', 'in', declarations)
  if (channel) rows = rows.where('channel', '=', channel)
  if (paidFrom) rows = rows.where('payment_date', '>=', paidFrom)
  if (paidTo) rows = rows.where('payment_date', '<=', paidTo)
  return (await rows.orderBy('voen').orderBy('ledger').orderBy('seq').execute()).map(toLedgerEntry)
}

const selectFirstFrom = prepare<{ voen: Voen; from: string }, { seq: number }>((db, { voen, from }) =>
  db
    .selectFrom('ledger_entry')
    .select('seq')
    .where('voen', '=', voen)
    .where('operation_date', '>=', from)
    .orderBy('operation_date')
    .orderBy('seq')
    .limit(1),
)

/** @returns the `seq` of the first row on a date or later */
export async function findFirstSeqFrom(db: Reader, voen: Voen, from: PlainDate): Promise<number | undefined> {
  return (await selectFirstFrom(db, { voen, from }))[0]?.seq
}

const selectLastTo = prepare<{ voen: Voen; to: string }, { seq: number }>((db, { voen, to }) =>
  db
    .selectFrom('ledger_entry')
    .select('seq')
    .where('voen', '=', voen)
    .where('operation_date', '<=', to)
    .orderBy('operation_date', 'desc')
    .orderBy('seq', 'desc')
    .limit(1),
)

/** @returns the `seq` of the last row on a date or earlier */
export async function findLastSeqTo(db: Reader, voen: Voen, to: PlainDate): Promise<number | undefined> {
  return (await selectLastTo(db, { voen, to }))[0]?.seq
}

type OfAccount = { voen: Voen }

const lastOfEach = (until: '<' | '<=') =>
  prepareForEach<OfAccount, { date: string }, OfAccount & { seq: number }>({ voen: 'text' }, (db, { voen, date }) =>
    db
      .selectFrom('ledger_entry')
      .select(['voen', 'seq'])
      .where('voen', '=', voen)
      .where('operation_date', until, date)
      .orderBy('operation_date', 'desc')
      .orderBy('seq', 'desc')
      .limit(1),
  )

const selectLastBeforeOfEach = lastOfEach('<')
const selectLastToOfEach = lastOfEach('<=')

/** @returns the `seq` of each account's last row before a date; accounts without such a row are left out */
export function findLastSeqsBefore(db: Reader, voens: readonly Voen[], date: PlainDate) {
  const keys = voens.map(voen => ({ voen }))
  return selectLastBeforeOfEach(db, keys, { date })
}

/** @returns the `seq` of each account's last row on a date or earlier; accounts without such a row are left out */
export function findLastSeqsTo(db: Reader, voens: readonly Voen[], date: PlainDate) {
  const keys = voens.map(voen => ({ voen }))
  return selectLastToOfEach(db, keys, { date })
}

interface DeclarationRange {
  readonly voen: Voen
  readonly number: DeclarationNumber
  readonly after: number
  readonly limit: number
}

const selectOfDeclaration = prepare<DeclarationRange, EntryRow>((db, { voen, number, after, limit }) =>
  db
    .selectFrom('ledger_entry')
    .select(ENTRY_COLUMNS)
    .where('voen', '=', voen)
    .where('declaration', '=', number)
    .where('seq', '>', after)
    .where(eb => eb.not(eb.and([eb('ledger', '=', 'advance'), eb('type', '=', 'advance-drawdown')])))
    .orderBy('seq')
    .limit(limit),
)

/**
 * @returns a declaration's rows on all ledgers in booking order, after a `seq`; a drawdown is its row on the fund's ledger
 */
export async function findEntriesOfDeclaration(db: Reader, range: DeclarationRange): Promise<LedgerEntry[]> {
  return (await selectOfDeclaration(db, range)).map(toLedgerEntry)
}

const selectAfterRow = prepare<{ voen: Voen; date: string; seq: number; upTo: number; limit: number }, EntryRow>(
  (db, { voen, date, seq, upTo, limit }) =>
    db
      .selectFrom('ledger_entry')
      .select(ENTRY_COLUMNS)
      .where('voen', '=', voen)
      .where(eb => eb(eb.refTuple('operation_date', 'seq'), '>', eb.tuple(date, seq)))
      .where('seq', '<=', upTo)
      .orderBy('operation_date')
      .orderBy('seq')
      .limit(limit),
)

/** Yields all rows of an account up to a `seq`, across ledgers, in booking order. */
export function walkAccountEntries(access: ReadAccess, voen: Voen, upTo: number): AsyncGenerator<LedgerEntry[]> {
  return walk<LedgerEntry>(200, async (last, limit) => {
    const place = { date: last?.operationDate ?? FIRST_DAY, seq: last?.seq ?? 0 }
    const rows = await access.snapshot(voen, tx => selectAfterRow(tx, { voen, ...place, upTo, limit }))
    return rows.map(toLedgerEntry)
  })
}

const FIRST_DAY = '0001-01-01'

const selectFirstDate = prepare<{ voen: Voen }, { date: string }>((db, { voen }) =>
  db
    .selectFrom('ledger_entry')
    .select('operation_date as date')
    .where('voen', '=', voen)
    .orderBy('operation_date')
    .orderBy('seq')
    .limit(1),
)

/** @returns the date of the first row; undefined without rows */
export async function findFirstDate(db: Reader, voen: Voen): Promise<PlainDate | undefined> {
  const [first] = await selectFirstDate(db, { voen })
  return first && (first.date as PlainDate)
}
