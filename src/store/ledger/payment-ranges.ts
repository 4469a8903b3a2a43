/**
 * Rows that money from outside made, or that refunded it: those whose payment date is not their operation date. An index
 * finds them by channel among the later rows of large accounts. It leaves out the first rows of every account, so that small
 * accounts, which are nearly all, cost nothing at booking; those few rows are read as they lie.
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

/** The number of an account's first rows that are not in the index. */
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

/** As the index says it. The sign keeps planners from using it as the bound of a range. */
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

/** The numbers are sought in the index alone, before their rows are read. */
const ofChannel = (db: Kysely<Schema>, slots: PageSlots, channel: string, { order, ofType, kind }: Variant) => {
  const numbers = db
    .selectFrom('ledger_entry')
    .select('seq')
    .where('voen', '=', slots.voen)
    .where('ledger', '=', slots.ledger)
    .where('channel', '=', channel as 'hop')
    .where(IN_INDEX)
  const chosen = rangeOf(
    wherePaid(numbers as EntryQuery<{ seq: number }>, kind === 'any' ? 'any' : 'paid', slots),
    slots,
  )
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

const inOrder = (order: Order) => ({
  refunds: refunds(order),
  ofAnyType: byKind(kind => ({ first: first(order, false, kind), later: later({ order, ofType: false, kind }) })),
  ofType: byKind(kind => ({ first: first(order, true, kind), later: later({ order, ofType: true, kind }) })),
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
    late && type !== 'refund' && queries.later(db, { ...values, ...late }),
    late && mayBeRefunds(range) && select[order].refunds(db, { ...values, ...late }),
  ])
  return rows.flatMap(found => found || [])
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

type Part = 'first' | 'later' | 'refunds'

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
      .$if(part === 'later', chosen => chosen.where(IN_INDEX))
      .$if(part === 'refunds', chosen => chosen.where('type', '=', 'refund'))
      .$if(ofType && part === 'first', chosen => chosen.where('type', '=', slots.type))
      .$if(ofType && part === 'later', chosen => chosen.where(isOfType(slots)))
    return rangeOf(wherePaid(rows as EntryQuery<TypeRow>, kind, slots), slots).groupBy(['ledger', 'type'])
  })

const sumsOf = (ofLedger: boolean, ofType: boolean) =>
  byKind(kind => ({
    first: sums('first', ofLedger, ofType, kind),
    later: sums('later', ofLedger, ofType, kind),
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
  const { type, voen, after, upTo, channel } = range
  const conditions = { ...range, declarations: [] }
  const kind = paymentKindOf(conditions)
  const values = { ...paymentSlotsOf(conditions), voen, ledger: ledger!, type: type! }
  const [ofType, channels] = [type ? 'ofType' : 'ofAnyType', channel ? [channel] : CHANNELS] as const
  const queries = selectSums[ledger ? 'ofLedger' : 'ofAllLedgers'][ofType]
  const [early, late] = piecesOf({ after, upTo })
  // Each channel and ledger by itself: for several at once, planners would read the ledgers in the order of the groups.
  const rows = await Promise.all([
    early ? queries[kind].first(db, { ...values, ...early }) : [],
    ...(late && type !== 'refund' ? channels : []).map(channel =>
      queries.channel.later(db, { ...values, channel, ...late! }),
    ),
    ...(late && mayBeRefunds(range) ? (ledger ? [ledger] : LEDGERS) : []).map(ledger =>
      selectSums.ofLedger[ofType].paid.refunds(db, { ...values, ledger, ...late! }),
    ),
  ])
  return rows.flat()
}
