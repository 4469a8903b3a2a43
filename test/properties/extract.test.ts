import fc from 'fast-check'
import { expect, test } from 'vitest'
import { earlier, later, type PlainDate } from '../../src/domain/dates.ts'
import { LEDGERS, type Ledger } from '../../src/domain/fund.ts'
import { Journal, type JournalPosting } from '../../src/domain/journal.ts'
import type { LedgerEntry } from '../../src/domain/ledger-entry.ts'
import { total } from '../../src/domain/money.ts'
import type { StatementFilter } from '../../src/domain/statement-filter.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { openStatementWalk } from '../../src/services/statement/exports.ts'
import { openStatementExtract } from '../../src/services/statement/extract.ts'
import { walkAccountEntries } from '../../src/store/ledger/entry-ranges.ts'
import { NOW } from '../support/oracle/arbitrary-events.ts'
import { statementFilter } from '../support/oracle/arbitrary-filter.ts'
import { extendedStream } from '../support/oracle/arbitrary-moves.ts'
import { runs } from '../support/property-runs.ts'
import { all, Service } from '../support/stores/service.ts'

const VOEN = '1000000001' as Voen
/** Streams and filters may go beyond this day. */
const TODAY = '2026-02-01' as PlainDate

/** The extract with its rows, and the rows of the export. */
async function extractOf(service: Service, filter: StatementFilter, max?: number) {
  const { reader } = service.store
  const extract = await openStatementExtract(reader, { voen: VOEN, ledgers: LEDGERS, filter, today: TODAY, max })
  fc.pre(extract !== null)
  const walk = (await openStatementWalk(reader, { voen: VOEN, ledgers: LEDGERS, filter, today: TODAY }))!
  const ledgers = await Promise.all(
    extract!.ledgers.map(async (ledger, index) => ({
      ...ledger,
      rows: await all(ledger.walk()),
      exported: await all(walk.ledgers[index]!.walk()),
      walked: walk.ledgers[index]!,
    })),
  )
  return { extract: extract!, walk, ledgers }
}

function forFilters(count: number, check: (service: Service, filters: readonly StatementFilter[]) => Promise<void>) {
  const filters = fc.array(statementFilter, { minLength: count, maxLength: count })
  const property = fc.asyncProperty(extendedStream(), filters, async (lines, filters) => {
    await using service = await Service.open(NOW)
    await service.import(lines)
    await check(service, filters)
  })
  return fc.assert(property, { numRuns: runs({ all: 20, few: 5 }) })
}

test('the opening balance and the turnover of an extract add up to its closing balance', async () => {
  await forFilters(3, async (service, filters) => {
    for (const filter of filters) {
      for (const { opening, closing, movement, walked } of (await extractOf(service, filter)).ledgers) {
        const net = ({ debt, overpayment }: typeof opening) => BigInt(debt) - BigInt(overpayment)
        expect(net(opening) + movement.debits - movement.credits).toBe(net(closing))
        expect({ opening, closing }).toEqual({ opening: walked.opening, closing: walked.closing })
      }
    }
  })
})

/** Debits and credits of a ledger between two days by the journal (src/domain/README.md, Double entry). */
function journalOf(entries: readonly LedgerEntry[], ledger: Ledger, { from, to }: StatementFilter) {
  const own =
    ledger === 'advance' ? ['liabilities:advance'] : [`assets:debt:${ledger}`, `liabilities:overpayment:${ledger}`]
  const journal = new Journal()
  const postings = entries
    .map(entry => ({ date: entry.operationDate, postings: journal.record(entry)?.postings ?? [] }))
    .filter(({ date }) => (from === null || date >= from) && (to === null || date <= to))
    .flatMap(transaction => transaction.postings.filter(({ account }) => own.includes(account)))
  const sum = (side: JournalPosting['side']) =>
    total(postings.filter(posting => posting.side === side).map(({ amount }) => amount))
  return { debits: sum('debit'), credits: sum('credit') }
}

test('the turnover of a ledger equals that of the double-entry journal', async () => {
  await forFilters(3, async (service, filters) => {
    const entries = await all(walkAccountEntries(service.store.reader, VOEN, Number.MAX_SAFE_INTEGER))
    for (const filter of filters) {
      for (const { ledger, movement } of (await extractOf(service, filter)).ledgers) {
        expect(movement).toEqual(journalOf(entries, ledger, filter))
      }
    }
  })
})

test('an extract with a row limit has the newest rows of the filter and the totals of the others', async () => {
  await fc.assert(
    fc.asyncProperty(extendedStream(), statementFilter, fc.integer({ min: 1, max: 40 }), async (lines, filter, max) => {
      await using service = await Service.open(NOW)
      await service.import(lines)
      const { ledgers } = await extractOf(service, filter, max)
      const bySeq = (rows: (typeof ledgers)[number]['rows']) => rows.toSorted((one, other) => one.seq - other.seq)
      const newest = bySeq(ledgers.flatMap(({ exported }) => exported)).slice(-max)
      expect(bySeq(ledgers.flatMap(({ rows }) => rows))).toEqual(newest)
      for (const { opening, selected, leftOut, rows, exported } of ledgers) {
        const [count, amount] = [rows.length, total(rows.map(row => row.amount))]
        expect(selected).toEqual({ count: exported.length, amount: total(exported.map(row => row.amount)) })
        expect(leftOut.turnover).toEqual({ count: selected.count - count, amount: selected.amount - amount })
        if (filter.type || filter.declarations.length > 0) continue
        const { debt, overpayment } = exported[leftOut.turnover.count - 1] ?? opening
        expect(leftOut.totals).toEqual({ debt, overpayment })
      }
    }),
    { numRuns: runs({ all: 20, few: 5 }) },
  )
})

test('the stated period follows the filter, ends before future days, and contains every row', async () => {
  await forFilters(5, async (service, filters) => {
    for (const filter of filters) {
      const { extract, walk, ledgers } = await extractOf(service, filter)
      const { from, to, lastOperationDate } = extract
      expect(from <= to).toBe(true)
      expect({ from: walk.from, to: walk.to }, 'a download states the same').toEqual({ from, to })
      expect(from).toBe(filter.from ?? from)
      expect(to).toBe(earlier(later(later(TODAY, lastOperationDate), from), filter.to))
      const dates = ledgers.flatMap(({ rows }) => rows.map(({ operationDate }) => operationDate))
      expect(dates.filter(date => date < from || date > to)).toEqual([])
    }
  })
})
