import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

const SIGNATURE = /^signature ed25519 ([A-Za-z0-9+/=]+)\n$/

/** The text is no key in PEM, or no Ed25519 key. */
export class UnknownKeyError extends Error {
  override readonly name = 'UnknownKeyError'
}

/**
 * Adds a line with the signature of all lines before it.
 * @throws {UnknownKeyError}
 */
export function signHead(text: string, privateKeyPem: string): string {
  const key = parseKey(() => createPrivateKey(privateKeyPem))
  return `${text}signature ed25519 ${sign(null, Buffer.from(text), key).toString('base64')}\n`
}

export interface SignedText {
  /** The lines before the signature. */
  readonly text: string
  /** Null for an unsigned head. */
  readonly signature: string | null
}

/** Splits a head into its lines and its signature. */
export function splitSignature(file: string): SignedText {
  const start = file.lastIndexOf('\n', file.length - 2) + 1
  const [, signature = null] = SIGNATURE.exec(file.slice(start)) ?? []
  return { text: signature === null ? file : file.slice(0, start), signature }
}

/**
 * @param keyPem a public key, or the private one
 * @throws {UnknownKeyError}
 */
export function isSignedWith({ text, signature }: SignedText, keyPem: string): boolean {
  const key = parseKey(() => createPublicKey(keyPem))
  return signature !== null && verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'))
}

function parseKey(parse: () => KeyObject): KeyObject {
  let key: KeyObject
  try {
    key = parse()
  } catch {
    // Do not repeat the error: its message may quote the file.
    throw new UnknownKeyError('it has no key in PEM')
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new UnknownKeyError('its key is not an Ed25519 key')
  return key
}
