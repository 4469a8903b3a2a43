import type { DebtLineModel, DebtsPageModel } from '../../../views/debts-page.tsx'
import type { Catalogue } from '../../i18n/index.ts'
import type { PdfColumn, PdfDocument, PdfFact, PdfRow } from '../../pdf/document.ts'
import { issuerOf } from './extract-pdf.ts'

/** The open debts as a PDF document: the figures and lines of the page, without what only a screen can do. */
export function debtsPdf(model: DebtsPageModel, t: Catalogue): PdfDocument {
  const { account, asOf, figures, noRates, groups, empty, status, withInterest } = model
  const lines = groups.flatMap(({ heading, lines }): PdfRow[] => [
    ...(heading ? [{ label: `${heading.label} (${heading.sum})`, cells: [], tone: 'group' as const }] : []),
    ...lines.map(line => lineRow(line, withInterest)),
  ])
  return {
    lang: t.lang,
    title: t.debts.title,
    issuer: issuerOf(t),
    running: `${t.debts.title}. ${t.extract.nameAndVoen(account.name, account.voen)}. ${asOf}`,
    facts: [
      { label: t.extract.taxpayer, value: account.name },
      { label: t.voen, value: account.voen },
      ...filterFacts(model, t),
    ],
    notices: [asOf, ...(noRates === null ? [] : [noRates])],
    sections: [
      {
        heading: t.debts.standing,
        parts: [
          { kind: 'figures', figures: figures.map(({ label, amount, note }) => ({ label, value: amount, note })) },
        ],
      },
      {
        heading: t.debts.caption,
        parts: [
          { kind: 'text', text: empty ? empty.message : status },
          ...(empty
            ? []
            : [{ kind: 'table', caption: null, columns: columnsOf(withInterest, t), rows: lines } as const]),
        ],
      },
    ],
    pageOfPages: t.pdf.pageOfPages,
  }
}

function filterFacts({ filter }: DebtsPageModel, t: Catalogue): PdfFact[] {
  const fund = filter.funds.find(({ code }) => code === filter.fund)
  const order = filter.orders.find(({ code }) => code === filter.order) ?? filter.orders[0]!
  return [
    ...(fund ? [{ label: t.columns.fund, value: fund.label }] : []),
    ...(filter.declaration === '' ? [] : [{ label: t.debts.words, value: filter.declaration }]),
    ...(filter.overdue ? [{ label: t.debts.dueOn, value: t.debts.onlyOverdue }] : []),
    { label: t.debts.order, value: order.label },
  ]
}

function columnsOf(withInterest: boolean, { debts }: Catalogue): PdfColumn[] {
  return [
    { label: debts.document, kind: 'text', share: 2.4 },
    { label: debts.assessedOn, kind: 'text', share: 1.7 },
    { label: debts.dueOn, kind: 'text', share: 2.5 },
    { label: debts.amount, kind: 'amount' },
    { label: debts.open, kind: 'amount' },
    ...(withInterest ? [{ label: debts.interestColumn, kind: 'amount' } as const] : []),
    { label: debts.way, kind: 'text', share: 1.8 },
  ]
}

function lineRow(line: DebtLineModel, withInterest: boolean): PdfRow {
  const joined = (...texts: (string | null)[]) => texts.filter(Boolean).join(' · ')
  return [
    joined(line.name, line.detail),
    joined(line.assessedOn, line.age),
    joined(line.dueOn, line.late),
    line.amount,
    line.open,
    ...(withInterest ? [line.interest] : []),
    line.way,
  ]
}
