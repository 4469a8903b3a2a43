import { isSenderName, type Sender } from '../../domain/sender.ts'
import { faultOfSignature, ID_HEADER, SENDER_HEADER, type SignatureFault } from '../../intake/signature.ts'
import { findSender } from '../../services/intake/senders.ts'
import type { Dependencies, WebContext } from '../context.ts'

/** Who sent a request; or what keeps it from being believed. Whoever is unknown is held against keys of nobody. */
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

/** Of a GET the address is signed as it is asked for, with its query. */
export function signedAddress(c: WebContext): string {
  const { url } = c.req
  return url.slice(url.indexOf('/', url.indexOf('//') + 2))
}
