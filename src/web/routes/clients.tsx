import { Hono } from 'hono'
import { ClientsFragment, ClientsPage } from '../../../views/clients-page.tsx'
import { listClients, uniqueClients } from '../../services/access/clients.ts'
import { cachedToday } from '../cached-today.ts'
import type { Dependencies, Env } from '../context.ts'
import { notFound } from '../errors.tsx'
import { requireSession } from '../gate.ts'
import { clientsPageModel } from '../models/clients-page.ts'
import { ClientQuery } from '../queries/client-query.ts'
import { respond } from '../respond.tsx'
import { CLIENTS, clientsUrl } from '../urls.ts'

/** The clients of a broker: the companies with a mandate in force today. */
export function clientRoutes({ reader, clock }: Dependencies): Hono<Env> {
  const routes = new Hono<Env>()
  const today = cachedToday(clock)

  routes.get(CLIENTS, requireSession(), async c => {
    const t = c.get('t')
    const query = ClientQuery.parse(field => c.req.query(field))
    const { start } = query
    if (start === null) return notFound(c, 'noPage')
    const { companies } = c.get('session')!.person
    const own = companies.map(({ voen }) => voen)
    // The person already represents these; they are not clients.
    const mandates = (await listClients(reader, own, today())).filter(({ voen }) => !own.includes(voen))

    const severalBrokers = new Set(mandates.map(({ broker }) => broker)).size > 1
    const model = clientsPageModel({ clients: uniqueClients(mandates), query, start, severalBrokers, t })
    const position = start === 1 ? [] : [t.clients.position(start)]
    return respond(c, {
      status: 200,
      title: [t.clients.title, ...position].join(', '),
      page: <ClientsPage model={model} t={t} />,
      fragment: <ClientsFragment model={model} t={t} />,
      url: clientsUrl(query.query),
    })
  })

  return routes
}
