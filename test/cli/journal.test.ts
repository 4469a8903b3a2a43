import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FUNDS } from '../../src/domain/fund.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { charged, OTHER_TRADER, paidToCode, registered, TRADER } from '../support/oracle/events.ts'
import { checkJournal, type HledgerJournal, parseJournal } from '../support/oracle/hledger.ts'
import { DEMONSTRATION, EXAMPLE, Vereqe } from '../support/stores/vereqe.ts'

interface Cards {
  voen: Voen
  advance: string
  overpayment: Record<string, string>
  debt: Record<string, string>
}

let vereqe: Vereqe
let journal: HledgerJournal
let cards: Cards[]
let text: string
beforeAll(async () => {
  vereqe = await Vereqe.open()
  await vereqe.run(['import', DEMONSTRATION])
  text = await vereqe.output('journal')
  const statements = await vereqe.output('cards', '--from', '2024-01-01', '--to', '2026-12-31')
  journal = parseJournal(text)
  cards = statements
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
})
afterAll(() => vereqe[Symbol.asyncDispose]())

const hundredths = (amount: string) => BigInt(amount.replace('.', ''))

describe('the journal of the demonstration traders', () => {
  test('is balanced, has true assertions and declares its accounts for every trader', () => {
    // The journal has one trader after another, and only each trader's part is in date order.
    const traders = Map.groupBy(journal.transactions, ({ postings }) => postings[0]!.account.split(':')[0]!)
    expect(traders.size).toBeGreaterThan(20)
    for (const transactions of traders.values()) {
      expect(checkJournal({ declared: journal.declared, transactions }).problems).toEqual([])
    }
  })

  test('asserts the balance after every posting on the trader’s own accounts', () => {
    const postings = journal.transactions.flatMap(transaction => transaction.postings)
    const own = postings.filter(({ account }) => /:(assets:debt|liabilities):/.test(account))
    expect(own.length).toBeGreaterThan(10_000)
    expect(own.filter(({ asserted }) => asserted === null)).toEqual([])
    expect(text).not.toMatch(/=\*|==/)
  })

  test('ends with the balances of the cards', () => {
    const { balances } = checkJournal(journal)
    expect(cards.length).toBeGreaterThan(20)
    for (const { voen, advance, overpayment, debt } of cards) {
      expect(balances.get(`${voen}:liabilities:advance`)).toBe(-hundredths(advance))
      for (const fund of FUNDS) {
        expect(balances.get(`${voen}:assets:debt:${fund}`), `${voen} ${fund}`).toBe(hundredths(debt[fund]!))
        expect(balances.get(`${voen}:liabilities:overpayment:${fund}`)).toBe(-hundredths(overpayment[fund]!))
      }
    }
  })

  test('has no prefix for a single trader, and is otherwise the same', async () => {
    const { voen } = cards[0]!
    const own = parseJournal(await vereqe.output('journal', '--voen', voen))
    const all = journal.transactions.filter(({ postings }) => postings[0]!.account.startsWith(voen))
    expect(own.transactions.length).toBeGreaterThan(0)
    expect(own.transactions.map(({ postings }) => postings.map(({ account }) => `${voen}:${account}`))).toEqual(
      all.map(({ postings }) => postings.map(({ account }) => account)),
    )
    expect(checkJournal(own).problems).toEqual([])
  })
})

describe('the journal check', () => {
  const altered = (change: (text: string) => string) => checkJournal(parseJournal(change(text))).problems
  const first = (pattern: RegExp, by: string) => (whole: string) => whole.replace(pattern, by)

  test.each([
    ['an amount one qəpik off', first(/(AZN = -?\d+\.\d\d AZN\n.* {2}-?\d+\.)(\d)\d AZN/, '$1$20 AZN')],
    ['an assertion one manat off', first(/ = (-?)(\d+)\.(\d\d) AZN/, ' = $11$2.$3 AZN')],
    ['a posting that is missing', first(/\n {4}\S+:revenues:\S+ .*/, '')],
    ['an account that is not declared', first(/\naccount \S+:assets:clearing:hop/, '')],
  ])('finds %s', (_, change) => {
    expect(altered(change)).not.toEqual([])
  })
})

test('references cannot end a transaction code or a tag', async () => {
  await using other = await Vereqe.open()
  await other.import([
    registered(),
    charged('AKT (1); x\ty', { fine: '2.00' }, { id: 'a, type: gift' }),
    paidToCode('142330', '1.50'),
  ])
  const { transactions } = parseJournal(await other.output('journal', '--voen', TRADER))
  expect(transactions.map(({ code, tags }) => [code, tags.type])).toEqual([
    ['AKT [1]; x y', 'assessment'],
    [null, 'advance-payment-general'],
    ['AKT [1]; x y', 'advance-drawdown'],
  ])
  expect(transactions[0]!.tags.event).toBe('a%2C type: gift')
})

test('the journal of all traders has no prefix while only one is registered', async () => {
  await using one = await Vereqe.open()
  await one.import([registered(), paidToCode('142330', '1.50')])
  expect(await one.output('journal')).toBe(await one.output('journal', '--voen', TRADER))
  await one.import([registered({ voen: OTHER_TRADER })])
  expect(await one.output('journal')).toContain(`\n    ${TRADER}:liabilities:advance  -1.50 AZN`)
})

test('the journal of the worked example, with a refund and a transfer, is balanced and ends with its cards', async () => {
  await using one = await Vereqe.open()
  await one.run(['import', EXAMPLE])
  const text = await one.output('journal', '--voen', TRADER)
  expect(text).toContain(
    '(00010/230326/000004) vat hop-payment  ; event: ex-22, type: hop-payment, reference: HOP-900123',
  )
  const { problems, balances } = checkJournal(parseJournal(text))
  expect(problems).toEqual([])
  expect(balances.get('assets:clearing:refund')).toBe(-10_000n)
  expect(balances.get('liabilities:overpayment:excise')).toBe(-2000n)
  expect(balances.get('liabilities:advance') ?? 0n).toBe(0n)
})
