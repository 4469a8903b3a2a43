import { CUSTOMS_FUNDS, type Fund } from '../../../src/domain/fund.ts'
import type { Oracle } from './oracle.ts'
import { inSettlementOrder, type OracleAllocation, type OracleCharge, type OracleEntry } from './oracle-account.ts'
import { csv } from './oracle-output.ts'
import { accountsOf } from './oracle-tables.ts'

/** Late interest by rule R10, day after day. */

export interface InterestTerms {
  /** The last day counted. */
  to: string
  /** Dated percentages a day, as in `LATE_INTEREST`: `2001-01-01:0.1,2026-02-01:0.05`, dates ascending. */
  rates: string
  /** `LATE_INTEREST_DAYS`: how many days after the due date interest runs. */
  days: number
}

/** Days one after another with one principal and one rate. */
interface Stretch {
  from: string
  to: string
  days: number
  principal: bigint
  rate: string
}

export function interestOf(oracle: Oracle, terms: InterestTerms): string {
  return csv(
    'voen,charged_row,fund,declaration,reference,from,to,days,principal,rate,interest',
    accountsOf(oracle).flatMap(({ voen, charges, allocations }) =>
      inSettlementOrder(charges.filter(bearsInterest)).flatMap(charge =>
        stretchesOf(charge, allocations, terms).map(stretch => [
          ...[voen, charge.row.row, charge.fund, charge.declaration, charge.reference],
          ...[stretch.from, stretch.to, stretch.days, stretch.principal, stretch.rate, interestOn(stretch)],
        ]),
      ),
    ),
  )
}

/** "For charges of the customs funds but `late-interest` itself". */
function bearsInterest({ fund }: OracleCharge): boolean {
  return (CUSTOMS_FUNDS as readonly Fund[]).includes(fund) && fund !== 'late-interest'
}

function stretchesOf(charge: OracleCharge, all: readonly OracleAllocation[], terms: InterestTerms): Stretch[] {
  const allocations = all.filter(allocation => allocation.charge === charge && allocation.effect === 'debt')
  const stretches: Stretch[] = []
  let day = charge.dueOn
  for (let number = 1; number <= terms.days && day < terms.to; number++) {
    day = dayAfter(day)
    const principal = charge.amount - countedBefore(day, allocations)
    const rate = rateOn(day, terms.rates)
    const last = stretches.at(-1)
    if (principal === 0n || isZero(rate)) continue
    if (last && dayAfter(last.to) === day && last.principal === principal && last.rate === rate) {
      last.to = day
      last.days++
    } else {
      stretches.push({ from: day, to: day, days: 1, principal, rate })
    }
  }
  return stretches
}

/** What closed or reduced a charge by the start of a day. A reduction of the settled part has no effect on the debt. */
function countedBefore(day: string, allocations: readonly OracleAllocation[]): bigint {
  return allocations.filter(allocation => dateOf(allocation) < day).reduce((total, { amount }) => total + amount, 0n)
}

/** The day on which customs had the money; of a reduction of the unpaid part, its operation date. */
function dateOf({ row, source }: OracleAllocation): string {
  return source ? dayOfMoney(source) : row.operation_date
}

function dayOfMoney(source: OracleEntry): string {
  return source.type === 'reduction' ? source.operation_date : source.payment_date
}

/** The rate of a day as configured; equal neighbouring rates are one, with the text of the earlier. "0" before the first. */
export function rateOn(day: string, rates: string): string {
  let current = '0'
  for (const dated of rates.split(',')) {
    const [since, rate] = dated.split(':') as [string, string]
    if (since > day) break
    if (!isEqual(rate, current)) current = rate
  }
  return current
}

const isZero = (rate: string) => isEqual(rate, '0')

function isEqual(one: string, other: string): boolean {
  const [left, right] = [fractionOf(one), fractionOf(other)]
  return left.number * right.scale === right.number * left.scale
}

/** "0.05" is 5 of 100. */
function fractionOf(decimal: string): { number: bigint; scale: bigint } {
  const [whole = '', decimals = ''] = decimal.split('.')
  return { number: BigInt(whole + decimals), scale: 10n ** BigInt(decimals.length) }
}

/** Percent of the principal for each day, rounded half up to the qəpik. */
function interestOn({ principal, rate, days }: Stretch): bigint {
  const { number, scale } = fractionOf(rate)
  const divisor = 100n * scale
  return (2n * principal * number * BigInt(days) + divisor) / (2n * divisor)
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
