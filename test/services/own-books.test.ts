import { expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import type { Ledger } from '../../src/domain/fund.ts'
import { parseAmount } from '../../src/domain/money.ts'
import { buildBridge, Tallies } from '../../src/domain/own-books/bridge.ts'
import { compareBooks } from '../../src/domain/own-books/compare.ts'
import type { OwnLine } from '../../src/domain/own-books/line.ts'
import { toOperations } from '../../src/domain/own-books/operations.ts'
import type { Match } from '../../src/domain/own-books/outcome.ts'
import { ComparedBooks } from '../../src/services/own-books/read-compared-books.ts'
import { readTurnover } from '../../src/services/statement/read-turnover.ts'
import {
  amended,
  assessed,
  cancelled,
  charged,
  type EventObject,
  on,
  paidByNumber,
  paidToCode,
  paidToFund,
  registered,
  TRADER,
} from '../support/oracle/events.ts'
import { openTestStore } from '../support/stores/store.ts'

const PERIOD = { from: '2026-03-01' as PlainDate, to: '2026-03-31' as PlainDate }
const TODAY = '2026-11-22' as PlainDate

type Line = readonly [date: string, effect: string, numbers?: string, ledger?: Ledger]

interface Difference {
  readonly booked: readonly (readonly [date: string, event: EventObject])[]
  readonly own: readonly Line[]
  /** Outcome, differences, effects of the lines, effects of the operations. */
  readonly found: readonly string[]
}

const pay = (amount: string, more: EventObject = {}) => paidToCode('142330', amount, more)
const paid = (date: string, amount: string, reference?: string) =>
  [date, pay(amount, { ...on(date), paidOn: date, ...(reference && { reference }) })] as const
const charge = (date: string, number: string, charges: Parameters<typeof assessed>[1], more: EventObject = {}) =>
  [date, assessed(number, charges, { ...on(date), ...more })] as const
const moved = (type: string, date: string, fields: EventObject) =>
  [date, { id: `${type} ${date}`, type, voen: TRADER, ...on(date), ...fields }] as const

/** A month in which the books of customs and those of the trader come apart in every way. */
const PLANTED: Readonly<Record<string, Difference>> = {
  'nothing: the same number, day, fund and amount': {
    booked: [charge('2026-03-02', 'GB-1', { vat: '11.01' })],
    own: [['2026-03-02', '-11.01', 'gb-1', 'vat']],
    found: ['agreed | -11.01 | -11.01'],
  },
  'nothing: identical rows pair one to one': {
    booked: [paid('2026-03-02', '12.02'), paid('2026-03-02', '12.02')],
    own: [
      ['2026-03-02', '12.02'],
      ['2026-03-02', '12.02'],
    ],
    found: ['agreed | 12.02 | 12.02', 'agreed | 12.02 | 12.02'],
  },
  'another day, by number': {
    booked: [charge('2026-03-03', 'GB-3', { vat: '13.03' })],
    own: [['2026-03-20', '-13.03', 'GB-3']],
    found: ['differs other-day | -13.03 | -13.03'],
  },
  'another day within seven, without a number': {
    booked: [paid('2026-03-03', '14.04')],
    own: [['2026-03-10', '14.04']],
    found: ['differs other-day | 14.04 | 14.04'],
  },
  'another fund, by number': {
    booked: [charge('2026-03-03', 'GB-5', { vat: '15.05' })],
    own: [['2026-03-03', '-15.05', 'GB-5', 'excise']],
    found: ['differs other-fund | -15.05 | -15.05'],
  },
  'another fund, without a number': {
    booked: [['2026-03-03', paidToFund('vat', '16.06', { ...on('2026-03-03'), paidOn: '2026-03-03' })]],
    own: [['2026-03-03', '16.06', '', 'excise']],
    found: ['differs other-fund | 16.06 | 16.06'],
  },
  'paid in the period, booked after it': {
    booked: [['2026-04-02', pay('17.07', { ...on('2026-04-02'), paidOn: '2026-03-31', reference: 'PO-7' })]],
    own: [['2026-03-31', '17.07', 'PO-7']],
    found: ['differs other-period | 17.07 | 17.07'],
  },
  'booked in the period, in own books after it': {
    booked: [paid('2026-03-30', '18.08', 'PO-8')],
    own: [['2026-04-01', '18.08', 'PO-8']],
    found: ['differs other-period other-day | 18.08 | 18.08'],
  },
  'rounding by a q\u0259pik': {
    booked: [charge('2026-03-04', 'GB-9', { vat: '19.09' })],
    own: [['2026-03-04', '-19.10', 'GB-9']],
    found: ['differs rounding | -19.10 | -19.09'],
  },
  'rounding to whole manats': {
    booked: [charge('2026-03-04', 'GB-10', { vat: '20.51' })],
    own: [['2026-03-04', '-21.00', 'GB-10']],
    found: ['differs whole-manat | -21.00 | -20.51'],
  },
  'the wrong side': {
    booked: [charge('2026-03-04', 'GB-11', { vat: '21.11' })],
    own: [['2026-03-04', '21.11', 'GB-11']],
    found: ['differs sign | 21.11 | -21.11'],
  },
  'two digits swapped': {
    booked: [charge('2026-03-04', 'GB-12', { vat: '52.12' })],
    own: [['2026-03-04', '-25.12', 'GB-12']],
    found: ['differs swapped-digits | -25.12 | -52.12'],
  },
  'the decimal place': {
    booked: [charge('2026-03-04', 'GB-13', { vat: '23.13' })],
    own: [['2026-03-04', '-2313.00', 'GB-13']],
    found: ['differs decimal-place | -2313.00 | -23.13'],
  },
  'twice the amount': {
    booked: [charge('2026-03-04', 'GB-14', { vat: '24.14' })],
    own: [['2026-03-04', '-48.28', 'GB-14']],
    found: ['differs twice | -48.28 | -24.14'],
  },
  'any other amount': {
    booked: [charge('2026-03-04', 'GB-15', { vat: '25.15' })],
    own: [['2026-03-04', '-31.99', 'GB-15']],
    found: ['differs other-amount | -31.99 | -25.15'],
  },
  'one line for all charges of a declaration': {
    booked: [charge('2026-03-05', 'GB-16', { vat: '26.16', excise: '1.02', 'customs-fee': '3.04' })],
    own: [['2026-03-05', '-30.22', 'GB-16']],
    found: ['suggested | -30.22 | -26.16 -3.04 -1.02'],
  },
  'two lines for one charge': {
    booked: [charge('2026-03-05', 'GB-17', { vat: '27.17' })],
    own: [
      ['2026-03-05', '-20.00', 'GB-17'],
      ['2026-03-05', '-7.17', 'GB-17'],
    ],
    found: ['suggested | -20.00 -7.17 | -27.17'],
  },
  'one line for two payments': {
    booked: [paid('2026-03-05', '28.18'), paid('2026-03-06', '100.37')],
    own: [['2026-03-07', '128.55']],
    found: ['suggested | 128.55 | 28.18 100.37'],
  },
  'two lines for one payment': {
    booked: [paid('2026-03-06', '929.19')],
    own: [
      ['2026-03-05', '700.03'],
      ['2026-03-06', '229.16'],
    ],
    found: ['suggested | 700.03 229.16 | 929.19'],
  },
  'a line entered twice': {
    booked: [charge('2026-03-09', 'GB-20', { vat: '30.20' })],
    own: [
      ['2026-03-09', '-30.20', 'GB-20'],
      ['2026-03-09', '-30.20', 'GB-20'],
    ],
    found: ['agreed | -30.20 | -30.20', 'only-here doubled | -30.20 | '],
  },
  'a payment booked twice': {
    booked: [paid('2026-03-09', '31.21', 'PO-21'), paid('2026-03-09', '31.21', 'PO-21')],
    own: [['2026-03-09', '31.21', 'PO-21']],
    found: ['agreed | 31.21 | 31.21', 'only-there doubled |  | 31.21'],
  },
  'a number that lost its zeros': {
    booked: [charge('2026-03-10', '00022/1', { vat: '32.22' })],
    own: [['2026-03-10', '-32.22', '22/1']],
    found: ['only-here other-number | -32.22 | ', 'only-there other-number |  | -32.22'],
  },
  'the same amount weeks away': {
    booked: [paid('2026-03-10', '33.23')],
    own: [['2026-03-29', '33.23']],
    found: ['only-here far-day | 33.23 | ', 'only-there far-day |  | 33.23'],
  },
  'the wrong side, without a number': {
    booked: [paid('2026-03-10', '34.24')],
    own: [['2026-03-10', '-34.24']],
    found: ['only-here sign | -34.24 | ', 'only-there sign |  | 34.24'],
  },
  'rounding, without a number': {
    booked: [paid('2026-03-10', '35.25')],
    own: [['2026-03-10', '35.26']],
    found: ['only-here rounding | 35.26 | ', 'only-there rounding |  | 35.25'],
  },
  'whole manats, without a number': {
    booked: [paid('2026-03-11', '10436.76')],
    own: [['2026-03-11', '10437.00']],
    found: ['only-here whole-manat | 10437.00 | ', 'only-there whole-manat |  | 10436.76'],
  },
  'two digits swapped, without a number': {
    booked: [paid('2026-03-11', '8273.05')],
    own: [['2026-03-11', '8723.05']],
    found: ['only-here swapped-digits | 8723.05 | ', 'only-there swapped-digits |  | 8273.05'],
  },
  'an amendment that own books do not have': {
    booked: [
      charge('2026-03-12', 'GB-28', { vat: '38.28' }),
      ['2026-03-12', amended('GB-28', { vat: '40.29' }, on('2026-03-12'))],
    ],
    own: [['2026-03-12', '-38.28', 'GB-28']],
    found: ['agreed | -38.28 | -38.28', 'only-there amendment |  | -2.01'],
  },
  'a cancellation that own books do not have': {
    booked: [charge('2026-03-12', 'GB-29', { vat: '39.29' }), ['2026-03-13', cancelled('GB-29', on('2026-03-13'))]],
    own: [['2026-03-12', '-39.29', 'GB-29']],
    found: ['agreed | -39.29 | -39.29', 'only-there cancellation |  | 39.29'],
  },
  'what a broker paid': {
    booked: [
      charge('2026-03-13', 'GB-30', { vat: '40.30', excise: '2.00' }, { declarant: '1700012342' }),
      ['2026-03-13', paidByNumber('GB-30', '5.05', { ...on('2026-03-13'), paidOn: '2026-03-13' })],
    ],
    own: [
      ['2026-03-13', '-40.30', 'GB-30'],
      ['2026-03-13', '-2.00', 'GB-30'],
    ],
    found: ['agreed | -40.30 | -40.30', 'agreed | -2.00 | -2.00', 'only-there broker-payment |  | 5.05'],
  },
  'a refund': {
    booked: [
      paid('2026-03-16', '9000.31', 'PO-31'),
      moved('overpayment.refunded', '2026-03-16', { ledger: 'advance', amount: '1.31', paidOn: '2026-03-16' }),
    ],
    own: [['2026-03-16', '9000.31', 'PO-31']],
    found: ['agreed | 9000.31 | 9000.31', 'only-there refund |  | -1.31'],
  },
  'late interest and a fine': {
    booked: [['2026-03-17', charged('ACT-32', { 'late-interest': '42.32', fine: '500.00' }, on('2026-03-17'))]],
    own: [],
    found: ['only-there late-interest |  | -42.32', 'only-there fine |  | -500.00'],
  },
  'an e-service': {
    booked: [['2026-03-17', charged('XH-33', { 'eservice-fee': '43.33' }, on('2026-03-17'))]],
    own: [],
    found: ['only-there eservice |  | -43.33'],
  },
  'a payment that own books do not have': {
    booked: [paid('2026-03-18', '7744.34', 'PO-34')],
    own: [],
    found: ['only-there payment |  | 7744.34'],
  },
  'a declaration that own books do not have': {
    booked: [charge('2026-03-18', 'GB-35', { 'customs-duty': '6645.35' })],
    own: [],
    found: ['only-there unbooked |  | -6645.35'],
  },
  'a line that customs do not have': {
    booked: [],
    own: [['2026-03-19', '-5546.36', 'GB-36']],
    found: ['only-here missing-there | -5546.36 | '],
  },
  'nothing: money that moves within the account': {
    booked: [moved('overpayment.transferred', '2026-03-20', { from: 'advance', to: 'vat', amount: '1.47' })],
    own: [],
    found: [],
  },
}

const qepikOf = (manat: string) => (manat.startsWith('-') ? -parseAmount(manat.slice(1))! : parseAmount(manat)!)
const manatOf = (effect: number) => (effect / 1e2).toFixed(2)

function lineOf([date, effect, numbers = '', ledger]: Line, index: number): OwnLine {
  return {
    position: index + 1,
    date: date as PlainDate,
    effect: qepikOf(effect),
    numbers: numbers === '' ? [] : [numbers.toUpperCase()],
    ledger: ledger ?? null,
    inPeriod: date >= PERIOD.from && date <= PERIOD.to,
    text: '',
  }
}

const shown = ({ outcome, names, lines, operations }: Match) => {
  const effects = (of: Match['lines']) => of.map(({ effect }) => manatOf(effect)).join(' ')
  return `${[outcome, ...names].join(' ')} | ${effects(lines)} | ${effects(operations)}`
}

test('a month with more than thirty kinds of difference: each is found and named, and the bridge closes', async () => {
  const store = await openTestStore()
  const planted = Object.values(PLANTED)
  const booked = planted
    .flatMap(each => each.booked)
    .toSorted(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
  const report = await store.deliver(
    registered(on('2026-01-01')),
    pay('5000.00', { ...on('2026-01-05'), paidOn: '2026-01-05' }),
    ...booked.map(([, event]) => event),
  )
  expect(new Set(report.outcomes.map(({ became }) => became))).toEqual(new Set(['applied']))
  const part = { voen: TRADER, scope: null, period: PERIOD }
  const books = await ComparedBooks.open(store.exporter, part, TODAY)
  const pieces = await Array.fromAsync(books.walk())
  const filed = new Set(pieces.flatMap(({ filedByBrokers }) => filedByBrokers))
  const kept = { ...part, isFiledByBroker: (number: string) => filed.has(number) }
  const operations = toOperations(
    pieces.flatMap(({ entries }) => entries),
    kept,
  )
  const matches = compareBooks(planted.flatMap(each => each.own).map(lineOf), operations)
  expect(matches.map(shown).sort()).toEqual(planted.flatMap(each => each.found).sort())

  const tallies = new Tallies()
  for (const match of matches) tallies.add(match)
  const bridge = buildBridge(tallies.list(), {
    ownOpening: 499_999n,
    customsOpening: books.opening,
    customsClosing: books.closing,
  })
  expect([bridge.opening, bridge.customsOpening]).toEqual([1n, 500_000n])
  const turnover = (await readTurnover(store.reader, TRADER, PERIOD))!
  const closing = turnover.reduce((sum, { closing }) => sum + BigInt(closing.overpayment - closing.debt), 0n)
  expect(books.closing).toBe(closing)
  await store.close()
})
