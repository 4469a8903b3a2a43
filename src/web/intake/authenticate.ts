import { isSenderName, type Sender } from '../../domain/sender.ts'
import type { VerifyingKey } from '../../intake/sender-key.ts'
import { faultOfHeaders, ID_HEADER, isSigned, SENDER_HEADER, type SignatureFault } from '../../intake/signature.ts'
import { findSender } from '../../services/intake/senders.ts'
import type { Dependencies, WebContext } from '../context.ts'

/** A request whose headers are in order, from a sender that is registered. Its signature is not checked yet. */
export interface NamedSender {
  readonly sender: Sender
  readonly keys: readonly VerifyingKey[]
}

/** Judges a request before its body is read, so that only registered senders can make the server read one. */
export async function findNamedSender(
  { access, clock, config }: Dependencies,
  c: WebContext,
): Promise<NamedSender | SignatureFault> {
  const fault = faultOfHeaders(header => c.req.header(header), clock())
  if (fault) return fault
  const name = c.req.header(SENDER_HEADER)!
  return (isSenderName(name) ? await findSender(access, name, config.secretsKey) : undefined) ?? 'signature-wrong'
}

/** @returns whether the sender signed the body, which the log then says */
export async function isAuthentic(
  c: WebContext,
  { sender, keys }: NamedSender,
  body: Uint8Array | string,
): Promise<boolean> {
  if (!(await isSigned(header => c.req.header(header), body, keys))) return false
  c.set('sender', { name: sender.name, request: c.req.header(ID_HEADER)! })
  return true
}

export async function authenticateSender(
  dependencies: Dependencies,
  c: WebContext,
  body: string,
): Promise<Sender | SignatureFault> {
  const named = await findNamedSender(dependencies, c)
  if (typeof named === 'string') return named
  return (await isAuthentic(c, named, body)) ? named.sender : 'signature-wrong'
}

/** For GET requests, senders sign the path and query string. */
export function signedAddress(c: WebContext): string {
  const { url } = c.req
  return url.slice(url.indexOf('/', url.indexOf('//') + 2))
}
