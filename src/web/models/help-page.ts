import type { HelpLineModel, HelpPageModel, HelpSectionModel } from '../../../views/help-page.tsx'
import { LEDGERS, type Ledger } from '../../domain/fund.ts'
import { OPERATION_TYPES, type OperationType } from '../../domain/operation-type.ts'
import {
  HELP_CARDS,
  HELP_COLUMNS,
  HELP_TOPICS,
  type HelpCard,
  type HelpColumn,
  type HelpTerm,
} from '../../i18n/help-terms.ts'
import type { Catalogue } from '../../i18n/index.ts'
import { balanceExample, ledgerExample } from './help-examples.ts'

const RELATED_TERMS: Partial<Record<HelpTerm, readonly HelpTerm[]>> = {
  'card-overpayment': ['operation-reduction', 'operation-advance-payment-single'],
  'card-debt': ['pay-order'],
  'card-assessed': ['operation-assessment'],
  'ledger-eservice-fee': ['pay-eservice'],
  'ledger-advance': ['pay-advance'],
  'operation-hop-payment': ['pay-declaration'],
  'operation-overpayment-offset': ['pay-order'],
  'operation-advance-drawdown': ['pay-order'],
  'operation-advance-payment-general': ['pay-advance'],
  'pay-declaration': ['pay-amended'],
  'pay-amended': ['pay-advance'],
}

export function helpPageModel(t: Catalogue): HelpPageModel {
  const names = namesOf(t)
  const line = (term: HelpTerm): HelpLineModel => {
    const { text, steps = [], items = [] } = t.help.lines[term]
    const related = (RELATED_TERMS[term] ?? []).map(term => ({ term, name: names[term] }))
    return { term, name: names[term], text, steps, items, related }
  }
  const section = (id: keyof Catalogue['help']['sections'], terms: readonly HelpTerm[], listed: boolean) =>
    ({ id: `help-${id}`, title: t.help.sections[id], listed, lines: terms.map(line), example: null }) as const
  const { statement, paying, books, searching } = HELP_TOPICS
  const sections: readonly HelpSectionModel[] = [
    section('statement', statement, false),
    { ...section('cards', HELP_CARDS.map(cardTerm), true), example: balanceExample(t) },
    section('ledgers', LEDGERS.map(ledgerTerm), true),
    section('columns', HELP_COLUMNS.map(columnTerm), true),
    { ...section('operations', OPERATION_TYPES.map(operationTerm), true), example: ledgerExample(t) },
    section('paying', paying, false),
    section('books', books, false),
    section('searching', searching, false),
  ]
  return { sections }
}

const cardTerm = (card: HelpCard): HelpTerm => `card-${card}`
const ledgerTerm = (ledger: Ledger): HelpTerm => `ledger-${ledger}`
const columnTerm = (column: HelpColumn): HelpTerm => `column-${column}`
const operationTerm = (type: OperationType): HelpTerm => `operation-${type}`

function namesOf(t: Catalogue): Readonly<Record<HelpTerm, string>> {
  return {
    ...t.help.topics,
    'search-type': t.filter.type,
    'search-declaration': t.filter.declaration,
    export: t.export.xlsx,
    ...prefixed('card', HELP_CARDS, t.statement),
    ...prefixed('ledger', LEDGERS, t.ledgers),
    ...prefixed('column', HELP_COLUMNS, t.columns),
    ...prefixed('operation', OPERATION_TYPES, t.operationTypes),
  }
}

function prefixed<Prefix extends string, Code extends string>(
  prefix: Prefix,
  codes: readonly Code[],
  names: Readonly<Record<Code, string>>,
) {
  return Object.fromEntries(codes.map(code => [`${prefix}-${code}`, names[code]])) as Record<
    `${Prefix}-${Code}`,
    string
  >
}
