/**
 * The keys of the test identity provider. They are no secret: whoever reads this line has them, and with the test
 * provider may be anybody anyway. Being always the same they survive a restart, and so does what was signed with them.
 */
import { createECDH, createHash } from 'node:crypto'
import type { JWK } from 'oidc-provider'

const TEXT = 'Vereqe: the test identity provider, whose keys everybody may know'

/** ES256, private. */
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
  return createHash('sha256').update(`${TEXT}: ${purpose}`).digest()
}
