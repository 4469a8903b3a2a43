import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel } from './components/account-heading.tsx'
import { ForwardPaging } from './components/paging.tsx'
import { Empty, type EmptyModel, Status, StatusUpdate } from './components/results.tsx'
import { ScrollRegion } from './components/scroll-region.tsx'

export interface VisitModel {
  readonly at: string
  readonly name: string
  /** The company or broker that the person acted for. */
  readonly behalf: string
  readonly action: string
}

export interface AccessLogPageModel {
  readonly account: AccountModel
  readonly status: string
  readonly visits: readonly VisitModel[]
  readonly empty: EmptyModel | null
  /** Null on the first page. */
  readonly first: string | null
  readonly next: string | null
}

interface AccessLogProps {
  readonly model: AccessLogPageModel
  readonly t: Catalogue
}

export const AccessLogPage = ({ model, t }: AccessLogProps) => (
  <>
    <h1>{t.accessLog.heading}</h1>
    <AccountLine account={model.account} t={t} />
    <p class="lead">{t.accessLog.lead}</p>
    <Status status={model.status} />
    <Visits model={model} t={t} />
  </>
)

export const AccessLogFragment = ({ model, t }: AccessLogProps) => (
  <>
    <Visits model={model} t={t} />
    <StatusUpdate status={model.status} />
  </>
)

const Visits = ({ model, t }: AccessLogProps) => (
  <section id="results">
    <h2 id="results-heading">{t.accessLog.caption}</h2>
    {model.empty && <Empty empty={model.empty} t={t} />}
    {model.visits.length > 0 && (
      <ScrollRegion labelledBy="results-heading">
        <table class="visits lines stacked">
          <thead>
            <tr>
              <th scope="col">{t.accessLog.at}</th>
              <th scope="col">{t.accessLog.who}</th>
              <th scope="col">{t.accessLog.behalf}</th>
              <th scope="col">{t.accessLog.action}</th>
            </tr>
          </thead>
          <tbody>{model.visits.map(visitRow)}</tbody>
        </table>
      </ScrollRegion>
    )}
    <ForwardPaging pages={model} labels={t.accessLog} t={t} />
  </section>
)

const visitRow = (visit: VisitModel) => (
  <tr>
    <td>{visit.at}</td>
    <th scope="row">
      <bdi>{visit.name}</bdi>
    </th>
    <td>{visit.behalf}</td>
    <td>{visit.action}</td>
  </tr>
)
