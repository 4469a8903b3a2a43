import type { TraceModel, TraceRowModel } from '../../../views/components/trace.tsx'
import type { FundChargesModel } from '../../../views/declaration-page.tsx'
import type { Catalogue } from '../../i18n/index.ts'
import type { PdfBody, PdfPart, PdfRow } from '../../pdf/document.ts'
import type { DocumentContent } from '../../services/papers/document-content.ts'
import { fundModel, fundModels, historyModels } from './declaration-page.ts'

/** A declaration in a PDF document: its charges, and each row of its history. */
export function declarationPdf(
  { funds, history }: Extract<DocumentContent, { kind: 'declaration' }>,
  t: Catalogue,
): PdfBody {
  const isCancelled = history.some(({ entry }) => entry.cause === 'cancellation')
  // The broker that filed the declaration sees its documents, but not the payments of the account.
  const traces = historyModels(history, null, t)
  return {
    notices: [],
    sections: [
      {
        heading: t.declaration.charges,
        parts: [chargesPart(fundModels(funds, isCancelled, t), fundModel(t.columns.total, funds, null, t), t)],
      },
      {
        heading: t.declaration.entries,
        parts:
          traces.length === 0
            ? [{ kind: 'text', text: t.declaration.noEntries }]
            : traces.map(trace => historyPart(trace, t)),
      },
    ],
  }
}

function chargesPart(funds: readonly FundChargesModel[], total: FundChargesModel, t: Catalogue): PdfPart {
  if (funds.length === 0) return { kind: 'text', text: t.declaration.noCharges }
  const { fund, assessed, reduced, paid, open } = t.columns
  return {
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
