import { html } from 'hono/html'
import type { HelpColumn } from '../../src/i18n/help-terms.ts'
import type { Catalogue } from '../../src/i18n/index.ts'
import { HelpLink } from './help-link.tsx'

/** A row of a ledger. The name is a sentence; the declaration number in it becomes a link. */
export interface EntryRowModel {
  /** Identifies the row, so that a morph keeps it when new rows come before it. */
  readonly seq: number
  readonly href: string
  readonly operationDate: string
  readonly nameBefore: string
  readonly declaration: string | null
  readonly declarationHref: string
  readonly nameAfter: string
  readonly type: string
  readonly paymentDate: string
  readonly amount: string
  readonly debt: string
  readonly overpayment: string
}

/** A row on the page of its declaration: it names the ledger instead of the declaration. */
export interface DeclarationRowModel {
  /** Null for users without access to balances. */
  readonly href: string | null
  readonly operationDate: string
  readonly ledger: string
  readonly ledgerHref: string | null
  readonly name: string
  readonly type: string
  readonly paymentDate: string
  readonly amount: string
  /** Null for users without access to balances. */
  readonly totals: TotalsOfRow | null
}

type TotalsOfRow = Pick<EntryRowModel, 'debt' | 'overpayment'>
type Figures = Pick<EntryRowModel, 'paymentDate' | 'amount'>

interface HeadingsProps {
  readonly t: Catalogue
  readonly withLedger: boolean
  readonly withTotals: boolean
}

export const EntryHeadings = ({ t, withLedger, withTotals }: HeadingsProps) => (
  <thead>
    <tr>
      <ColumnHeading column="operationDate" t={t} />
      {withLedger && <th scope="col">{t.columns.ledger}</th>}
      <ColumnHeading column="name" t={t} />
      <ColumnHeading column="type" t={t} />
      <ColumnHeading column="paymentDate" t={t} />
      <ColumnHeading column="amount" t={t} />
      {withTotals && <ColumnHeading column="debt" t={t} />}
      {withTotals && <ColumnHeading column="overpayment" t={t} />}
    </tr>
  </thead>
)

/** A template like the rows, because each page has seven of them. */
export const ColumnHeading = ({ column, t }: { column: HelpColumn; t: Catalogue }) =>
  html`<th scope="col">${(
    <HelpLink term={`column-${column}`} t={t}>
      {t.columns[column]}
    </HelpLink>
  )}</th>`

/**
 * Most of a page consists of these rows, so they are a template instead of elements: a page of 25 rows costs half.
 * Columns are styled by position; the labels replace the headings where rows become cards.
 */
export const entryRow = (row: EntryRowModel, t: Catalogue) =>
  html`<tr id="n${row.seq}"><td>${dateLink(row)}</td><td>${row.nameBefore}${declarationLink(row)}${row.nameAfter}</td><td>${row.type}</td>${figureCells(row, t)}${totalCells(row, t)}</tr>`

/** Opens the page of the operation. */
const dateLink = ({ operationDate, href }: Pick<DeclarationRowModel, 'operationDate' | 'href'>) =>
  href === null ? operationDate : html`<a href="${href}">${operationDate}</a>`

const declarationLink = ({ declaration, declarationHref }: EntryRowModel) =>
  declaration === null ? null : html`<a href="${declarationHref}">${declaration}</a>`

export const declarationRow = (row: DeclarationRowModel, t: Catalogue) =>
  html`<tr><td>${dateLink(row)}</td><td>${ledgerLink(row)}</td><td>${row.name}</td><td>${row.type}</td>${figureCells(row, t)}${row.totals && totalCells(row.totals, t)}</tr>`

const ledgerLink = ({ ledger, ledgerHref }: DeclarationRowModel) =>
  ledgerHref === null ? ledger : html`<a href="${ledgerHref}">${ledger}</a>`

const figureCells = ({ paymentDate, amount }: Figures, { columns }: Catalogue) =>
  html`<td data-label="${columns.paymentDate}">${paymentDate}</td><td data-label="${columns.amount}">${amount}</td>`

const totalCells = ({ debt, overpayment }: TotalsOfRow, { columns }: Catalogue) =>
  html`<td data-label="${columns.debt}">${debt}</td><td data-label="${columns.overpayment}">${overpayment}</td>`
