import { html } from 'hono/html'
import type { Catalogue } from '../src/i18n/index.ts'
import { PdfForm } from './components/results.tsx'
import { ScrollRegion } from './components/scroll-region.tsx'
import { AccountSums, type AccountSumsModel, type SumBlockModel, SumBlocks } from './components/sums.tsx'

interface FactModel {
  readonly label: string
  readonly value: string
}

export interface BalancesModel {
  readonly debt: string
  readonly overpayment: string
}

export interface ExtractRowModel extends BalancesModel {
  readonly operationDate: string
  readonly name: string
  readonly type: string
  readonly paymentDate: string
  readonly amount: string
}

export interface ExtractLedgerModel {
  readonly code: string
  readonly title: string
  /** Null where a filter leaves rows out: the others would not lead from one balance to the other. */
  readonly opening: BalancesModel | null
  /** Summarises older rows that do not fit the extract; null when all fit. */
  readonly leftOut: (RowsModel & { readonly balances: BalancesModel | null }) | null
  readonly rows: readonly ExtractRowModel[]
  readonly selected: RowsModel
  readonly closing: BalancesModel | null
}

/** How many rows, and their sums by kind in words. */
interface RowsModel {
  readonly label: string
  readonly sums: string
}

export interface ExtractPageModel {
  readonly title: string
  readonly back: { readonly label: string; readonly href: string }
  /** Has a numbered document issued of the same; null when the person may not. */
  readonly issue: string | null
  readonly facts: readonly FactModel[]
  /** Printed on every sheet. */
  readonly running: string
  readonly from: string
  readonly to: string
  /** Which rows are missing or selected, and why. */
  readonly notices: readonly string[]
  /** The four cards; none on an extract of one ledger. */
  readonly cards: readonly (FactModel & { readonly note: string })[]
  /** The sums of one ledger; empty on an extract of all. */
  readonly blocks: readonly SumBlockModel[]
  /** The sums of all ledgers; null on an extract of one. */
  readonly sums: AccountSumsModel | null
  readonly ledgers: readonly ExtractLedgerModel[]
  /** Why there are no ledgers; null when there are. */
  readonly empty: string | null
}

interface ExtractProps {
  readonly model: ExtractPageModel
  readonly t: Catalogue
}

/** Made for paper, and readable on a screen. Rows have no links: paper cannot follow them. */
export const ExtractPage = ({ model, t }: ExtractProps) => (
  <article class="extract">
    <p class="no-print">
      {t.extract.printHint} <a href={model.back.href}>{model.back.label}</a>
    </p>
    <PdfForm action={model.issue} t={t} />
    <header>
      <h1>{model.title}</h1>
      <p>{t.footer}</p>
    </header>
    <dl class="particulars">{model.facts.map(fact)}</dl>
    {model.notices.map(notice => (
      <p class="notice">{notice}</p>
    ))}
    {model.cards.length > 0 && <ExtractCards model={model} t={t} />}
    <ExtractSums model={model} t={t} />
    {model.empty !== null && <p class="empty">{model.empty}</p>}
    {model.ledgers.map(ledger => (
      <LedgerSheet ledger={ledger} model={model} t={t} />
    ))}
  </article>
)

interface InvalidExtractProps {
  readonly model: {
    readonly title: string
    readonly problems: readonly string[]
    readonly back: ExtractPageModel['back']
  }
  readonly t: Catalogue
}

export const InvalidExtractPage = ({ model, t }: InvalidExtractProps) => (
  <>
    <h1>{model.title}</h1>
    <section class="problems" aria-labelledby="problems-heading">
      <h2 id="problems-heading">{t.extract.problems}</h2>
      <ul>
        {model.problems.map(problem => (
          <li>{problem}</li>
        ))}
      </ul>
    </section>
    <p>
      <a href={model.back.href}>{model.back.label}</a>
    </p>
  </>
)

const fact = ({ label, value }: FactModel) => (
  <div>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
)

const ExtractCards = ({ model, t }: ExtractProps) => (
  <section aria-labelledby="cards-heading">
    <h2 id="cards-heading">{t.statement.cards}</h2>
    <dl class="card-figures">
      {model.cards.map(({ label, value, note }) => (
        <div>
          <dt>{label}</dt>
          <dd>{value}</dd>
          <dd class="note">{note}</dd>
        </div>
      ))}
    </dl>
  </section>
)

const ExtractSums = ({ model: { blocks, sums }, t }: ExtractProps) => (
  <section>
    <h2>{t.ledger.summary}</h2>
    {blocks.length > 0 && <SumBlocks blocks={blocks} label={t.ledger.summary} />}
    {sums && <AccountSums sums={sums} t={t} />}
  </section>
)

/** The table repeats its title on each sheet; on a screen the heading shows it. */
const LedgerSheet = ({ ledger, model, t }: ExtractProps & { ledger: ExtractLedgerModel }) => (
  <section class="listed">
    <h2 id={`ledger-${ledger.code}`}>{ledger.title}</h2>
    <ScrollRegion labelledBy={`ledger-${ledger.code}`}>
      <table class="sheet">
        <colgroup>
          {COLUMNS.map(() => (
            <col />
          ))}
        </colgroup>
        <thead>
          <tr class="running">
            <td colspan={COLUMNS.length}>
              <p>
                <b>{ledger.title}</b> <span>{model.running}</span>
              </p>
            </td>
          </tr>
          <tr>
            {COLUMNS.map(column => (
              <th scope="col">{t.columns[column]}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ledger.opening && balanceRow('before', `${t.ledger.opening}, ${t.ledger.from(model.from)}`, ledger.opening)}
          {ledger.leftOut && balanceRow('before', sumsOf(ledger.leftOut), ledger.leftOut.balances)}
          {ledger.rows.map(extractRow)}
          {balanceRow('after', sumsOf(ledger.selected), null)}
          {ledger.closing && balanceRow('after', `${t.ledger.closing}, ${t.ledger.to(model.to)}`, ledger.closing)}
        </tbody>
      </table>
    </ScrollRegion>
  </section>
)

const COLUMNS = ['operationDate', 'name', 'type', 'paymentDate', 'amount', 'debt', 'overpayment'] as const

const sumsOf = ({ label, sums }: RowsModel) => (sums === '' ? label : `${label} (${sums})`)

/** In the same table body as its rows: in print, Chromium keeps rows together only within one body. */
const balanceRow = (position: 'before' | 'after', label: string, balances: BalancesModel | null) => (
  <tr class={`balance-row ${position}`}>
    <th scope="row" colspan={balances ? COLUMNS.length - 2 : COLUMNS.length}>
      {label}
    </th>
    {balances && <td>{balances.debt}</td>}
    {balances && <td>{balances.overpayment}</td>}
  </tr>
)

/** Up to two thousand per page, so they are a template, as in a ledger's page. */
const extractRow = (row: ExtractRowModel) =>
  html`<tr><td>${row.operationDate}</td><td>${row.name}</td><td>${row.type}</td><td>${row.paymentDate}</td><td>${row.amount}</td><td>${row.debt}</td><td>${row.overpayment}</td></tr>`
