import { TooLongPage } from '../../views/too-long-page.tsx'
import { MAX_DOCUMENT_ROWS } from '../services/papers/document-content.ts'
import type { OrderWays } from '../services/papers/document-orders.ts'
import type { WebContext } from './context.ts'
import { respond } from './respond.tsx'

/** Answers that a document would have too many rows, with the ways to fewer and to all of them. */
export function respondTooManyRows(c: WebContext, ways: OrderWays): Response {
  const { tooLong, exportHasAll } = c.get('t').pdf
  const message = [tooLong(MAX_DOCUMENT_ROWS), ...(ways.file === null ? [] : [exportHasAll])].join(' ')
  return respondWays(c, 422, message, ways)
}

/** Answers that so many documents of the person are being made. */
export function respondTooManyOrders(c: WebContext, ways: OrderWays): Response {
  return respondWays(c, 429, c.get('t').orders.tooMany, ways)
}

function respondWays(c: WebContext, status: 422 | 429, message: string, { page, file }: OrderWays): Response {
  const { tooLongTitle: title, toExport, back } = c.get('t').pdf
  const links = [{ label: back, href: page }, ...(file === null ? [] : [{ label: toExport, href: file }])]
  return respond(c, { status, title, page: <TooLongPage model={{ title, message, links }} /> })
}
