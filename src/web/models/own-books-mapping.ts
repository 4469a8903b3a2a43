import type { OwnBooksMappingModel } from '../../../views/own-books-mapping-page.tsx'
import type { PlainDate } from '../../domain/dates.ts'
import { addDays, daysIn } from '../../domain/dates.ts'
import { LEDGERS } from '../../domain/fund.ts'
import { dateOfCell } from '../../domain/own-books/cell.ts'
import type { Mapping } from '../../domain/own-books/mapping.ts'
import { beginOfMonths, type Period } from '../../domain/period.ts'
import { cutText } from '../../domain/typed/text.ts'
import { visibleText } from '../../domain/visible-text.ts'
import { type Catalogue, catalogueOf, LANGUAGES } from '../../i18n/index.ts'
import { COLUMN_ROLES, guessRoles, headingRowOf } from '../../own-books/headings.ts'
import { FILE_REFUSALS } from '../../own-books/refused.ts'
import type { Asked, FirstRows, OwnBooks } from '../../services/own-books/own-books.ts'
import { AccountLocation } from '../queries/account-location.ts'
import type { OwnBooksForm, TypedOwnBooks } from '../queries/own-books-form.ts'
import { ownBooksActionUrl } from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel } from './account.ts'

export interface MappingView {
  readonly name: string
  readonly viewer: Viewer
  readonly books: OwnBooks
  readonly firstRows: FirstRows
  readonly form: Pick<OwnBooksForm, 'typed' | 'problems'>
  readonly isRemembered: boolean
  /** The last attempt has ended with its process. */
  readonly isSilent: boolean
  readonly t: Catalogue
}

const MAX_SHOWN_ROWS = 12
const MAX_SHOWN_TEXT = 60

export function ownBooksMappingModel(view: MappingView): OwnBooksMappingModel {
  const { name, viewer, books, firstRows, form, isRemembered, isSilent, t } = view
  const { voen } = viewer.access
  const { typed } = form
  const texts = t.ownBooks
  const width = widthOf(firstRows)
  const headings = headingsOf(firstRows, Number.parseInt(typed.heading, 10))
  const columns = Array.from({ length: width }, (_, column) => ({
    code: `${column}`,
    label: texts.column(letterOf(column), shownText(headings[column] ?? '')),
  }))
  const { refusal, problems = [], result } = books.content
  const isDecided = result?.tallies.some(({ confirmed, refused }) => confirmed + refused > 0)
  return {
    account: accountModel({ name, viewer, location: new AccountLocation('own-books'), below: true, t }),
    title: visibleText(books.fileName) || texts.mapping,
    action: ownBooksActionUrl(voen, books.id, 'compare'),
    removal: ownBooksActionUrl(voen, books.id, 'delete'),
    notices: [
      ...(isSilent ? [texts.silent] : []),
      ...(refusal === undefined ? [] : [refusalText(refusal, t)]),
      ...(isRemembered ? [texts.remembered] : []),
      ...(isDecided ? [texts.recompared] : []),
      ...(firstRows.some(isOwnHeading) ? [texts.ownExport] : []),
    ],
    rowProblems: problems.map(({ row, typed, code }) =>
      texts.rowProblem(t.format.count(row), visibleText(typed), texts.rowProblems[code]),
    ),
    problems: form.problems.map(({ field, code }) => ({ field, message: texts.problems[code] })),
    columns: COLUMN_ROLES.map(role => ({
      name: role,
      label: texts.fields[role],
      value: typed[role],
      empty: texts.notThere,
      options: columns,
      ...(role === 'amount' && { hint: texts.amountHint }),
    })),
    choices: [
      {
        name: 'side',
        label: texts.fields.side,
        value: typed.side === 'owed' ? 'owed' : '',
        empty: texts.sides.paid,
        options: [{ code: 'owed', label: texts.sides.owed }],
      },
      {
        name: 'scope',
        label: texts.fields.scope,
        value: typed.scope,
        empty: texts.wholeAccount,
        options: LEDGERS.map(ledger => ({ code: ledger, label: t.ledgers[ledger] })),
      },
    ],
    texts: [
      { name: 'heading', label: texts.fields.heading, value: typed.heading },
      { name: 'from', label: texts.fields.from, value: typed.from, hint: texts.dateHint },
      { name: 'to', label: texts.fields.to, value: typed.to, hint: texts.dateHint },
      { name: 'opening', label: texts.fields.opening, value: typed.opening, hint: texts.openingHint },
    ],
    preview: {
      letters: Array.from({ length: width }, (_, column) => letterOf(column)),
      rows: firstRows.slice(0, MAX_SHOWN_ROWS).map((row, index) => ({
        number: `${index + 1}`,
        cells: Array.from({ length: width }, (_, column) => shownText(row[column]?.text ?? '')),
      })),
    },
  }
}

