/**
 * The keys of the test identity provider. They are public on purpose: anyone can sign in as anyone there. Fixed keys keep
 * tokens and cookies valid after a restart.
 */
import { createECDH, createHash } from 'node:crypto'
import type { JWK } from 'oidc-provider'

const SEED = 'Vereqe: the test identity provider, whose keys everybody may know'

/** The private key for ES256. */
export function testSigningKey(): JWK {
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(digestOf('signing'))
  // Uncompressed: 0x04, then the two coordinates.
  const point = pair.getPublicKey()
  return {
    kty: 'EC',
    crv: 'P-256',
    alg: 'ES256',
    use: 'sig',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
    d: pair.getPrivateKey().toString('base64url'),
  }
}

export function testCookieKey(): string {
  return digestOf('cookies').toString('hex')
}

function digestOf(purpose: string): Buffer {
  return createHash('sha256').update(`${SEED}: ${purpose}`).digest()
}
