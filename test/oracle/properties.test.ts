import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CUSTOMS_FUNDS, FUNDS, LEDGERS } from '../../src/domain/fund.ts'
import {
  checkCharges,
  checkConservation,
  checkLines,
  checkSources,
  moneyThatCame,
} from '../support/oracle/allocation-invariants.ts'
import { NOW } from '../support/oracle/arbitrary-events.ts'
import { extendedStream } from '../support/oracle/arbitrary-moves.ts'
import { checkJournal, parseJournal } from '../support/oracle/hledger.ts'
import { type DayOfDebt, dayOf, daysOfDebt } from '../support/oracle/naive-interest.ts'
import { Oracle } from '../support/oracle/oracle.ts'
import { openOf } from '../support/oracle/oracle-account.ts'
import { interestOf } from '../support/oracle/oracle-interest.ts'
import { journalOf, transactionsOf } from '../support/oracle/oracle-journal.ts'
import { cardsOf, exportOf } from '../support/oracle/oracle-output.ts'
import { accountsOf, allocationsOf, debtsOf, turnoverOf } from '../support/oracle/oracle-tables.ts'
import {
  type PrintedStretch,
  qepik,
  readAllocations,
  readInterest,
  readRows,
  recordsOf,
} from '../support/oracle/printed.ts'
import { runs } from '../support/property-runs.ts'

const DAY_MS = 86_400_000
const TERMS = { to: '2026-06-30', rates: '2001-01-01:0.1,2026-02-01:0.05', days: 365 }

function delivered(lines: readonly string[], now: Date | null = NOW): Oracle {
  const oracle = new Oracle()
  oracle.deliver(lines, now)
  return oracle
}

const outputsOf = (oracle: Oracle) => [
  exportOf(oracle),
  allocationsOf(oracle),
  debtsOf(oracle),
  cardsOf(oracle, '2026-01-10', '2026-03-20'),
  turnoverOf(oracle, '2026-01-10', '2026-03-20'),
  interestOf(oracle, TERMS),
  journalOf(oracle),
  oracle.held.map(id => `${id} ${oracle.waitOf(id)}`),
]

const many = { numRuns: runs({ all: 1000, few: 40 }) }
const day = fc.nat(200).map(days => dayOf(Date.parse('2025-11-15') + days * DAY_MS))

test('each qəpik that left a ledger or closed a charge has one source, the oldest, and no source gives more than it raised', () => {
  fc.assert(
    fc.property(extendedStream(), lines => {
      const oracle = delivered(lines)
      const allRows = readRows(exportOf(oracle))
      const allAllocations = readAllocations(allocationsOf(oracle))
      for (const account of accountsOf(oracle)) {
        const rows = allRows.filter(({ voen }) => voen === account.voen)
        const allocations = allAllocations.filter(({ voen }) => voen === account.voen)
        expect(rows.map(({ row }) => row)).toEqual(rows.map((_, index) => index + 1))
        checkLines(rows, allocations)
        checkSources(rows, allocations)
        checkCharges(account, allocations)
        checkConservation(account, rows)
      }
    }),
    many,
  )
})

test('each applied payment of the log came to one account once, and no held or refused one came at all', () => {
  fc.assert(
    fc.property(extendedStream(), lines => {
      const oracle = delivered(lines)
      const rows = readRows(exportOf(oracle))
      const events = [...oracle.log.values()]
      const applied = events.filter(({ became }) => became === 'applied').map(({ event }) => event)
      const payments = applied.filter(({ type }) => type === 'payment.received')
      expect(moneyThatCame(rows)).toBe(payments.reduce((total, { amount }) => total + amount!, 0n))
      const assigned = applied.filter(({ type }) => type === 'payment.assigned').map(({ payment }) => payment!)
      expect(new Set(assigned).size).toBe(assigned.length)
      for (const { event } of events.filter(({ event }) => assigned.includes(event.id))) {
        expect(rows.filter(row => row.event === event.id)).toEqual([])
      }
    }),
    many,
  )
})

