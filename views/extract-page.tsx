import { html } from 'hono/html'
import type { Catalogue } from '../src/i18n/index.ts'
import { ScrollRegion } from './components/scroll-region.tsx'

interface FactModel {
  readonly label: string
  readonly value: string
}

export interface BalancesModel {
  readonly debt: string
  readonly overpayment: string
}

export interface DebitCreditModel {
  readonly label: string
  readonly opening: BalancesModel
  readonly debits: string
  readonly credits: string
  readonly closing: BalancesModel
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
  readonly opening: BalancesModel
  /** Summarises older rows that do not fit the extract; null when all fit. */
  readonly leftOut: (BalancesModel & { readonly label: string; readonly amount: string }) | null
  readonly rows: readonly ExtractRowModel[]
  readonly selected: { readonly label: string; readonly amount: string }
  readonly closing: BalancesModel
}

export interface ExtractPageModel {
  readonly title: string
  readonly back: { readonly label: string; readonly href: string }
  readonly facts: readonly FactModel[]
  /** Printed on every sheet. */
  readonly running: string
  readonly from: string
  readonly to: string
  /** Which rows are missing or selected, and why. */
  readonly notices: readonly string[]
  /** The four cards; none on an extract of one ledger. */
  readonly cards: readonly (FactModel & { readonly note: string })[]
  readonly debitCredits: readonly DebitCreditModel[]
  readonly total: DebitCreditModel | null
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
    <header>
      <h1>{model.title}</h1>
      <p>{t.footer}</p>
    </header>
    <dl class="particulars">{model.facts.map(fact)}</dl>
    {model.notices.map(notice => (
      <p class="notice">{notice}</p>
    ))}
    {model.cards.length > 0 && <ExtractCards model={model} t={t} />}
    <DebitCreditTable model={model} t={t} />
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

const DebitCreditTable = ({ model, t }: ExtractProps) => (
  <section>
    <h2 id="movements-heading">{t.ledger.summary}</h2>
    <ScrollRegion labelledBy="movements-heading">
      <table class="movements">
        <thead>
          <tr>
            <th scope="col" rowspan={2}>
              {t.columns.ledger}
            </th>
            <th scope="colgroup" colspan={2}>
              {t.ledger.opening} <small>{t.ledger.from(model.from)}</small>
            </th>
            <th scope="colgroup" colspan={2}>
              {t.extract.turnover}
            </th>
            <th scope="colgroup" colspan={2}>
              {t.ledger.closing} <small>{t.ledger.to(model.to)}</small>
            </th>
          </tr>
          <tr>
            <th scope="col">{t.columns.debt}</th>
            <th scope="col">{t.columns.overpayment}</th>
            <th scope="col">{t.extract.debits}</th>
            <th scope="col">{t.extract.credits}</th>
            <th scope="col">{t.columns.debt}</th>
            <th scope="col">{t.columns.overpayment}</th>
          </tr>
        </thead>
        <tbody>{model.debitCredits.map(debitCreditRow)}</tbody>
        {model.total && <tbody class="total">{debitCreditRow(model.total)}</tbody>}
      </table>
    </ScrollRegion>
    <p class="note">{t.extract.explanation}</p>
  </section>
)

const debitCreditRow = ({ label, opening, debits, credits, closing }: DebitCreditModel) => (
  <tr>
    <th scope="row">{label}</th>
    <td>{opening.debt}</td>
    <td>{opening.overpayment}</td>
    <td>{debits}</td>
    <td>{credits}</td>
    <td>{closing.debt}</td>
    <td>{closing.overpayment}</td>
  </tr>
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
          {balanceRow('before', `${t.ledger.opening}, ${t.ledger.from(model.from)}`, '', ledger.opening)}
          {ledger.leftOut && balanceRow('before', ledger.leftOut.label, ledger.leftOut.amount, ledger.leftOut)}
          {ledger.rows.map(extractRow)}
          {balanceRow('after', ledger.selected.label, ledger.selected.amount, NO_BALANCES)}
          {balanceRow('after', `${t.ledger.closing}, ${t.ledger.to(model.to)}`, '', ledger.closing)}
        </tbody>
      </table>
    </ScrollRegion>
  </section>
)

const COLUMNS = ['operationDate', 'name', 'type', 'paymentDate', 'amount', 'debt', 'overpayment'] as const

const NO_BALANCES: BalancesModel = { debt: '', overpayment: '' }

/** In the same table body as its rows: in print, Chromium keeps rows together only within one body. */
const balanceRow = (
  position: 'before' | 'after',
  label: string,
  amount: string,
  { debt, overpayment }: BalancesModel,
) => (
  <tr class={`balance-row ${position}`}>
    <th scope="row" colspan={4}>
      {label}
    </th>
    <td>{amount}</td>
    <td>{debt}</td>
    <td>{overpayment}</td>
  </tr>
)

/** Up to two thousand per page, so they are a template, as in a ledger's page. */
const extractRow = (row: ExtractRowModel) =>
  html`<tr><td>${row.operationDate}</td><td>${row.name}</td><td>${row.type}</td><td>${row.paymentDate}</td><td>${row.amount}</td><td>${row.debt}</td><td>${row.overpayment}</td></tr>`
