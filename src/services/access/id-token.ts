/**
 * Keeps a session's ID token so that only its browser can have it read: it is encrypted under a key made from the session's
 * token, and the store has only the digest of that.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
const PURPOSE = 'vereqe id token'
/** Sealed texts begin with it; an ID token never does. */
const MARK = 'sealed:'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** @param token the session's */
export function sealIdToken(idToken: string, token: string): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, keyOf(token), nonce)
  const content = Buffer.concat([cipher.update(idToken, 'utf8'), cipher.final()])
  return MARK + Buffer.concat([nonce, cipher.getAuthTag(), content]).toString('base64url')
}

/**
 * @param stored may be an ID token that an earlier version stored as it is
 * @returns null when it is sealed for another session or was changed
 */
export function openIdToken(stored: string, token: string): string | null {
  if (!stored.startsWith(MARK)) return stored
  const bytes = Buffer.from(stored.slice(MARK.length), 'base64url')
  try {
    const decipher = createDecipheriv(CIPHER, keyOf(token), bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
    const content = bytes.subarray(NONCE_BYTES + TAG_BYTES)
    return Buffer.concat([decipher.update(content), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}

function keyOf(token: string): Buffer {
  return Buffer.from(hkdfSync('sha256', token, '', PURPOSE, 32))
}
