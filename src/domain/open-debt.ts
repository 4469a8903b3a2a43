/** Lists of open debts: how they are chosen, sorted and added up. */
import { type Charge, isPayableByNumber, outstanding } from './charge.ts'
import { daysBetween, type PlainDate } from './dates.ts'
import { FUNDS, type Fund, fundPosition, isCustomsFund } from './fund.ts'
import { recordOf } from './record.ts'
import { foldText } from './typed/fold.ts'

/** The first two also group the list. In settlement order, oldest first, the advance pays. */
export const DEBT_ORDERS = ['declaration', 'fund', 'due', 'newest', 'open'] as const

export type DebtOrder = (typeof DEBT_ORDERS)[number]

export interface DebtFilter {
  readonly fund: Fund | null
  /** Only debts whose last day to pay has passed. */
  readonly overdue: boolean
  /** A part of the declaration's number or of the reference; empty for all. */
  readonly words: string
}

/** By number: with the number of its declaration. By VÖEN: from the advance only. E-service debts have codes of their own. */
export const WAYS_TO_PAY = ['number', 'voen', 'eservice'] as const

export type WayToPay = (typeof WAYS_TO_PAY)[number]

/** R5 and note 1 of the guide. */
export function wayToPay(charge: Charge): WayToPay {
  if (!isCustomsFund(charge.fund)) return 'eservice'
  return isPayableByNumber(charge) ? 'number' : 'voen'
}

/** Adds what a payment by number closes (R5) to the sum of each document. */
export function addPayable(sums: Map<number, bigint>, charges: readonly Charge[]): void {
  for (const charge of charges) {
    if (wayToPay(charge) !== 'number') continue
    sums.set(charge.document, (sums.get(charge.document) ?? 0n) + BigInt(outstanding(charge)))
  }
}

/** Days since the last day to pay; 0 while the debt is not overdue. */
export function overdueDays({ dueOn }: Pick<Charge, 'dueOn'>, day: PlainDate): number {
  return Math.max(0, daysBetween(dueOn, day))
}

/** @returns a predicate; letter case and marks on letters do not matter */
export function selects({ fund, overdue, words }: DebtFilter, day: PlainDate): (charge: Charge) => boolean {
  const part = foldText(words)
  return charge =>
    (fund === null || charge.fund === fund) &&
    (!overdue || charge.dueOn < day) &&
    (part === '' || foldText(charge.declaration ?? charge.reference ?? '').includes(part))
}

/** The place of a debt in a sorted list: whole numbers, compared one after the other. */
export type DebtKey = readonly [number, number, number, number]

/** A key that no other charge of the account has. */
export function debtKey(charge: Charge, order: DebtOrder): DebtKey {
  return [leading(charge, order), charge.document, fundPosition(charge.fund), charge.number]
}

function leading(charge: Charge, order: DebtOrder): number {
  switch (order) {
    case 'declaration':
      return 0
    case 'fund':
      return fundPosition(charge.fund)
    case 'due':
      return Number(charge.dueOn.replaceAll('-', ''))
    case 'newest':
      return Number.MAX_SAFE_INTEGER - charge.row
    case 'open':
      return Number.MAX_SAFE_INTEGER - outstanding(charge)
  }
}

export function compareKeys(one: DebtKey, other: DebtKey): number {
  for (const [index, part] of one.entries()) if (part !== other[index]) return part - other[index]!
  return 0
}

/** Sums of debts. Late interest that is only worked out is in none of them. */
export interface DebtSums {
  readonly count: number
  readonly open: bigint
  readonly overdueCount: number
  readonly overdue: bigint
  readonly byWay: Readonly<Record<WayToPay, bigint>>
  readonly byFund: Readonly<Record<Fund, bigint>>
}

/** Adds debts up one by one. */
export class DebtTotals implements DebtSums {
  count = 0
  open = 0n
  overdueCount = 0
  overdue = 0n
  readonly byWay: Record<WayToPay, bigint> = { number: 0n, voen: 0n, eservice: 0n }
  readonly byFund: Record<Fund, bigint> = recordOf(FUNDS, () => 0n)

  add(charge: Charge, day: PlainDate): void {
    const open = BigInt(outstanding(charge))
    this.count += 1
    this.open += open
    this.byWay[wayToPay(charge)] += open
    this.byFund[charge.fund] += open
    if (charge.dueOn >= day) return
    this.overdueCount += 1
    this.overdue += open
  }
}
