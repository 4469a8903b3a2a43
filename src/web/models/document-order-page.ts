import type { DocumentOrderPageModel } from '../../../views/document-order-page.tsx'
import type { WorkingPageModel, WorkingStepModel } from '../../../views/working-page.tsx'
import type { Catalogue } from '../../i18n/index.ts'
import { MAX_DOCUMENT_ROWS } from '../../services/papers/document-content.ts'
import { type DocumentOrder, isSilent, type OrderProgress } from '../../services/papers/document-orders.ts'
import { AccountLocation } from '../queries/account-location.ts'
import { documentFileUrl, documentOrderUrl, documentUrl } from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel } from './account.ts'
import { workingStep } from './working-step.ts'

export interface DocumentOrderView {
  readonly name: string
  readonly viewer: Viewer
  readonly order: DocumentOrder
  readonly now: Date
  readonly t: Catalogue
}

const BYTES_PER_MEGABYTE = 1024 * 1024

export function workingOrderModel({ name, viewer, order, now, t }: DocumentOrderView): WorkingPageModel {
  const { voen } = viewer.access
  return {
    account: accountModel({ name, viewer, location: new AccountLocation('documents'), below: true, t }),
    place: t.orders.working,
    title: t.orders.working,
    steps: stepsOf(order.progress, now, t),
    note: t.orders.refreshes,
    address: documentOrderUrl(voen, order.id),
    stopAction: documentOrderUrl(voen, order.id, 'stop'),
  }
}

const STAGES = ['waiting', 'reading', 'composing', 'keeping'] as const

function stepsOf({ stage, since, rows = 0, all = 0 }: OrderProgress, now: Date, t: Catalogue): WorkingStepModel[] {
  const at = STAGES.indexOf(stage)
  const seconds = Math.max(0, Math.round((now.getTime() - Date.parse(since)) / 1000))
  return STAGES.map((each, index) => {
    const state = index < at ? 'done' : index === at ? 'now' : 'later'
    const label = t.orders.stages[each]
    if (each === 'reading') return workingStep(label, rows, all, state, t)
    // Nobody knows how far the compiler is.
    const count = each === 'composing' && state === 'now' ? t.orders.since(seconds) : ''
    return { label, count, state, part: null }
  })
}

/** Of an order that is not worked on. */
export function documentOrderModel(view: DocumentOrderView): DocumentOrderPageModel {
  const { name, viewer, order, t } = view
  const { voen } = viewer.access
  const account = accountModel({ name, viewer, location: new AccountLocation('documents'), below: true, t })
  if (order.state === 'made' && order.number !== null) {
    const megabytes = Math.ceil((order.bytes ?? 0) / BYTES_PER_MEGABYTE)
    return {
      account,
      title: t.orders.made,
      message: t.orders.kept,
      file: { href: documentFileUrl(voen, order.number), label: t.orders.download(megabytes) },
      links: [{ href: documentUrl(voen, order.number), label: t.orders.toDocument }],
      againAction: null,
    }
  }
  const isTooLong = order.refusal === 'too-many-rows'
  const { page, file } = order.ways
  return {
    account,
    title: t.orders.failed,
    message: refusalText(view),
    file: null,
    links: [{ href: page, label: t.pdf.back }, ...(file === null ? [] : [{ href: file, label: t.pdf.toExport }])],
    againAction: isTooLong || order.refusal === 'nothing' ? null : documentOrderUrl(voen, order.id, 'again'),
  }
}

function refusalText({ order, now, t }: DocumentOrderView): string {
  if (isSilent(order, now)) return t.orders.refusals.silent
  if (order.refusal === 'too-many-rows') return t.pdf.tooLong(MAX_DOCUMENT_ROWS)
  const texts: Readonly<Record<string, string>> = { ...t.pdf.refusals, ...t.orders.refusals }
  return texts[order.refusal ?? 'failed'] ?? t.orders.refusals.failed
}
