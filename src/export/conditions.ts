/** The conditions of a filter in words, for documents and files: without them a part would be taken for the whole. */
import type { RowConditions } from '../domain/statement-filter.ts'
import type { Catalogue } from '../i18n/index.ts'

export interface ConditionText {
  readonly label: string
  readonly value: string
}

/** @returns those that leave rows out, in the order of the form */
export function conditionTexts(conditions: RowConditions, t: Catalogue): ConditionText[] {
  const { type, declarations, channel, paidFrom, paidTo } = conditions
  const [from, to] = [paidFrom && t.format.date(paidFrom), paidTo && t.format.date(paidTo)]
  const text = (label: string, value: string | null) => (value === null ? [] : [{ label, value }])
  return [
    ...text(t.filter.type, type && t.operationTypes[type]),
    ...text(t.filter.declaration, declarations.join(', ') || null),
    ...text(t.filter.channel, channel && t.channels[channel]),
    ...(from && to
      ? text(t.filter.paid, t.range(from, to))
      : [...text(t.filter.paidFrom, from), ...text(t.filter.paidTo, to)]),
  ]
}
