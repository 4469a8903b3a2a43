import type { FilterModel } from '../../../views/components/filter-form.tsx'
import type { PlainDate } from '../../domain/dates.ts'
import type { Ledger } from '../../domain/fund.ts'
import { isCustomsFund } from '../../domain/fund.ts'
import { OPERATION_TYPES, type OperationType } from '../../domain/operation-type.ts'
import type { Catalogue } from '../../i18n/index.ts'
import { FILTER_FIELDS, type FilterField, type FilterQuery } from '../filter.ts'
import { PERIODS, quickPeriods } from './periods.ts'

interface FilterPlace {
  readonly query: FilterQuery
  /** The address of the page for a filter's query. */
  readonly address: (query: string) => string
  readonly types: readonly OperationType[]
  readonly today: PlainDate
  readonly t: Catalogue
}

/** What a person sees of the filter: their words, what is wrong with them, and where one click leads. */
export function filterModel({ query, address, types, today, t }: FilterPlace): FilterModel {
  const { filter, typed, problems } = query
  const { from, to } = filter
  const periods = quickPeriods(today)
  return {
    action: address(''),
    ...words(query, t),
    types: typeOptions(types, typed.type, t),
    problems: problems.map(({ code, field }) => ({
      field,
      message: t.problems[code],
    })),
    chips: chipsOf(query, address, t),
    periods: PERIODS.map(period => ({
      label: t.filter[period],
      href: address(query.with(periods[period]).query),
      current: from === periods[period].from && to === periods[period].to,
    })),
  }
}

/** With a problem among them the words stay exactly as typed; otherwise they take their one spelling. */
function words({ filter: { from, to, declaration }, typed, problems }: FilterQuery, { format }: Catalogue) {
  if (problems.length > 0) return { from: typed.from, to: typed.to, declaration: typed.declaration }
  return {
    from: from ? format.typedDate(from) : '',
    to: to ? format.typedDate(to) : '',
    declaration: declaration ?? '',
  }
}

function typeOptions(types: readonly OperationType[], typed: string, t: Catalogue): FilterModel['types'] {
  const codes: readonly string[] = typed === '' || types.includes(typed as OperationType) ? types : [...types, typed]
  const labels: Record<string, string> = t.operationTypes
  return codes.map(code => ({
    code,
    label: labels[code] ?? code,
    selected: code === typed,
  }))
}

/** The filter describes itself, part by part; each part can be dropped alone. */
function chipsOf(query: FilterQuery, address: FilterPlace['address'], t: Catalogue): FilterModel['chips'] {
  const { from, to, type, declaration } = query.filter
  const values: Record<FilterField, string | null> = {
    from: from && t.format.date(from),
    to: to && t.format.date(to),
    type: type && t.operationTypes[type],
    declaration,
  }
  return FILTER_FIELDS.flatMap(field => {
    const value = values[field]
    if (value === null) return []
    return {
      field,
      label: t.filter.chip(t.filter[field], value),
      without: address(query.without(field).query),
    }
  })
}

const CUSTOMS_TYPES: readonly OperationType[] = [
  'assessment',
  'hop-payment',
  'overpayment-offset',
  'advance-drawdown',
  'reduction',
  'advance-payment-single',
]
const ESERVICE_FEE_TYPES: readonly OperationType[] = [
  'assessment',
  'overpayment-offset',
  'reduction',
  'eservice-advance',
  'eservice-advance-hop',
]
const ESERVICE_VAT_TYPES: readonly OperationType[] = [
  'assessment',
  'overpayment-offset',
  'reduction',
  'eservice-vat-advance',
  'eservice-vat-advance-hop',
]

/** The operation types that can stand on a ledger (rules R3–R7): the ones worth choosing from there. */
export function typesOn(ledger: Ledger): readonly OperationType[] {
  if (ledger === 'advance') return ['advance-drawdown', 'advance-payment-general']
  if (isCustomsFund(ledger)) return CUSTOMS_TYPES
  return ledger === 'eservice-fee' ? ESERVICE_FEE_TYPES : ESERVICE_VAT_TYPES
}

export const ALL_TYPES = OPERATION_TYPES
