import fc from 'fast-check'
import { expect, test } from 'vitest'
import { outstanding } from '../../src/domain/charge.ts'
import { type Fund, LEDGERS } from '../../src/domain/fund.ts'
import { Journal, type JournalPosting } from '../../src/domain/journal.ts'
import type { LedgerEntry } from '../../src/domain/ledger-entry.ts'
import { total } from '../../src/domain/money.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { NOW } from '../support/oracle/arbitrary-events.ts'
import { extendedStream } from '../support/oracle/arbitrary-moves.ts'
import { DomainHarness } from '../support/oracle/domain-harness.ts'
import { checkAccount } from '../support/oracle/invariants.ts'
import { Oracle } from '../support/oracle/oracle.ts'
import type { OracleEntry } from '../support/oracle/oracle-account.ts'
import { contentOfLine } from '../support/oracle/oracle-contract.ts'
import { runs } from '../support/property-runs.ts'

const isBlank = (line: string) => /^[ \t\r]*$/.test(line)

function applied(lines: readonly string[], atHand?: number) {
  const harness = new DomainHarness(atHand)
  const answers = lines.map(line => (isBlank(line) ? null : harness.explain(line, NOW)))
  return { harness, answers, outcomes: answers.map(answer => answer?.outcome ?? null) }
}

function asOracleRow(row: LedgerEntry): OracleEntry {
  return {
    voen: row.voen,
    operation_date: row.operationDate,
    ledger: row.ledger,
    declaration: row.declaration ?? '',
    reference: row.reference ?? '',
    type: row.type,
    channel: row.channel ?? '',
    payment_date: row.paymentDate ?? '',
    amount: BigInt(row.amount),
    debt: BigInt(row.debt),
    overpayment: BigInt(row.overpayment),
    event_id: row.eventId,
    row: row.seq,
    cause: row.cause ?? '',
  }
}

const allRows = (harness: DomainHarness) => [...harness.accounts.keys()].sort().map(voen => harness.rows(voen as Voen))

test('the posting rules give the oracle’s answers, rows, charges, allocations and sources for every line', () => {
  fc.assert(
    fc.property(extendedStream(), lines => {
      const { harness, answers } = applied(lines)
      const oracle = new Oracle()
      expect(answers).toEqual(lines.map(line => oracle.explain([line], NOW)[0]))
      expect([...harness.accounts.keys()].sort()).toEqual(oracle.voens)
      expect([...harness.held.keys()]).toEqual(oracle.held)
      expect(new Set(harness.rejected.map(contentOfLine))).toEqual(oracle.rejected)
      for (const voen of oracle.voens as Voen[]) {
        const account = oracle.accounts.get(voen)!
        expect(harness.rows(voen).map(asOracleRow)).toEqual(account.entries)
        expect(
          harness.charges(voen).map(({ row, dueOn, ...charge }) => ({
            row,
            dueOn,
            parts: [charge.amount, charge.reduced, charge.settled].map(BigInt),
          })),
        ).toEqual(
          account.charges.map(({ row, dueOn, ...charge }) => ({
            row: row.row,
            dueOn,
            parts: [charge.amount, charge.reduced, charge.settled],
          })),
        )
        expect(
          harness
            .allocations(voen)
            .map(({ row, effect, chargedRow, sourceRow, amount }) => [
              row,
              effect,
              chargedRow,
              sourceRow,
              BigInt(amount),
            ]),
        ).toEqual(
          account.allocations.map(({ row, effect, charge, source, amount }) => [
            row.row,
            effect,
            charge?.row.row ?? null,
            source?.row ?? null,
            amount,
          ]),
        )
        expect(
          harness.sources(voen).map(({ row, amount, used }) => [row, BigInt(amount), BigInt(amount - used)]),
        ).toEqual(account.sources.map(({ row, raised, left }) => [row.row, raised, left]))
      }
    }),
    { numRuns: runs({ all: 1000, few: 25 }) },
  )
})

test('the invariants of accounts hold after every event', () => {
  fc.assert(
    fc.property(extendedStream(), lines => {
      const { harness } = applied(lines)
      for (const { rows, charges } of harness.accounts.values()) {
        const openOf = (fund: Fund) =>
          charges.filter(charge => charge.fund === fund).reduce((sum, charge) => sum + outstanding(charge), 0)
        checkAccount(rows, openOf)
      }
    }),
    { numRuns: runs({ all: 200, few: 25 }) },
  )
})

test('delivering the log again changes no account, and replaying it gives the same rows', () => {
  fc.assert(
    fc.property(extendedStream(), lines => {
      const { harness, outcomes } = applied(lines)
      const before = allRows(harness)
      const log = lines.filter((_, index) => outcomes[index] === 'applied' || outcomes[index] === 'held')
      expect(new Set(log.map(line => harness.deliver(line, NOW)))).toEqual(new Set(log.length > 0 ? ['duplicate'] : []))
      expect(allRows(harness)).toEqual(before)
      expect(allRows(applied(log).harness)).toEqual(before)
    }),
    { numRuns: runs({ all: 150, few: 25 }) },
  )
})

test('the rows are the same whether settlement gets few open charges at first or all', () => {
  fc.assert(
    fc.property(extendedStream(), fc.integer({ min: 1, max: 4 }), (lines, atHand) => {
      expect(allRows(applied(lines, atHand).harness)).toEqual(allRows(applied(lines).harness))
    }),
    { numRuns: runs({ all: 150, few: 25 }) },
  )
})

test('every transaction of the journal balances, and the journal ends at the ledgers’ balances', () => {
  fc.assert(
    fc.property(extendedStream(), lines => {
      for (const { rows, account } of applied(lines).harness.accounts.values()) {
        const journal = new Journal()
        const balances = new Map<string, bigint>()
        for (const { postings } of rows.flatMap(row => journal.record(row) ?? [])) {
          const signed = postings.map(posting => ({ ...posting, signed: signedAmount(posting) }))
          expect(total(signed.map(posting => posting.signed))).toBe(0n)
          for (const { account, signed: amount, balance } of signed) {
            balances.set(account, (balances.get(account) ?? 0n) + amount)
            if (balance !== undefined) expect(abs(balances.get(account)!)).toBe(BigInt(balance))
          }
        }
        for (const ledger of LEDGERS) {
          const { debt, overpayment } = account.totals[ledger]
          const liability = ledger === 'advance' ? 'liabilities:advance' : `liabilities:overpayment:${ledger}`
          expect(balances.get(`assets:debt:${ledger}`) ?? 0n).toBe(BigInt(debt))
          expect(balances.get(liability) ?? 0n).toBe(-BigInt(overpayment))
        }
      }
    }),
    { numRuns: runs({ all: 150, few: 25 }) },
  )
})

const signedAmount = ({ side, amount }: JournalPosting) => (side === 'debit' ? BigInt(amount) : -BigInt(amount))
const abs = (amount: bigint) => (amount < 0n ? -amount : amount)
