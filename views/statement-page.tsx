import { html } from 'hono/html'
import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, AccountUpdate } from './components/account-heading.tsx'
import { FilterForm, type FilterModel } from './components/filter-form.tsx'
import {
  LiveUpdateChanges,
  type LiveUpdateModel,
  LiveUpdateRestart,
  LiveUpdateStatus,
} from './components/live-update.tsx'
import { CardDetails, CardHead, CardSum, MoneyCard, type MoneyCardModel } from './components/money-card.tsx'
import {
  DeclarationLink,
  ExportLinks,
  type ExportModel,
  FilterUpdate,
  UnknownDeclarations,
} from './components/results.tsx'
import { AccountSums, type AccountSumsModel, type SumLineModel } from './components/sums.tsx'

export interface AssessedCardModel {
  readonly href: string
  /** Says the dates of the charges. */
  readonly meaning: string
  /** Shows the charges of all dates; null when the card has them. */
  readonly allDates: string | null
  /** Until when their payments are counted. */
  readonly paidBy: string
  readonly assessed: string
  readonly paid: string
  readonly outstanding: string
  readonly funds: readonly AssessedFundModel[]
  readonly zeroFunds: readonly AssessedFundModel[]
}

interface AssessedFundModel {
  readonly label: string
  readonly href: string
  readonly assessed: string
  readonly paid: string
}

export interface LedgerCardModel {
  readonly code: string
  readonly title: string
  readonly href: string
  readonly balances: readonly SumLineModel[]
}

export interface StatementPageModel {
  readonly account: AccountModel
  readonly balance: MoneyCardModel
  readonly overpayment: MoneyCardModel
  readonly debt: MoneyCardModel
  readonly assessed: AssessedCardModel
  readonly filter: FilterModel
  readonly status: string
  readonly declaration: {
    readonly number: string
    readonly href: string
  } | null
  /** The declarations of the filter that the account does not have. */
  readonly unknown: string | null
  /** A more specific reason why nothing was found. */
  readonly empty: string | null
  /** Cards 5–8 of the guide, then the other ledgers. */
  readonly ledgers: readonly LedgerCardModel[]
  /** Null while the filter is invalid. */
  readonly sums: AccountSumsModel | null
  /** Why the cards differ from the closing balances; null when they do not. */
  readonly cardsNow: string | null
  readonly exports: ExportModel | null
  readonly extract: string | null
  /** Has the results issued as a PDF document; null when the filter is invalid, or the user may not download. */
  readonly pdf: string | null
  /** Where an act of reconciliation of the period is drawn up; null while the filter is invalid. */
  readonly act: string | null
  readonly liveUpdate: LiveUpdateModel | null
}

interface StatementProps {
  readonly model: StatementPageModel
  readonly t: Catalogue
}

export const StatementPage = ({ model, t }: StatementProps) => (
  <>
    <h1>{t.service}</h1>
    <AccountLine account={model.account} t={t} />
    <StatementCards model={model} t={t} />
    <FilterForm filter={model.filter} t={t} />
    <LiveUpdateStatus status={model.status} liveUpdate={model.liveUpdate} t={t} />
    <StatementResults model={model} t={t} />
  </>
)

/**
 * Includes the cards, although only card 4 depends on the filter: the page then polls for changes since this response.
 */
export const StatementFragment = ({ model, t }: StatementProps) => (
  <>
    <StatementResults model={model} t={t} />
    <CardsUpdate model={model} t={t} />
    <LiveUpdateRestart liveUpdate={model.liveUpdate} t={t} />
    <AccountUpdate account={model.account} t={t} />
    <FilterUpdate filter={model.filter} status={model.status} t={t} />
  </>
)

/** Changes when something is booked. The user's typed text, open details and focus stay. */
export const StatementLiveUpdate = ({ model, at, t }: StatementProps & { at: string }) => (
  <>
    <LiveUpdateChanges status={model.status} liveUpdate={model.liveUpdate} at={at} t={t} />
    <CardsUpdate model={model} t={t} />
    <hx-partial hx-target="#results" hx-swap="outerMorph">
      <StatementResults model={model} t={t} />
    </hx-partial>
  </>
)

