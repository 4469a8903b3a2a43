import type { AccessLogPageModel, VisitModel } from '../../../views/access-log-page.tsx'
import { CLIENT_LIST, VIEWED_IN_LIST, type Visit } from '../../domain/audit.ts'
import { isLedger } from '../../domain/fund.ts'
import { DOCUMENT_KINDS } from '../../domain/issued-document.ts'
import type { MandateTerms } from '../../domain/mandate.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { AccessLogPage, VisitCursor } from '../../services/access/visits.ts'
import { AccountLocation } from '../queries/account-location.ts'
import { accessLogUrl } from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel } from './account.ts'

export interface AccessLogView {
  readonly name: string
  readonly viewer: Viewer
  readonly page: AccessLogPage
  /** True on the first page. */
  readonly newest: boolean
  readonly t: Catalogue
}

export function accessLogPageModel({ name, viewer, page, newest, t }: AccessLogView): AccessLogPageModel {
  const { voen } = viewer.access
  const { visits, next } = page
  const firstPage = newest ? null : accessLogUrl(voen)
  const message = newest ? t.accessLog.none : t.accessLog.pastTheEnd
  return {
    account: accountModel({ name, viewer, location: new AccountLocation('access-log'), below: false, t }),
    status: t.accessLog.shown(visits.length),
    visits: visits.map(visit => visitModel(visit, t)),
    empty: visits.length > 0 ? null : { message, firstPage },
    first: visits.length > 0 ? firstPage : null,
    next: next && accessLogUrl(voen, visitCursorQuery(next)),
  }
}

/** The query string of the page that starts after a visit. */
export function visitCursorQuery({ at, id }: VisitCursor): string {
  return `before=${at}&id=${id}`
}

/** The time range of the page, for the title. */
export function accessLogPosition({ visits }: AccessLogPage, t: Catalogue): string | null {
  const [newest, oldest] = [visits[0], visits.at(-1)]
  return newest && oldest ? t.range(t.format.instant(oldest.at), t.format.instant(newest.at)) : null
}

function visitModel({ at, name, broker, action, detail }: Visit, t: Catalogue): VisitModel {
  return {
    at: t.format.instant(at),
    name,
    behalf: broker === null ? t.accessLog.own : t.accessLog.broker(broker),
    action: actionLabel(action, detail, t),
  }
}

function actionLabel(action: Visit['action'], detail: string | null, t: Catalogue): string {
  if (action === 'viewed') return detail === VIEWED_IN_LIST ? t.accessLog.viewedInList : t.accessLog.viewed
  if (action === 'exported') return exportLabel(detail, t)
  const { broker, from, to, balances, exports } = JSON.parse(detail!) as MandateTerms
  const period = to === null ? t.mandates.openEnd(t.format.date(from)) : t.range(t.format.date(from), t.format.date(to))
  const shows = balances ? t.clients.whole : t.clients.filed
  const terms = [period, shows, exports ? t.accessLog.mayExport : t.accessLog.mayNotExport].join('; ')
  return t.accessLog.mandates[action](broker, terms)
}

function exportLabel(what: string | null, t: Catalogue): string {
  if (what === null) return t.accessLog.exported
  if (isLedger(what)) return t.accessLog.exportedWhat(t.ledgers[what])
  const issued = DOCUMENT_KINDS.find(kind => what === `issued-${kind}`)
  if (issued) return t.accessLog.issued(t.documents.kinds[issued])
  const others: Record<string, string> = {
    all: t.accessLog.all,
    operations: t.operations.title,
    declarations: t.account.declarations,
    debts: t.account.debts,
    interest: t.interest.title,
    act: t.acts.title,
    'own-books': t.ownBooks.title,
    [CLIENT_LIST]: t.clientExport.inAccessLog,
  }
  return t.accessLog.exportedWhat(others[what] ?? what)
}
