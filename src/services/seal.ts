/** Encrypts what must not lie open in the store: AES-256-GCM, as nonce, tag and content. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** What sealing adds to a content, in bytes. */
export const SEAL_BYTES = NONCE_BYTES + TAG_BYTES

/**
 * @param key 32 bytes
 * @param place where the content belongs: it cannot be opened at another
 */
export function seal(content: Uint8Array, key: Uint8Array, place: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(place))
  const sealed = Buffer.concat([cipher.update(content), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

/** @returns null when it was sealed with another key, for another place, or was changed */
export function unseal(sealed: Uint8Array, key: Uint8Array, place: string): Buffer | null {
  try {
    const options = { authTagLength: TAG_BYTES }
    const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), options)
    decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(NONCE_BYTES, SEAL_BYTES))
    return Buffer.concat([decipher.update(sealed.subarray(SEAL_BYTES)), decipher.final()])
  } catch {
    return null
  }
}
