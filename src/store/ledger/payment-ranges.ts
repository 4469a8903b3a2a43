/**
 * Rows that money from outside made, or that refunded it: those whose payment date is not their operation date. Two indexes
 * find them among the later rows of large accounts: by channel in booking order, and by payment date. They leave out the
 * first rows of every account, so that small accounts, which are nearly all, cost nothing at booking; those few rows are
 * read as they lie.
 */
import { type Kysely, sql } from 'kysely'
import { LEDGERS, type Ledger } from '../../domain/fund.ts'
import { CHANNELS, type OperationType } from '../../domain/operation-type.ts'
import type { RowConditions } from '../../domain/statement-filter.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader } from '../engine/access.ts'
import { prepare } from '../engine/prepared.ts'
import type { Schema } from '../engine/schema.ts'
import { type EntryQuery, unionAll } from '../engine/union-all.ts'
import type { TypeRow } from './balances-at.ts'
import { ENTRY_COLUMNS, type EntryRow } from './ledger-entries.ts'
import {
  byKind,
  type PaymentKind,
  type PaymentSlots,
  paymentKindOf,
  paymentSlotsOf,
  wherePaid,
} from './payment-conditions.ts'

/** The number of an account's first rows that are not in the indexes. */
export const FIRST_ROWS = 2000

type Order = 'asc' | 'desc'
type Slots = PaymentSlots & { voen: Voen; ledger: Ledger; type: OperationType; after: number; upTo: number }
type PageSlots = Slots & { limit: number }

/** Rows of one ledger with `after` < seq ≤ `upTo`. */
export interface PaymentRange extends Omit<RowConditions, 'declarations'> {
  readonly voen: Voen
  readonly ledger: Ledger
  readonly after: number
  readonly upTo: number
}

const rangeOf = <Row>(rows: EntryQuery<Row>, { after, upTo }: Slots) =>
  rows.where('seq', '>', after).where('seq', '<=', upTo)
/** The same, where an index has the rows in another order. The sign keeps planners from taking one that has them in this. */
const unorderedRangeOf = <Row>(rows: EntryQuery<Row>, { after, upTo }: Slots) =>
  rows.where(sql<boolean>`+seq > ${after}`).where(sql<boolean>`+seq <= ${upTo}`)

/** As the indexes say it. The sign keeps planners from using it as the bound of a range. */
const IN_INDEX = sql<boolean>`+seq > ${sql.lit(FIRST_ROWS)}`
/** Not as a plain comparison: the index by type has neither channel nor payment date. */
const isOfType = ({ type }: Slots) => sql<boolean>`${sql.ref('type')} || '' = ${type}`
const IS_PAYMENT = sql<boolean>`(channel is not null or type = 'refund')`

type Rows = (db: Reader, values: PageSlots) => Promise<EntryRow[]>

/** All payments and refunds among the first rows. */
const first = (order: Order, ofType: boolean, kind: PaymentKind): Rows =>
  prepare<PageSlots, EntryRow>((db, slots) => {
    const rows = db.selectFrom('ledger_entry').select(ENTRY_COLUMNS).where('voen', '=', slots.voen)
    const ofLedger = rows.where('ledger', '=', slots.ledger).where(IS_PAYMENT)
    const ofRange = rangeOf(wherePaid(ofLedger as EntryQuery<EntryRow>, kind, slots), slots)
    return ofRange
      .$if(ofType, chosen => chosen.where('type', '=', slots.type))
      .orderBy('seq', order)
      .limit(slots.limit)
  })

type Places = EntryQuery<{ seq: number }>

const placesOf = (db: Kysely<Schema>, { voen, ledger }: PageSlots) =>
  db.selectFrom('ledger_entry').select('seq').where('voen', '=', voen).where('ledger', '=', ledger).where(IN_INDEX)

/** In the index by channel, which has the places in booking order. */
const ofChannel = (db: Kysely<Schema>, slots: PageSlots, channel: string, variant: Variant) => {
  const places = placesOf(db, slots).where('channel', '=', channel as 'hop') as Places
  return rowsAt(db, slots, rangeOf(wherePaid(places, 'paid', slots), slots), variant)
}