test('after each event no ledger has debt and overpayment, an advance means no open customs charge, and dates ascend', () => {
  fc.assert(
    fc.property(extendedStream(), lines => {
      for (const account of accountsOf(delivered(lines))) {
        const standing = new Map(LEDGERS.map(ledger => [ledger as string, { debt: 0n, overpayment: 0n }]))
        const { entries } = account
        for (const [index, row] of entries.entries()) {
          standing.set(row.ledger, row)
          if (index > 0) expect(row.operation_date >= entries[index - 1]!.operation_date).toBe(true)
          expect(row.amount > 0n && row.debt >= 0n && row.overpayment >= 0n).toBe(true)
          expect(row.debt < 2n ** 53n && row.overpayment < 2n ** 53n).toBe(true)
          if (entries[index + 1]?.event_id === row.event_id) continue
          for (const { debt, overpayment } of standing.values()) expect(debt === 0n || overpayment === 0n).toBe(true)
          const customsDebt = CUSTOMS_FUNDS.some(fund => standing.get(fund)!.debt > 0n)
          expect(customsDebt && standing.get('advance')!.overpayment > 0n).toBe(false)
        }
        for (const fund of FUNDS) {
          const open = account.charges.filter(charge => charge.fund === fund).map(openOf)
          expect(standing.get(fund)!.debt).toBe(open.reduce((total, amount) => total + amount, 0n))
        }
      }
    }),
    many,
  )
})

test('turnover leads from the opening to the closing balances, and periods one after another add up', () => {
  fc.assert(
    fc.property(extendedStream(), fc.tuple(day, day, day), (lines, days) => {
      const oracle = delivered(lines)
      const [from, middle, to] = days.toSorted() as [string, string, string]
      const next = dayOf(Date.parse(middle) + DAY_MS)
      const whole = turnoverLines(oracle, from, to)
      for (const of of whole) {
        expect(of('closing_debt')).toBe(of('opening_debt') + of('assessed') - of('reduced_unpaid') - of('settled'))
        const raised = of('opening_overpayment') + of('received') + of('reduced_paid') + of('transferred_in')
        const lowered = of('used') + of('refunded') + of('transferred_out')
        expect(of('closing_overpayment')).toBe(raised - lowered)
      }
      expect(sumOf(whole, 'transferred_in')).toBe(sumOf(whole, 'transferred_out'))
      if (next > to) return
      const [first, second] = [turnoverLines(oracle, from, middle), turnoverLines(oracle, next, to)]
      for (const [index, of] of whole.entries()) {
        for (const column of ADDED) expect(of(column)).toBe(first[index]!(column) + second[index]!(column))
        for (const total of ['debt', 'overpayment']) {
          expect(first[index]!(`closing_${total}`)).toBe(second[index]!(`opening_${total}`))
        }
      }
    }),
    many,
  )
})

const ADDED = [
  ...['assessed', 'reduced_unpaid', 'reduced_paid', 'settled', 'received', 'used', 'refunded'],
  ...['transferred_in', 'transferred_out'],
]

type TurnoverLine = (column: string) => bigint

const sumOf = (lines: readonly TurnoverLine[], column: string) => lines.reduce((total, of) => total + of(column), 0n)

function turnoverLines(oracle: Oracle, from: string, to: string): TurnoverLine[] {
  return recordsOf(turnoverOf(oracle, from, to)).map(record => column => qepik(record[column]!))
}

test('delivering the log again changes nothing, and replaying it gives the same outputs', () => {
  fc.assert(
    fc.property(extendedStream(), lines => {
      const oracle = delivered(lines)
      const before = outputsOf(oracle)
      const log = [...oracle.log.values()].map(({ line }) => line)
      expect(new Set(oracle.deliver(log, null))).toEqual(new Set(log.length > 0 ? ['duplicate'] : []))
      expect(outputsOf(oracle)).toEqual(before)
      expect(outputsOf(delivered(log, null))).toEqual(before)
    }),
    { numRuns: runs({ all: 300, few: 20 }) },
  )
})

const stateOf = (oracle: Oracle) => [exportOf(oracle), allocationsOf(oracle), debtsOf(oracle), oracle.held]

