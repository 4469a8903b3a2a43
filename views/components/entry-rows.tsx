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

type Figures = Pick<EntryRowModel, 'operationDate' | 'paymentDate'>

/** A template like the rows. */
export const EntryHeadings = ({ t: { columns } }: { t: Catalogue }) =>
  html`<thead><tr>${[
    columns.operationDate,
    columns.name,
    columns.type,
    columns.paymentDate,
    columns.amount,
    columns.debt,
    columns.overpayment,
  ].map(heading => html`<th scope="col">${heading}</th>`)}</tr></thead>`

/**
 * Most of a page consists of these rows, so each is one template instead of elements or parts: a page costs half.
 * Two lines have no room for words that the type says too (`brief`): there they are for screen readers only.
 * Columns are styled by position; the labels replace the headings where rows become two lines.
 */
export const entryRow = (row: EntryRowModel, { columns }: Catalogue) =>
  row.declaration === null
    ? html`<tr id="n${row.seq}"><td><a href="${row.href}">${row.operationDate}</a></td><td>${row.nameBefore}</td><td>${row.type}</td><td${sameDay(row)} data-label="${columns.paymentDate}">${row.paymentDate}</td><td>${row.amount}</td><td${quiet(row.debt)} data-label="${columns.debt}">${row.debt}</td><td${quiet(row.overpayment)} data-label="${columns.overpayment}">${row.overpayment}</td></tr>`
    : html`<tr id="n${row.seq}"><td><a href="${row.href}">${row.operationDate}</a></td><td${row.repeatsType && BRIEF}>${row.nameBefore && html`<span>${row.nameBefore}</span>`}<a href="${row.declarationHref}">${row.declaration}</a>${row.nameAfter && html`<span>${row.nameAfter}</span>`}</td><td>${row.type}</td><td${sameDay(row)} data-label="${columns.paymentDate}">${row.paymentDate}</td><td>${row.amount}</td><td${quiet(row.debt)} data-label="${columns.debt}">${row.debt}</td><td${quiet(row.overpayment)} data-label="${columns.overpayment}">${row.overpayment}</td></tr>`

const [BRIEF, SAME, ZERO] = [html` class="brief"`, html` class="same"`, html` class="zero"`]

/** Money that is on the account already is paid on the day of the operation. */
const sameDay = ({ operationDate, paymentDate }: Figures) => paymentDate === operationDate && SAME

/** Zeros are quiet. A zero has four characters in every language, and so have amounts below ten manats. */
const isZero = (amount: string) => amount.length === 4 && !/[1-9]/.test(amount)

const quiet = (amount: string) => isZero(amount) && ZERO

/** The class of a cell whose amount is zero. */
export const zeroClass = (amount: string) => (isZero(amount) ? 'zero' : undefined)
