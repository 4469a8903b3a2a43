import { setImmediate } from 'node:timers/promises'
import type { Charge } from '../../domain/charge.ts'
import type { PlainDate } from '../../domain/dates.ts'
import {
  bearsInterest,
  type InterestLine,
  type InterestTerms,
  lateInterest,
  type Payment,
} from '../../domain/interest.ts'
import { qepik, ZERO } from '../../domain/money.ts'
import type { OperationType } from '../../domain/operation-type.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader } from '../../store/engine/access.ts'
import { changedRows, walkPartsOfCharges } from '../../store/ledger/open-debts.ts'

/** All that lowered the debt of a charge with one value date. */
export interface PaidDay extends Payment {
  /** The first rows that did it, in booking order, at most NAMED_ROWS. */
  readonly rows: readonly { readonly row: number; readonly type: OperationType }[]
  /** How many rows did it. */
  readonly count: number
}

/** So many rows of a day are named; a charge may have any number of payments. */
export const NAMED_ROWS = 3

export type PaidLine = InterestLine<PaidDay>

export interface InterestMoment {
  readonly voen: Voen
  /** The last row that is known. */
  readonly upTo: number
  readonly terms: InterestTerms
  /** The last day counted. */
  readonly to: PlainDate
}

/** Working out so many lines takes a few milliseconds. */
const LINES_PER_TURN = 200

/**
 * Works out late interest (R10), charge after charge, with turns for other requests.
 * @returns the lines of each charge, in the order of the charges; null where it bears none
 */
export async function* workOutLines(
  tx: Reader,
  { voen, upTo, terms, to }: InterestMoment,
  charges: readonly Charge[],
): AsyncGenerator<{ readonly charge: Charge; readonly lines: readonly PaidLine[] | null }> {
  const days = await findPaidDays(tx, { voen, upTo }, charges.filter(bearsInterest))
  let sinceTurn = 0
  for (const charge of charges) {
    if (!bearsInterest(charge)) {
      yield { charge, lines: null }
      continue
    }
    const lines: PaidLine[] = []
    for (const line of lateInterest(charge, days.get(charge.row) ?? [], terms, to)) {
      lines.push(line)
      sinceTurn += 1
      if (sinceTurn < LINES_PER_TURN) continue
      await setImmediate()
      sinceTurn = 0
    }
    yield { charge, lines }
  }
}

async function findPaidDays(tx: Reader, moment: Pick<InterestMoment, 'voen' | 'upTo'>, charges: readonly Charge[]) {
  const byCharge = new Map<number, Map<PlainDate, { -readonly [Name in keyof PaidDay]: PaidDay[Name] }>>()
  const lastRows = new Map<object, number>()
  for await (const parts of walkPartsOfCharges(tx, moment, changedRows(charges))) {
    for (const { chargedRow, row, type, effect, amount, valueDate } of parts) {
      if (effect !== 'debt') continue
      const days = byCharge.get(chargedRow) ?? new Map()
      byCharge.set(chargedRow, days)
      const day = days.get(valueDate!) ?? { valueDate: valueDate!, amount: ZERO, rows: [], count: 0 }
      days.set(valueDate!, day)
      day.amount = qepik(day.amount + amount)
      // A row that took money of several payments has a part for each.
      if (lastRows.get(day) === row) continue
      lastRows.set(day, row)
      day.count += 1
      if (day.count <= NAMED_ROWS) day.rows = [...day.rows, { row, type }]
    }
  }
  return new Map([...byCharge].map(([row, days]) => [row, [...days.values()] as readonly PaidDay[]]))
}
