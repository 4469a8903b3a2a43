import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, Breadcrumb } from './components/account-heading.tsx'
import { HelpLink } from './components/help-link.tsx'
import { type PagesModel, Paging } from './components/paging.tsx'
import { ScrollRegion } from './components/scroll-region.tsx'

interface ActionModel {
  readonly label: string
  readonly decision: string
  readonly result: string
}

export interface MatchModel {
  readonly number: string
  readonly own: readonly SideModel[]
  readonly customs: readonly (SideModel & { readonly href: string })[]
  readonly outcome: string
  readonly names: string
  /** A sum of several, as "= A + B"; null for others. */
  readonly sum: string | null
  /** Who says so: null where nobody has been asked. */
  readonly decision: string | null
  readonly actions: readonly ActionModel[]
  /** Null where there is nothing to object to, or the person may not. */
  readonly objection: { readonly label: string; readonly href: string; readonly result: string } | null
}

interface SideModel {
  readonly title: string
  readonly detail: string
  readonly amount: string
}

export interface TallyModel {
  readonly label: string
  readonly href: string
  readonly current: boolean
  /** Whether it is contained in a row above. */
  readonly isPart: boolean
  readonly number: string
  readonly own: string
  readonly customs: string
  readonly difference: string
}

export interface OwnBooksResultModel {
  readonly account: AccountModel
  readonly title: string
  readonly period: string
  readonly facts: readonly string[]
  /** Says which rows with an amount are in no sum; null for none. */
  readonly undated: string | null
  /** Says that a decision was not kept; null otherwise. */
  readonly outdated: string | null
  /** Says that the account has more operations by now; null otherwise. */
  readonly bookedSince: string | null
  /** Which comparison of the file it is. */
  readonly made: string
  readonly bridge: readonly { readonly label: string; readonly amount: string; readonly isBalance: boolean }[]
  readonly tallies: readonly TallyModel[]
  readonly total: TallyModel
  readonly suggestions: string | null
  /** Whether the differences explain the way from one balance to the other. */
  readonly explained: string
  readonly heading: string
  readonly matches: readonly MatchModel[]
  readonly pages: PagesModel
  readonly decideAction: string
  readonly removal: string
  /** The list and page to which a decision comes back. */
  readonly place: string
  readonly change: string
  /** Null without the right to download. */
  readonly download: string | null
}

interface ResultProps {
  readonly model: OwnBooksResultModel
  readonly t: Catalogue
}

export const OwnBooksResultPage = ({ model, t }: ResultProps) => (
  <>
    <Breadcrumb account={model.account} t={t} page={model.title} />
    <h1>
      <bdi>{model.title}</bdi>
    </h1>
    <AccountLine account={model.account} t={t} />
    {model.outdated !== null && (
      <p class="banner" role="status">
        {model.outdated}
      </p>
    )}
    {model.bookedSince !== null && <p class="notice">{model.bookedSince}</p>}
    <p class="lead">
      {model.period}.{' '}
      <HelpLink term="books-result" t={t}>
        {t.ownBooks.resultHelp}
      </HelpLink>
    </p>
    <Bridge model={model} t={t} />
    <Totals model={model} t={t} />
    <Matches model={model} t={t} />
    <section class="block">
      {model.facts.map(fact => (
        <p class="note">{fact}</p>
      ))}
      <p class="links">
        {model.download !== null && <a href={model.download}>{t.ownBooks.export}</a>}{' '}
        {model.download !== null && <a href={`${model.download}?dialect=xlsx`}>{t.ownBooks.exportXlsx}</a>}{' '}
        <a href={model.change}>{t.ownBooks.change}</a> <a href={model.removal}>{t.ownBooks.remove}</a>
      </p>
    </section>
  </>
)

