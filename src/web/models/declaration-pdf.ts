import type { TraceModel, TraceRowModel } from '../../../views/components/trace.tsx'
import type { DeclarationPageModel, FundChargesModel } from '../../../views/declaration-page.tsx'
import type { Catalogue } from '../../i18n/index.ts'
import type { PdfDocument, PdfPart, PdfRow } from '../../pdf/document.ts'
import { issuerOf } from './extract-pdf.ts'

/** A declaration as a PDF document: its state, its charges, and each row of its history. */
export function declarationPdf(model: DeclarationPageModel, now: Date, t: Catalogue): PdfDocument {
  const { account, number, state, declarant, onlyFiled, history } = model
  const title = t.declaration.title(number)
  const madeAt = t.extract.bakuTime(t.format.instant(now))
  return {
    lang: t.lang,
    title,
    issuer: issuerOf(t),
    running: `${title}. ${t.extract.nameAndVoen(account.name, account.voen)}. ${madeAt}`,
    facts: [
      { label: t.extract.taxpayer, value: account.name },
      { label: t.voen, value: account.voen },
      { label: t.declaration.kind, value: number },
      { label: t.declaration.state, value: state.label },
      ...(declarant === null ? [] : [{ label: t.declaration.declarant, value: `${t.voen} ${declarant}` }]),
      { label: t.extract.madeAt, value: madeAt },
    ],
    notices: onlyFiled === null ? [] : [onlyFiled],
    sections: [
      { heading: t.declaration.charges, parts: chargesParts(model, t) },
      {
        heading: t.declaration.entries,
        parts:
          history.length === 0
            ? [{ kind: 'text', text: t.declaration.noEntries }]
            : history.map(trace => historyPart(trace, t)),
      },
    ],
    pageOfPages: t.pdf.pageOfPages,
  }
}

function chargesParts({ funds, total, ways }: DeclarationPageModel, t: Catalogue): PdfPart[] {
  const { fund, assessed, reduced, paid, open } = t.columns
  const table: PdfPart = {
    kind: 'table',
    caption: null,
    columns: [
      { label: fund, kind: 'text' },
      ...[assessed, reduced, paid, open].map(label => ({ label, kind: 'amount' }) as const),
    ],
    rows: [
      ...funds.map(of => [of.state === null ? of.label : `${of.label} · ${of.state}`, ...amountsOf(of)]),
      { label: total.label, cells: amountsOf(total), tone: 'total' },
    ],
  }
  return [
    funds.length === 0 ? { kind: 'text', text: t.declaration.noCharges } : table,
    ...ways.map(({ text }) => ({ kind: 'note', text }) as const),
  ]
}

function amountsOf({ assessed, reduced, paid, outstanding }: FundChargesModel): string[] {
  return [assessed, reduced, paid, outstanding]
}

function historyPart({ heading, columns, rows }: TraceModel, t: Catalogue): PdfPart {
  const withOpen = rows[0]!.open !== null
  return {
    kind: 'table',
    caption: heading,
    columns: [
      { label: t.operation.columns.date, kind: 'date' },
      { label: columns.what, kind: 'text' },
      { label: columns.note, kind: 'text' },
      { label: t.operation.columns.amount, kind: 'amount' },
      ...(withOpen ? [{ label: t.columns.open, kind: 'amount' } as const] : []),
    ],
    rows: rows.map(row => historyRow(row, withOpen)),
  }
}

function historyRow({ date, what, document, notes, amount, open }: TraceRowModel, withOpen: boolean): PdfRow {
  const name = document === null ? what.text : `${what.text} ${document.text}`
  return [date.text, name, notes.map(({ text }) => text).join('; '), amount, ...(withOpen ? [open ?? ''] : [])]
}
