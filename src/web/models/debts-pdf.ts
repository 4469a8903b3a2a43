import { type Charge, outstanding } from '../../domain/charge.ts'
import { daysBetween, type PlainDate } from '../../domain/dates.ts'
import { FUNDS } from '../../domain/fund.ts'
import { total } from '../../domain/money.ts'
import { overdueDays, wayToPay } from '../../domain/open-debt.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { PdfBody, PdfColumn, PdfFigure, PdfRow } from '../../pdf/document.ts'
import { documentOf } from './debts-page.ts'

/** Open debts in a PDF document, fund by fund, and oldest first in each. Late interest is worked out on the page. */
export function debtsPdf(debts: readonly Charge[], day: PlainDate, t: Catalogue): PdfBody {
  const found = t.debts.found(debts.length, t.format.money(sum(debts)))
  if (debts.length === 0) return { notices: [], sections: [{ heading: null, parts: [{ kind: 'text', text: found }] }] }
  const rows = FUNDS.flatMap((fund): PdfRow[] => {
    const ofFund = debts.filter(debt => debt.fund === fund)
    if (ofFund.length === 0) return []
    const groupSum = t.debts.groupSum(ofFund.length, t.format.money(sum(ofFund)))
    const heading = { label: `${t.funds[fund]} (${groupSum})`, cells: [], tone: 'group' } as const
    return [heading, ...ofFund.map(debt => debtRow(debt, day, t))]
  })
  return {
    notices: [],
    sections: [
      { heading: t.debts.standing, parts: [{ kind: 'figures', figures: figuresOf(debts, day, t) }] },
      {
        heading: t.debts.caption,
        parts: [
          { kind: 'text', text: found },
          { kind: 'table', caption: null, columns: columnsOf(t), rows },
        ],
      },
    ],
  }
}

function sum(debts: readonly Charge[]): bigint {
  return total(debts.map(outstanding))
}

function figuresOf(debts: readonly Charge[], day: PlainDate, { debts: words, format }: Catalogue): PdfFigure[] {
  const figure = (label: string, of: readonly Charge[], note: string | null = null) =>
    of.length === 0 ? [] : [{ label, value: format.money(sum(of)), note }]
  const late = debts.filter(debt => overdueDays(debt, day) > 0)
  const byWay = (way: ReturnType<typeof wayToPay>) => debts.filter(debt => wayToPay(debt) === way)
  return [
    ...figure(words.total, debts, words.debts(debts.length)),
    ...figure(words.overdue, late, words.debts(late.length)),
    ...figure(words.byNumber, byWay('number')),
    ...figure(words.byVoen, byWay('voen')),
    ...figure(words.eservice, byWay('eservice')),
  ]
}

function columnsOf({ debts }: Catalogue): PdfColumn[] {
  return [
    { label: debts.document, kind: 'text', share: 2.4 },
    { label: debts.assessedOn, kind: 'text', share: 1.7 },
    { label: debts.dueOn, kind: 'text', share: 2.5 },
    { label: debts.amount, kind: 'amount' },
    { label: debts.open, kind: 'amount' },
    { label: debts.way, kind: 'text', share: 1.8 },
  ]
}

function debtRow(debt: Charge, day: PlainDate, { debts, format, preview }: Catalogue): PdfRow {
  const late = overdueDays(debt, day)
  const kind = debt.declaration === null ? preview.reference : preview.declaration
  return [
    `${documentOf(debt)} · ${kind}`,
    `${format.date(debt.assessedOn)} · ${debts.age(Math.max(0, daysBetween(debt.assessedOn, day)))}`,
    [format.date(debt.dueOn), ...(late > 0 ? [debts.late(late)] : [])].join(' · '),
    format.amount(debt.amount),
    format.amount(outstanding(debt)),
    debts.ways[wayToPay(debt)],
  ]
}
