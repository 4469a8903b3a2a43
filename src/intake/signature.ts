/**
 * How a sender proves that a request is its own: Standard Webhooks (HMAC-SHA256 or Ed25519), and beside its three
 * headers one that names the sender.
 */
import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign as signBytes,
  timingSafeEqual,
  verify as verifyBytes,
} from 'node:crypto'
import type { SenderKey } from '../domain/sender.ts'

export const SENDER_HEADER = 'webhook-sender'
export const ID_HEADER = 'webhook-id'
export const TIMESTAMP_HEADER = 'webhook-timestamp'
export const SIGNATURE_HEADER = 'webhook-signature'

export type SignatureHeaders = Record<
  typeof SENDER_HEADER | typeof ID_HEADER | typeof TIMESTAMP_HEADER | typeof SIGNATURE_HEADER,
  string
>

/** What checks a signature: of Ed25519 the 32 bytes of the public key, of HMAC the secret. */
export type VerifyingKey = Pick<SenderKey, 'algorithm' | 'bytes'>

/** What makes one: of Ed25519 the 32 bytes of the private key's seed, of HMAC the secret. */
export type SigningKey = Pick<SenderKey, 'algorithm' | 'bytes'>

export interface Signer {
  readonly sender: string
  readonly key: SigningKey
}

export interface Message {
  /** Names this request, and the same one sent again. */
  readonly id: string
  readonly at: Date
  /** As it is sent, compressed if it is compressed; of a GET the path with its query. */
  readonly body: Uint8Array | string
}

/** What keeps a request from being believed; who is not known is told the same as who signed wrongly. */
export type SignatureFault = 'signature-missing' | 'signature-malformed' | 'timestamp-out-of-range' | 'signature-wrong'

const TOLERANCE_S = 5 * 60

/** A full stop parts the id from the time in what is signed, so none may stand in it. */
const ID = /^[!-\-/-~]{1,256}$/
const TIMESTAMP = /^\d{1,12}$/

/** More than two keys with two algorithms give a rotation no reason for. */
const MAX_SIGNATURES = 8

/** So many keys of an algorithm are always tried, however many a sender has: who is unknown costs the same. */
const KEYS_TRIED = 2

/** The headers with which a request is sent. */
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
 * Holds a request against the keys of the sender it names.
 * @param header reads a header of the request
 * @param keys none when no such sender is registered
 * @returns what is wrong; null when one of the keys made one of the signatures
 */
export function faultOfSignature(
  header: (name: string) => string | undefined,
  body: Uint8Array | string,
  keys: readonly VerifyingKey[],
  now: Date,
): SignatureFault | null {
  const [id, timestamp, signatures] = [header(ID_HEADER), header(TIMESTAMP_HEADER), header(SIGNATURE_HEADER)]
  if (!id || !timestamp || !signatures || !header(SENDER_HEADER)) return 'signature-missing'
  const given = signatures.split(' ').filter(text => text !== '')
  if (!ID.test(id) || !TIMESTAMP.test(timestamp) || given.length > MAX_SIGNATURES) return 'signature-malformed'
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE_S) return 'timestamp-out-of-range'
  return isSigned(signedContent(id, timestamp, body), given, keys) ? null : 'signature-wrong'
}

/** Every signature is tried with every key, whichever is right, and with stand-ins where a sender has fewer. */
function isSigned(content: Buffer, given: readonly string[], keys: readonly VerifyingKey[]): boolean {
  const ofHmac = given.flatMap(text => bytesOf(text, 'v1,', 32))
  const ofEd25519 = given.flatMap(text => bytesOf(text, 'v1a,', 64))
  const right: boolean[] = []
  if (ofHmac.length > 0) {
    for (const { bytes, known } of tried('hmac-sha256', keys, STAND_IN.secret)) {
      const expected = hmac(bytes, content)
      for (const signature of ofHmac) right.push(timingSafeEqual(expected, signature) && known)
    }
  }
  if (ofEd25519.length > 0) {
    for (const { bytes, known } of tried('ed25519', keys, STAND_IN.publicKey)) {
      const key = publicKeyOf(bytes)
      for (const signature of ofEd25519) right.push(verifyBytes(null, content, key, signature) && known)
    }
  }
  return right.includes(true)
}

interface TriedKey {
  readonly bytes: Uint8Array
  readonly known: boolean
}

