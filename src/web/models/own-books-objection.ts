/** What an objection says that comes from a difference with own books. */
import { type ActRecord, columnsOf, shownLedgers, shownLines } from '../../domain/act/compared.ts'
import { type ActLine, isActLine, sidesOf } from '../../domain/act/lines.ts'
import type { Ledger } from '../../domain/fund.ts'
import { type ComparedFigures, figuresFromBooks } from '../../domain/own-books/act-figures.ts'
import { lineOfEffect, touchedLines } from '../../domain/own-books/act-lines.ts'
import type { Comparable } from '../../domain/own-books/line.ts'
import type { Scope } from '../../domain/own-books/operations.ts'
import type { Match } from '../../domain/own-books/outcome.ts'
import { cutText } from '../../domain/typed/text.ts'
import { visibleText } from '../../domain/visible-text.ts'
import { lineName } from '../../i18n/act-names.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { OwnBooks } from '../../services/own-books/own-books.ts'
import type { BooksResult } from '../../services/own-books/result.ts'
import { MAX_REASON, type ObjectedLine, type TypedObjection } from '../queries/act-forms.ts'
import { actFiguresUrl, actObjectionsUrl } from '../urls.ts'
import { type FiguresOfBooks, typedFigures } from './act-forms.ts'
import { labelOf, signedText } from './own-books-result.ts'

/** The line that a result touches most. Where own books name no ledger, one that the act has, for a person to change. */
export function lineTouchedBy(match: Match, scope: Scope, record: ActRecord): ObjectedLine {
  const touched = touchedLines(match, scope).lines.find(({ ledger, line }) => isActLine(ledger, line))
  if (touched) return { ledger: touched.ledger, line: touched.line }
  const effect = match.lines[0]?.effect ?? match.operations[0]?.effect ?? 0
  const shown = shownLedgers(record)
  const lineIn = (ledger: Ledger): ActLine => lineOfEffect(ledger, effect)
  const ledger = shown.find(one => columnsOf(record, one)[0][lineIn(one)] !== 0n) ?? shown[0] ?? 'vat'
  return { ledger, line: lineIn(ledger) }
}

/** The trader's figure of the line, and the numbers of both sides as the reason. */
export function objectionFrom(
  match: Match,
  scope: Scope,
  record: ActRecord,
  about: ObjectedLine,
  t: Catalogue,
): TypedObjection {
  const [customs, own] = columnsOf(record, about.ledger)
  const figure = own[about.line] ?? customs[about.line] + differenceOn(match, scope, about)
  const isSaid = figure >= 0n && figure !== customs[about.line]
  return {
    reason: cutText(reasonOf(match, t), MAX_REASON),
    own: isSaid ? t.format.typedAmount(figure) : '',
    note: '',
  }
}

function differenceOn(match: Match, scope: Scope, { ledger, line }: ObjectedLine): bigint {
  const { lines, unplaced } = touchedLines(match, scope)
  const touched = lines.find(one => one.ledger === ledger && one.line === line)
  if (touched) return touched.own - touched.customs
  const effect = unplaced.reduce((sum, one) => sum + one.effect, 0)
  return line === lineOfEffect(ledger, effect) ? BigInt(Math.abs(effect)) : 0n
}

function reasonOf({ outcome, names, lines, operations }: Match, t: Catalogue): string {
  const { objection, fileRow } = t.ownBooks
  const named = (item: Comparable, more: readonly string[]) =>
    [t.format.date(item.date), ...more, ...item.numbers.map(visibleText), signedText(BigInt(item.effect), t)].join(', ')
  const own = lines.map(line => named(line, [fileRow(t.format.count(line.position))]))
  const customs = operations.map(operation => named(operation, [t.operationTypes[operation.type]]))
  return [
    own.length === 0 ? objection.notHere : objection.own(own.join('; ')),
    customs.length === 0 ? objection.notThere : objection.customs(customs.join('; ')),
    // What is missing on one side has been said.
    ...(names[0] && lines.length > 0 && operations.length > 0 ? [`${labelOf(outcome, names[0], t)}.`] : []),
  ].join(' ')
}

/** The movements of an act to which a person may object instead. */
export function otherLines(record: ActRecord, about: ObjectedLine, from: string, t: Catalogue) {
  const { voen, number } = record.act
  return shownLedgers(record).flatMap(ledger =>
    sidesOf(ledger)
      .flatMap(side => shownLines(record, ledger, side))
      .filter(({ line }) => ledger !== about.ledger || line !== about.line)
      .map(({ line }) => ({
        label: `${t.ledgers[ledger]}, ${lineName(ledger, line, t)}`,
        href: actObjectionsUrl(voen, number, `ledger=${ledger}&line=${line}&${from}`),
      })),
  )
}

interface BooksForFigures {
  readonly record: ActRecord
  readonly ledger: Ledger
  readonly comparisons: readonly (OwnBooks & { readonly result: BooksResult })[]
  /** The comparison whose figures are taken. */
  readonly chosen: string | null
  readonly t: Catalogue
}

/** Offers the figures of comparisons that were made with the rows of the act. */
export function figuresOfBooks({ record, ledger, comparisons, chosen, t }: BooksForFigures): FiguresOfBooks {
  const { act } = record
  const usable = comparisons.filter(({ result: { scope } }) => scope === null || scope === ledger)
  const nameOf = ({ fileName, uploadedAt }: OwnBooks) =>
    `${visibleText(fileName) || t.ownBooks.file}, ${t.format.instant(uploadedAt)}`
  const links = usable.map(books => ({
    label: `${t.ownBooks.takeFigures}: ${nameOf(books)}`,
    href: `${actFiguresUrl(act.voen, act.number, ledger)}?books=${books.id}`,
  }))
  const books = usable.find(({ id }) => id === chosen)
  if (!books) return { links, typed: null, notice: null }
  const { lines, amount } = books.result.unplaced
  const figures = figuresFromBooks(ledger, columnsOf(record, ledger)[0], comparedFiguresOf(books.result))
  return {
    links,
    typed: typedFigures(figures, t),
    notice: [
      t.ownBooks.figuresTaken(nameOf(books)),
      ...(lines > 0 ? [t.ownBooks.figuresUnplaced(lines, signedText(BigInt(amount), t))] : []),
    ].join(' '),
  }
}

function comparedFiguresOf(result: BooksResult): ComparedFigures {
  const { scope, opening, ownOpening, corrections } = result
  return {
    scope,
    opening: BigInt(opening),
    ownOpening: ownOpening === null ? null : BigInt(ownOpening),
    corrections: corrections.map(({ amount, ...of }) => ({ ...of, amount: BigInt(amount) })),
  }
}
