/**
 * Balances and turnover of ledgers after a row of their account. For each ledger, one part of a union finds its last row, or
 * one key of a list where the store takes lists:
 *
 *   select … from ledger_entry where voen = ? and ledger = ? and seq <= ? order by seq desc limit 1
 *   union all …
 *
 * Each part is one index seek, and all ledgers are one round trip. Rows have cumulative columns, so the last row also has
 * what its ledger has come to: a difference of two rows gives the turnover of any range.
 */

import { type Kysely, sql } from 'kysely'
import type { LedgerTotals } from '../../domain/account.ts'
import type { Ledger } from '../../domain/fund.ts'
import { type Qepik, ZERO } from '../../domain/money.ts'
import { type Movements, movementsUpTo } from '../../domain/movements.ts'
import type { OperationType } from '../../domain/operation-type.ts'
import type { RowConditions } from '../../domain/statement-filter.ts'
import { between, NO_TURNOVER, plus, type Turnover } from '../../domain/turnover.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader } from '../engine/access.ts'
import { prepare, prepareForEach } from '../engine/prepared.ts'
import type { LedgerEntryTable, Schema } from '../engine/schema.ts'
import { type EntryQuery, listOrUnion, unionAll } from '../engine/union-all.ts'
import { SUM_COLUMNS } from './ledger-entries.ts'
import {
  byKind,
  type PaymentKind,
  type PaymentSlots,
  paymentKindOf,
  paymentSlotsOf,
  wherePaid,
} from './payment-conditions.ts'
import { unionByDeclaration } from './union-by-declaration.ts'

/** A ledger after one of its rows. */
export interface LedgerBalances {
  readonly totals: LedgerTotals
  /** The number of rows so far. */
  readonly count: number
  /** What has happened so far. */
  readonly movements: Movements
}

const NO_BALANCE: LedgerTotals = { debt: ZERO, overpayment: ZERO }

const NOTHING: LedgerBalances = {
  totals: NO_BALANCE,
  count: 0,
  movements: movementsUpTo(
    {
      assessed: 0n,
      reducedUnpaid: 0n,
      reducedPaid: 0n,
      received: 0n,
      refunded: 0n,
      transferredIn: 0n,
      transferredOut: 0n,
    },
    NO_BALANCE,
  ),
}

type Slots = { voen: Voen; type: OperationType; upTo: number }
type TurnoverRow = { ledger: Ledger; count: number; amount: string }
type SumColumn = (typeof SUM_COLUMNS)[number]
type BalancesRow = Pick<LedgerEntryTable, 'ledger' | 'debt' | 'overpayment' | 'ledger_count'> &
  Readonly<Record<SumColumn, string>>

type OfLedger = { ledger: Ledger }

/** Prepares one query for each number of ledgers, and one for any number where the store takes lists. */
function unionByLedger<Row>(build: (db: Kysely<Schema>, slots: Slots & { ledger: Ledger }) => EntryQuery<Row>) {
  const queries = new Map<number, ReturnType<typeof prepare<Slots & Record<string, string | number>, Row>>>()
  const union = (db: Reader, keys: readonly OfLedger[], values: Slots): Promise<Row[]> => {
    let query = queries.get(keys.length)
    if (!query) {
      query = prepare((store, slots) => {
        const parts = keys.map((_, index) =>
          build(store, { ...slotsOf(slots), ledger: slots[`ledger${index}`] as Ledger }),
        )
        return unionAll(store, parts, 'of_ledger')
      })
      queries.set(keys.length, query)
    }
    const named = Object.fromEntries(keys.map(({ ledger }, index) => [`ledger${index}`, ledger]))
    return query(db, { ...values, ...named } as Slots & Record<string, string | number>)
  }
  const ask = listOrUnion<OfLedger, Slots, Row>({ ledger: 'text' }, build, union)
  return (db: Reader, ledgers: readonly Ledger[], values: Partial<Slots>): Promise<Row[]> => {
    const keys = ledgers.map(ledger => ({ ledger }))
    return ask(db, keys, values as Slots)
  }
}

/** Reads each slot by name, because the proxy has no own properties to spread. */
function slotsOf({ voen, type, upTo }: Slots): Slots {
  return { voen, type, upTo }
}

/** As text: sums can exceed 2^53. */
const textOfSums = (table: string) =>
  SUM_COLUMNS.map(column => sql<string>`cast(${sql.ref(`${table}.${column}`)} as text)`.as(column))

const lastOfLedger = (db: Kysely<Schema>, { voen, ledger, upTo }: Slots & { ledger: Ledger }) =>
  db
    .selectFrom('ledger_entry')
    .select(['ledger', 'debt', 'overpayment', 'ledger_count'])
    .select(textOfSums('ledger_entry'))
    .where('voen', '=', voen)
    .where('ledger', '=', ledger)
    .where('seq', '<=', upTo)
    .orderBy('seq', 'desc')
    .limit(1) as EntryQuery<BalancesRow>