test('an event that is refused changes nothing, and its payment stays held', () => {
  fc.assert(
    fc.property(extendedStream({ maxLength: 40 }), lines => {
      const oracle = new Oracle()
      for (const line of lines) {
        const before = stateOf(oracle)
        const [outcome] = oracle.deliver([line], NOW)
        if (outcome === 'rejected' || outcome === 'duplicate') expect(stateOf(oracle)).toEqual(before)
      }
    }),
    { numRuns: runs({ all: 100, few: 13 }) },
  )
})

test('every transaction of the journal balances, and the journal ends at the ledgers’ balances', () => {
  fc.assert(
    fc.property(extendedStream(), lines => {
      const oracle = delivered(lines)
      const { problems, balances } = checkJournal(parseJournal(journalOf(oracle)))
      expect(problems).toEqual([])
      for (const account of accountsOf(oracle)) {
        for (const { postings, event } of transactionsOf(account)) {
          expect(
            postings.reduce((total, { amount }) => total + amount, 0n),
            event,
          ).toBe(0n)
        }
        const prefix = oracle.voens.length > 1 ? `${account.voen}:` : ''
        const balanceOf = (name: string) => balances.get(prefix + name) ?? 0n
        for (const fund of FUNDS) {
          expect(balanceOf(`assets:debt:${fund}`)).toBe(account.debt(fund))
          expect(balanceOf(`liabilities:overpayment:${fund}`)).toBe(-account.overpayment.get(fund)!)
        }
        expect(balanceOf('liabilities:advance')).toBe(-account.overpayment.get('advance')!)
        const refunds = account.entries.filter(({ type }) => type === 'refund').map(({ amount }) => amount)
        expect(balanceOf('assets:clearing:refund')).toBe(-refunds.reduce((total, amount) => total + amount, 0n))
      }
    }),
    many,
  )
})

const rates = fc
  .tuple(
    fc.uniqueArray(fc.oneof(day, fc.constant('2001-01-01')), { minLength: 1, maxLength: 4 }),
    fc.array(fc.constantFrom('0.1', '0.1', '0.10', '0.10', '0.05', '0', '0.00', '0.0333', '12.5'), {
      minLength: 4,
      maxLength: 4,
    }),
  )
  .map(([dates, rates]) => dates.toSorted().map((date, index) => [date, rates[index]!] as const))

test('late interest equals one computed for each charge and each day from the printed outputs', () => {
  fc.assert(
    fc.property(extendedStream(), rates, day, fc.constantFrom(1, 10, 60, 365), (lines, rates, to, days) => {
      const oracle = delivered(lines)
      const stretches = readInterest(
        interestOf(oracle, { to, days, rates: rates.map(dated => dated.join(':')).join(',') }),
      )
      const dueOnOf = (event: string) => oracle.log.get(event)!.event.dueOn
      const expected = daysOfDebt(readRows(exportOf(oracle)), readAllocations(allocationsOf(oracle)), dueOnOf, {
        to,
        rates,
        days,
      })
      expect(stretches.flatMap(daysOf).sort()).toEqual(expected.sort())
      for (const [index, stretch] of stretches.entries()) {
        const { principal, rate, days, interest } = stretch
        const exact = new Decimal(principal.toString()).times(rate).times(days).div(100)
        expect(exact.toFixed(0, Decimal.ROUND_HALF_UP)).toBe(interest.toString())
        const next = stretches[index + 1]
        if (next) expect(continues(stretch, next)).toBe(false)
      }
    }),
    many,
  )
})

function daysOf({ voen, chargedRow, from, days, principal, rate }: PrintedStretch): DayOfDebt[] {
  return Array.from({ length: days }, (_, index) => {
    const day = dayOf(Date.parse(from) + index * DAY_MS)
    return `${voen} ${chargedRow} ${day} ${principal} ${new Decimal(rate)}`
  })
}

/** Whether two lines could have been one. */
function continues(one: PrintedStretch, next: PrintedStretch): boolean {
  return (
    one.voen === next.voen &&
    one.chargedRow === next.chargedRow &&
    Date.parse(one.to) + DAY_MS === Date.parse(next.from) &&
    one.principal === next.principal &&
    new Decimal(one.rate).equals(next.rate)
  )
}
