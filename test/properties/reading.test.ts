import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import type { DeclarationNumber } from '../../src/domain/declaration.ts'
import { FUNDS, LEDGERS, type Ledger } from '../../src/domain/fund.ts'
import type { LedgerEntry } from '../../src/domain/ledger-entry.ts'
import type { StatementFilter } from '../../src/domain/statement-filter.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { type Cursor, OLDEST } from '../../src/services/page.ts'
import { type LedgerPage, PAGE_SIZE, readLedger } from '../../src/services/statement/read-ledger.ts'
import { selectionIn } from '../../src/services/statement/read-movements.ts'
import { readStatement } from '../../src/services/statement/read-statement.ts'
import type { ReadAccess } from '../../src/store/engine/access.ts'
import { NOW } from '../support/oracle/arbitrary-events.ts'
import { statementFilter as filter } from '../support/oracle/arbitrary-filter.ts'
import { extendedStream } from '../support/oracle/arbitrary-moves.ts'
import { selectionOf } from '../support/oracle/kind-sums.ts'
import { Oracle } from '../support/oracle/oracle.ts'
import type { OracleAccount, OracleEntry } from '../support/oracle/oracle-account.ts'
import { cardsOf, manat } from '../support/oracle/oracle-output.ts'
import { runs } from '../support/property-runs.ts'
import { Service } from '../support/stores/service.ts'

const VOEN = '1000000001' as Voen
const TODAY = '2026-02-01' as PlainDate

const ledger = fc.oneof(fc.constantFrom<Ledger>('vat', 'advance'), fc.constantFrom(...LEDGERS))

/** The filter rule, written without the product's code. */
function passes({ from, to, type, declarations, channel, paidFrom, paidTo }: StatementFilter) {
  return (row: OracleEntry) =>
    (from === null || row.operation_date >= from) &&
    (to === null || row.operation_date <= to) &&
    (type === null || row.type === type) &&
    (declarations.length === 0 || declarations.includes(row.declaration! as DeclarationNumber)) &&
    (channel === null || row.channel === channel) &&
    (paidFrom === null || (row.payment_date !== '' && row.payment_date >= paidFrom)) &&
    (paidTo === null || (row.payment_date !== '' && row.payment_date <= paidTo))
}

const NOTHING = { debt: 0n, overpayment: 0n }
const standing = (rows: readonly OracleEntry[]) => {
  const { debt, overpayment } = rows.at(-1) ?? NOTHING
  return { debt: Number(debt), overpayment: Number(overpayment) }
}
const shortOf = (row: LedgerEntry) => `${row.eventId} ${row.type} ${row.amount} ${row.debt} ${row.overpayment}`
const shortOfOracle = (row: OracleEntry) => `${row.event_id} ${row.type} ${row.amount} ${row.debt} ${row.overpayment}`

async function bothAfter(lines: readonly string[]) {
  const oracle = new Oracle()
  oracle.import(lines, NOW)
  const service = await Service.open(NOW)
  await service.import(lines)
  return { oracle, service, account: oracle.accounts.get(VOEN) }
}

function rowsOf(account: OracleAccount, ledger: Ledger): OracleEntry[] {
  return account.entries.filter(row => row.ledger === ledger)
}

async function walkBack(reader: ReadAccess, ledger: Ledger, filter: StatementFilter) {
  const pages: LedgerEntry[][] = []
  const cursors: (Cursor | null)[] = []
  for (let cursor: Cursor | null = null; ; ) {
    const page: LedgerPage = (await readLedger(reader, { voen: VOEN, ledger, filter, cursor }))!
    pages.push([...page.entries])
    cursors.push(page.newer)
    if (!page.older) return { pages, newer: cursors.at(-1) ?? null }
    cursor = page.older
  }
}