const lastOfType = (db: Kysely<Schema>, { voen, ledger, type, upTo }: Slots & { ledger: Ledger }) =>
  db
    .selectFrom('ledger_entry')
    .select(['ledger', 'type_count as count', sql<string>`cast(type_turnover as text)`.as('amount')])
    .where('voen', '=', voen)
    .where('ledger', '=', ledger)
    .where('type', '=', type)
    .where('seq', '<=', upTo)
    .orderBy('seq', 'desc')
    .limit(1)

const selectLastOfLedger = unionByLedger<BalancesRow>(lastOfLedger)
const selectLastOfType = unionByLedger<TurnoverRow>(lastOfType)

type EndSlots = { voen: Voen; ledger: Ledger; type: OperationType; after: number; upTo: number }
type End = 'after' | 'upTo'

/** Prepares a query for the state of one ledger at both ends of a range of rows. */
function atBothEnds<Row extends object>(
  build: (db: Kysely<Schema>, slots: Slots & { ledger: Ledger }) => EntryQuery<Row>,
) {
  const atEnds = (ends: readonly End[]) =>
    prepare<EndSlots, Row & { end: End }>((db, slots) => {
      const { voen, ledger, type } = slots
      const parts = ends.map(end =>
        build(db, { voen, ledger, type, upTo: slots[end] }).select(sql<End>`${sql.lit(end)}`.as('end')),
      )
      return unionAll(db, parts as EntryQuery<Row & { end: End }>[], 'at_end')
    })
  const [both, last] = [atEnds(['after', 'upTo']), atEnds(['upTo'])]
  return async (
    db: Reader,
    values: Partial<EndSlots> & Pick<EndSlots, 'after'>,
  ): Promise<(end: End) => Row | undefined> => {
    // Before the first row there is nothing to read.
    const rows = await (values.after === 0 ? last : both)(db, values as EndSlots)
    return end => rows.find(row => row.end === end)
  }
}

const selectLedgerAtEnds = atBothEnds<BalancesRow>(lastOfLedger)
const selectTypeAtEnds = atBothEnds<TurnoverRow>(lastOfType)

/** The rows of a ledger with `after` < seq ≤ `upTo`. */
export interface LedgerRange {
  readonly voen: Voen
  readonly ledger: Ledger
  readonly after: number
  readonly upTo: number
}

/** @returns the balances of a ledger before and after a range of rows, in one round trip */
export async function findBalancesAround(
  db: Reader,
  range: LedgerRange,
): Promise<readonly [LedgerBalances, LedgerBalances]> {
  const rowAt = await selectLedgerAtEnds(db, range)
  const [opening, closing] = [rowAt('after'), rowAt('upTo')]
  return [opening ? toBalances(opening) : NOTHING, closing ? toBalances(closing) : NOTHING]
}

/** @returns the turnover of a type in a range of rows */
export async function findTurnoverIn(
  db: Reader,
  range: LedgerRange & { readonly type: OperationType },
): Promise<Turnover> {
  const rowAt = await selectTypeAtEnds(db, range)
  const [start, end] = [rowAt('after'), rowAt('upTo')]
  return between(start ? toTurnover(start) : NO_TURNOVER, end ? toTurnover(end) : NO_TURNOVER)
}

export interface BalancesRequest {
  readonly ledgers: readonly Ledger[]
  readonly seq: number
}

/** @returns balances after the account's row `seq` */
export async function findBalancesAt(
  db: Reader,
  voen: Voen,
  { ledgers, seq }: BalancesRequest,
): Promise<(ledger: Ledger) => LedgerBalances> {
  // Before the first row there is nothing to read.
  const rows = seq === 0 ? [] : await selectLastOfLedger(db, ledgers, { voen, upTo: seq })
  return byLedger(rows)
}

function byLedger(rows: readonly BalancesRow[]): (ledger: Ledger) => LedgerBalances {
  const balances = new Map(rows.map(row => [row.ledger, toBalances(row)]))
  return ledger => balances.get(ledger) ?? NOTHING
}

function toBalances(row: BalancesRow): LedgerBalances {
  const totals = { debt: row.debt as Qepik, overpayment: row.overpayment as Qepik }
  const sums = {
    assessed: BigInt(row.assessed),
    reducedUnpaid: BigInt(row.reduced_unpaid),
    reducedPaid: BigInt(row.reduced_paid),
    received: BigInt(row.received),
    refunded: BigInt(row.refunded),
    transferredIn: BigInt(row.transferred_in),
    transferredOut: BigInt(row.transferred_out),
  }
  return { totals, count: row.ledger_count, movements: movementsUpTo(sums, totals) }
}

/** A row of an account. */
type Place = { voen: Voen; seq: number }

