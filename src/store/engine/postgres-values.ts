import { canonicalJson } from '../../domain/canonical-json.ts'

/** Converts domain values to what PostgreSQL stores and back, without loss. */

const BOOL = 16
const BYTEA = 17
const INT8 = 20
const DATE = 1082
const TIMESTAMPTZ = 1184
const JSONB = 3802

/** Precedes the digits of bytes. */
const HEXADECIMAL = '\\x'

/** @returns the parser for the text of a column of this type */
export function getTypeParser(type: number): (text: string) => unknown {
  switch (type) {
    case BOOL:
      return text => text === 't'
    case INT8:
      return toInteger
    case DATE:
      return text => text
    case TIMESTAMPTZ:
      return toInstant
    case BYTEA:
      return fromHexadecimal
    case JSONB:
      return text => canonicalJson(JSON.parse(fromServerText(text)))
    default:
      return fromServerText
  }
}

/** Every transaction sets UTC and ISO: `2026-03-02 08:00:00.5+00`. */
function toInstant(text: string): string {
  return new Date(`${text.slice(0, -'+00'.length).replace(' ', 'T')}Z`).toISOString()
}

/** @throws {RangeError} beyond 2^53 − 1: queries select such sums as text */
function toInteger(digits: string): number {
  const integer = Number(digits)
  if (!Number.isSafeInteger(integer)) throw new RangeError(`${digits} is too large an integer to be read as a number`)
  return integer
}

function fromHexadecimal(text: string): Uint8Array {
  return Buffer.from(text.slice(HEXADECIMAL.length), 'hex')
}

function toHexadecimal({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return HEXADECIMAL + Buffer.from(buffer, byteOffset, byteLength).toString('hex')
}

/** @returns a parameter as it is sent; a list becomes the text of an array */
export function toServerValue(value: unknown): string | null {
  if (typeof value === 'string') return toServerText(value)
  if (value === null || value === undefined) return null
  if (value instanceof Uint8Array) return toHexadecimal(value)
  return Array.isArray(value) ? `{${value.map(toArrayElement).join()}}` : String(value)
}

function toArrayElement(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (value instanceof Uint8Array) return `"\\${toHexadecimal(value)}"`
  return typeof value === 'string' ? `"${toServerText(value).replace(/["\\]/g, '\\$&')}"` : String(value)
}

/** PostgreSQL stores U+0000 neither in text nor in jsonb. U+0001 escapes it, so both are matched, also as JSON escapes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: The pattern matches control characters.
const UNSTORABLE = /[\0\u0001]|\\u000[01]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: The pattern matches control characters.
const ESCAPED = /(\u0001|\\u0001)([01])/g

/**
 * Escapes a text for the server, as text or as jsonb: U+0000 becomes U+0001 and `0`, U+0001 becomes U+0001 and `1`. The
 * sort order of texts is preserved.
 */
export function toServerText(text: string): string {
  if (text.search(UNSTORABLE) === -1) return text
  return text.replace(UNSTORABLE, found => {
    if (found.length === 1) return `\u0001${found === '\0' ? '0' : '1'}`
    return `\\u0001${found.at(-1)}`
  })
}

/** The inverse of `toServerText`. */
export function fromServerText(text: string): string {
  // Every text of every row passes here, and almost none has either sign.
  if (!text.includes('\u0001') && !text.includes('\\u0001')) return text
  return text.replace(ESCAPED, (_, sign: string, digit: string) => {
    if (sign.length === 1) return digit === '0' ? '\0' : '\u0001'
    return `\\u000${digit}`
  })
}