/** How many columns the first rows have. */
export function widthOf(firstRows: FirstRows): number {
  return Math.max(0, ...firstRows.map(row => row.length))
}

/** The headings of a ledger's file, in whichever language. */
function isOwnHeading(row: FirstRows[number]): boolean {
  const texts = row.map(({ text }) => text)
  return LANGUAGES.some(language => {
    const { type, overpayment } = catalogueOf(language).columns
    return texts.includes(type) && texts.includes(overpayment)
  })
}

/** The sentence for a file that was not read. */
export function refusalText(code: string, t: Catalogue): string {
  const known = [...FILE_REFUSALS, 'no-file', 'too-many-kept', 'too-many-operations'] as const
  return t.ownBooks.refusals[known.find(each => each === code) ?? 'failed']
}

/** What the form says before a person has typed anything. */
export function firstChoice(
  rows: FirstRows,
  mapping: Mapping | null,
  asked: Asked | null,
  today: PlainDate,
  t: Catalogue,
): TypedOwnBooks {
  const headingRow = mapping?.headingRow ?? headingRowOf(rows)
  const guess = guessRoles(headingsOf(rows, headingRow))
  const role = (of: (typeof COLUMN_ROLES)[number]) => {
    const column = mapping ? mapping[of] : of === 'amount' && guess.debit !== null ? null : guess[of]
    return column === null ? '' : `${column}`
  }
  const dateColumn = mapping?.date ?? guess.date ?? 0
  const { from, to } = asked?.period ?? monthOf(rows, headingRow, dateColumn, today)
  return {
    ...(Object.fromEntries(COLUMN_ROLES.map(each => [each, role(each)])) as Record<
      (typeof COLUMN_ROLES)[number],
      string
    >),
    heading: `${headingRow}`,
    side: mapping && !mapping.debitRaises ? 'owed' : 'paid',
    from: t.format.typedDate(from),
    to: t.format.typedDate(to),
    scope: asked?.scope ?? '',
    opening: asked?.ownOpening == null ? '' : openingText(BigInt(asked.ownOpening), t),
  }
}

function openingText(amount: bigint, t: Catalogue): string {
  return amount < 0n ? `-${t.format.typedAmount(-amount)}` : t.format.typedAmount(amount)
}

/** @param row counted from 1 */
export function headingsOf(rows: FirstRows, row: number): readonly string[] {
  return (rows[row - 1] ?? []).map(({ text }) => text)
}

/** The month of the first line. */
function monthOf(rows: FirstRows, headingRow: number, column: number, today: PlainDate): Period {
  const dates = rows.slice(headingRow).map(row => (row[column] ? dateOfCell(row[column]) : null))
  const day = dates.find(date => date !== null) ?? today
  const from = beginOfMonths(1, day)
  const [year, month] = [Number.parseInt(from.slice(0, 4), 10), Number.parseInt(from.slice(5, 7), 10)]
  return { from, to: addDays(from, daysIn(year, month) - 1) }
}

function letterOf(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26))
  return column < 26 ? letter : letterOf(Math.floor(column / 26) - 1) + letter
}

function shownText(text: string): string {
  const visible = visibleText(text.replace(/\s+/g, ' ').trim())
  const cut = cutText(visible, MAX_SHOWN_TEXT)
  return cut === visible ? visible : `${cut}…`
}
