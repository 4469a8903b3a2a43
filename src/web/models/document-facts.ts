import type { ClosingModel, DocumentFactsModel } from '../../../views/components/document-facts.tsx'
import { OBJECTION_STATES, type ObjectionState } from '../../domain/act/act.ts'
import type { ActSubject } from '../../domain/act/subject.ts'
import { LEDGERS } from '../../domain/fund.ts'
import {
  type ClosingLine,
  type DocumentSubject,
  type DocumentTerms,
  type IssuedDocument,
  statesClosing,
} from '../../domain/issued-document.ts'
import type { Period } from '../../domain/period.ts'
import { conditionTexts } from '../../export/conditions.ts'
import type { Catalogue } from '../../i18n/index.ts'

type Fact = DocumentFactsModel['facts'][number]

/** What a document says of itself, for those who see its account and for those who check it. */
export function documentFacts(document: IssuedDocument, t: Catalogue): DocumentFactsModel {
  const { number, terms, file, contentDigest } = document
  return {
    facts: [
      { label: t.documents.number, value: number },
      { label: t.documents.kind, value: t.documents.kinds[terms.about.kind] },
      ...factsOf(document, t),
      ...(terms.about.kind === 'act' ? saidOfAct(terms.about, t) : []),
    ],
    digests: [
      { label: t.documents.digest, value: file.digest },
      { label: t.documents.contentDigest, value: contentDigest },
    ],
  }
}

/** People have said this of an act; its closing figures are those of customs. */
function saidOfAct({ own, objections, closed }: ActSubject, t: Catalogue): Fact[] {
  const ledgers = own.map(({ ledger }) => t.funds[ledger]).join(', ')
  const ofState = (state: ObjectionState) => objections.filter(each => each.state === state).length
  const states = OBJECTION_STATES.filter(state => ofState(state) > 0)
  const counted = states.map(state => `${t.acts.objectionStates[state]}: ${t.format.count(ofState(state))}`)
  return [
    { label: t.acts.stated, value: ledgers || t.acts.statedNone },
    ...(counted.length > 0 ? [{ label: t.acts.objections, value: counted.join(', ') }] : []),
    ...(closed ? [{ label: t.acts.signatures, value: t.acts.signedByCompany }] : []),
  ]
}

/** The same below a title and a number. */
export function factsOf(
  { voen, issuedAt, terms }: Pick<IssuedDocument, 'voen' | 'issuedAt' | 'terms'>,
  t: Catalogue,
): Fact[] {
  const { about, books, company } = terms
  return [
    { label: t.documents.company, value: company },
    { label: t.voen, value: voen },
    ...subjectFacts(about, terms.day, t),
    { label: t.documents.issuedAt, value: t.extract.bakuTime(t.format.instant(issuedAt)) },
    {
      label: t.documents.books,
      value: t.extract.booked(books.bookings, books.lastOperationDate && t.format.date(books.lastOperationDate)),
    },
  ]
}

function subjectFacts(about: DocumentSubject, day: IssuedDocument['terms']['day'], t: Catalogue) {
  const fact = (label: string, value: string | null) => (value ? [{ label, value }] : [])
  switch (about.kind) {
    case 'extract':
      return [
        ...fact(t.documents.ledger, about.ledger && t.ledgers[about.ledger]),
        ...fact(t.documents.period, periodOf(about, t)),
        ...conditionTexts(about, t),
      ]
    case 'declaration':
      return fact(t.documents.declaration, about.declaration)
    case 'open-debts':
      return [
        ...fact(t.documents.day, t.format.date(about.on ?? day)),
        ...fact(t.documents.chosen, chosenDebts(about.filter, t)),
      ]
    case 'act':
      return [
        ...fact(t.acts.number, t.acts.one(about.act)),
        ...fact(t.documents.period, periodOf(about, t)),
        ...fact(t.acts.state, t.acts.states[about.state]),
      ]
  }
}

function periodOf({ from, to }: Period, t: Catalogue): string {
  return t.range(t.format.date(from), t.format.date(to))
}

function chosenDebts(
  { fund, overdue, words }: Extract<DocumentSubject, { kind: 'open-debts' }>['filter'],
  t: Catalogue,
) {
  return [fund && t.funds[fund], overdue && t.documents.overdueOnly, words].filter(Boolean).join(', ')
}

/** In a few words, for a list. */
export function subjectText(about: DocumentSubject, day: IssuedDocument['terms']['day'], t: Catalogue): string {
  switch (about.kind) {
    case 'extract':
      return [
        about.ledger && t.ledgers[about.ledger],
        periodOf(about, t),
        ...conditionTexts(about, t).map(({ label, value }) => `${label}: ${value}`),
      ]
        .filter(Boolean)
        .join(', ')
    case 'declaration':
      return about.declaration
    case 'open-debts':
      return t.format.date(about.on ?? day)
    case 'act':
      return `${t.acts.one(about.act)}, ${periodOf(about, t)}`
  }
}

/**
 * Whoever knows a document's number sees these figures: they are none but those that the document states.
 * @param now the figures as the books have them; null to show the document's alone
 */
export function closingModel(
  { about, closing: said }: Pick<DocumentTerms, 'about' | 'closing'>,
  now: readonly ClosingLine[] | null,
  t: Catalogue,
): ClosingModel | null {
  if (!statesClosing(about)) return null
  const shown = [...said, ...(now ?? [])].filter(
    ({ debt, overpayment }) => debt !== '0' || (overpayment ?? '0') !== '0',
  )
  const ledgers = LEDGERS.filter(ledger => shown.some(line => line.ledger === ledger))
  const hasOverpayment = [...said, ...(now ?? [])].some(({ overpayment }) => overpayment !== null)
  const lineOf = (lines: readonly ClosingLine[] | null, ledger: ClosingLine['ledger']) =>
    lines?.find(line => line.ledger === ledger)
  const amount = (text: string | null | undefined) => (text ? t.format.amount(BigInt(text)) : t.format.amount(0n))
  const figures = (line: ClosingLine | undefined) => [
    amount(line?.debt),
    ...(hasOverpayment ? [amount(line?.overpayment)] : []),
  ]
  return {
    columns: hasOverpayment ? [t.columns.debt, t.columns.overpayment] : [t.columns.debt],
    comparesNow: now !== null,
    rows: ledgers.map(ledger => ({
      label: t.funds[ledger],
      said: figures(lineOf(said, ledger)),
      now: now === null ? [] : figures(lineOf(now, ledger)),
    })),
  }
}
