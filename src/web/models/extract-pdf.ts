import type { AccountSumsModel, SumBlockModel, SumTableModel } from '../../../views/components/sums.tsx'
import type { ExtractLedgerModel, ExtractPageModel, ExtractRowModel } from '../../../views/extract-page.tsx'
import { selectsRows } from '../../domain/statement-filter.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { PdfBody, PdfColumn, PdfPart, PdfRow, PdfSection } from '../../pdf/document.ts'
import { balanceCards, type ExtractFigures, extractFiguresModel } from './extract-page.ts'

/** An extract in a PDF document: the sums and rows of the printable page. */
export function extractPdf(figures: ExtractFigures): PdfBody {
  const { only, conditions, t } = figures
  const model = extractFiguresModel(figures)
  const { blocks, sums, empty, ledgers } = model
  const cards = only === null ? balanceCards(figures) : []
  return {
    notices: selectsRows(conditions) ? [t.extract.onlySelected] : [],
    sections: [
      ...(cards.length > 0
        ? [{ heading: t.statement.cards, parts: [{ kind: 'figures', figures: cards } as const] }]
        : []),
      { heading: t.ledger.summary, parts: [...blocks.map(block => blockPart(block, t)), ...sumsParts(sums, t)] },
      ...(empty === null ? [] : [{ heading: null, parts: [{ kind: 'text', text: empty } as const] }]),
      ...ledgers.map(ledger => ledgerSection(ledger, model, t)),
    ],
  }
}

function blockPart({ title, lines }: SumBlockModel, { columns }: Catalogue): PdfPart {
  return {
    kind: 'table',
    caption: null,
    columns: [
      { label: title, kind: 'text' },
      { label: columns.amount, kind: 'amount' },
    ],
    rows: lines.map(({ sign, label, note, figure }): PdfRow => {
      const name = [sign, label, note].filter(Boolean).join(' ')
      return sign === '=' ? { label: name, cells: [figure.text], tone: 'total' } : [name, figure.text]
    }),
  }
}

function sumsParts(sums: AccountSumsModel | null, t: Catalogue): PdfPart[] {
  if (!sums) return []
  const { outside, tables, notes } = sums
  const figures = outside?.figures.map(({ label, amount, note }) => ({ label, value: amount, note }))
  return [
    ...(outside && figures
      ? [{ kind: 'figures', figures } as const, { kind: 'note', text: outside.meaning } as const]
      : []),
    ...tables.map(table => sumTable(table, t)),
    ...notes.map(text => ({ kind: 'note', text }) as const),
  ]
}

function sumTable({ caption, columns, rows, total }: SumTableModel, t: Catalogue): PdfPart {
  const column = ({ sign, label, note }: SumTableModel['columns'][number]): PdfColumn => ({
    label: [sign, label, note].filter(Boolean).join(' '),
    kind: 'amount',
  })
  return {
    kind: 'table',
    caption,
    columns: [{ label: t.columns.ledger, kind: 'text' }, ...columns.map(column)],
    rows: [
      ...rows.map(({ label, figures }) => [label, ...figures.map(({ text }) => text)]),
      { label: t.columns.total, cells: total.map(({ text }) => text), tone: 'total' },
    ],
  }
}

function ledgerSection(
  ledger: ExtractLedgerModel,
  { from, to }: Pick<ExtractPageModel, 'from' | 'to'>,
  t: Catalogue,
): PdfSection {
  const { opening, leftOut, selected, closing } = ledger
  const balance = (label: string, balances: ExtractLedgerModel['opening']): PdfRow => ({
    label,
    cells: balances ? [balances.debt, balances.overpayment] : [],
    tone: 'balance',
  })
  const rows: PdfRow[] = [
    ...(opening ? [balance(`${t.ledger.opening}, ${t.ledger.from(from)}`, opening)] : []),
    ...(leftOut ? [balance(labelOf(leftOut), leftOut.balances)] : []),
    ...ledger.rows.map(rowOf),
    balance(labelOf(selected), null),
    ...(closing ? [balance(`${t.ledger.closing}, ${t.ledger.to(to)}`, closing)] : []),
  ]
  return { heading: ledger.title, parts: [{ kind: 'table', caption: null, columns: ledgerColumns(t), rows }] }
}

function labelOf({ label, sums }: ExtractLedgerModel['selected']): string {
  return sums === '' ? label : `${label} (${sums})`
}

function ledgerColumns({ columns }: Catalogue): PdfColumn[] {
  return [
    { label: columns.operationDate, kind: 'date' },
    { label: columns.name, kind: 'text', share: 5 },
    { label: columns.type, kind: 'text', share: 2 },
    { label: columns.paymentDate, kind: 'date' },
    { label: columns.amount, kind: 'amount' },
    { label: columns.debt, kind: 'amount' },
    { label: columns.overpayment, kind: 'amount' },
  ]
}

function rowOf(row: ExtractRowModel): PdfRow {
  return [row.operationDate, row.name, row.type, row.paymentDate, row.amount, row.debt, row.overpayment]
}
