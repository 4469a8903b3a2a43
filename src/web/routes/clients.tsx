import { Hono } from 'hono'
import { ClientsFragment, ClientsPage } from '../../../views/clients-page.tsx'
import { type Client, listClients, selectClients, uniqueClients } from '../../services/access/clients.ts'
import { cachedToday } from '../cached-today.ts'
import type { Dependencies, Env } from '../context.ts'
import { notFound } from '../errors.tsx'
import { recordListedVisits, requireSession } from '../gate.ts'
import { clientListCookie } from '../http/cookies.ts'
import { clientsPageModel } from '../models/clients-page.ts'
import { CLIENTS_PAGE_SIZE, ClientQuery } from '../queries/client-query.ts'
import { respond } from '../respond.tsx'
import { nextTurn, turnOwner } from '../turn-owner.ts'
import { CLIENTS, clientsUrl } from '../urls.ts'

/** The clients of a broker: the companies with a mandate in force today. */
export function clientRoutes(dependencies: Dependencies): Hono<Env> {
  const { reader, clock } = dependencies
  const routes = new Hono<Env>()
  const today = cachedToday(clock)

  routes.get(CLIENTS, requireSession(), async c => {
    const t = c.get('t')
    const query = ClientQuery.parse(field => c.req.query(field))
    const { start } = query
    if (start === null) return notFound(c, 'noPage')
    const session = c.get('session')!
    const own = session.person.companies.map(({ voen }) => voen)
    // The person already represents these; they are not clients.
    const owner = turnOwner(session)
    const isOwn = new Set(own)
    const mandates = (await listClients(reader, own, today(), owner)).filter(({ voen }) => !isOwn.has(voen))

    const severalBrokers = new Set(mandates.map(({ broker }) => broker)).size > 1
    const clients = uniqueClients(mandates)
    const found = await selectClients(clients, query, today(), owner)
    const shown = found.slice(start - 1, start - 1 + CLIENTS_PAGE_SIZE)
    await recordListedVisits(dependencies, session, shown.filter(showsFigures))
    await nextTurn(session)
    const view = { all: clients.length, found: found.length, shown, query, start, severalBrokers, today: today(), t }
    const model = clientsPageModel(view)
    const position = start === 1 ? [] : [t.clients.position(start)]
    return respond(c, {
      status: 200,
      title: [t.clients.title, ...position].join(', '),
      page: <ClientsPage model={model} t={t} />,
      fragment: <ClientsFragment model={model} t={t} />,
      url: clientsUrl(query.query),
      headers: { 'set-cookie': clientListCookie(query.list) },
    })
  })

  return routes
}

function showsFigures({ debt }: Client): boolean {
  return debt !== null
}
