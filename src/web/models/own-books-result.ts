import type { MatchModel, OwnBooksResultModel, TallyModel } from '../../../views/own-books-result-page.tsx'
import { allows } from '../../domain/account-access.ts'
import type { Comparable } from '../../domain/own-books/line.ts'
import { type DifferenceName, OUTCOMES, type Outcome } from '../../domain/own-books/outcome.ts'
import { visibleText } from '../../domain/visible-text.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { OwnBooks } from '../../services/own-books/own-books.ts'
import type { KeptMatch, MatchesPart } from '../../services/own-books/read-matches.ts'
import { type BooksResult, bridgeOf, type ResultTally } from '../../services/own-books/result.ts'
import type { Page } from '../../services/page.ts'
import { AccountLocation } from '../queries/account-location.ts'
import { cursorQuery } from '../queries/cursor.ts'
import { joinQuery, operationUrl, ownBooksActionUrl, ownBooksObjectionUrl, ownBooksUrl } from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel } from './account.ts'

/** Which results are listed: all, those of an outcome, or those with one difference of it. */
export interface ResultFilter {
  readonly outcome: Outcome | null
  readonly name: DifferenceName | null
}

export interface ResultView {
  readonly name: string
  readonly viewer: Viewer
  readonly books: OwnBooks
  readonly result: BooksResult
  readonly filter: ResultFilter
  readonly page: Page<KeptMatch>
  /** The query of this page, to which a decision comes back. */
  readonly place: string
  /** A decision was about an earlier comparison. */
  readonly isOutdated: boolean
  /** The account has rows of the compared days that the comparison does not know. */
  readonly isBookedSince: boolean
  readonly t: Catalogue
}

/** Which tallies a filter shows; null where it has no meaning. */
export function talliesOf({ tallies }: BooksResult, { outcome, name }: ResultFilter): readonly ResultTally[] {
  return tallies.filter(
    tally => (outcome === null || tally.outcome === outcome) && (name === null || tally.name === name),
  )
}

export function countOf({ tallies }: Pick<BooksResult, 'tallies'>): number {
  return tallies.reduce((count, { matches }) => count + matches, 0)
}

/** The results of an outcome follow each other, as do those of a difference within it. */
export function partOf(tallies: readonly ResultTally[]): MatchesPart {
  const after = Math.min(...tallies.map(each => each.after))
  return { after, upTo: after + countOf({ tallies }) }
}

export function ownBooksResultModel(view: ResultView): OwnBooksResultModel {
  const { name, viewer, books, result, filter, page, place, isOutdated, isBookedSince, t } = view
  const { voen } = viewer.access
  const texts = t.ownBooks
  const { from, to } = result.period
  const scope = result.scope === null ? texts.wholeAccount : t.ledgers[result.scope]
  const address = (query: string) => rowsUrl(voen, books.id, joinQuery(filterQuery(filter), query))
  return {
    account: accountModel({ name, viewer, location: new AccountLocation('own-books'), below: true, t }),
    title: visibleText(books.fileName) || texts.result,
    period: `${texts.period(t.format.date(from), t.format.date(to))}, ${scope}`,
    facts: factsOf(books, result, t),
    undated: result.leftOut['no-date'] > 0 ? t.ownBooks.undated(result.leftOut['no-date']) : null,
    outdated: isOutdated ? t.ownBooks.outdated : null,
    bookedSince: isBookedSince ? t.ownBooks.bookedSince : null,
    made: madeOf(books),
    bridge: bridgeModel(result, t),
    ...tallyModels(voen, books.id, result, filter, t),
    ...suggestionTexts(result, t),
    heading: filter.outcome === null ? texts.rows : labelOf(filter.outcome, filter.name, t),
    matches: page.rows.map(match => matchModel(match, books.id, viewer, t)),
    pages: {
      newer: page.older && address(cursorQuery(page.older)),
      older: page.newer && address(cursorQuery(page.newer)),
    },
    decideAction: ownBooksActionUrl(voen, books.id, 'decide'),
    removal: ownBooksActionUrl(voen, books.id, 'delete'),
    place,
    change: ownBooksUrl(voen, books.id, 'change=1'),
    download: allows(viewer.access, 'exports') ? ownBooksActionUrl(voen, books.id, 'export') : null,
  }
}

