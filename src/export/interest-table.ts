import type { Charge } from '../domain/charge.ts'
import type { PlainDate } from '../domain/dates.ts'
import type { InterestLine } from '../domain/interest.ts'
import type { Voen } from '../domain/voen.ts'
import type { Catalogue } from '../i18n/index.ts'
import { companyFacts, madeFact, type Subject, textFact } from './facts.ts'
import type { FileContext } from './file.ts'
import { documentColumns } from './open-debts-table.ts'
import { type Column, label, type Row, type Table } from './table.ts'

interface ChargeLine {
  readonly charge: Charge
  readonly line: InterestLine
}

/** Late interest that was worked out, a line for each stretch of days with one principal and one rate. */
export function interestTable(
  batches: AsyncIterable<readonly ChargeLine[]>,
  facts: readonly Row[],
  t: Catalogue,
): Table<ChargeLine> {
  return { title: t.interest.title, facts, columns: columnsOf(t), batches }
}

/** @param to the last day counted */
export function interestFacts(subject: Subject, to: PlainDate, { t, now }: FileContext): Row[] {
  return [
    ...companyFacts(subject, t),
    [label(t.interest.to), { kind: 'date', value: to }],
    madeFact(now, t),
    textFact(t.export.note, t.interest.notCharged),
  ]
}

/** `dəbbə-pulu-VÖEN-date`. */
export function interestFileName(voen: Voen, to: PlainDate, t: Catalogue): string {
  return `${t.interest.fileName}-${voen}-${to}`
}

function columnsOf(t: Catalogue): Column<ChargeLine>[] {
  const { interest } = t
  return [
    ...documentColumns(t),
    { heading: t.export.row, kind: 'count', width: 10, of: ({ charge }) => charge.row },
    { heading: t.debts.dueOn, kind: 'date', width: 14, of: ({ charge }) => charge.dueOn },
    { heading: t.filter.from, kind: 'date', width: 14, of: ({ line }) => line.from },
    { heading: t.filter.to, kind: 'date', width: 14, of: ({ line }) => line.to },
    { heading: interest.days, kind: 'count', width: 10, of: ({ line }) => line.days },
    { heading: interest.principal, kind: 'amount', width: 16, of: ({ line }) => line.principal },
    { heading: t.export.rate, kind: 'rate', width: 12, of: ({ line }) => line.percent },
    { heading: interest.rounded, kind: 'amount', width: 16, of: ({ line }) => line.interest, isSummed: true },
  ]
}
