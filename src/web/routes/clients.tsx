import { Hono } from 'hono'
import { ClientsFragment, ClientsPage } from '../../../views/clients-page.tsx'
import { CLIENT_LIST } from '../../domain/audit.ts'
import type { PlainDate } from '../../domain/dates.ts'
import type { Session } from '../../domain/session.ts'
import { clientsFacts, clientsFileName, clientsTable } from '../../export/clients-table.ts'
import { tableFile } from '../../export/file.ts'
import { addUpClients, type Client, listClients, selectClients, uniqueClients } from '../../services/access/clients.ts'
import { recordVisits } from '../../services/access/visits.ts'
import { cachedToday } from '../cached-today.ts'
import type { Dependencies, Env } from '../context.ts'
import { notFound } from '../errors.tsx'
import { recordListedVisits, requireSession } from '../gate.ts'
import { clientListCookie } from '../http/cookies.ts'
import { fileContext, sendListDownload } from '../http/download.ts'
import { clientsPageModel } from '../models/clients-page.ts'
import { CLIENTS_PAGE_SIZE, ClientQuery } from '../queries/client-query.ts'
import { parseFileFormat } from '../queries/file-format.ts'
import { respond } from '../respond.tsx'
import { nextTurn, turnOwner } from '../turn-owner.ts'
import { CLIENTS, CLIENTS_EXPORT, clientsUrl } from '../urls.ts'

/** The clients of a broker: the companies with a mandate in force today. */
export function clientRoutes(dependencies: Dependencies): Hono<Env> {
  const { reader, exporter, access, clock } = dependencies
  const routes = new Hono<Env>()
  const today = cachedToday(clock)

  routes.get(CLIENTS, requireSession(), async c => {
    const t = c.get('t')
    const query = ClientQuery.parse(field => c.req.query(field))
    const { start } = query
    if (start === null) return notFound(c, 'noPage')
    const session = c.get('session')!
    const now = clock()
    const { clients, severalBrokers } = await clientsOf(reader, session, today())
    const found = await selectClients(clients, query, today(), turnOwner(session))
    const shown = found.slice(start - 1, start - 1 + CLIENTS_PAGE_SIZE)
    // The sums of clients that are not on the page would show their figures too.
    const added = query.totals || shown.length === found.length
    await recordListedVisits(dependencies, session, (added ? found : shown).filter(showsFigures))
    await nextTurn(session)
    const model = clientsPageModel({
      all: clients.length,
      hidden: clients.filter(({ balances }) => !balances).length,
      found: found.length,
      exportable: found.filter(mayBeExported).length,
      shown,
      query,
      start,
      severalBrokers,
      totals: addUpClients(found),
      added,
      today: today(),
      now,
      t,
    })
    const position = start === 1 ? [] : [t.clients.position(start)]
    const answer = respond(c, {
      status: 200,
      title: [t.clients.title, ...position].join(', '),
      page: <ClientsPage model={model} t={t} />,
      sheet: 'lists',
      fragment: <ClientsFragment model={model} t={t} />,
      url: clientsUrl(query.query),
    })
    answer.headers.append('set-cookie', clientListCookie(session, query.list))
    return answer
  })

  routes.get(CLIENTS_EXPORT, requireSession(), async c => {
    const t = c.get('t')
    const format = parseFileFormat(c.req.query('dialect'), t)
    if (format === null) return notFound(c, 'noPage')
    const query = ClientQuery.parse(field => c.req.query(field)).with({ start: 1 })
    const session = c.get('session')!
    const { clients } = await clientsOf(exporter, session, today())
    const found = await selectClients(clients, query, today(), turnOwner(session))
    const exported = found.filter(mayBeExported)
    const isBroker = new Set<string>(exported.map(({ broker }) => broker))
    const brokers = session.person.companies.filter(({ voen }) => isBroker.has(voen))
    const context = fileContext(dependencies, c)
    const table = clientsTable(notedBatches(exported, session), clientsFacts(brokers, today(), context), t)
    return sendListDownload(dependencies, c, {
      fileName: clientsFileName(today(), t),
      format,
      pieces: tableFile(table, brokers.map(({ name }) => name).join(', '), format, context),
      content: CLIENT_LIST,
      filter: query.list,
    })
  })

  /** Each company has the download in its access log before its figures are sent. */
  async function* notedBatches(clients: readonly Client[], session: Session): AsyncGenerator<readonly Client[]> {
    const { subject, name } = session.person
    for (let from = 0; from < clients.length; from += EXPORTED_PER_TURN) {
      const piece = clients.slice(from, from + EXPORTED_PER_TURN)
      const noted = { at: clock(), action: 'exported', subject, name, detail: CLIENT_LIST } as const
      const visits = piece.filter(showsFigures).map(({ voen, broker }) => ({ ...noted, voen, broker }))
      if (visits.length > 0) await recordVisits(access, visits)
      yield piece
    }
  }

  return routes
}

/** Writing the visits of so many takes a few milliseconds, in which SQLite answers nobody else. */
const EXPORTED_PER_TURN = 100

/** The clients of a person's companies, each once, without those that the person represents. */
async function clientsOf(reader: Dependencies['reader'], session: Session, today: PlainDate) {
  const own = session.person.companies.map(({ voen }) => voen)
  const isOwn = new Set(own)
  const mandates = (await listClients(reader, own, today, turnOwner(session))).filter(({ voen }) => !isOwn.has(voen))
  const severalBrokers = new Set(mandates.map(({ broker }) => broker)).size > 1
  return { clients: uniqueClients(mandates), severalBrokers }
}

function mayBeExported({ exports }: Client): boolean {
  return exports
}

function showsFigures({ debt }: Client): boolean {
  return debt !== null
}
