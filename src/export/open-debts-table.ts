import { type Charge, outstanding } from '../domain/charge.ts'
import { daysBetween, type PlainDate } from '../domain/dates.ts'
import { type DebtFilter, overdueDays, wayToPay } from '../domain/open-debt.ts'
import type { Voen } from '../domain/voen.ts'
import type { Catalogue } from '../i18n/index.ts'
import { companyFacts, madeFact, type Subject, textFact } from './facts.ts'
import type { FileContext } from './file.ts'
import { type Column, label, type Row, type Table } from './table.ts'

interface ExportedDebt {
  readonly charge: Charge
  readonly interest: bigint | null
}

interface DebtsTable {
  readonly batches: AsyncIterable<readonly ExportedDebt[]>
  readonly facts: readonly Row[]
  /** The day that age and overdue days are counted to. */
  readonly day: PlainDate
  /** False where no rates are configured: then there is no such column. */
  readonly withInterest: boolean
  readonly t: Catalogue
}

export function openDebtsFacts(
  subject: Subject,
  { day, filter }: { readonly day: PlainDate; readonly filter: DebtFilter },
  { t, now }: FileContext,
): Row[] {
  const { fund, overdue, words } = filter
  const searched: Row = [label(t.debts.words), { kind: 'identifier', value: words }]
  return [
    ...companyFacts(subject, t),
    textFact(t.extract.period, t.extract.asOf(t.format.date(day))),
    ...(fund === null ? [] : [textFact(t.columns.fund, t.funds[fund])]),
    ...(overdue ? [textFact(t.filter.active, t.debts.onlyOverdue)] : []),
    ...(words === '' ? [] : [searched]),
    madeFact(now, t),
  ]
}

/** `açıq-borclar-VÖEN-date`. */
export function openDebtsFileName(voen: Voen, day: PlainDate, t: Catalogue): string {
  return `${t.debts.fileName}-${voen}-${day}`
}

export function openDebtsTable({ batches, facts, day, withInterest, t }: DebtsTable): Table<ExportedDebt> {
  const interest: Column<ExportedDebt> = {
    heading: t.debts.exportInterest,
    kind: 'amount',
    width: 18,
    of: debt => debt.interest,
    isSummed: true,
  }
  const way: Column<ExportedDebt> = {
    heading: t.debts.way,
    kind: 'text',
    width: 32,
    of: ({ charge }) => t.debts.exportWays[wayToPay(charge)],
  }
  const columns = [...chargeColumns(day, t), ...(withInterest ? [interest] : []), way]
  return { title: t.debts.title, facts, columns, batches }
}

/** What names the document of a charge, and what kind of document it is. */
export function documentColumns(t: Catalogue): Column<{ readonly charge: Charge }>[] {
  return [
    {
      heading: t.debts.document,
      kind: 'identifier',
      width: 26,
      of: ({ charge }) => charge.declaration ?? charge.reference,
    },
    {
      heading: t.debts.exportKind,
      kind: 'text',
      width: 20,
      of: ({ charge }) => (charge.declaration === null ? t.preview.reference : t.preview.declaration),
    },
    { heading: t.columns.fund, kind: 'text', width: 30, of: ({ charge }) => t.funds[charge.fund] },
  ]
}

function chargeColumns(day: PlainDate, t: Catalogue): Column<ExportedDebt>[] {
  const { debts, columns } = t
  const days = (heading: string, of: (charge: Charge) => number): Column<ExportedDebt> => {
    return { heading, kind: 'count', width: 12, of: ({ charge }) => of(charge) }
  }
  const date = (heading: string, of: (charge: Charge) => PlainDate): Column<ExportedDebt> => {
    return { heading, kind: 'date', width: 14, of: ({ charge }) => of(charge) }
  }
  const amount = (heading: string, of: (charge: Charge) => number): Column<ExportedDebt> => {
    return { heading, kind: 'amount', width: 16, of: ({ charge }) => of(charge), isSummed: true }
  }
  return [
    ...documentColumns(t),
    date(debts.exportAssessedOn, charge => charge.assessedOn),
    days(debts.exportAge, charge => Math.max(0, daysBetween(charge.assessedOn, day))),
    date(debts.dueOn, charge => charge.dueOn),
    days(debts.exportLate, charge => overdueDays(charge, day)),
    amount(columns.assessed, charge => charge.amount),
    amount(columns.reduced, charge => charge.reduced),
    amount(columns.paid, charge => charge.settled),
    amount(columns.open, outstanding),
  ]
}
