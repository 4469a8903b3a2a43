/**
 * Keeps a session's ID token so that only its browser can have it read: it is encrypted under a key made from the session's
 * token, and the store has only the digest of that.
 */
import { hkdfSync } from 'node:crypto'
import { seal, unseal } from '../seal.ts'

const PLACE = 'vereqe id token'
/** Sealed texts begin with it; an ID token never does. */
const MARK = 'sealed:'

/** @param token the session's */
export function sealIdToken(idToken: string, token: string): string {
  return MARK + seal(Buffer.from(idToken), keyOf(token), PLACE).toString('base64url')
}

/**
 * @param stored may be an ID token that an earlier version stored as it is
 * @returns null when it is sealed for another session or was changed
 */
export function openIdToken(stored: string, token: string): string | null {
  if (!stored.startsWith(MARK)) return stored
  return unseal(Buffer.from(stored.slice(MARK.length), 'base64url'), keyOf(token), PLACE)?.toString() ?? null
}

function keyOf(token: string): Buffer {
  return Buffer.from(hkdfSync('sha256', token, '', PLACE, 32))
}
