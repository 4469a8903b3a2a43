/** Every combination of the four filters, with values from the middle of an account. */

import SQLite from 'better-sqlite3'
import type { PlainDate } from '../../../src/domain/dates.ts'
import type { DeclarationNumber } from '../../../src/domain/declaration.ts'
import type { Ledger } from '../../../src/domain/fund.ts'
import { NO_FILTER, type StatementFilter } from '../../../src/domain/statement-filter.ts'
import { FilterQuery } from '../../../src/web/queries/filter.ts'

export const LEDGER: Ledger = 'vat'

export interface Place {
  readonly filter: StatementFilter
  /** The `seq` of the ledger row in the middle of the account. */
  readonly middle: number
}

/** @returns the filter with all four parts set */
export function middleOf(path: string, voen: string, rows: number): Place {
  const store = new SQLite(path, { readonly: true })
  try {
    const at = (seq: number) =>
      store
        .prepare(
          `select seq, operation_date as date, declaration from ledger_entry
           where voen = ? and ledger = ? and seq >= ? and declaration is not null order by seq limit 1`,
        )
        .get(voen, LEDGER, Math.floor(seq)) as { seq: number; date: PlainDate; declaration: string }
    const [from, middle, to] = [at(rows / 4), at(rows / 2), at((3 * rows) / 4)]
    return {
      filter: {
        ...NO_FILTER,
        from: from.date,
        to: to.date,
        type: 'assessment',
        declarations: [middle.declaration as DeclarationNumber],
      },
      middle: middle.seq,
    }
  } finally {
    store.close()
  }
}

const PARTS = ['from', 'to', 'type', 'declarations'] as const

/** All sixteen combinations of the four parts. */
export function combinations(filter: StatementFilter): StatementFilter[] {
  return Array.from({ length: 2 ** PARTS.length }, (_, bits) => {
    const left = PARTS.map((part, index) => [part, bits & (2 ** index) ? filter[part] : NO_FILTER[part]])
    return { ...NO_FILTER, ...Object.fromEntries(left) }
  })
}

/** The names of the parts that are set. */
export function nameOf(filter: StatementFilter): string {
  return PARTS.filter(part => filter[part] !== null && filter[part].length > 0).join(' + ') || 'no filter'
}

/** The filter as a query string. */
export function queryOf(filter: StatementFilter): string {
  const { from, to, type, declarations } = filter
  return new FilterQuery({ from: from ?? '', to: to ?? '', type: type ?? '', declaration: declarations.join() }).query
}
