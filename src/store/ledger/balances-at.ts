/**
 * Balances and turnover of ledgers after a row of their account. For each ledger, one part of a union finds its last row:
 *
 *   select … from ledger_entry where voen = ? and ledger = ? and seq <= ? order by seq desc limit 1
 *   union all …
 *
 * Each part is one index seek, and all ledgers are one round trip. Rows have cumulative columns, so the last row also has
 * the turnover so far: a difference of two rows gives the turnover of any range.
 */

import { type Kysely, sql } from 'kysely'
import type { LedgerTotals } from '../../domain/account.ts'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import type { Ledger } from '../../domain/fund.ts'
import { type Qepik, ZERO } from '../../domain/money.ts'
import type { OperationType } from '../../domain/operation-type.ts'
import { NO_TURNOVER, plus, type Turnover } from '../../domain/turnover.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader } from '../engine/access.ts'
import { prepare } from '../engine/prepared.ts'
import type { Schema } from '../engine/schema.ts'
import { type EntryQuery, unionAll } from '../engine/union-all.ts'
import { unionByDeclaration } from './union-by-declaration.ts'

export interface BalanceAndTurnover {
  readonly totals: LedgerTotals
  /** Count and sum of all rows so far. */
  readonly turnover: Turnover
}

const NOTHING: BalanceAndTurnover = { totals: { debt: ZERO, overpayment: ZERO }, turnover: NO_TURNOVER }

type Slots = { voen: Voen; type: OperationType; upTo: number }
type TurnoverRow = { ledger: Ledger; count: number; amount: string }
type LastRow = TurnoverRow & { debt: number; overpayment: number }

/** Prepares one query for each number of ledgers. */
function unionByLedger<Row>(build: (db: Kysely<Schema>, slots: Slots & { ledger: Ledger }) => EntryQuery<Row>) {
  const queries = new Map<number, ReturnType<typeof prepare<Slots & Record<string, string | number>, Row>>>()
  return (db: Reader, ledgers: readonly Ledger[], values: Partial<Slots>): Promise<Row[]> => {
    let query = queries.get(ledgers.length)
    if (!query) {
      query = prepare((store, slots) => {
        const parts = ledgers.map((_, index) =>
          build(store, { ...slotsOf(slots), ledger: slots[`ledger${index}`] as Ledger }),
        )
        return unionAll(store, parts, 'of_ledger')
      })
      queries.set(ledgers.length, query)
    }
    const named = Object.fromEntries(ledgers.map((ledger, index) => [`ledger${index}`, ledger]))
    return query(db, { ...values, ...named } as Slots & Record<string, string | number>)
  }
}

/** Reads each slot by name, because the proxy has no own properties to spread. */
function slotsOf({ voen, type, upTo }: Slots): Slots {
  return { voen, type, upTo }
}

const lastRow =
  (columns: { count: 'ledger_count' | 'type_count'; amount: 'ledger_turnover' | 'type_turnover' }, byType: boolean) =>
  (db: Kysely<Schema>, { voen, ledger, type, upTo }: Slots & { ledger: Ledger }): EntryQuery<LastRow> =>
    db
      .selectFrom('ledger_entry')
      .select(({ ref }) => [
        'ledger',
        ref(columns.count).as('count'),
        sql<string>`cast(${ref(columns.amount)} as text)`.as('amount'),
        'debt',
        'overpayment',
      ])
      .where('voen', '=', voen)
      .where('ledger', '=', ledger)
      .$if(byType, rows => rows.where('type', '=', type))
      .where('seq', '<=', upTo)
      .orderBy('seq', 'desc')
      .limit(1)

const selectLast = {
  ofLedger: unionByLedger(lastRow({ count: 'ledger_count', amount: 'ledger_turnover' }, false)),
  ofType: unionByLedger(lastRow({ count: 'type_count', amount: 'type_turnover' }, true)),
}

export interface BalancesRequest {
  readonly ledgers: readonly Ledger[]
  /** Limits the turnover to rows of this type; the totals are then those after the last such row. */
  readonly type: OperationType | null
  readonly seq: number
}

/** @returns balances after the account's row `seq` */
export async function findBalancesAt(
  db: Reader,
  voen: Voen,
  { ledgers, type, seq }: BalancesRequest,
): Promise<(ledger: Ledger) => BalanceAndTurnover> {
  const values = { voen, upTo: seq, ...(type && { type }) }
  // Before the first row there is nothing to read.
  const rows = seq === 0 ? [] : await selectLast[type ? 'ofType' : 'ofLedger'](db, ledgers, values)
  const balances = new Map(rows.map(row => [row.ledger, toBalanceAndTurnover(row)]))
  return ledger => balances.get(ledger) ?? NOTHING
}

function toBalanceAndTurnover({ debt, overpayment, ...row }: LastRow): BalanceAndTurnover {
  return { totals: { debt: debt as Qepik, overpayment: overpayment as Qepik }, turnover: toTurnover(row) }
}

function toTurnover({ count, amount }: TurnoverRow): Turnover {
  return { count, amount: BigInt(amount) }
}

type Rows = { voen: Voen; ledger: Ledger; type: OperationType; after: number; upTo: number }

const selectSum = (ofLedger: boolean, ofType: boolean) =>
  unionByDeclaration<Rows, TurnoverRow>((db, { voen, ledger, type, after, upTo }, declaration) =>
    db
      .selectFrom('ledger_entry')
      .select(({ fn }) => [
        'ledger',
        fn.countAll<number>().as('count'),
        sql<string>`cast(sum(amount) as text)`.as('amount'),
      ])
      .where('voen', '=', voen)
      .$if(ofLedger, rows => rows.where('ledger', '=', ledger))
      .$if(ofType, rows => rows.where('type', '=', type))
      .where('declaration', '=', declaration)
      .where('seq', '>', after)
      .where('seq', '<=', upTo)
      .groupBy('ledger'),
  )

const selectSums = {
  ofLedger: { ofAnyType: selectSum(true, false), ofType: selectSum(true, true) },
  ofAllLedgers: { ofAnyType: selectSum(false, false), ofType: selectSum(false, true) },
}

interface DeclarationRange {
  readonly voen: Voen
  readonly type: OperationType | null
  readonly declarations: readonly DeclarationNumber[]
  readonly after: number
  readonly upTo: number
}

/** Count and sum of the rows of declarations with `after` < seq ≤ `upTo`. They are few, so it reads them. */
export async function sumOfDeclarations(
  db: Reader,
  ledgers: readonly Ledger[],
  { type, declarations, ...range }: DeclarationRange,
): Promise<(ledger: Ledger) => Turnover> {
  const sums = selectSums[ledgers.length === 1 ? 'ofLedger' : 'ofAllLedgers'][type ? 'ofType' : 'ofAnyType']
  const rows = await sums(db, declarations, { ...range, ledger: ledgers[0]!, type: type! })
  const turnovers = new Map<Ledger, Turnover>()
  for (const row of rows) turnovers.set(row.ledger, plus(turnovers.get(row.ledger) ?? NO_TURNOVER, toTurnover(row)))
  return ledger => turnovers.get(ledger) ?? NO_TURNOVER
}
