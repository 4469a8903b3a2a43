import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, AccountUpdate } from './components/account-heading.tsx'
import { FilterForm, type FilterModel } from './components/filter-form.tsx'
import { MoneyCard, type MoneyCardModel } from './components/money-card.tsx'
import { Moved, MovingStatus, PulseUpdate } from './components/pulse.tsx'
import { DeclarationLink, type ExportModel, FilterUpdate, Takeaways } from './components/results.tsx'

/** Card 4: what was assessed on declarations in the chosen dates and what of it is paid. */
export interface AssessedCardModel {
  readonly range: string
  readonly assessed: string
  readonly paid: string
  readonly funds: readonly {
    readonly label: string
    readonly assessed: string
    readonly paid: string
    readonly zero: boolean
  }[]
}

/** A ledger at a glance: where it stands, and how much of it passes the filter. */
export interface LedgerCardModel {
  readonly code: string
  readonly title: string
  readonly href: string
  readonly debt: string
  readonly overpayment: string
  readonly inDebt: boolean
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
  /** Why nothing was found, when there is more to say than that. */
  readonly empty: string | null
  /** Cards 5–8 of the guide. */
  readonly prominent: readonly LedgerCardModel[]
  readonly others: readonly LedgerCardModel[]
  readonly exports: ExportModel | null
  readonly document: string | null
  readonly pulse: string | null
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
    <MovingStatus status={model.status} address={model.pulse} />
    <StatementLedgers model={model} t={t} />
  </>
)

/**
 * What changes with the filter: the ledgers, card 4, the filter itself, and what other pages inherit of it. The other
 * cards come along: from now on the page asks for what is newer than this answer.
 */
export const StatementFragment = ({ model, t }: StatementProps) => (
  <>
    <StatementLedgers model={model} t={t} />
    <CardsUpdate model={model} t={t} />
    <PulseUpdate address={model.pulse} />
    <AccountUpdate account={model.account} t={t} />
    <FilterUpdate filter={model.filter} status={model.status} t={t} />
  </>
)

/** What changes when something was booked. What a person has typed, opened or gone to stays as it is. */
export const StatementLive = ({ model, at, t }: StatementProps & { at: string }) => (
  <>
    <Moved status={model.status} address={model.pulse} at={at} t={t} />
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
    <h2 id="cards-heading" class="unseen">
      {t.statement.cards}
    </h2>
    <MoneyCard id="balance" card={model.balance} t={t} />
    <MoneyCard id="overpayment" card={model.overpayment} t={t} />
    <MoneyCard id="debt" card={model.debt} t={t} />
    <AssessedCard card={model.assessed} t={t} />
  </section>
)

const StatementLedgers = ({ model, t }: StatementProps) => (
  <section id="results" aria-labelledby="results-heading">
    <div class="heading">
      <h2 id="results-heading">{t.statement.ledgers}</h2>
      <Takeaways exports={model.exports} document={model.document} t={t} />
    </div>
    {model.empty && <p class="empty">{model.empty}</p>}
    {model.declaration && <DeclarationLink {...model.declaration} t={t} />}
    <div class="cards">
      {model.prominent.map(ledger => (
        <LedgerCard ledger={ledger} t={t} />
      ))}
    </div>
    <div class="cards others">
      {model.others.map(ledger => (
        <LedgerCard ledger={ledger} t={t} />
      ))}
    </div>
  </section>
)

const LedgerCard = ({ ledger, t }: { ledger: LedgerCardModel; t: Catalogue }) => (
  <article class="card ledger" id={`ledger-${ledger.code}`}>
    <h3>
      <a href={ledger.href}>{ledger.title}</a>
    </h3>
    <dl>
      <div class={ledger.inDebt ? 'debt' : undefined}>
        <dt>{t.columns.debt}</dt>
        <dd>{ledger.debt}</dd>
      </div>
      <div>
        <dt>{t.columns.overpayment}</dt>
        <dd>{ledger.overpayment}</dd>
      </div>
      <div>
        <dt>{t.columns.count}</dt>
        <dd>{ledger.count}</dd>
      </div>
      <div>
        <dt>{t.columns.amount}</dt>
        <dd>{ledger.sum}</dd>
      </div>
    </dl>
  </article>
)

const AssessedCard = ({ card, t }: { card: AssessedCardModel; t: Catalogue }) => (
  <article class="card" id="assessed" aria-labelledby="assessed-title">
    <h3 id="assessed-title">{t.statement.assessed}</h3>
    <p class="sum">{card.assessed}</p>
    <p class="paid">
      {t.statement.paid}: <b>{card.paid}</b>
    </p>
    <p class="note">{card.range}</p>
    <details>
      <summary>
        {t.statement.details}
        <span class="unseen">{t.statement.detailsOf(t.statement.assessed)}</span>
      </summary>
      <dl>
        {card.funds.map(fund => (
          <div class={fund.zero ? 'zero' : undefined}>
            <dt>{fund.label}</dt>
            <dd>
              {fund.assessed}{' '}
              <small>
                {t.statement.paidOf} {fund.paid}
              </small>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  </article>
)
