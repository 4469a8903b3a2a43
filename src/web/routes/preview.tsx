import { Hono } from 'hono'
import { PreviewFragment, PreviewPage } from '../../../views/preview-page.tsx'
import type { Qepik } from '../../domain/money.ts'
import { RefusalError } from '../../domain/problem.ts'
import type { Voen } from '../../domain/voen.ts'
import { readAccount } from '../../services/statement/accounts.ts'
import { previewAdvancePayment } from '../../services/statement/payment-preview.ts'
import type { Dependencies, Env } from '../context.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { previewPageModel } from '../models/preview-page.ts'
import { pageTitle } from '../page-title.ts'
import { PreviewQuery } from '../queries/preview-query.ts'
import { respond } from '../respond.tsx'
import { previewUrl } from '../urls.ts'
import { viewerOf } from '../viewer.ts'

export function previewRoutes(dependencies: Dependencies): Hono<Env> {
  const { reader, exporter, clock, config } = dependencies
  const routes = new Hono<Env>()

  routes.get('/accounts/:voen/preview', requireAccess(dependencies, 'balances'), async c => {
    const t = c.get('t')
    const { voen } = c.get('account')
    const now = clock()
    const account = await readAccount(reader, voen)
    if (!account) return notFound(c, 'noAccount')

    const parsed = PreviewQuery.parse(c.req.query('amount'))
    const preview = parsed.amount === null ? null : await tryPreview(voen, parsed.amount, now)
    const query = preview === 'refused' ? parsed.withAmountTooLarge() : parsed
    const model = previewPageModel({
      name: account.name,
      viewer: viewerOf(c),
      query,
      preview: preview === 'refused' ? null : preview,
      now,
      hop: config.hop,
      t,
    })
    const amount = query.amount === null ? null : t.format.money(query.amount)
    return respond(c, {
      status: query.problem ? 422 : 200,
      title: pageTitle(t.preview.title, amount, account.name),
      sheet: 'debts',
      page: <PreviewPage model={model} t={t} />,
      fragment: <PreviewFragment model={model} t={t} />,
      url: previewUrl(voen, query.query),
    })
  })

  /** An amount that the account cannot hold is a problem of the form, not a failure. */
  async function tryPreview(voen: Voen, amount: Qepik, now: Date) {
    try {
      return await previewAdvancePayment(exporter, voen, amount, now)
    } catch (error) {
      if (error instanceof RefusalError) return 'refused'
      throw error
    }
  }

  return routes
}
