/** Signed requests: Standard Webhooks (HMAC-SHA256 or Ed25519), plus a fourth header that names the sender. */
import { createHmac, sign as signBytes, timingSafeEqual, verify as verifyBytes } from 'node:crypto'
import type { SenderKey } from '../domain/sender.ts'
import {
  fromBase64,
  makeSigningKey,
  privateKeyOf,
  publicKeyOf,
  type SigningKey,
  type VerifyingKey,
  verifyingKeyOf,
} from './sender-key.ts'

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

/** An unknown sender gets `signature-wrong` too, so that senders' names cannot be probed. */
export type SignatureFault = 'signature-missing' | 'signature-malformed' | 'timestamp-out-of-range' | 'signature-wrong'

const TOLERANCE_S = 5 * 60

/** No full stop: it separates the id from the timestamp in the signed content. */
const ID = /^[!-\-/-~]{1,256}$/
const TIMESTAMP = /^\d{1,12}$/

/** A rotation needs fewer: a sender has at most two keys. */
const MAX_SIGNATURES = 8

/** Keys tried per algorithm, stand-ins included: an unknown sender costs the same time as a known one. */
const KEYS_TRIED = 2

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

/**
 * Checks a request against the keys of the sender it names.
 * @param header reads a header of the request
 * @param keys empty for an unregistered sender
 * @returns null when one of the keys made one of the signatures
 */
export function faultOfSignature(
  header: (name: string) => string | undefined,
  body: Uint8Array | string,
  keys: readonly VerifyingKey[],
  now: Date,
): SignatureFault | null {
  const [id, timestamp, signatures] = [header(ID_HEADER), header(TIMESTAMP_HEADER), header(SIGNATURE_HEADER)]
  if (!id || !timestamp || !signatures || !header(SENDER_HEADER)) return 'signature-missing'
  const signatureTexts = signatures.split(' ').filter(text => text !== '')
  if (!ID.test(id) || !TIMESTAMP.test(timestamp) || signatureTexts.length > MAX_SIGNATURES) return 'signature-malformed'
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE_S) return 'timestamp-out-of-range'
  return isSigned(signedContent(id, timestamp, body), signatureTexts, keys) ? null : 'signature-wrong'
}

/** Tries every signature with every key and never stops early, so that timing reveals nothing. */
function isSigned(content: Buffer, signatureTexts: readonly string[], keys: readonly VerifyingKey[]): boolean {
  const hmacSignatures = signatureTexts.flatMap(text => bytesOf(text, 'v1,', 32))
  const ed25519Signatures = signatureTexts.flatMap(text => bytesOf(text, 'v1a,', 64))
  const results: boolean[] = []
  if (hmacSignatures.length > 0) {
    for (const { bytes, known } of keysToTry('hmac-sha256', keys, STAND_IN.secret)) {
      const expected = hmac(bytes, content)
      for (const signature of hmacSignatures) results.push(timingSafeEqual(expected, signature) && known)
    }
  }
  if (ed25519Signatures.length > 0) {
    for (const { bytes, known } of keysToTry('ed25519', keys, STAND_IN.publicKey)) {
      const key = publicKeyOf(bytes)
      for (const signature of ed25519Signatures) results.push(verifyBytes(null, content, key, signature) && known)
    }
  }
  return results.includes(true)
}

interface TriedKey {
  readonly bytes: Uint8Array
  readonly known: boolean
}

function keysToTry(algorithm: SenderKey['algorithm'], keys: readonly VerifyingKey[], standIn: Uint8Array): TriedKey[] {
  const own = keys.filter(key => key.algorithm === algorithm).map(({ bytes }) => ({ bytes, known: true }))
  while (own.length < KEYS_TRIED) own.push({ bytes: standIn, known: false })
  return own
}

function signedContent(id: string, timestamp: string, body: Uint8Array | string): Buffer {
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

/** Tried in place of the keys a sender does not have, so that an unknown sender costs the same time. */
const STAND_IN = {
  secret: makeSigningKey('hmac-sha256').bytes,
  publicKey: verifyingKeyOf(makeSigningKey('ed25519')).bytes,
}