/** In the index by payment date, which has all of some days together. */
const ofDays = (db: Kysely<Schema>, slots: PageSlots, variant: Variant) => {
  const places = placesOf(db, slots).where('channel', 'is not', null) as Places
  return rowsAt(db, slots, unorderedRangeOf(wherePaid(places, variant.kind, slots), slots), variant)
}

/** The places are sought in an index alone, before their rows are read. */
const rowsAt = (db: Kysely<Schema>, slots: PageSlots, places: Places, { order, ofType }: Variant) => {
  const chosen = places
    .$if(ofType, rows => rows.where(isOfType(slots)))
    .orderBy('seq', order)
    .limit(slots.limit)
  return db
    .selectFrom(chosen.as('place'))
    .innerJoin('ledger_entry', join =>
      join
        .on('ledger_entry.voen', '=', slots.voen)
        .on('ledger_entry.ledger', '=', slots.ledger)
        .onRef('ledger_entry.seq', '=', 'place.seq'),
    )
    .select(ENTRY_COLUMNS.map(column => `ledger_entry.${column}` as const)) as unknown as EntryQuery<EntryRow>
}

interface Variant {
  readonly order: Order
  readonly ofType: boolean
  readonly kind: PaymentKind
}

const laterOfDays = (variant: Variant): Rows => prepare<PageSlots, EntryRow>((db, slots) => ofDays(db, slots, variant))

const later = (variant: Variant): Rows =>
  prepare<PageSlots, EntryRow>((db, slots) =>
    variant.kind === 'channel'
      ? ofChannel(db, slots, slots.channel, variant)
      : unionAll(
          db,
          CHANNELS.map(channel => ofChannel(db, slots, channel, variant)),
          'of_channel',
        ),
  )

const refunds = (order: Order): Rows =>
  prepare<PageSlots, EntryRow>((db, slots) => {
    const rows = db.selectFrom('ledger_entry').select(ENTRY_COLUMNS).where('voen', '=', slots.voen)
    const ofType = rows.where('ledger', '=', slots.ledger).where('type', '=', 'refund')
    const paid = wherePaid(ofType as EntryQuery<EntryRow>, 'paid', slots)
    return rangeOf(paid, slots).orderBy('seq', order).limit(slots.limit)
  })

const ofPieces = (order: Order, ofType: boolean) =>
  byKind(kind => {
    const variant = { order, ofType, kind }
    return { first: first(order, ofType, kind), later: later(variant), laterOfDays: laterOfDays(variant) }
  })

const inOrder = (order: Order) => ({
  refunds: refunds(order),
  ofAnyType: ofPieces(order, false),
  ofType: ofPieces(order, true),
})

const select = { asc: inOrder('asc'), desc: inOrder('desc') }

/** @returns at least the oldest rows of the range (`asc`) or its newest (`desc`), in any order */
export async function findPayments(db: Reader, range: PaymentRange, order: Order, limit: number): Promise<EntryRow[]> {
  const { type, voen, ledger, after, upTo } = range
  const kind = paymentKindOf({ ...range, declarations: [] })
  const values = { ...paymentSlotsOf({ ...range, declarations: [] }), voen, ledger, type: type!, limit }
  const queries = select[order][type ? 'ofType' : 'ofAnyType'][kind]
  const [early, late] = piecesOf({ after, upTo })
  const rows = await Promise.all([
    early && queries.first(db, { ...values, ...early }),
    late && type !== 'refund' && queries[areFirst(range, order) ? 'later' : 'laterOfDays'](db, { ...values, ...late }),
    late && mayBeRefunds(range) && select[order].refunds(db, { ...values, ...late }),
  ])
  return rows.flatMap(found => found || [])
}

/** Whether the first rows in an order are all paid as the range asks, so that reading them in this order finds them soonest. */
function areFirst({ paidFrom, paidTo }: Pick<RowConditions, 'paidFrom' | 'paidTo'>, order: Order): boolean {
  return order === 'asc' ? paidFrom === null : paidTo === null
}

/** A refund has no channel. */
function mayBeRefunds({ channel, type }: Pick<RowConditions, 'channel' | 'type'>): boolean {
  return channel === null && (type === null || type === 'refund')
}

interface Piece {
  readonly after: number
  readonly upTo: number
}

