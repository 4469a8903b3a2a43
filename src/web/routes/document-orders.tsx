import { Hono } from 'hono'
import { DocumentOrderPage } from '../../../views/document-order-page.tsx'
import { onlyFiledBy } from '../../domain/account-access.ts'
import { parsePaperNumber } from '../../domain/paper-number.ts'
import {
  type DocumentOrder,
  type DocumentOrderKey,
  endOrder,
  isSilent,
  readOrder,
  takeOrder,
} from '../../services/papers/document-orders.ts'
import { readDocument } from '../../services/papers/list-documents.ts'
import type { Dependencies, Env, WebContext } from '../context.ts'
import type { LongDocuments } from '../document-job.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { documentOrderModel, workingOrderModel } from '../models/document-order-page.ts'
import { pageTitle } from '../page-title.ts'
import { redirect, respond } from '../respond.tsx'
import { respondTooManyOrders } from '../too-long.tsx'
import { documentOrderUrl, documentUrl } from '../urls.ts'
import { nameOf, viewerOf } from '../viewer.ts'
import { respondWorking } from '../working.tsx'

const PATH = '/accounts/:voen/document-orders'

/** Shows how far a long document is, and leads to its file. Each person sees the own orders. */
export function documentOrderRoutes(dependencies: Dependencies, long: LongDocuments): Hono<Env> {
  const { papers, clock } = dependencies
  const routes = new Hono<Env>()
  const mayDownload = requireAccess(dependencies, 'declarations', 'exports')

  /** Makes the file of a long document again. */
  routes.post(PATH, mayDownload, async c => {
    const account = c.get('account')
    const { voen } = account
    const number = parsePaperNumber(c.req.query('number') ?? '')
    if (number === null || number === 'mistyped') return notFound(c, 'noDocument', voen)
    const document = await readDocument(papers, { voen, number, onlyFiledBy: onlyFiledBy(account) })
    if (!document) return notFound(c, 'noDocument', voen)
    const ordered = { number: document.number }
    const { subject } = c.get('session')!.person
    const ways = { page: documentUrl(voen, document.number), file: null }
    const id = await takeOrder(papers, { voen, subject }, { ordered, ways }, clock())
    if (id === null) return respondTooManyOrders(c, ways)
    await long.start(c, { id, ordered })
    return redirect(c, documentOrderUrl(voen, id))
  })

  routes.get(`${PATH}/:id`, mayDownload, async c => {
    const order = await orderOf(c)
    if (!order) return notFound(c, 'notFound', c.get('account').voen)
    const t = c.get('t')
    const now = clock()
    const name = await nameOf(c, dependencies)
    const view = { name, viewer: viewerOf(c), order, now, t }
    if (order.state === 'working' && !isSilent(order, now)) return respondWorking(c, workingOrderModel(view), name)
    const model = documentOrderModel(view)
    return respond(c, {
      status: 200,
      title: pageTitle(model.title, name),
      page: <DocumentOrderPage model={model} t={t} />,
    })
  })

  routes.post(`${PATH}/:id/again`, mayDownload, async c => {
    const order = await orderOf(c)
    if (!order) return notFound(c, 'notFound', c.get('account').voen)
    await long.start(c, order)
    return redirect(c, documentOrderUrl(c.get('account').voen, order.id))
  })

  routes.post(`${PATH}/:id/stop`, mayDownload, async c => {
    const order = await orderOf(c)
    if (!order) return notFound(c, 'notFound', c.get('account').voen)
    await endOrder(papers, keyOf(c, order.id), { run: null, refusal: 'stopped' }, clock())
    return redirect(c, documentOrderUrl(c.get('account').voen, order.id))
  })

  function keyOf(c: WebContext, id: string): DocumentOrderKey {
    return { voen: c.get('account').voen, id, subject: c.get('session')!.person.subject }
  }

  async function orderOf(c: WebContext): Promise<DocumentOrder | null> {
    const id = c.req.param('id') ?? ''
    return /^[\w-]{16}$/.test(id) ? readOrder(papers, keyOf(c, id), clock()) : null
  }

  return routes
}
