import { Hono } from 'hono'
import { ChooserPage, EntrancePage } from '../../../views/chooser-page.tsx'
import { listAccounts } from '../../services/list-accounts.ts'
import type { Dependencies, Env } from '../context.ts'
import { chooserPageModel } from '../models/chooser-page.ts'
import { respond } from '../respond.tsx'

const MOST_ACCOUNTS = 100

/** The entrance: the demonstration accounts to choose from, or where to sign in. */
export function homeRoutes({ reader, config }: Dependencies): Hono<Env> {
  const routes = new Hono<Env>()

  routes.get('/', async c => {
    const t = c.get('t')
    if (!config.demo)
      return respond(c, {
        status: 200,
        title: t.service,
        page: <EntrancePage t={t} />,
      })
    const model = chooserPageModel(await listAccounts(reader, MOST_ACCOUNTS))
    return respond(c, {
      status: 200,
      title: t.chooser.title,
      page: <ChooserPage model={model} t={t} />,
    })
  })

  return routes
}
