import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, AccountUpdate } from './components/account-heading.tsx'
import { ColumnHeading } from './components/entry-rows.tsx'
import { FilterForm, type FilterModel } from './components/filter-form.tsx'
import { HelpLink } from './components/help-link.tsx'
import {
  LiveUpdateChanges,
  type LiveUpdateModel,
  LiveUpdateRestart,
  LiveUpdateStatus,
} from './components/live-update.tsx'
import { CardDetails, MoneyCard, type MoneyCardModel } from './components/money-card.tsx'
import {
  DeclarationLink,
  ExportLinks,
  type ExportModel,
  FilterUpdate,
  UnknownDeclarations,
} from './components/results.tsx'
import { ScrollRegion } from './components/scroll-region.tsx'

export interface AssessedCardModel {
  readonly meaning: string
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

export interface LedgerLineModel {
  readonly code: string
  readonly title: string
  readonly href: string
  readonly debt: string
  readonly overpayment: string
  readonly count: string
  readonly sum: string
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
  readonly ledgers: readonly LedgerLineModel[]
  /** Totals of the columns. Those of debt and overpayment equal the cards. */
  readonly total: Pick<LedgerLineModel, 'debt' | 'overpayment' | 'count' | 'sum'>
  readonly exports: ExportModel | null
  readonly extract: string | null
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
    <StatementLedgers model={model} t={t} />
  </>
)

/**
 * Includes the cards, although only card 4 depends on the filter: the page then polls for changes since this response.
 */
export const StatementFragment = ({ model, t }: StatementProps) => (
  <>
    <StatementLedgers model={model} t={t} />
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
      <StatementLedgers model={model} t={t} />
    </hx-partial>
  </>
)

const CardsUpdate = ({ model, t }: StatementProps) => (
  <hx-partial hx-target="#cards" hx-swap="outerMorph">
    <StatementCards model={model} t={t} />
  </hx-partial>
)

const StatementCards = ({ model, t }: StatementProps) => (
  <section id="cards" class="cards" aria-labelledby="cards-heading">
    <h2 id="cards-heading" class="sr-only">
      {t.statement.cards}
    </h2>
    <MoneyCard id="balance" card={model.balance} t={t} />
    <MoneyCard id="overpayment" card={model.overpayment} t={t} />
    <MoneyCard id="debt" card={model.debt} t={t} />
    <AssessedCard card={model.assessed} t={t} />
  </section>
)

const StatementLedgers = ({ model, t }: StatementProps) => (
  <section id="results">
    <div class="heading">
      <h2 id="results-heading">{t.statement.ledgers}</h2>
      <ExportLinks exports={model.exports} extract={model.extract} t={t} />
    </div>
    {model.empty && <p class="empty">{model.empty}</p>}
    {model.declaration && <DeclarationLink {...model.declaration} t={t} />}
    {model.unknown && <UnknownDeclarations unknown={model.unknown} />}
    <LedgersTable model={model} t={t} />
  </section>
)

const LedgersTable = ({ model, t }: StatementProps) => (
  <ScrollRegion labelledBy="results-heading">
    <table class="ledger-lines stacked">
      <thead>
        <tr>
          <td />
          <th scope="colgroup" colspan={2}>
            {t.statement.today}
          </th>
          <th scope="colgroup" colspan={2}>
            {t.ledger.turnover}
          </th>
        </tr>
        <tr>
          <th scope="col">{t.columns.ledger}</th>
          <ColumnHeading column="debt" t={t} />
          <ColumnHeading column="overpayment" t={t} />
          <th scope="col">{t.columns.count}</th>
          <th scope="col">{t.columns.amount}</th>
        </tr>
      </thead>
      <tbody>
        {model.ledgers.map(ledger => (
          <tr id={`ledger-${ledger.code}`}>
            <th scope="row">
              <a href={ledger.href}>{ledger.title}</a>
            </th>
            <LedgerFigures figures={ledger} t={t} />
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr id="ledgers-total">
          <th scope="row">{t.columns.total}</th>
          <LedgerFigures figures={model.total} t={t} />
        </tr>
      </tfoot>
    </table>
  </ScrollRegion>
)

const LedgerFigures = ({ figures, t }: { figures: StatementPageModel['total']; t: Catalogue }) => (
  <>
    <td data-label={t.columns.debt}>{figures.debt}</td>
    <td data-label={t.columns.overpayment}>{figures.overpayment}</td>
    <td data-label={t.columns.count}>{figures.count}</td>
    <td data-label={t.columns.amount}>{figures.sum}</td>
  </>
)

const AssessedCard = ({ card, t }: { card: AssessedCardModel; t: Catalogue }) => (
  <article class="card" id="assessed" aria-labelledby="assessed-title">
    <h3 id="assessed-title">
      <HelpLink term="card-assessed" t={t}>
        {t.statement.assessed}
      </HelpLink>
    </h3>
    <p class="sum">{card.assessed}</p>
    <p class="note">{card.meaning}</p>
    <dl class="split">
      <div>
        <dt>{t.statement.paid}</dt>
        <dd>{card.paid}</dd>
      </div>
      <div>
        <dt>{t.columns.open}</dt>
        <dd>{card.outstanding}</dd>
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
    {funds.map(fund => (
      <div>
        <dt>
          <a href={fund.href}>{fund.label}</a>
        </dt>
        <dd>
          {fund.assessed}{' '}
          <small>
            {t.statement.paidOf} {fund.paid}
          </small>
        </dd>
      </div>
    ))}
  </dl>
)
