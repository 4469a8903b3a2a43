/** Own books of a demonstration trader, with a difference of every kind of outcome. */
import { type PlainDate, todayInBaku } from '../../../src/domain/dates.ts'
import type { Operation, OwnLine } from '../../../src/domain/own-books/line.ts'
import type { Mapping } from '../../../src/domain/own-books/mapping.ts'
import { encodeMatch } from '../../../src/domain/own-books/match-text.ts'
import { toOperations } from '../../../src/domain/own-books/operations.ts'
import type { Voen } from '../../../src/domain/voen.ts'
import { compareTable } from '../../../src/own-books/compare-table.ts'
import { beginComparison, type CompareFile, compareUpload } from '../../../src/services/own-books/compare-upload.ts'
import { keepUpload } from '../../../src/services/own-books/own-books.ts'
import type { Database } from '../../../src/store/engine/access.ts'
import { ACCOUNTANT } from '../people/access-people.ts'

export const UPLOADED_BOOKS = 'books-uploaded-1'
export const COMPARED_BOOKS = 'books-compared-1'

const PERIOD = { from: '2026-05-01' as PlainDate, to: '2026-05-31' as PlainDate }
const HEADINGS = ['Tarix', 'Debet', 'Kredit', 'GB nömrəsi', 'Məzmun']
const MAPPING: Mapping = {
  ...{ headingRow: 2, date: 0, debit: 1, credit: 2, amount: null, debitRaises: true },
  ...{ declaration: 3, reference: null, ledger: null, text: 4 },
}

/** Keeps two files of an account: one whose columns nobody has named yet, and one that was compared. */
export async function keepComparedBooks(
  store: Pick<Database, 'papers' | 'exporter'>,
  voen: Voen,
  clock: () => Date,
): Promise<void> {
  const text = (cell: string) => ({ text: cell, kind: 'text' }) as const
  const upload = {
    ...{ voen, maker: voen, person: ACCOUNTANT, fileName: 'Gömrük 531 - may 2026.xlsx', bytes: new Uint8Array([1]) },
    firstRows: [
      [text('İdxalçı MMC: 531 hesabının kartı')],
      HEADINGS.map(text),
      ['04.05.2026', '', '1.250,00', '00021/040526/10825372', 'İdxal ƏDV-si'].map(text),
      ['06.05.2026', '5.000,00', '', '', 'Ödəniş tapşırığı № 118'].map(text),
    ],
  }
  const today = todayInBaku(clock())
  for (const id of [UPLOADED_BOOKS, COMPARED_BOOKS]) await keepUpload(store.papers, { ...upload, id }, clock(), today)
  const key = { voen, id: COMPARED_BOOKS, maker: voen }
  const order = { key, mapping: MAPPING, scope: null, period: PERIOD, ownOpening: null }
  const means = { ...store, clock }
  const run = (await beginComparison(means, order))!
  await compareUpload(means, order, run, compareDistorted, today)
}

/** Compares the account with itself after a few mistakes. */
const compareDistorted: CompareFile = async function* ({ order: { scope, period }, account }) {
  const pieces = await Array.fromAsync(account)
  const entries = pieces.flatMap(piece => piece.entries)
  const operations = toOperations(entries, { scope, period, isFiledByBroker: () => false })
  const lines = operations.flatMap((operation, index) => {
    if (index % 6 === 5) return []
    const { date, inPeriod, numbers, effect, ledger } = operation
    const rounded = index % 7 === 3 ? effect + 1 : effect
    const own = { position: index + 3, date, inPeriod, effect: rounded, text: `Sətir ${index + 3}` }
    return [{ ...own, numbers: index % 5 === 4 ? [] : numbers, ledger: index % 2 === 0 ? ledger : null }]
  })
  const alone = { position: 1, date: PERIOD.from, inPeriod: true, effect: -4_545, numbers: ['XX-1'], ledger: null }
  const all = [...lines, { ...alone, text: 'Naməlum' }, ...severalOfOne(operations, lines.length + 10)]
  const leftOut = { 'no-date': 1, 'no-amount': 2, 'other-ledger': 0 }
  yield { read: { problems: [], leftOut, headings: '', lines: all.length, outside: 0, formulas: 3 } }
  const { matches, end } = compareTable(all, operations, scope, () => {})
  yield { results: matches.map(encodeMatch), of: matches.length }
  yield { end }
}

/** Two lines in place of one. */
function severalOfOne(operations: readonly Operation[], position: number): OwnLine[] {
  const one = operations.find(({ inPeriod, effect }, index) => index % 6 === 5 && inPeriod && Math.abs(effect) > 1000)
  if (!one) return []
  const { date, numbers, effect } = one
  const line = { date, numbers, ledger: null, inPeriod: true, text: '' }
  return [1000, Math.abs(effect) - 1000].map((part, index) => ({
    ...line,
    effect: Math.sign(effect) * part,
    position: position + index,
  }))
}
