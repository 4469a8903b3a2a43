/** Signed requests: Standard Webhooks (HMAC-SHA256 or Ed25519), plus a fourth header that names the sender. */
import { createHmac, sign as signBytes, subtle, timingSafeEqual, verify } from 'node:crypto'
import { promisify } from 'node:util'
import { MAX_KEYS } from '../domain/sender.ts'
import { fromBase64, privateKeyOf, publicKeyOf, type SigningKey, type VerifyingKey } from './sender-key.ts'

export const SENDER_HEADER = 'webhook-sender'
export const ID_HEADER = 'webhook-id'
export const TIMESTAMP_HEADER = 'webhook-timestamp'
export const SIGNATURE_HEADER = 'webhook-signature'

export type SignatureHeaders = Record<
  typeof SENDER_HEADER | typeof ID_HEADER | typeof TIMESTAMP_HEADER | typeof SIGNATURE_HEADER,
  string
>

export interface Signer {
  readonly sender: string
  readonly key: SigningKey
}

export interface Message {
  /** Stays the same when the request is sent again. */
  readonly id: string
  readonly at: Date
  /** The bytes as sent, after compression. For GET requests: the path and query string. */
  readonly body: Uint8Array | string
}

/** An unknown sender gets `signature-wrong` too: before its body is read, so the time tells whether a name is known. */
export type SignatureFault = 'signature-missing' | 'signature-malformed' | 'timestamp-out-of-range' | 'signature-wrong'

const TOLERANCE_S = 5 * 60

/** No full stop: it separates the id from the timestamp in the signed content. */
const ID = /^[!-\-/-~]{1,256}$/
const TIMESTAMP = /^\d{1,12}$/

/** A sender has at most two keys, and each signature costs a reading of the whole body for each key. */
export const MAX_SIGNATURES = MAX_KEYS

export function sign({ sender, key }: Signer, { id, at, body }: Message): SignatureHeaders {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const content = signedContent(id, timestamp, body)
  const signature =
    key.algorithm === 'hmac-sha256'
      ? `v1,${hmac(key.bytes, content).toString('base64')}`
      : `v1a,${signBytes(null, content, privateKeyOf(key.bytes)).toString('base64')}`
  return {
    [SENDER_HEADER]: sender,
    [ID_HEADER]: id,
    [TIMESTAMP_HEADER]: timestamp,
    [SIGNATURE_HEADER]: signature,
  }
}

type ReadHeader = (name: string) => string | undefined

/**
 * Checks what can be checked before the body is read.
 * @returns null when the headers name a sender and hold at least one signature of the right form, made just now
 */
export function faultOfHeaders(header: ReadHeader, now: Date): SignatureFault | null {
  const [id, timestamp, signatures] = [header(ID_HEADER), header(TIMESTAMP_HEADER), header(SIGNATURE_HEADER)]
  if (!id || !timestamp || !signatures || !header(SENDER_HEADER)) return 'signature-missing'
  const texts = wordsOf(signatures)
  const count = hmacSignatures(texts).length + ed25519Signatures(texts).length
  if (!ID.test(id) || !TIMESTAMP.test(timestamp) || count > MAX_SIGNATURES) return 'signature-malformed'
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE_S) return 'timestamp-out-of-range'
  return count > 0 ? null : 'signature-wrong'
}

/**
 * Checks a request whose headers have no fault against the keys of the sender it names. To hash a large body takes tens
 * of milliseconds, so other threads do it.
 * @returns whether one of the keys made one of the signatures
 */
export function isSigned(
  header: ReadHeader,
  body: Uint8Array | string,
  keys: readonly VerifyingKey[],
): Promise<boolean> {
  const content = signedContent(header(ID_HEADER)!, header(TIMESTAMP_HEADER)!, body)
  return hasSignature(content, wordsOf(header(SIGNATURE_HEADER)!), keys)
}

const wordsOf = (signatures: string) => signatures.split(' ').filter(text => text !== '')
const hmacSignatures = (texts: readonly string[]) => texts.flatMap(text => bytesOf(text, 'v1,', 32))
const ed25519Signatures = (texts: readonly string[]) => texts.flatMap(text => bytesOf(text, 'v1a,', 64))

const verifyElsewhere = promisify(verify)

/** Tries every signature with every key and never stops early, so that timing does not tell which key was right. */
async function hasSignature(
  content: Buffer<ArrayBuffer>,
  texts: readonly string[],
  keys: readonly VerifyingKey[],
): Promise<boolean> {
  const [ofHmac, ofEd25519] = [hmacSignatures(texts), ed25519Signatures(texts)]
  const results: boolean[] = []
  for (const { algorithm, bytes } of keys) {
    if (algorithm === 'ed25519') {
      const key = publicKeyOf(bytes)
      for (const signature of ofEd25519) results.push(await verifyElsewhere(null, content, key, signature))
    } else if (ofHmac.length > 0) {
      const expected = await hmacElsewhere(bytes, content)
      results.push(...ofHmac.map(signature => timingSafeEqual(expected, signature)))
    }
  }
  return results.includes(true)
}

function signedContent(id: string, timestamp: string, body: Uint8Array | string): Buffer<ArrayBuffer> {
  return Buffer.concat([Buffer.from(`${id}.${timestamp}.`), typeof body === 'string' ? Buffer.from(body) : body])
}

/** Empty for another version's signature or a malformed one. */
function bytesOf(text: string, version: 'v1,' | 'v1a,', length: number): Buffer[] {
  const bytes = text.startsWith(version) ? fromBase64(text.slice(version.length)) : null
  return bytes?.length === length ? [bytes] : []
}

function hmac(secret: Uint8Array, content: Buffer): Buffer {
  return createHmac('sha256', secret).update(content).digest()
}

async function hmacElsewhere(secret: Uint8Array, content: Buffer<ArrayBuffer>): Promise<Buffer> {
  const key = await subtle.importKey('raw', Buffer.from(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return Buffer.from(await subtle.sign('HMAC', key, content))
}
