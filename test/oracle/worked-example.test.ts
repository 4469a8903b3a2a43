import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { checkJournal, parseJournal } from '../support/oracle/hledger.ts'
import { Oracle } from '../support/oracle/oracle.ts'
import { interestOf } from '../support/oracle/oracle-interest.ts'
import { journalOf } from '../support/oracle/oracle-journal.ts'
import { cardsOf, exportOf } from '../support/oracle/oracle-output.ts'
import { allocationsOf, debtsOf, turnoverOf } from '../support/oracle/oracle-tables.ts'

const fixture = (name: string) => readFile(new URL(`../fixtures/example/${name}`, import.meta.url), 'utf8')
const lines = (await fixture('events.ndjson')).split('\n')

function imported(): Oracle {
  const oracle = new Oracle()
  expect(oracle.import(lines, new Date('2026-07-01T00:00:00Z'))).toEqual({
    applied: 23,
    duplicate: 0,
    held: 0,
    rejected: 0,
  })
  return oracle
}

describe('the oracle gives the worked outputs byte for byte', () => {
  const oracle = imported()
  test.each([
    ['export.csv', exportOf(oracle)],
    ['allocations.csv', allocationsOf(oracle)],
    ['debts.csv', debtsOf(oracle)],
    ['cards.ndjson', cardsOf(oracle, '2026-01-01', '2026-12-31')],
    ['turnover.csv', turnoverOf(oracle, '2026-03-05', '2026-03-31')],
    ['interest.csv', interestOf(oracle, { to: '2026-06-30', rates: '2001-01-01:0.1', days: 365 })],
  ])('%s', async (name, output) => {
    expect(output).toBe(await fixture(name))
  })

  test('and a journal that hledger’s checks accept, with refunds and transfers in it', () => {
    const journal = parseJournal(journalOf(oracle))
    const { problems, balances } = checkJournal(journal)
    expect(problems).toEqual([])
    expect(journal.transactions.map(({ tags }) => tags.type)).toEqual(
      expect.arrayContaining(['refund', 'transfer-out', 'reduction', 'advance-drawdown']),
    )
    expect(balances.get('assets:clearing:refund')).toBe(-100_00n)
    expect(balances.get('assets:debt:vat')).toBe(5_15n)
    expect(balances.get('liabilities:overpayment:excise')).toBe(-20_00n)
    expect(balances.get('liabilities:advance')).toBe(0n)
  })
})
