import fc from 'fast-check'
import { expect, test } from 'vitest'
import { earlier, later, type PlainDate } from '../../src/domain/dates.ts'
import { LEDGERS, type Ledger } from '../../src/domain/fund.ts'
import { Journal, type JournalPosting } from '../../src/domain/journal.ts'
import type { LedgerEntry } from '../../src/domain/ledger-entry.ts'
import { total } from '../../src/domain/money.ts'
import { type StatementFilter, selectsRows } from '../../src/domain/statement-filter.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { openStatementWalk } from '../../src/services/statement/exports.ts'
import { openStatementExtract } from '../../src/services/statement/extract.ts'
import { walkAccountEntries } from '../../src/store/ledger/entry-ranges.ts'
import { NOW } from '../support/oracle/arbitrary-events.ts'
import { statementFilter } from '../support/oracle/arbitrary-filter.ts'
import { extendedStream } from '../support/oracle/arbitrary-moves.ts'
import { selectionOf } from '../support/oracle/kind-sums.ts'
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
  return fc.assert(property, { numRuns: runs({ all: 20, few: 3 }) })
}

test('what happened on a ledger leads from its opening to its closing balance, in debt and in overpayment', async () => {
  await forFilters(3, async (service, filters) => {
    for (const filter of filters) {
      for (const { turnover, walked } of (await extractOf(service, filter)).ledgers) {
        const { opening, closing, movements: by } = turnover
        expect(BigInt(opening.debt) + by.assessed - by.reducedUnpaid - by.settled).toBe(BigInt(closing.debt))
        const raised = by.received + by.reducedPaid + by.transferredIn
        const lowered = by.used + by.refunded + by.transferredOut
        expect(BigInt(opening.overpayment) + raised - lowered).toBe(BigInt(closing.overpayment))
        expect(turnover).toEqual(walked.turnover)
      }
    }
  })
})

/** Debits and credits of a ledger between two days by the journal (src/domain/README.md, Double entry). */
function journalOf(entries: readonly LedgerEntry[], ledger: Ledger, { from, to }: StatementFilter) {
  const own = {
    debt: `assets:debt:${ledger}`,
    overpayment: ledger === 'advance' ? 'liabilities:advance' : `liabilities:overpayment:${ledger}`,
  }
  const journal = new Journal()
  const postings = entries
    .map(entry => ({ date: entry.operationDate, postings: journal.record(entry)?.postings ?? [] }))
    .filter(({ date }) => (from === null || date >= from) && (to === null || date <= to))
    .flatMap(transaction => transaction.postings)
  const sum = (account: string, side: JournalPosting['side']) =>
    total(postings.filter(posting => posting.account === account && posting.side === side).map(({ amount }) => amount))
  return {
    debt: { raised: sum(own.debt, 'debit'), lowered: sum(own.debt, 'credit') },
    overpayment: { raised: sum(own.overpayment, 'credit'), lowered: sum(own.overpayment, 'debit') },
  }
}

test('the movements of a ledger equal those of the double-entry journal', async () => {
  await forFilters(3, async (service, filters) => {
    const entries = await all(walkAccountEntries(service.store.reader, VOEN, Number.MAX_SAFE_INTEGER))
    for (const filter of filters) {
      for (const { turnover } of (await extractOf(service, filter)).ledgers) {
        const { ledger, movements: by } = turnover
        expect({
          debt: { raised: by.assessed, lowered: by.reducedUnpaid + by.settled },
          overpayment: {
            raised: by.received + by.reducedPaid + by.transferredIn,
            lowered: by.used + by.refunded + by.transferredOut,
          },
        }).toEqual(journalOf(entries, ledger, filter))
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
      for (const { turnover, selected, leftOut, rows, exported } of ledgers) {
        expect(selected).toEqual(selectionOf(exported))
        const { totals, ...selection } = leftOut
        expect(selection).toEqual(selectionOf(exported.slice(0, exported.length - rows.length)))
        if (selectsRows(filter)) continue
        const { debt, overpayment } = exported[leftOut.count - 1] ?? turnover.opening
        expect(totals).toEqual({ debt, overpayment })
      }
    }),
    { numRuns: runs({ all: 20, few: 3 }) },
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
