/** Sums of operations by kind, and how they lead from one balance to the next: on pages and in documents alike. */
import { html } from 'hono/html'
import type { Catalogue } from '../../src/i18n/index.ts'
import { ScrollRegion } from './scroll-region.tsx'

export type Sign = '+' | '−' | '=' | ''

export interface SumLineModel {
  /** Says whether the figure raises the balance, lowers it, or is what comes out. */
  readonly sign: Sign
  readonly label: string
  readonly note: string | null
  readonly figure: FigureModel
}

export interface FigureModel {
  readonly text: string
  /** Zeros are quiet; debt and overpayment have their colours. */
  readonly tone: 'zero' | 'plain' | 'debt' | 'credit'
}

/** Figures under one title. With signs, they add up. */
export interface SumBlockModel {
  readonly title: string
  readonly lines: readonly SumLineModel[]
}

export interface SumTableModel {
  readonly id: string
  readonly caption: string
  readonly columns: readonly Omit<SumLineModel, 'figure'>[]
  readonly rows: readonly SumRowModel[]
  readonly total: readonly FigureModel[]
}

export interface SumRowModel {
  readonly label: string
  /** Null on paper. */
  readonly href: string | null
  readonly figures: readonly FigureModel[]
}

/** Figures that stand for themselves. */
export interface OutsideSumsModel {
  readonly figures: readonly { readonly label: string; readonly amount: string; readonly note: string | null }[]
  readonly meaning: string
}

/** The sums of an account: without what moved only within it, then by ledger. */
export interface AccountSumsModel {
  /** Null for a selection of operations. */
  readonly outside: OutsideSumsModel | null
  readonly tables: readonly SumTableModel[]
  readonly notes: readonly string[]
}

export const SumBlocks = ({ blocks, label }: { blocks: readonly SumBlockModel[]; label: string }) =>
  html`<dl class="summary sums" aria-label="${label}">${blocks.map(sumBlock)}</dl>`

const sumBlock = ({ title, lines }: SumBlockModel) => html`<div><dt>${title}</dt>\n${lines.map(sumLine)}</div>\n`

const sumLine = ({ sign, label, note, figure: { text, tone } }: SumLineModel) =>
  html`<dd class="${sign === '=' ? `${tone} end` : tone}"><span>${sign === '' ? '' : `${sign} `}${label}${note === null ? '' : html` <small>${note}</small>`}</span> <b>${text}</b></dd>\n`

export const AccountSums = ({ sums, t }: { sums: AccountSumsModel; t: Catalogue }) => (
  <>
    {sums.outside && <OutsideSums sums={sums.outside} t={t} />}
    {sums.tables.map(table => (
      <SumTable table={table} t={t} />
    ))}
    {sums.notes.map(note => (
      <p class="note">{note}</p>
    ))}
  </>
)

const OutsideSums = ({ sums: { figures, meaning }, t }: { sums: OutsideSumsModel; t: Catalogue }) => (
  <section class="block" aria-labelledby="account-sums">
    <h3 id="account-sums">{t.sums.account}</h3>
    <dl class="totals">
      {figures.map(({ label, amount, note }) => (
        <div>
          <dt>{label}</dt> <dd>{amount}</dd> {note && <dd>{note}</dd>}
        </div>
      ))}
    </dl>
    <p class="note">{meaning}</p>
  </section>
)

const SumTable = ({ table: { id, caption, columns, rows, total }, t }: { table: SumTableModel; t: Catalogue }) => {
  const labels = columns.map(({ sign, label }) => `${sign} ${label}`)
  return (
    <ScrollRegion labelledBy={`${id}-caption`}>
      <table id={id} class="sum-table stacked">
        <caption id={`${id}-caption`}>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.columns.ledger}</th>
            {columns.map(({ sign, label, note }) => (
              <th scope="col">
                {sign} {label} {note && <small>{note}</small>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, href, figures }) => (
            <tr>
              <th scope="row">{href === null ? label : <a href={href}>{label}</a>}</th>
              {figureCells(figures, labels)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t.columns.total}</th>
            {figureCells(total, labels)}
          </tr>
        </tfoot>
      </table>
    </ScrollRegion>
  )
}

/** @param labels of the columns, for a narrow view, where each figure has a line */
const figureCells = (figures: readonly FigureModel[], labels: readonly string[]) =>
  figures.map(({ text, tone }, at) => html`<td class="${tone}" data-label="${labels[at]!}">${text}</td>`)