/** Tells comparisons of the same file apart. */
export function madeOf({ touchedAt }: Pick<OwnBooks, 'touchedAt'>): string {
  return `${touchedAt.getTime()}`
}

function factsOf({ keptUntil }: OwnBooks, { lines, leftOut, outside, formulas }: BooksResult, t: Catalogue): string[] {
  const texts = t.ownBooks
  return [
    texts.facts(lines, outside),
    texts.leftOut(leftOut['no-date'], leftOut['no-amount'], leftOut['other-ledger']),
    ...(formulas > 0 ? [texts.formulas(formulas)] : []),
    `${texts.keptUntil}: ${t.format.date(keptUntil)}`,
  ]
}

function bridgeModel(result: BooksResult, t: Catalogue): OwnBooksResultModel['bridge'] {
  const texts = t.ownBooks
  const bridge = bridgeOf(result)
  const balance = (label: string, amount: bigint) => ({ label, amount: balanceText(amount, t), isBalance: true })
  const step = (label: string, amount: bigint) => ({ label, amount: signedText(amount, t), isBalance: false })
  return [
    balance(result.ownOpening === null ? texts.ownOpeningAssumed : texts.ownOpening, bridge.ownOpening),
    balance(texts.ownClosing, bridge.ownClosing),
    ...(bridge.opening === 0n ? [] : [step(texts.opening, bridge.opening)]),
    ...bridge.steps.map(({ outcome, name, amount }) => step(labelOf(outcome, name, t), amount)),
    balance(texts.customsClosing, bridge.customsClosing),
  ]
}

/** A row for each outcome, with its parts below where it has several, and a last row that adds up all of them. */
function tallyModels(
  voen: string,
  id: string,
  result: BooksResult,
  chosen: ResultFilter,
  t: Catalogue,
): Pick<OwnBooksResultModel, 'tallies' | 'total'> {
  const model = (filter: ResultFilter, label: string, isPart: boolean): TallyModel => {
    const tallies = talliesOf(result, filter)
    const sum = (of: (tally: ResultTally) => bigint) => tallies.reduce((all, tally) => all + of(tally), 0n)
    const [own, customs] = [sum(({ lines }) => BigInt(lines)), sum(({ operations }) => BigInt(operations))]
    return {
      label,
      href: rowsUrl(voen, id, filterQuery(filter)),
      current: chosen.outcome === filter.outcome && chosen.name === filter.name,
      isPart,
      number: t.format.count(countOf({ tallies })),
      own: signedText(own, t),
      customs: signedText(customs, t),
      difference: signedText(customs - own, t),
    }
  }
  const ofOutcome = (outcome: Outcome): TallyModel[] => {
    const names = talliesOf(result, { outcome, name: null }).map(({ name }) => name)
    // Where an outcome has one name only, its sum is that of the name.
    const [whole, parts] = names.length === 1 ? [names[0]!, []] : [null, names.filter(name => name !== null)]
    return [
      model({ outcome, name: whole }, labelOf(outcome, whole, t), false),
      ...parts.map(name => model({ outcome, name }, labelOf(outcome, name, t), true)),
    ]
  }
  const found = OUTCOMES.filter(outcome => talliesOf(result, { outcome, name: null }).length > 0)
  return { tallies: found.flatMap(ofOutcome), total: model({ outcome: null, name: null }, t.ownBooks.every, false) }
}

function suggestionTexts({ tallies }: BooksResult, t: Catalogue) {
  const suggested = tallies.filter(({ outcome }) => outcome === 'suggested')
  const sum = (of: 'matches' | 'confirmed' | 'refused') => suggested.reduce((all, tally) => all + tally[of], 0)
  const [matches, confirmed, refused] = [sum('matches'), sum('confirmed'), sum('refused')]
  return {
    suggestions: matches === 0 ? null : t.ownBooks.suggestions(matches - confirmed - refused, confirmed, refused),
    explained: refused === 0 ? t.ownBooks.explained : t.ownBooks.explainedBut(refused),
  }
}