const selectLastOfEach = prepareForEach<Place, object, BalancesRow & { voen: Voen }>(
  { voen: 'text', seq: 'bigint' },
  (db, { voen, seq }) =>
    db
      .selectFrom('ledger_total')
      .innerJoin('ledger_entry', join =>
        join
          .onRef('ledger_entry.voen', '=', 'ledger_total.voen')
          .onRef('ledger_entry.ledger', '=', 'ledger_total.ledger')
          .on(eb =>
            eb('ledger_entry.seq', '=', last =>
              last
                .selectFrom('ledger_entry as earlier')
                .select(earlier => earlier.fn.max('earlier.seq').as('seq'))
                .whereRef('earlier.voen', '=', 'ledger_total.voen')
                .whereRef('earlier.ledger', '=', 'ledger_total.ledger')
                .where('earlier.seq', '<=', seq),
            ),
          ),
      )
      .select(['ledger_entry.voen', 'ledger_entry.ledger', 'ledger_entry.debt', 'ledger_entry.overpayment'])
      .select('ledger_entry.ledger_count')
      .select(textOfSums('ledger_entry'))
      .where('ledger_total.voen', '=', voen) as never,
)

/**
 * Reads the balances of many accounts together, each after a row of its own: two index seeks for each ledger that the
 * account has, and one round trip.
 */
export async function findBalancesOfEach(
  db: Reader,
  places: readonly Place[],
): Promise<(voen: Voen) => (ledger: Ledger) => LedgerBalances> {
  const rows = Map.groupBy(await selectLastOfEach(db, places, {}), ({ voen }) => voen)
  return voen => byLedger(rows.get(voen) ?? [])
}

export interface TurnoverRequest extends BalancesRequest {
  readonly type: OperationType
}

/** @returns the turnover of a type up to the account's row `seq` */
export async function findTurnoverAt(
  db: Reader,
  voen: Voen,
  { ledgers, type, seq }: TurnoverRequest,
): Promise<(ledger: Ledger) => Turnover> {
  const rows = seq === 0 ? [] : await selectLastOfType(db, ledgers, { voen, type, upTo: seq })
  const turnovers = new Map(rows.map(row => [row.ledger, toTurnover(row)]))
  return ledger => turnovers.get(ledger) ?? NO_TURNOVER
}

function toTurnover({ count, amount }: TurnoverRow): Turnover {
  return { count, amount: BigInt(amount) }
}

/** The turnover of operation types by ledger. */
export type TypeTurnovers = (ledger: Ledger, type: OperationType) => Turnover

export type TypeRow = TurnoverRow & { type: OperationType }

export function toTypeTurnovers(rows: readonly TypeRow[]): TypeTurnovers {
  const turnovers = new Map<string, Turnover>()
  for (const row of rows) {
    const key = `${row.ledger} ${row.type}`
    turnovers.set(key, plus(turnovers.get(key) ?? NO_TURNOVER, toTurnover(row)))
  }
  return (ledger, type) => turnovers.get(`${ledger} ${type}`) ?? NO_TURNOVER
}

type Rows = PaymentSlots & { voen: Voen; ledger: Ledger; type: OperationType; after: number; upTo: number }

const selectSum = (ofLedger: boolean, ofType: boolean, kind: PaymentKind) =>
  unionByDeclaration<Rows, TypeRow>((db, slots, declaration) =>
    db
      .selectFrom('ledger_entry')
      .select(({ fn }) => [
        'ledger',
        'type',
        fn.countAll<number>().as('count'),
        sql<string>`cast(sum(amount) as text)`.as('amount'),
      ])
      .where('voen', '=', slots.voen)
      .$if(ofLedger, rows => rows.where('ledger', '=', slots.ledger))
      .$if(ofType, rows => rows.where('type', '=', slots.type))
      .where('declaration', '=', declaration)
      .$call(rows => wherePaid(rows as EntryQuery<TypeRow>, kind, slots))
      .where('seq', '>', slots.after)
      .where('seq', '<=', slots.upTo)
      .groupBy(['ledger', 'type']),
  )

const sumsBy = (ofLedger: boolean) => ({
  ofAnyType: byKind(kind => selectSum(ofLedger, false, kind)),
  ofType: byKind(kind => selectSum(ofLedger, true, kind)),
})

const selectSums = { ofLedger: sumsBy(true), ofAllLedgers: sumsBy(false) }

/** The account's rows with `after` < seq ≤ `upTo` that meet the conditions. */
export interface ConditionedRange extends RowConditions {
  readonly voen: Voen
  readonly after: number
  readonly upTo: number
}

/** Count and sum by type of the rows of declarations. They are few, so it reads them. */
export async function sumOfDeclarations(
  db: Reader,
  ledgers: readonly Ledger[],
  range: ConditionedRange,
): Promise<TypeTurnovers> {
  const { type, declarations, voen, after, upTo } = range
  const ofLedgers = selectSums[ledgers.length === 1 ? 'ofLedger' : 'ofAllLedgers']
  const sums = ofLedgers[type ? 'ofType' : 'ofAnyType'][paymentKindOf(range)]
  const values = { ...paymentSlotsOf(range), voen, after, upTo, ledger: ledgers[0]!, type: type! }
  return toTypeTurnovers(await sums(db, declarations, values))
}
