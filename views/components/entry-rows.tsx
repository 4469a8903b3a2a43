import { html } from 'hono/html'
import type { Catalogue } from '../../src/i18n/index.ts'

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
  /** Whether the words around the declaration say no more than the type does. */
  readonly repeatsType: boolean
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
type Figures = Pick<EntryRowModel, 'operationDate' | 'paymentDate' | 'amount'>

interface HeadingsProps {
  readonly t: Catalogue
  readonly withLedger: boolean
  readonly withTotals: boolean
}

/** A template like the rows. The first column after the dates' names the ledger, where rows of several stand together. */
export const EntryHeadings = ({ t: { columns }, withLedger, withTotals }: HeadingsProps) =>
  html`<thead><tr>${[
    columns.operationDate,
    ...(withLedger ? [columns.ledger] : []),
    columns.name,
    columns.type,
    columns.paymentDate,
    columns.amount,
    ...(withTotals ? [columns.debt, columns.overpayment] : []),
  ].map(heading => html`<th scope="col">${heading}</th>`)}</tr></thead>`

/**
 * Most of a page consists of these rows, so each is one template instead of elements or parts: a page costs half.
 * Two lines have no room for words that the type says too (`brief`): there they are for screen readers only.
 * Columns are styled by position; the labels replace the headings where rows become two lines.
 */
export const entryRow = (row: EntryRowModel, { columns }: Catalogue) =>
  row.declaration === null
    ? html`<tr id="n${row.seq}"><td><a href="${row.href}">${row.operationDate}</a></td><td>${row.nameBefore}</td><td>${row.type}</td><td class="${sameDay(row)}" data-label="${columns.paymentDate}">${row.paymentDate}</td><td>${row.amount}</td><td class="${zero(row.debt)}" data-label="${columns.debt}">${row.debt}</td><td class="${zero(row.overpayment)}" data-label="${columns.overpayment}">${row.overpayment}</td></tr>`
    : html`<tr id="n${row.seq}"><td><a href="${row.href}">${row.operationDate}</a></td><td class="${row.repeatsType ? 'brief' : ''}"><span>${row.nameBefore}</span><a href="${row.declarationHref}">${row.declaration}</a><span>${row.nameAfter}</span></td><td>${row.type}</td><td class="${sameDay(row)}" data-label="${columns.paymentDate}">${row.paymentDate}</td><td>${row.amount}</td><td class="${zero(row.debt)}" data-label="${columns.debt}">${row.debt}</td><td class="${zero(row.overpayment)}" data-label="${columns.overpayment}">${row.overpayment}</td></tr>`

/** Opens the page of the operation. */
const dateLink = ({ operationDate, href }: Pick<DeclarationRowModel, 'operationDate' | 'href'>) =>
  href === null ? operationDate : html`<a href="${href}">${operationDate}</a>`

export const declarationRow = (row: DeclarationRowModel, t: Catalogue) =>
  html`<tr><td>${dateLink(row)}</td><td>${ledgerLink(row)}</td><td>${row.name}</td><td>${row.type}</td>${figureCells(row, t)}${row.totals && totalCells(row.totals, t)}</tr>`

const ledgerLink = ({ ledger, ledgerHref }: DeclarationRowModel) =>
  ledgerHref === null ? ledger : html`<a href="${ledgerHref}">${ledger}</a>`

const figureCells = ({ operationDate, paymentDate, amount }: Figures, { columns }: Catalogue) =>
  html`<td class="${sameDay({ operationDate, paymentDate })}" data-label="${columns.paymentDate}">${paymentDate}</td><td data-label="${columns.amount}">${amount}</td>`

const totalCells = ({ debt, overpayment }: TotalsOfRow, { columns }: Catalogue) =>
  html`<td class="${zero(debt)}" data-label="${columns.debt}">${debt}</td><td class="${zero(overpayment)}" data-label="${columns.overpayment}">${overpayment}</td>`

/** Money that is on the account already is paid on the day of the operation. */
const sameDay = ({ operationDate, paymentDate }: Pick<Figures, 'operationDate' | 'paymentDate'>) =>
  paymentDate === operationDate ? 'same' : ''

/** Zeros are quiet. A zero has four characters in every language, and so have amounts below ten manats. */
const zero = (amount: string) => (amount.length === 4 && !/[1-9]/.test(amount) ? 'zero' : '')
