/** What a table is about: each file says so itself. */
import type { PlainDate } from '../domain/dates.ts'
import type { Catalogue } from '../i18n/index.ts'
import { type Cell, label, type Row } from './table.ts'

/** The company of a file. */
export interface Subject {
  readonly name: string
  readonly voen: string
}

export function companyFacts({ name, voen }: Subject, t: Catalogue): Row[] {
  return [
    [label(t.extract.taxpayer), { kind: 'sender', value: name }],
    [label(t.voen), { kind: 'identifier', value: voen }],
  ]
}

export function textFact(name: string, text: string): Row {
  return [label(name), { kind: 'text', value: text }]
}

/** The days of a filter, either of which may be open. */
export function dayFacts(from: PlainDate | null, to: PlainDate | null, t: Catalogue): Row[] {
  if (from === null && to === null) return [textFact(t.extract.period, t.sums.allDates)]
  const fact = (name: string, value: PlainDate | null): Row[] =>
    value === null ? [] : [[label(name), { kind: 'date', value } satisfies Cell]]
  return [...fact(t.filter.from, from), ...fact(t.filter.to, to)]
}

/** @param books the state of the books, where the file is of one */
export function madeFact(now: Date, t: Catalogue, books?: string): Row {
  const made = t.extract.bakuTime(t.format.instant(now))
  return textFact(t.extract.madeAt, books === undefined ? made : `${made}. ${books}`)
}
