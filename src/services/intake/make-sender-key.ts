import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { KeyAlgorithm, SenderKey } from '../../domain/sender.ts'

/** A key for a sender: what the sender signs with, to be told once, and what is kept of it. */
export interface MadeKey {
  /** As Standard Webhooks spells it: `whsk_` and a seed, or `whsec_` and a secret. */
  readonly secret: string
  readonly kept: Omit<SenderKey, 'id'>
}

const KEY_BYTES = 32

/** Makes a key that nobody has had before. */
export function makeSenderKey(algorithm: KeyAlgorithm): MadeKey {
  if (algorithm === 'hmac-sha256') {
    const bytes = randomBytes(KEY_BYTES)
    return { secret: `whsec_${bytes.toString('base64')}`, kept: { algorithm, bytes } }
  }
  const { privateKey } = generateKeyPairSync('ed25519')
  const { d, x } = privateKey.export({ format: 'jwk' })
  const seed = Buffer.from(d!, 'base64url')
  return { secret: `whsk_${seed.toString('base64')}`, kept: { algorithm, bytes: Buffer.from(x!, 'base64url') } }
}

/** The bytes of an Ed25519 public key, `whpk_` and base64 of 32 bytes; null when the text is no such key. */
export function parsePublicKey(text: string): Uint8Array | null {
  const [, base64 = ''] = /^whpk_(.+)$/.exec(text) ?? []
  const bytes = Buffer.from(base64, 'base64')
  return bytes.length === KEY_BYTES && bytes.toString('base64') === base64 ? bytes : null
}
