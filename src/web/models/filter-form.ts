import type { FilterModel } from '../../../views/components/filter-form.tsx'
import type { PlainDate } from '../../domain/dates.ts'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import { CHANNELS, type OperationType } from '../../domain/operation-type.ts'
import { MAX_DECLARATIONS } from '../../domain/statement-filter.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { FilterField, FilterProblem, FilterQuery } from '../queries/filter.ts'
import type { ListQuery } from '../queries/list-query.ts'
import { joinQuery } from '../urls.ts'
import { listNames } from './list-names.ts'
import { PERIODS, quickPeriods } from './periods.ts'

interface FilterFormInput {
  readonly query: FilterQuery
  /** How the list is cut into pages, where a person may choose it: a search keeps it. */
  readonly list?: ListQuery
  readonly address: (query: string) => string
  readonly types: readonly OperationType[]
  /** Whether the form has conditions of payments before one is in use. */
  readonly offersPayments?: boolean
  readonly today: PlainDate
  readonly t: Catalogue
}

/** They have a fold of their own, which opens when one of them is used. */
const PAYMENT_FIELDS = ['channel', 'paid-from', 'paid-to'] as const

/** More declarations share one chip: the address of each single chip would repeat all the others. */
const MAX_CHIPS = 5

export function filterModel({
  query,
  list,
  address,
  types,
  offersPayments = true,
  today,
  t,
}: FilterFormInput): FilterModel {
  const { filter, typed, problems } = query
  const { from, to } = filter
  const periods = quickPeriods(today)
  const keeping = list ? (text: string) => address(joinQuery(text, list.query)) : address
  return {
    action: address(''),
    kept: list?.fields ?? [],
    open: !query.isEmpty,
    ...textFields(query, t),
    types: optionsOf(types, typed.type, t.operationTypes),
    channels: optionsOf(CHANNELS, typed.channel, t.channels),
    payments: PAYMENT_FIELDS.some(field => typed[field] !== '') ? 'open' : offersPayments ? 'folded' : 'absent',
    problems: problems.map(problem => ({ field: problem.field, message: messageOf(problem, t) })),
    chips: chipsOf(query, keeping, t),
    periods: PERIODS.map(period => ({
      label: t.filter[period],
      href: keeping(query.with(periods[period]).query),
      current: from === periods[period].from && to === periods[period].to,
    })),
  }
}

export function messageOf({ code, malformed = [] }: FilterProblem, t: Catalogue): string {
  if (code === 'declarations-malformed') return t.problems[code](listNames(malformed, t))
  return code === 'declarations-too-many' ? t.problems[code](MAX_DECLARATIONS) : t.problems[code]
}

/**
 * Invalid fields stay as typed. Browsers remove line breaks from one-line fields, which would join two numbers into
 * one.
 */
function textFields({ filter, typed, problems }: FilterQuery, { format }: Catalogue) {
  const { from, to, paidFrom, paidTo, declarations } = filter
  if (problems.length > 0) {
    const { from, to, declaration } = typed
    const paid = { paidFrom: typed['paid-from'], paidTo: typed['paid-to'] }
    return { from, to, ...paid, declaration: declaration.replace(/[\r\n]+/g, ' ') }
  }
  const textOf = (date: PlainDate | null) => (date ? format.typedDate(date) : '')
  return {
    from: textOf(from),
    to: textOf(to),
    paidFrom: textOf(paidFrom),
    paidTo: textOf(paidTo),
    // Nobody reads this many numbers in one line: without spaces they cost fewer bytes, as in addresses.
    declaration: declarations.join(declarations.length > MAX_CHIPS ? ',' : ', '),
  }
}

/** An unknown code stays among the options, beside its problem. */
function optionsOf(
  known: readonly string[],
  typed: string,
  labels: Readonly<Record<string, string>>,
): FilterModel['types'] {
  const codes = typed === '' || known.includes(typed) ? known : [...known, typed]
  return codes.map(code => ({
    code,
    label: labels[code] ?? code,
    selected: code === typed,
  }))
}

function chipsOf(query: FilterQuery, address: FilterFormInput['address'], t: Catalogue): FilterModel['chips'] {
  const { from, to, type, declarations, channel, paidFrom, paidTo } = query.filter
  const chip = (id: string, label: string, without: FilterQuery) => ({ id, label, without: address(without.query) })
  const labels = { ...t.filter, 'paid-from': t.filter.paidFrom, 'paid-to': t.filter.paidTo }
  const fieldChip = (field: Exclude<FilterField, 'declaration'>, value: string) =>
    chip(field, t.filter.chip(labels[field], value), query.without(field))
  const declarationChip = (number: DeclarationNumber) => {
    const label = t.filter.chip(t.filter.declaration, number)
    return chip(`declaration-${number}`, label, query.withoutDeclaration(number))
  }
  const declarationChips =
    declarations.length > MAX_CHIPS
      ? [chip('declarations', t.filter.declarations(declarations.length), query.without('declaration'))]
      : declarations.map(declarationChip)
  return [
    ...(from ? [fieldChip('from', t.format.date(from))] : []),
    ...(to ? [fieldChip('to', t.format.date(to))] : []),
    ...(type ? [fieldChip('type', t.operationTypes[type])] : []),
    ...declarationChips,
    ...(channel ? [fieldChip('channel', t.channels[channel])] : []),
    ...(paidFrom ? [fieldChip('paid-from', t.format.date(paidFrom))] : []),
    ...(paidTo ? [fieldChip('paid-to', t.format.date(paidTo))] : []),
  ]
}
