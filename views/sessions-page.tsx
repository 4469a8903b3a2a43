import type { Catalogue } from '../src/i18n/index.ts'
import { ScrollRegion } from './components/scroll-region.tsx'

export interface SessionsPageModel {
  readonly status: string | null
  readonly sessions: readonly {
    readonly device: string
    readonly address: string
    readonly openedAt: string
    readonly lastSeenAt: string
    /** The session that shows this page. */
    readonly current: boolean
    readonly end: string
  }[]
  /** Null when there are no other sessions. */
  readonly endOthers: string | null
}

export const SessionsPage = ({ model, t }: { model: SessionsPageModel; t: Catalogue }) => (
  <>
    <h1 id="sessions-heading">{t.sessions.title}</h1>
    <p class="lead">{t.sessions.lead}</p>
    {model.status !== null && (
      <p class="notice" role="status">
        {model.status}
      </p>
    )}
    <ScrollRegion labelledBy="sessions-heading">
      <table class="sessions stacked">
        <thead>
          <tr>
            <th scope="col">{t.sessions.device}</th>
            <th scope="col">{t.sessions.address}</th>
            <th scope="col">{t.sessions.openedAt}</th>
            <th scope="col">{t.sessions.lastSeenAt}</th>
            <th scope="col">{t.sessions.action}</th>
          </tr>
        </thead>
        <tbody>
          {model.sessions.map(session => (
            <tr>
              <th scope="row">{session.device}</th>
              <td data-label={t.sessions.address}>{session.address}</td>
              <td data-label={t.sessions.openedAt}>{session.openedAt}</td>
              <td data-label={t.sessions.lastSeenAt}>{session.lastSeenAt}</td>
              <td>
                {session.current ? (
                  <b>{t.sessions.current}</b>
                ) : (
                  <form method="post" action={session.end}>
                    <button class="quiet" type="submit">
                      {t.sessions.end}
                      <span class="sr-only">{t.sessions.endOf(session.device, session.openedAt)}</span>
                    </button>
                  </form>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
    {model.endOthers !== null && (
      <form method="post" action={model.endOthers}>
        <button type="submit">{t.sessions.endOthers}</button>
      </form>
    )}
  </>
)
