import type { Account } from '../../domain/account.ts'
import { type Charge, outstanding } from '../../domain/charge.ts'
import { FUNDS, type Fund } from '../../domain/fund.ts'
import type { TypedSearch } from '../../domain/typed/search.ts'
import type { Reader } from '../../store/engine/access.ts'
import { walk } from '../../store/engine/walk.ts'
import { findOpenChargesAfter } from '../../store/ledger/charges.ts'
import { LOOP_TURNS } from '../turn-queue.ts'

/** Reads a piece of an account, in a snapshot of its own or in one of several pieces. */
export type ReadPiece = <Result>(read: (tx: Reader) => Promise<Result>) => Promise<Result>

/** The outstanding amount has no index. One search looks at so many debts; a few accounts have a hundred thousand. */
export const MAX_SEARCHED_DEBTS = 20_000

const DEBTS_AT_ONCE = 1000

export interface FoundDebts {
  /** In settlement order, fund after fund. */
  readonly hits: readonly Charge[]
  /** Whether there are more of this amount, or debts that were not looked at. */
  readonly rest: 'none' | 'more' | 'unread'
}

export const NO_DEBTS: FoundDebts = { hits: [], rest: 'none' }

/** Finds debts of now by their outstanding amount. */
export async function searchDebts(
  read: ReadPiece,
  { totals, voen }: Account,
  { from, to }: NonNullable<TypedSearch['amounts']>,
  { limit, owner }: { limit: number; owner: unknown },
): Promise<FoundDebts> {
  const findPieces = (fund: Fund) =>
    walk<Charge>(DEBTS_AT_ONCE, async (last, limit) => {
      if (last) await LOOP_TURNS.take(owner)
      return read(tx => findOpenChargesAfter(tx, { voen, fund, last, limit }))
    })
  const hits: Charge[] = []
  let seen = 0
  // No debt is larger than all of its fund together.
  for (const fund of FUNDS.filter(fund => totals[fund].debt > 0 && totals[fund].debt >= from)) {
    for await (const charges of findPieces(fund)) {
      hits.push(...charges.filter(charge => outstanding(charge) >= from && outstanding(charge) <= to))
      if (hits.length > limit) return { hits: hits.slice(0, limit), rest: 'more' }
      seen += charges.length
      if (seen >= MAX_SEARCHED_DEBTS) return { hits, rest: 'unread' }
    }
  }
  return { hits, rest: 'none' }
}