test('the pages, totals and sums of a ledger equal those of the rows that pass the filter', async () => {
  await fc.assert(
    fc.asyncProperty(
      extendedStream(),
      fc.array(fc.tuple(ledger, filter), { minLength: 4, maxLength: 8 }),
      async (lines, asked) => {
        const { service, account } = await bothAfter(lines)
        await using _ = service
        const { reader } = service.store
        fc.pre(account !== undefined)
        for (const [ledger, filter] of asked) {
          const all = rowsOf(account!, ledger)
          const wanted = all.filter(passes(filter))
          const page = (await readLedger(reader, { voen: VOEN, ledger, filter }))!
          expect(page.selected).toEqual(selectionOf(wanted))
          expect(page.movements === null).toBe(
            filter.type !== null ||
              filter.declarations.length > 0 ||
              [filter.channel, filter.paidFrom, filter.paidTo].some(part => part !== null),
          )
          expect(page.opening).toEqual(
            standing(filter.from ? all.filter(row => row.operation_date < filter.from!) : []),
          )
          expect(page.closing).toEqual(standing(filter.to ? all.filter(row => row.operation_date <= filter.to!) : all))

          const { pages, newer } = await walkBack(reader, ledger, filter)
          expect(pages.flat().map(shortOf)).toEqual(wanted.map(shortOfOracle).reverse())
          expect(pages.slice(0, -1).every(entries => entries.length === PAGE_SIZE)).toBe(true)
          if (pages.length > 1) {
            const back = (await readLedger(reader, { voen: VOEN, ledger, filter, cursor: newer }))!
            expect(back.entries.map(shortOf)).toEqual(pages.at(-2)!.map(shortOf))
          } else expect(newer).toBeNull()

          const end = (await readLedger(reader, { voen: VOEN, ledger, filter, cursor: OLDEST }))!
          expect(end.entries.map(shortOf)).toEqual(pages.at(-1)!.map(shortOf))
          const oldestFirst = { voen: VOEN, ledger, filter, ascending: true }
          const start = (await readLedger(reader, oldestFirst))!
          expect(start.entries.map(shortOf)).toEqual(wanted.map(shortOfOracle).slice(0, PAGE_SIZE))
          expect(start.newer === null).toBe(wanted.length <= PAGE_SIZE)
        }
      },
    ),
    { numRuns: runs({ all: 40, few: 5 }) },
  )
})

test('the cards of any date range equal the charges assessed in it', async () => {
  await fc.assert(
    fc.asyncProperty(extendedStream(), fc.array(filter, { minLength: 3, maxLength: 6 }), async (lines, filters) => {
      const { oracle, service, account } = await bothAfter(lines)
      await using _ = service
      fc.pre(account !== undefined)
      for (const filter of filters) {
        const statement = (await readStatement(service.store.reader, VOEN, filter, TODAY))!
        const { from, to } =
          filter.from === null && filter.to === null ? { from: '2026-01-01', to: '2026-12-31' } : filter
        const card = cardsOf(oracle, from ?? '0001-01-01', to ?? '9999-12-31')
        const { assessed, paid, overpayment, debt } = JSON.parse(card.split('\n').find(line => line.includes(VOEN))!)
        for (const fund of FUNDS) {
          expect(manat(statement.assessed[fund])).toBe(assessed[fund])
          expect(manat(statement.paid[fund])).toBe(paid[fund])
          expect(manat(BigInt(statement.totals[fund].overpayment))).toBe(overpayment[fund])
          expect(manat(BigInt(statement.totals[fund].debt))).toBe(debt[fund])
        }
        for (const ledger of LEDGERS) {
          const wanted = rowsOf(account!, ledger).filter(passes(filter))
          const { summary } = statement
          const found = summary.of === 'selection' ? summary.ledgers[ledger] : selectionIn(summary.ledgers[ledger])
          expect(found).toEqual(selectionOf(wanted))
        }
      }
    }),
    { numRuns: runs({ all: 25, few: 3 }) },
  )
})
