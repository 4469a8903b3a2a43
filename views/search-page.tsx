import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, Breadcrumb } from './components/account-heading.tsx'
import { Status } from './components/results.tsx'
import { type SearchBoxModel, SearchForm } from './components/search-box.tsx'

export interface HitModel {
  readonly href: string
  readonly label: string
  /** What tells this hit from others. */
  readonly note: string
  readonly amount: string
  /** Where the row stands among others; null where the hit is the place. */
  readonly place: { readonly label: string; readonly href: string } | null
}

export interface HitGroupModel {
  readonly heading: string
  readonly hits: readonly HitModel[]
  readonly more: { readonly label: string; readonly href: string } | null
}

export interface CompanyHitsModel {
  /** The company in which these were found; null on an account's own page. */
  readonly company: { readonly name: string; readonly voen: string; readonly href: string } | null
  readonly groups: readonly HitGroupModel[]
}

export interface SearchPageModel {
  /** Null in the search over all companies. */
  readonly account: AccountModel | null
  readonly box: SearchBoxModel
  readonly status: string
  readonly found: readonly CompanyHitsModel[]
  /** Why nothing is shown, or what else to try; null when something is. */
  readonly empty: string | null
  /** Ways on: the next companies, the first hits, all companies. */
  readonly links: readonly { readonly label: string; readonly href: string }[]
}

interface SearchProps {
  readonly model: SearchPageModel
  readonly t: Catalogue
}

export const SearchPage = ({ model, t }: SearchProps) => (
  <>
    {model.account && <Breadcrumb account={model.account} t={t} page={t.search.title} />}
    <h1>{t.search.title}</h1>
    <SearchForm box={model.box} t={t} />
    {model.account && <AccountLine account={model.account} t={t} />}
    <Status status={model.status} />
    <section id="results" class="hits" aria-labelledby="results-heading">
      <h2 id="results-heading" class="sr-only">
        {t.search.results}
      </h2>
      {model.empty !== null && <p class="empty">{model.empty}</p>}
      {model.found.map(found => (
        <CompanyHits found={found} />
      ))}
      {model.links.length > 0 && (
        <ul class="ways">
          {model.links.map(({ label, href }) => (
            <li>
              <a class="button quiet" href={href}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  </>
)

const CompanyHits = ({ found: { company, groups } }: { found: CompanyHitsModel }) => (
  <article class="block">
    {company && (
      <h3>
        <a href={company.href}>
          <bdi>{company.name}</bdi>
        </a>{' '}
        <small>{company.voen}</small>
      </h3>
    )}
    {groups.map(group => (
      <HitGroup group={group} below={company !== null} />
    ))}
  </article>
)

const HitGroup = ({ group: { heading, hits, more }, below }: { group: HitGroupModel; below: boolean }) => (
  <>
    {below ? <h4>{heading}</h4> : <h3>{heading}</h3>}
    <ul>
      {hits.map(({ href, label, note, amount, place }) => (
        <li>
          <a href={href}>
            <bdi>{label}</bdi>
          </a>{' '}
          <span>
            <bdi>{note}</bdi>
            {place && (
              <>
                {' '}
                <a href={place.href}>{place.label}</a>
              </>
            )}
          </span>{' '}
          <b>{amount}</b>
        </li>
      ))}
    </ul>
    {more && (
      <p>
        <a href={more.href}>{more.label}</a>
      </p>
    )}
  </>
)