function tried(algorithm: SenderKey['algorithm'], keys: readonly VerifyingKey[], standIn: Uint8Array): TriedKey[] {
  const own = keys.filter(key => key.algorithm === algorithm).map(({ bytes }) => ({ bytes, known: true }))
  while (own.length < KEYS_TRIED) own.push({ bytes: standIn, known: false })
  return own
}

function signedContent(id: string, timestamp: string, body: Uint8Array | string): Buffer {
  return Buffer.concat([Buffer.from(`${id}.${timestamp}.`), typeof body === 'string' ? Buffer.from(body) : body])
}

/** The bytes of a signature of that version; none when it is another's or malformed. */
function bytesOf(text: string, version: 'v1,' | 'v1a,', length: number): Buffer[] {
  const bytes = text.startsWith(version) ? fromBase64(text.slice(version.length)) : null
  return bytes?.length === length ? [bytes] : []
}

function hmac(secret: Uint8Array, content: Buffer): Buffer {
  return createHmac('sha256', secret).update(content).digest()
}

const SECRET = 'whsec_'
const PRIVATE = 'whsk_'
const PUBLIC = 'whpk_'
/** As Standard Webhooks has them. */
const [MIN_SECRET, MAX_SECRET] = [24, 64]
const KEY_BYTES = 32

/** Reads `whsec_…` or `whpk_…`; null when it is neither. */
export function parseVerifyingKey(text: string): VerifyingKey | null {
  if (text.startsWith(SECRET)) return parseSecret(text)
  const bytes = text.startsWith(PUBLIC) ? fromBase64(text.slice(PUBLIC.length)) : null
  return bytes?.length === KEY_BYTES && isPublicKey(bytes) ? { algorithm: 'ed25519', bytes } : null
}

/** Reads `whsec_…` or `whsk_…`; null when it is neither. A private key may have its public half behind it. */
export function parseSigningKey(text: string): SigningKey | null {
  if (text.startsWith(SECRET)) return parseSecret(text)
  const bytes = text.startsWith(PRIVATE) ? fromBase64(text.slice(PRIVATE.length)) : null
  if (bytes?.length !== KEY_BYTES && bytes?.length !== 2 * KEY_BYTES) return null
  const seed = bytes.subarray(0, KEY_BYTES)
  const publicHalf = bytes.subarray(KEY_BYTES)
  const fits = publicHalf.length === 0 || publicHalf.equals(publicBytesOf(seed))
  return fits ? { algorithm: 'ed25519', bytes: seed } : null
}

export function printVerifyingKey({ algorithm, bytes }: VerifyingKey): string {
  return (algorithm === 'ed25519' ? PUBLIC : SECRET) + toBase64(bytes)
}

export function printSigningKey({ algorithm, bytes }: SigningKey): string {
  if (algorithm === 'hmac-sha256') return SECRET + toBase64(bytes)
  return PRIVATE + toBase64(Buffer.concat([bytes, publicBytesOf(bytes)]))
}

/** A new key by chance. */
export function makeSigningKey(algorithm: SenderKey['algorithm']): SigningKey {
  return { algorithm, bytes: randomBytes(KEY_BYTES) }
}

/** What checks the signatures that a key makes. */
export function verifyingKeyOf({ algorithm, bytes }: SigningKey): VerifyingKey {
  return { algorithm, bytes: algorithm === 'ed25519' ? publicBytesOf(bytes) : bytes }
}

function parseSecret(text: string): SigningKey | null {
  const bytes = fromBase64(text.slice(SECRET.length))
  if (!bytes || bytes.length < MIN_SECRET || bytes.length > MAX_SECRET) return null
  return { algorithm: 'hmac-sha256', bytes }
}

/** Null when the text is not the base64 of anything, to the last bit. */
function fromBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : null
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

/** Before the bytes of an Ed25519 key, in the forms of RFC 8410 that node reads. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex')

function privateKeyOf(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' })
}

function publicKeyOf(bytes: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI_HEAD, bytes]), format: 'der', type: 'spki' })
}

function publicBytesOf(seed: Uint8Array): Buffer {
  return rawPublic(createPublicKey(privateKeyOf(seed)))
}

function rawPublic(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(SPKI_HEAD.length)
}

function isPublicKey(bytes: Uint8Array): boolean {
  try {
    publicKeyOf(bytes)
    return true
  } catch {
    return false
  }
}

/** Keys of nobody, tried in the place of those that a sender does not have. */
const STAND_IN = { secret: randomBytes(KEY_BYTES), publicKey: rawPublic(generateKeyPairSync('ed25519').publicKey) }