export function labelOf(outcome: Outcome, name: DifferenceName | null, t: Catalogue): string {
  const { outcomes, names } = t.ownBooks
  return name === null ? outcomes[outcome] : `${outcomes[outcome]}: ${names[name]}`
}

/** The results themselves: the bridge and the totals stand above them. */
export function rowsUrl(voen: string, id: string, query: string): string {
  return `${ownBooksUrl(voen, id, query)}#results`
}

function filterQuery({ outcome, name }: ResultFilter): string {
  return joinQuery(outcome === null ? '' : `outcome=${outcome}`, name === null ? '' : `name=${name}`)
}

/** What agrees or is to be confirmed first is nothing to object to, nor a line that own books have twice. */
function isObjectionable(outcome: Outcome, names: readonly string[]): boolean {
  if (outcome === 'only-here') return !names.includes('doubled')
  return outcome === 'differs' || outcome === 'only-there'
}

function matchModel(match: KeptMatch, id: string, { access }: Viewer, t: Catalogue): MatchModel {
  const { voen } = access
  const { seq, outcome, names, lines, operations, decision } = match
  const texts = t.ownBooks
  const isSuggestion = outcome === 'suggested'
  const number = t.format.count(seq)
  const action = (label: string, what: string) => ({
    label,
    decision: `${what} ${seq}`,
    result: texts.ofResult(number),
  })
  return {
    number,
    own: lines.map(line => ({
      title: t.format.date(line.date),
      detail: detailOf(line, texts.fileRow(t.format.count(line.position)), t),
      amount: signedText(BigInt(line.effect), t),
    })),
    customs: operations.map(operation => ({
      title: `${t.format.date(operation.date)}, ${t.operationTypes[operation.type]}`,
      detail: detailOf(operation, '', t),
      amount: signedText(BigInt(operation.effect), t),
      href: operationUrl(voen, operation.position),
    })),
    outcome: texts.outcomes[outcome],
    names: names.map(each => texts.names[each]).join(', '),
    sum: isSuggestion ? sumText(lines, operations, t) : null,
    decision: isSuggestion ? (decision === null ? texts.undecided : texts.decided[decision]) : null,
    objection:
      isObjectionable(outcome, names) && allows(access, 'representation')
        ? { label: t.acts.object, href: ownBooksObjectionUrl(voen, id, seq), result: texts.ofResult(number) }
        : null,
    actions: !isSuggestion
      ? []
      : decision === null
        ? [action(texts.confirm, 'confirm'), action(texts.refuse, 'refuse')]
        : [action(texts.undo, 'undo')],
  }
}

function detailOf({ numbers, ledger, text }: Comparable, place: string, t: Catalogue): string {
  const fund = ledger === null ? '' : t.funds[ledger]
  return [...numbers, fund, text, place]
    .filter(part => part !== '')
    .map(visibleText)
    .join(' · ')
}

/** The one as the sum of the others. */
function sumText(lines: readonly Comparable[], operations: readonly Comparable[], t: Catalogue): string {
  const [one, several] = lines.length === 1 ? [lines[0]!, operations] : [operations[0]!, lines]
  const amount = ({ effect }: Comparable) => t.format.amount(BigInt(Math.abs(effect)))
  return t.ownBooks.severalAre(amount(one), several.map(amount).join(' + '))
}

const MINUS = '\u2212'

export function signedText(amount: bigint, t: Catalogue): string {
  if (amount === 0n) return t.format.money(0n)
  return amount < 0n ? MINUS + t.format.money(-amount) : `+${t.format.money(amount)}`
}

/** A balance says in words on which side it is. */
function balanceText(amount: bigint, t: Catalogue): string {
  if (amount === 0n) return t.format.money(0n)
  const { owed, overpaid } = t.ownBooks
  return amount < 0n ? `${t.format.money(-amount)}, ${owed}` : `${t.format.money(amount)}, ${overpaid}`
}
