import type { Account } from '../../domain/account.ts'
import { type Age, debtByAge } from '../../domain/ageing.ts'
import { type AssessedMonth, byMonth } from '../../domain/assessed-months.ts'
import { type Balance, balancesOn, type LedgerMoment } from '../../domain/balance-history.ts'
import { outstanding } from '../../domain/charge.ts'
import { later, type PlainDate } from '../../domain/dates.ts'
import { FUNDS, LEDGERS, type Ledger } from '../../domain/fund.ts'
import { chosenPeriod, daysToTell, type Period, type PeriodProblem } from '../../domain/period.ts'
import type { StatementFilter } from '../../domain/statement-filter.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess, Reader } from '../../store/engine/access.ts'
import { findAccount, findTurnovers } from '../../store/ledger/accounts.ts'
import { findAssessed } from '../../store/ledger/assessed.ts'
import { findLastRows, findLedgerMoments } from '../../store/ledger/balance-history.ts'
import { walkOpenCharges } from '../../store/ledger/charges.ts'

/** All data of the charts page, from one snapshot. */
export interface Charts {
  readonly name: string
  /** The last day on which anything can have been booked. Charts end there. */
  readonly latest: PlainDate
  /** The part that depends on the chosen dates; null when they are invalid. */
  readonly course: Course | PeriodProblem | null
  /** Today's debt by the age of its charges; null when the chosen dates are invalid. */
  readonly debts: Readonly<Record<Age, bigint>> | null
}

export interface Course {
  readonly period: Period
  readonly months: readonly AssessedMonth[]
  readonly balances: readonly Balance[]
}

/**
 * @param dates the chosen dates, null where open; null as a whole when they are invalid
 * @returns null when no such taxpayer is registered
 */
export function readCharts(
  reader: ReadAccess,
  voen: Voen,
  dates: Pick<StatementFilter, 'from' | 'to'> | null,
  today: PlainDate,
): Promise<Charts | null> {
  return reader.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    if (!record) return null
    const latest = later(today, record.account.lastOperationDate)
    const period = dates && chosenPeriod(dates, latest)
    const isReadable = typeof period === 'object' && period !== null
    return {
      name: record.name,
      latest,
      course: isReadable ? await readCourse(tx, voen, period) : period,
      debts: isReadable ? await readDebtByAge(tx, record.account, today) : null,
    }
  })
}

async function readCourse(tx: Reader, voen: Voen, period: Period): Promise<Course> {
  return {
    period,
    months: byMonth(period, await findAssessed(tx, voen, period.from, period.to)),
    balances: await readBalances(tx, voen, daysToTell(period)),
  }
}

async function readDebtByAge(tx: Reader, { voen, totals }: Account, today: PlainDate): Promise<Charts['debts']> {
  const charges: { assessedOn: PlainDate; outstanding: bigint }[] = []
  for (const fund of FUNDS.filter(fund => totals[fund].debt > 0)) {
    for await (const batch of walkOpenCharges(tx, voen, fund)) {
      charges.push(
        ...batch.map(charge => ({ assessedOn: charge.assessedOn, outstanding: BigInt(outstanding(charge)) })),
      )
    }
  }
  return debtByAge(charges, today)
}

/** Skips ledgers without rows. */
async function readBalances(tx: Reader, voen: Voen, days: readonly PlainDate[]): Promise<readonly Balance[]> {
  const lastRows = await findLastRows(tx, voen, days)
  const seqs = lastRows.map(({ seq }) => seq)
  const turnovers = (await findTurnovers(tx, [voen])).get(voen)!
  const ledgers = new Map<Ledger, readonly LedgerMoment[]>()
  for (const ledger of LEDGERS.filter(ledger => turnovers.of(ledger).count > 0)) {
    ledgers.set(ledger, await findLedgerMoments(tx, voen, ledger, seqs))
  }
  return balancesOn(days, lastRows, ledgers)
}
