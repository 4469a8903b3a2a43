import { hash, randomBytes } from 'node:crypto'

/** A random token of 256 bits. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** The store keeps only the digest, so that a leaked database opens no session. */
export function digestOf(token: string): string {
  return hash('sha256', token)
}
