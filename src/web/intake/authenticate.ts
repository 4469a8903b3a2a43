import { isSenderName, type Sender } from '../../domain/sender.ts'
import { faultOfSignature, ID_HEADER, SENDER_HEADER, type SignatureFault } from '../../intake/signature.ts'
import { findSender } from '../../services/intake/senders.ts'
import type { Dependencies, WebContext } from '../context.ts'

/** Checks unknown senders against stand-in keys, so that they take the same time as known ones. */
export async function authenticateSender(
  { access, clock }: Dependencies,
  c: WebContext,
  body: Uint8Array | string,
): Promise<Sender | SignatureFault> {
  const name = c.req.header(SENDER_HEADER) ?? ''
  const known = isSenderName(name) ? await findSender(access, name) : undefined
  const fault = faultOfSignature(header => c.req.header(header), body, known?.keys ?? [], clock())
  if (fault) return fault
  c.set('sender', { name, request: c.req.header(ID_HEADER)! })
  return known!.sender
}

/** For GET requests, senders sign the path and query string. */
export function signedAddress(c: WebContext): string {
  const { url } = c.req
  return url.slice(url.indexOf('/', url.indexOf('//') + 2))
}