const CardsUpdate = ({ model, t }: StatementProps) => (
  <hx-partial hx-target="#cards" hx-swap="outerMorph">
    <StatementCards model={model} t={t} />
  </hx-partial>
)

/** Cards 1–4 of the guide, then the ledgers, of which the first four are its cards 5–8. */
const StatementCards = ({ model, t }: StatementProps) => (
  <div id="cards" class="board">
    <section class="cards" aria-labelledby="cards-heading">
      <h2 id="cards-heading" class="sr-only">
        {t.statement.cards}
      </h2>
      <MoneyCard id="balance" card={model.balance} t={t} />
      <MoneyCard id="overpayment" card={model.overpayment} t={t} />
      <MoneyCard id="debt" card={model.debt} t={t} />
      <AssessedCard card={model.assessed} t={t} />
    </section>
    <section class="ledger-lists" aria-labelledby="ledgers-heading">
      <h2 id="ledgers-heading">{t.statement.ledgers}</h2>
      <ul class="ledger-cards">{model.ledgers.slice(0, PROMINENT).map(ledgerCard)}</ul>
      <ul class="ledger-rows">{model.ledgers.slice(PROMINENT).map(ledgerCard)}</ul>
    </section>
  </div>
)

const PROMINENT = 4

const ledgerCard = ({ code, title, href, balances }: LedgerCardModel) =>
  html`<li id="ledger-${code}"><h3><a class="press" href="${href}">${title}</a></h3><dl>${balances.map(balanceLine)}</dl></li>`

const balanceLine = ({ label, figure: { text, tone } }: SumLineModel) =>
  html`<div><dt>${label}</dt> <dd class="${tone}">${text}</dd></div>`

const StatementResults = ({ model, t }: StatementProps) => (
  <section id="results">
    <div class="heading">
      <h2 id="results-heading">{t.sums.period}</h2>
      <ExportLinks exports={model.exports} extract={model.extract} pdf={model.pdf} act={model.act} t={t} />
    </div>
    {model.empty && <p class="empty">{model.empty}</p>}
    {model.declaration && <DeclarationLink {...model.declaration} t={t} />}
    {model.unknown && <UnknownDeclarations unknown={model.unknown} />}
    {model.sums && <AccountSums sums={model.sums} t={t} />}
    {model.cardsNow && <p class="note">{model.cardsNow}</p>}
  </section>
)

const AssessedCard = ({ card, t }: { card: AssessedCardModel; t: Catalogue }) => (
  <article class="card" id="assessed" aria-labelledby="assessed-title">
    <CardHead id="assessed" title={t.statement.assessed} href={card.href} t={t} />
    <CardSum amount={card.assessed} />
    <p class="note">
      {card.meaning} {card.allDates && <a href={card.allDates}>{t.sums.allDates}</a>}
    </p>
    <dl class="split">
      <div>
        <dt>{card.paidBy}</dt> <dd>{card.paid}</dd>
      </div>
      <div>
        <dt>{t.columns.open}</dt> <dd>{card.outstanding}</dd>
      </div>
    </dl>
    {card.funds.length > 0 && <AssessedFunds funds={card.funds} t={t} />}
    {card.zeroFunds.length > 0 && (
      <CardDetails title={t.statement.assessed} t={t}>
        <AssessedFunds funds={card.zeroFunds} t={t} />
      </CardDetails>
    )}
  </article>
)

const AssessedFunds = ({ funds, t }: { funds: AssessedCardModel['funds']; t: Catalogue }) => (
  <dl>
    {funds.map(
      ({ label, href, assessed, paid }) =>
        html`<div><dt><a href="${href}">${label}</a></dt> <dd>${assessed} <small>${t.statement.paidOf} ${paid}</small></dd></div>`,
    )}
  </dl>
)
