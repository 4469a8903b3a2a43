/** What opens something, and what is kept of it. */
import { hash, randomBytes } from 'node:crypto'

/** 256 bits that nobody can guess. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** All that is kept of a token: who reads it cannot come in with it. */
export function digestOf(token: string): string {
  return hash('sha256', token)
}
