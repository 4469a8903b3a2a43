import type { LedgerTotals } from '../../domain/account.ts'
import { addDays, type PlainDate } from '../../domain/dates.ts'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import { LEDGERS } from '../../domain/fund.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import { bringsMoney } from '../../domain/operation-type.ts'
import type { Operation } from '../../domain/own-books/line.ts'
import { effectOnLedger, type Scope, toOperations } from '../../domain/own-books/operations.ts'
import { GATE_DAYS } from '../../domain/own-books/pair-up.ts'
import type { Period } from '../../domain/period.ts'
import { NO_FILTER } from '../../domain/statement-filter.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess } from '../../store/engine/access.ts'
import { findNumbersFiledByBrokers } from '../../store/ledger/declarations.ts'
import { sortInTurns } from '../sort-in-turns.ts'
import { openStatementWalk } from '../statement/exports.ts'
import { LOOP_TURNS } from '../turn-queue.ts'
import { TimedTurns } from '../turns.ts'

/** What the account says about a period, to compare other books with. */
export interface ComparedBooks {
  /** Of the period, and of the days around it in which a partner may lie. */
  readonly operations: readonly Operation[]
  /** Balances (overpayment less debt) before and after the period, in qəpik. */
  readonly opening: bigint
  readonly closing: bigint
}

export interface ComparedPart {
  readonly voen: Voen
  readonly scope: Scope
  readonly period: Period
}

/** @returns null when no such taxpayer is registered */
export async function readComparedBooks(
  exporter: ReadAccess,
  { voen, scope, period }: ComparedPart,
  today: PlainDate,
): Promise<ComparedBooks | null> {
  const owner = Symbol('own books')
  const filter = { ...NO_FILTER, from: addDays(period.from, -GATE_DAYS), to: addDays(period.to, GATE_DAYS) }
  const ledgers = scope === null ? LEDGERS : [scope]
  const statement = await openStatementWalk(exporter, { voen, ledgers, filter, today })
  if (!statement) return null
  const entries: LedgerEntry[] = []
  let opening = 0n
  let within = 0n
  for (const { turnover, walk } of statement.ledgers) {
    opening += balanceOf(turnover.opening)
    for await (const rows of walk()) {
      for (const entry of rows) {
        entries.push(entry)
        const effect = BigInt(effectOnLedger(entry))
        if (entry.operationDate < period.from) opening += effect
        else if (entry.operationDate <= period.to) within += effect
      }
      await LOOP_TURNS.take(owner)
    }
  }
  // Rows of an event lie on several ledgers.
  const inOrder = await sortInTurns(
    entries,
    () => true,
    (one, other) => one.seq - other.seq,
    owner,
  )
  const filed = await findFiled(exporter, voen, inOrder)
  const isFiledByBroker = (number: string) => filed.has(number)
  const operations = await new TimedTurns().run(toOperations(inOrder, { scope, period, isFiledByBroker }))
  return { operations, opening, closing: opening + within }
}

function balanceOf({ overpayment, debt }: LedgerTotals): bigint {
  return BigInt(overpayment) - BigInt(debt)
}

const NUMBERS_AT_ONCE = 500

/** Which of the declarations that were paid by number a broker filed. */
async function findFiled(
  exporter: ReadAccess,
  voen: Voen,
  entries: readonly LedgerEntry[],
): Promise<ReadonlySet<string>> {
  const numbers = new Set<DeclarationNumber>()
  for (const { type, declaration } of entries) if (bringsMoney(type) && declaration) numbers.add(declaration)
  const filed = new Set<string>()
  const all = [...numbers]
  for (let from = 0; from < all.length; from += NUMBERS_AT_ONCE) {
    const some = all.slice(from, from + NUMBERS_AT_ONCE)
    const found = await exporter.snapshot(voen, tx => findNumbersFiledByBrokers(tx, voen, some))
    for (const number of found) filed.add(number)
  }
  return filed
}
