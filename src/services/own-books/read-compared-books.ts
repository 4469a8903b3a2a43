import type { LedgerTotals } from '../../domain/account.ts'
import { addDays, type PlainDate } from '../../domain/dates.ts'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import { LEDGERS } from '../../domain/fund.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import { bringsMoney } from '../../domain/operation-type.ts'
import { type ComparedEntry, effectOnLedger, type Scope } from '../../domain/own-books/operations.ts'
import { GATE_DAYS } from '../../domain/own-books/pair-up.ts'
import type { Period } from '../../domain/period.ts'
import { NO_FILTER } from '../../domain/statement-filter.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess } from '../../store/engine/access.ts'
import { findNumbersFiledByBrokers } from '../../store/ledger/declarations.ts'
import { findLastSeqTo } from '../../store/ledger/entry-ranges.ts'
import { openStatementWalk, type StatementWalk } from '../statement/exports.ts'
import { LOOP_TURNS } from '../turn-queue.ts'

export interface ComparedPart {
  readonly voen: Voen
  readonly scope: Scope
  readonly period: Period
}

export interface BooksPiece {
  readonly entries: readonly ComparedEntry[]
  /** Those of its declarations that a broker filed. */
  readonly filedByBrokers: readonly string[]
}

/** A comparison holds the rows of its period in memory. */
export const MAX_COMPARED_ENTRIES = 300_000

export class TooManyEntriesError extends Error {
  override readonly name = 'TooManyEntriesError'
}

/** What the account says about a period, to compare other books with. */
export class ComparedBooks {
  readonly #exporter: ReadAccess
  readonly #part: ComparedPart
  readonly #statement: StatementWalk | null
  /** Balances (overpayment less debt) before and after the period, in qəpik. Known when all has been walked. */
  opening = 0n
  closing = 0n
  entries = 0
  /** The last row of the account when the comparison began. */
  readonly upTo: number

  private constructor(exporter: ReadAccess, part: ComparedPart, statement: StatementWalk | null) {
    this.#exporter = exporter
    this.#part = part
    this.#statement = statement
    this.upTo = statement?.entries ?? 0
  }

  /** An account that does not exist has nothing. */
  static async open(exporter: ReadAccess, part: ComparedPart, today: PlainDate): Promise<ComparedBooks> {
    const { voen, scope, period } = part
    const filter = { ...NO_FILTER, from: addDays(period.from, -GATE_DAYS), to: addDays(period.to, GATE_DAYS) }
    const ledgers = scope === null ? LEDGERS : [scope]
    return new ComparedBooks(exporter, part, await openStatementWalk(exporter, { voen, ledgers, filter, today }))
  }

  /**
   * Yields the rows of the period, and of the days around it in which a partner may lie.
   * @throws {TooManyEntriesError}
   */
  async *walk(): AsyncGenerator<BooksPiece> {
    const { from, to } = this.#part.period
    for (const { turnover, walk } of this.#statement?.ledgers ?? []) {
      this.opening += balanceOf(turnover.opening)
      this.closing += balanceOf(turnover.opening)
      let { overpayment } = turnover.opening
      for await (const rows of walk()) {
        this.entries += rows.length
        if (this.entries > MAX_COMPARED_ENTRIES) throw new TooManyEntriesError()
        const entries: ComparedEntry[] = []
        for (const entry of rows) {
          entries.push(toCompared(entry, overpayment))
          overpayment = entry.overpayment
          const effect = BigInt(effectOnLedger(entry))
          if (entry.operationDate < from) this.opening += effect
          if (entry.operationDate <= to) this.closing += effect
        }
        yield { entries, filedByBrokers: await this.#findFiled(rows) }
        await LOOP_TURNS.take(this)
      }
    }
  }

  /** Which of the declarations that were paid by number a broker filed. */
  async #findFiled(entries: readonly LedgerEntry[]): Promise<readonly string[]> {
    const numbers = new Set<DeclarationNumber>()
    for (const { type, declaration } of entries) if (bringsMoney(type) && declaration) numbers.add(declaration)
    if (numbers.size === 0) return []
    const { voen } = this.#part
    return this.#exporter.snapshot(voen, tx => findNumbersFiledByBrokers(tx, voen, [...numbers]))
  }
}

/** @param before the overpayment of the ledger before the row */
function toCompared(entry: LedgerEntry, before: number): ComparedEntry {
  const { seq, eventId, operationDate, paymentDate, type, ledger, amount, declaration, reference, cause } = entry
  const becameOverpayment = type === 'reduction' ? entry.overpayment - before : 0
  return {
    seq,
    eventId,
    operationDate,
    paymentDate,
    type,
    ledger,
    amount,
    declaration,
    reference,
    cause,
    becameOverpayment,
  }
}

/** The last row that has been booked up to the end of a day by now; 0 for none. */
export function readLastRow(reader: ReadAccess, voen: Voen, day: PlainDate): Promise<number> {
  return reader.snapshot(voen, async tx => (await findLastSeqTo(tx, voen, day)) ?? 0)
}

function balanceOf({ overpayment, debt }: LedgerTotals): bigint {
  return BigInt(overpayment) - BigInt(debt)
}
