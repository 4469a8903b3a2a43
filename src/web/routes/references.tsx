import { Hono } from 'hono'
import { ReferenceFragment, ReferenceLiveUpdate, ReferencePage } from '../../../views/reference-page.tsx'
import { readReference } from '../../services/statement/read-reference.ts'
import { readBookings } from '../../services/statement/versions.ts'
import type { Dependencies, Env } from '../context.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { hasNoLiveUpdate } from '../live-update.ts'
import { referencePageModel } from '../models/reference-page.ts'
import { pageTitle } from '../page-title.ts'
import { parseSeq } from '../queries/cursor.ts'
import { respond, respondNoLiveUpdate } from '../respond.tsx'
import { referenceUrl } from '../urls.ts'
import { viewerOf } from '../viewer.ts'

/** The page of all documents of an account with one number: acts, protocols and the like. */
export function referenceRoutes(dependencies: Dependencies): Hono<Env> {
  const { reader, clock, config } = dependencies
  const routes = new Hono<Env>()

  routes.get('/accounts/:voen/references', requireAccess(dependencies, 'balances'), async c => {
    const t = c.get('t')
    const { voen } = c.get('account')
    const reference = c.req.query('number') ?? ''
    const start = c.req.query('after')
    const after = start === undefined ? null : parseSeq(start)
    if (start !== undefined && after === null) return notFound(c, 'noPage', voen)
    if (await hasNoLiveUpdate(c, () => readBookings(reader, voen))) return respondNoLiveUpdate(c)
    const statement = await readReference(reader, { voen, reference, after })
    if (!statement) return notFound(c, after === null ? 'noReference' : 'noPage', voen)

    const model = referencePageModel({ viewer: viewerOf(c), reference, statement, after, hop: config.hop, t })
    const position = after === null ? null : t.reference.position
    return respond(c, {
      status: 200,
      title: pageTitle(t.reference.title(model.number), position, statement.name),
      sheet: 'trace',
      page: <ReferencePage model={model} t={t} />,
      fragment: <ReferenceFragment model={model} t={t} />,
      liveUpdate: <ReferenceLiveUpdate model={model} at={t.format.time(clock())} t={t} />,
      url: referenceUrl(voen, reference, after === null ? '' : `after=${after}`),
    })
  })

  return routes
}