/** The part of a range that lies in the first rows, and the part behind them. */
function piecesOf({ after, upTo }: Piece): [early: Piece | null, late: Piece | null] {
  const early = { after, upTo: Math.min(upTo, FIRST_ROWS) }
  const late = { after: Math.max(after, FIRST_ROWS), upTo }
  return [early.after < early.upTo ? early : null, late.after < late.upTo ? late : null]
}

type Part = 'first' | 'laterOfChannel' | 'laterOfDays' | 'refunds'

/** By ledger and type. */
const sums = (part: Part, ofLedger: boolean, ofType: boolean, kind: PaymentKind) =>
  prepare<Slots, TypeRow>((db, slots) => {
    const rows = db
      .selectFrom('ledger_entry')
      .select(({ fn }) => [
        'ledger',
        'type',
        fn.countAll<number>().as('count'),
        sql<string>`cast(sum(amount) as text)`.as('amount'),
      ])
      .where('voen', '=', slots.voen)
      .$if(ofLedger, chosen => chosen.where('ledger', '=', slots.ledger))
      .$if(!ofLedger, chosen => chosen.where('ledger', 'in', LEDGERS))
      .$if(part === 'first', chosen => chosen.where(IS_PAYMENT))
      .$if(part === 'laterOfChannel' || part === 'laterOfDays', chosen => chosen.where(IN_INDEX))
      .$if(part === 'laterOfDays', chosen => chosen.where('channel', 'is not', null))
      .$if(part === 'refunds', chosen => chosen.where('type', '=', 'refund'))
      .$if(ofType && part === 'first', chosen => chosen.where('type', '=', slots.type))
      .$if(ofType && part.startsWith('later'), chosen => chosen.where(isOfType(slots)))
    const paid = wherePaid(rows as EntryQuery<TypeRow>, kind, slots)
    return (part === 'laterOfDays' ? unorderedRangeOf : rangeOf)(paid, slots).groupBy(['ledger', 'type'])
  })

const sumsOf = (ofLedger: boolean, ofType: boolean) =>
  byKind(kind => ({
    first: sums('first', ofLedger, ofType, kind),
    laterOfChannel: sums('laterOfChannel', ofLedger, ofType, kind),
    laterOfDays: sums('laterOfDays', ofLedger, ofType, kind),
    refunds: sums('refunds', ofLedger, ofType, kind),
  }))

const selectSums = {
  ofLedger: { ofAnyType: sumsOf(true, false), ofType: sumsOf(true, true) },
  ofAllLedgers: { ofAnyType: sumsOf(false, false), ofType: sumsOf(false, true) },
}

/** Count and sum by type of the payments and refunds of a range; of all ledgers without one. */
export async function sumPayments(
  db: Reader,
  { ledger, ...range }: Omit<PaymentRange, 'ledger'> & { readonly ledger: Ledger | null },
): Promise<TypeRow[]> {
  const { type, voen, after, upTo, paidFrom, paidTo } = range
  const conditions = { ...range, declarations: [] }
  const kind = paymentKindOf(conditions)
  const values = { ...paymentSlotsOf(conditions), voen, ledger: ledger!, type: type! }
  const ofType = type ? 'ofType' : 'ofAnyType'
  const queries = selectSums[ledger ? 'ofLedger' : 'ofAllLedgers'][ofType]
  const [early, late] = piecesOf({ after, upTo })
  // Each ledger by itself: for several at once, planners would read the ledgers in the order of the groups.
  const ofEachLedger = (part: 'laterOfDays' | 'refunds') =>
    (ledger ? [ledger] : LEDGERS).map(ledger =>
      selectSums.ofLedger[ofType][part === 'refunds' ? 'paid' : kind][part](db, { ...values, ledger, ...late! }),
    )
  const findLater = () =>
    paidFrom || paidTo ? ofEachLedger('laterOfDays') : [queries.channel.laterOfChannel(db, { ...values, ...late! })]
  const rows = await Promise.all([
    early ? queries[kind].first(db, { ...values, ...early }) : [],
    ...(late && type !== 'refund' ? findLater() : []),
    ...(late && mayBeRefunds(range) ? ofEachLedger('refunds') : []),
  ])
  return rows.flat()
}
