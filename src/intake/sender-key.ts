/** Senders' keys and their text forms, as Standard Webhooks spells them. */
import { createPrivateKey, createPublicKey, type KeyObject, randomBytes } from 'node:crypto'
import type { KeyAlgorithm, SenderKey } from '../domain/sender.ts'

/** Ed25519: the 32 bytes of the public key. HMAC: the shared secret. */
export type VerifyingKey = Pick<SenderKey, 'algorithm' | 'bytes'>

/** Ed25519: the 32 bytes of the private key's seed. HMAC: the shared secret. */
export type SigningKey = Pick<SenderKey, 'algorithm' | 'bytes'>

const KEY_BYTES = 32

export function makeSigningKey(algorithm: KeyAlgorithm): SigningKey {
  return { algorithm, bytes: randomBytes(KEY_BYTES) }
}

/** The key that verifies this key's signatures. */
export function verifyingKeyOf({ algorithm, bytes }: SigningKey): VerifyingKey {
  if (algorithm === 'hmac-sha256') return { algorithm, bytes }
  const spki = createPublicKey(privateKeyOf(bytes)).export({ format: 'der', type: 'spki' })
  return { algorithm, bytes: spki.subarray(SPKI_HEAD.length) }
}

/** `whsk_` and the seed, or `whsec_` and the secret, in base64. */
export function printSigningKey({ algorithm, bytes }: SigningKey): string {
  return (algorithm === 'ed25519' ? 'whsk_' : 'whsec_') + Buffer.from(bytes).toString('base64')
}

/** Reads `whpk_` and the base64 of 32 bytes; null for any other text. */
export function parsePublicKey(text: string): Uint8Array | null {
  const bytes = text.startsWith('whpk_') ? fromBase64(text.slice('whpk_'.length)) : null
  return bytes?.length === KEY_BYTES ? bytes : null
}

/** Null unless the text is canonical base64. */
export function fromBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : null
}

/** DER prefixes of raw Ed25519 keys (RFC 8410), which Node.js needs to read them. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex')

export function privateKeyOf(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' })
}

export function publicKeyOf(bytes: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI_HEAD, bytes]), format: 'der', type: 'spki' })
}