const Bridge = ({ model, t }: ResultProps) => (
  <section class="block">
    <h2 id="bridge-heading">{t.ownBooks.bridge}</h2>
    <ScrollRegion labelledBy="bridge-heading">
      <table class="bridge">
        <tbody>
          {model.bridge.map(({ label, amount, isBalance }) => (
            <tr>
              <th scope="row">{isBalance ? <b>{label}</b> : label}</th>
              <td class="amount">{isBalance ? <b>{amount}</b> : amount}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
    <p class="note">{model.explained}</p>
    {model.undated !== null && <p class="notice">{model.undated}</p>}
  </section>
)

const Totals = ({ model, t }: ResultProps) => (
  <section class="block">
    <h2 id="totals-heading">{t.ownBooks.totals}</h2>
    <ScrollRegion labelledBy="totals-heading">
      <table class="tallies stacked">
        <thead>
          <tr>
            <th scope="col">{t.ownBooks.kind}</th>
            <th scope="col" class="amount">
              {t.ownBooks.number}
            </th>
            <th scope="col" class="amount">
              {t.ownBooks.own}
            </th>
            <th scope="col" class="amount">
              {t.ownBooks.customs}
            </th>
            <th scope="col" class="amount">
              {t.ownBooks.difference}
            </th>
          </tr>
        </thead>
        <tbody>
          {model.tallies.map(tally => (
            <TallyRow tally={tally} t={t} />
          ))}
        </tbody>
        <tfoot>
          <TallyRow tally={model.total} t={t} />
        </tfoot>
      </table>
    </ScrollRegion>
    {model.suggestions !== null && (
      <form method="post" action={model.decideAction}>
        <p role="status">{model.suggestions}</p>
        <input type="hidden" name="place" value={model.place} />
        <input type="hidden" name="made" value={model.made} />
        <button class="quiet" type="submit" name="decision" value="confirm-all">
          {t.ownBooks.confirmAll}
        </button>{' '}
        <button class="quiet" type="submit" name="decision" value="undo-all">
          {t.ownBooks.undoAll}
        </button>
      </form>
    )}
  </section>
)

const TallyRow = ({ tally, t }: { tally: TallyModel; t: Catalogue }) => (
  <tr class={tally.isPart ? 'part' : undefined}>
    <th scope="row">
      <a href={tally.href} aria-current={tally.current ? 'true' : undefined}>
        {tally.label}
      </a>
    </th>
    <td class="amount" data-label={t.ownBooks.number}>
      {tally.number}
    </td>
    <td class="amount" data-label={t.ownBooks.own}>
      {tally.own}
    </td>
    <td class="amount" data-label={t.ownBooks.customs}>
      {tally.customs}
    </td>
    <td class="amount" data-label={t.ownBooks.difference}>
      {tally.difference}
    </td>
  </tr>
)

const Matches = ({ model, t }: ResultProps) => (
  <section id="results" class="block">
    <h2 id="results-heading">{model.heading}</h2>
    {model.matches.length === 0 ? (
      <p class="empty">{t.ownBooks.noRows}</p>
    ) : (
      <ScrollRegion labelledBy="results-heading">
        <table class="matches stacked">
          <thead>
            <tr>
              <th scope="col">{t.ownBooks.exportHeadings.result}</th>
              <th scope="col">{t.ownBooks.own}</th>
              <th scope="col">{t.ownBooks.customs}</th>
              <th scope="col">{t.ownBooks.kind}</th>
            </tr>
          </thead>
          <tbody>{model.matches.map(match => matchRow(match, model, t))}</tbody>
        </table>
      </ScrollRegion>
    )}
    <Paging pages={model.pages} t={t} />
  </section>
)

const matchRow = (match: MatchModel, model: OwnBooksResultModel, t: Catalogue) => (
  <tr>
    <th scope="row">{match.number}</th>
    <td data-label={t.ownBooks.own}>{match.own.map(side => sidePart(side, null))}</td>
    <td data-label={t.ownBooks.customs}>{match.customs.map(side => sidePart(side, side.href))}</td>
    <td data-label={t.ownBooks.kind}>
      {match.outcome}
      {match.names !== '' && `: ${match.names}`}
      {match.sum !== null && <p>{match.sum}</p>}
      {match.decision !== null && <p class="note">{match.decision}</p>}
      {match.objection !== null && (
        <p>
          <a href={match.objection.href}>
            {match.objection.label}
            <span class="sr-only">{match.objection.result}</span>
          </a>
        </p>
      )}
      {match.actions.length > 0 && (
        <form method="post" action={model.decideAction}>
          <input type="hidden" name="place" value={model.place} />
          <input type="hidden" name="made" value={model.made} />
          {match.actions.map(({ label, decision, result }) => (
            <>
              <button class="quiet" type="submit" name="decision" value={decision}>
                {label}
                <span class="sr-only">{result}</span>
              </button>{' '}
            </>
          ))}
        </form>
      )}
    </td>
  </tr>
)

const sidePart = ({ title, detail, amount }: SideModel, href: string | null) => (
  <p>
    {href === null ? <bdi>{title}</bdi> : <a href={href}>{title}</a>} <b>{amount}</b>
    {detail !== '' && (
      <>
        <br />
        <bdi>{detail}</bdi>
      </>
    )}
  </p>
)
