import { Hono } from 'hono'
import { SearchPage } from '../../../views/search-page.tsx'
import { type AccountAccess, onlyFiledBy } from '../../domain/account-access.ts'
import { listClients, uniqueClients } from '../../services/access/clients.ts'
import { listCompanies } from '../../services/access/companies.ts'
import { selectInTurns } from '../../services/sort-in-turns.ts'
import { isOf, searchAccount } from '../../services/statement/search-account.ts'
import { searchAccounts } from '../../services/statement/search-accounts.ts'
import { cachedToday } from '../cached-today.ts'
import type { Dependencies, Env } from '../context.ts'
import { notFound } from '../errors.tsx'
import { recordListedVisits, requireAccess, requireSession } from '../gate.ts'
import { accountSearchModel, type FoundCompany, searchModel } from '../models/search-page.ts'
import { pageTitle } from '../page-title.ts'
import { AccountLocation } from '../queries/account-location.ts'
import { parseAfterVoen, parseSearchPlace, SearchQuery } from '../queries/search-query.ts'
import { respond } from '../respond.tsx'
import { nextTurn, turnOwner } from '../turn-owner.ts'
import { SEARCH } from '../urls.ts'
import { nameOf, viewerOf } from '../viewer.ts'

/** Hits of each group on the first page, and on the pages of one group. */
const [FIRST_HITS, HITS_OF_GROUP] = [5, 50]
const SHOWN_COMPANIES = 10

/** One search in an account, and one in all companies that a person may see. */
export function searchRoutes(dependencies: Dependencies): Hono<Env> {
  const { reader, clock } = dependencies
  const routes = new Hono<Env>()
  const today = cachedToday(clock)

  routes.get('/accounts/:voen/search', requireAccess(dependencies, 'declarations'), async c => {
    const t = c.get('t')
    const account = c.get('account')
    const query = SearchQuery.parse(c.req.query('q'))
    const from = parseSearchPlace(c.req.query('in'), c.req.query('at'))
    if (from === undefined) return notFound(c, 'noPage', account.voen)
    const findings =
      query.search &&
      (await searchAccount(reader, {
        voen: account.voen,
        declarant: onlyFiledBy(account),
        search: query.search,
        from,
        limit: from === null ? FIRST_HITS : HITS_OF_GROUP,
        owner: turnOwner(c.get('session')!),
      }))
    const name = findings?.name ?? (await nameOf(c, dependencies))
    const model = accountSearchModel({ viewer: viewerOf(c), name, query, findings, from, t })
    return respond(c, {
      status: query.problem === null ? 200 : 422,
      title: pageTitle(t.search.title, query.typed, name),
      page: <SearchPage model={model} t={t} />,
      sheet: 'search',
    })
  })

  routes.get(SEARCH, requireSession(), async c => {
    const t = c.get('t')
    const session = c.get('session')!
    const owner = turnOwner(session)
    const query = SearchQuery.parse(c.req.query('q'))
    const after = parseAfterVoen(c.req.query('after'))
    if (after === undefined) return notFound(c, 'noPage')
    const own = session.person.companies.map(({ voen }) => voen)
    const [registered, mandates] = [await listCompanies(reader, own), await listClients(reader, own, today(), owner)]
    await nextTurn(session)
    const access: AccountAccess[] = [
      ...own.map(voen => ({ voen, broker: null, balances: true, exports: true })),
      ...uniqueClients(mandates.filter(({ voen }) => !own.includes(voen))),
    ]
    const names = new Map([
      ...mandates.map(({ voen, name }) => [voen, name] as const),
      ...session.person.companies.map(({ voen, name }) => [voen, registered.get(voen)?.name ?? name] as const),
    ])
    const { search } = query
    const isNamed = ({ voen }: AccountAccess) => search !== null && isOf(search, voen, names.get(voen) ?? null)
    const companies = search && after === null ? await selectInTurns(access, isNamed, SHOWN_COMPANIES + 1, owner) : []
    await nextTurn(session)
    const accounts = access.map(account => ({ voen: account.voen, declarant: onlyFiledBy(account) }))
    const { findings, next } = search
      ? await searchAccounts(reader, { accounts, search, after, owner })
      : { findings: [], next: null }
    // Every account of which a figure is shown.
    const shown = new Set<string>(findings.map(({ voen }) => voen))
    await recordListedVisits(
      dependencies,
      session,
      access.filter(({ voen }) => shown.has(voen)),
    )
    const model = searchModel({
      query,
      companies: companies.slice(0, SHOWN_COMPANIES).map((account): FoundCompany => {
        const name = names.get(account.voen) ?? null
        return { voen: account.voen, name, href: new AccountLocation('statement').urlIn(account) }
      }),
      moreCompanies: companies.length > SHOWN_COMPANIES,
      findings,
      next,
      searched: access.length,
      t,
    })
    return respond(c, {
      status: query.problem === null ? 200 : 422,
      title: pageTitle(t.search.title, query.typed),
      page: <SearchPage model={model} t={t} />,
      sheet: 'search',
    })
  })

  return routes
}
