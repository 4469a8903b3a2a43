import { Hono } from 'hono'
import { CompaniesPage } from '../../../views/companies-page.tsx'
import { countClients } from '../../services/access/clients.ts'
import { listCompanies } from '../../services/access/companies.ts'
import { cachedToday } from '../cached-today.ts'
import type { Dependencies, Env } from '../context.ts'
import { recordListedVisits, requireSession } from '../gate.ts'
import { companiesPageModel } from '../models/companies-page.ts'
import { AccountLocation } from '../queries/account-location.ts'
import { respond } from '../respond.tsx'
import { nextTurn } from '../turn-owner.ts'
import { COMPANIES } from '../urls.ts'

/** The personal cabinet: the companies that the person represents. */
export function companyRoutes(dependencies: Dependencies): Hono<Env> {
  const { reader, access, clock } = dependencies
  const routes = new Hono<Env>()
  const today = cachedToday(clock)

  routes.get(COMPANIES, requireSession(), async c => {
    const t = c.get('t')
    const session = c.get('session')!
    const { companies } = session.person
    const voens = companies.map(({ voen }) => voen)
    const accounts = await listCompanies(reader, voens)
    await nextTurn(session)
    const clients = await countClients(access, voens, today())
    await nextTurn(session)
    const shown = [...accounts.values()].map(({ voen }) => ({ voen, broker: null }))
    await recordListedVisits(dependencies, session, shown)
    await nextTurn(session)
    const model = companiesPageModel({
      companies,
      accounts,
      clients,
      location: AccountLocation.parse(field => c.req.query(field)),
      t,
    })
    const page = <CompaniesPage model={model} t={t} />
    return respond(c, { status: 200, title: t.companies.title, page, sheet: 'lists' })
  })

  return routes
}
