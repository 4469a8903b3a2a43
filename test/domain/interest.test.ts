import { expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import { bearsInterest, type InterestRate, lateInterest, type Payment } from '../../src/domain/interest.ts'
import { manat, type Qepik } from '../../src/domain/money.ts'

const day = (text: string) => text as PlainDate
const rates = (text: string): InterestRate[] =>
  text.split(',').map(part => ({ from: day(part.slice(0, 10)), percent: part.slice(11) }))
const paid = (valueDate: string, amount: number): Payment => ({ valueDate: day(valueDate), amount: amount as Qepik })

interface Story {
  readonly amount?: number
  readonly payments?: readonly Payment[]
  readonly rate?: string
  readonly maxDays?: number
  readonly to?: string
}

/** Lines of a charge that was due on 10 March: `from to days principal rate interest`. */
function linesOf({ amount = 10_000, payments = [], rate = '2001-01-01:0.1', maxDays = 365, to = '2026-03-31' }: Story) {
  const charge = { amount: amount as Qepik, dueOn: day('2026-03-10') }
  const terms = { rates: rates(rate), maxDays }
  return Array.from(lateInterest(charge, payments, terms, day(to)), line =>
    [line.from.slice(5), line.to.slice(5), line.days, manat(line.principal), line.percent, manat(line.interest)].join(
      ' ',
    ),
  )
}

test.each<[says: string, story: Story, lines: string[]]>([
  ['begins the day after the due date and ends with the last day', {}, ['03-11 03-31 21 100.00 0.1 2.10']],
  ['gives nothing up to the due date', { to: '2026-03-10' }, []],
  ['counts so many days at most', { maxDays: 5 }, ['03-11 03-15 5 100.00 0.1 0.50']],
  [
    'counts the day of a payment still on the whole',
    { payments: [paid('2026-03-12', 4000)] },
    ['03-11 03-12 2 100.00 0.1 0.20', '03-13 03-31 19 60.00 0.1 1.14'],
  ],
  ['leaves out what was paid in time', { payments: [paid('2026-03-10', 4000)] }, ['03-11 03-31 21 60.00 0.1 1.26']],
  [
    'ends with the last payment, whatever their order',
    { payments: [paid('2026-03-12', 6000), paid('2026-03-11', 4000)] },
    ['03-11 03-11 1 100.00 0.1 0.10', '03-12 03-12 1 60.00 0.1 0.06'],
  ],
  [
    'adds payments of one day',
    { payments: [paid('2026-03-12', 1000), paid('2026-03-12', 2000)] },
    ['03-11 03-12 2 100.00 0.1 0.20', '03-13 03-31 19 70.00 0.1 1.33'],
  ],
  ['gives nothing for a charge that was paid in time', { payments: [paid('2026-03-10', 10_000)] }, []],
  [
    'changes with the rate',
    { rate: '2001-01-01:0.1,2026-03-21:0.05' },
    ['03-11 03-20 10 100.00 0.1 1.00', '03-21 03-31 11 100.00 0.05 0.55'],
  ],
  [
    'joins equal rates, spelt as the first',
    { rate: '2001-01-01:0.1,2026-03-21:0.10' },
    ['03-11 03-31 21 100.00 0.1 2.10'],
  ],
  [
    'has no line for a rate of 0',
    { rate: '2001-01-01:0.1,2026-03-16:0,2026-03-21:0.1' },
    ['03-11 03-15 5 100.00 0.1 0.50', '03-21 03-31 11 100.00 0.1 1.10'],
  ],
  ['begins with the first rate', { rate: '2026-03-21:0.1' }, ['03-21 03-31 11 100.00 0.1 1.10']],
  ['has a line of nothing where it rounds to nothing', { amount: 1 }, ['03-11 03-31 21 0.01 0.1 0.00']],
  ['rounds half a qəpik up', { amount: 50, maxDays: 10 }, ['03-11 03-20 10 0.50 0.1 0.01']],
  [
    'is exact for the largest amount',
    { amount: 9_007_199_254_740_991, rate: '2001-01-01:0.123456789', maxDays: 7 },
    ['03-11 03-17 7 90071992547409.91 0.123456789 778399928511.46'],
  ],
])('late interest %s', (_, story, lines) => {
  expect(linesOf(story)).toEqual(lines)
})

test('late interest is counted on customs funds, and not on interest or e-service fees', () => {
  expect(bearsInterest({ fund: 'vat' }) && bearsInterest({ fund: 'fine' })).toBe(true)
  expect(['late-interest', 'eservice-fee', 'eservice-vat'].map(fund => bearsInterest({ fund } as never))).toEqual([
    false,
    false,
    false,
  ])
})

test('late interest ends with the last day that there is', () => {
  const charge = { amount: 100 as Qepik, dueOn: day('9999-12-30') }
  const terms = { rates: rates('2001-01-01:1'), maxDays: 36_500 }
  expect([...lateInterest(charge, [], terms, day('9999-12-31'))]).toMatchObject([{ days: 1 }])
  expect([...lateInterest({ ...charge, dueOn: day('9999-12-31') }, [], terms, day('9999-12-31'))]).toEqual([])
})

test('says what ended each stretch, and gives each digit of its interest', () => {
  const charge = { amount: 10_001 as Qepik, dueOn: day('2026-03-10') }
  const terms = { rates: rates('2001-01-01:0.1,2026-03-16:0.05'), maxDays: 20 }
  const [first, second] = [paid('2026-03-12', 4000), paid('2026-03-15', 1000)]
  const endsUntil = (to: string) =>
    Array.from(lateInterest(charge, [second, first], terms, day(to)), ({ to, exact, end }) => ({ to, exact, ...end }))
  expect(endsUntil('2027-01-01')).toEqual(
    [
      { to: '2026-03-12', exact: '0.20002', parts: [first], rateChanges: false, last: null },
      { to: '2026-03-15', exact: '0.18003', parts: [second], rateChanges: true, last: null },
      { to: '2026-03-30', exact: '0.3750750', parts: [], rateChanges: false, last: 'max-days' },
    ].map(line => ({ ...line, exact: line.exact.replace(/0+$/, '') })),
  )
  expect(endsUntil('2026-03-12').at(-1)).toMatchObject({ parts: [first], last: 'chosen-day' })
})
