/** What goes to a PostgreSQL server and comes back: exactly the domain's values. */
import { canonicalJson } from '../../domain/event.ts'

const BOOL = 16
const INT8 = 20
const DATE = 1082
const TIMESTAMPTZ = 1184
const JSONB = 3802

/** How a column's text, as the server sends it, is read: by the type of the column. */
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
    case JSONB:
      return text => canonicalJson(JSON.parse(fromServerText(text)))
    default:
      return fromServerText
  }
}

/** Every transaction asks for UTC and ISO: `2026-03-02 08:00:00.5+00`. */
function toInstant(text: string): string {
  return new Date(`${text.slice(0, -'+00'.length).replace(' ', 'T')}Z`).toISOString()
}

/** @throws {RangeError} beyond 2^53 − 1: such sums are asked for as text */
function toInteger(digits: string): number {
  const integer = Number(digits)
  if (!Number.isSafeInteger(integer)) throw new RangeError(`${digits} is too large an integer to be read as a number`)
  return integer
}

/** U+0000, which PostgreSQL holds neither as text nor in jsonb, and the sign that stands for it; both also as JSON's escapes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: Control characters are what it is about.
const UNFIT = /[\0\u0001]|\\u000[01]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: Here too.
const ESCAPED = /(\u0001|\\u0001)([01])/g

/**
 * A text as the server can keep it, as text or, when it is JSON, as jsonb: U+0001 takes the place of U+0000 and of
 * itself, and a digit behind it tells which. The order of texts stays as it was.
 */
export function toServerText(text: string): string {
  if (text.search(UNFIT) === -1) return text
  return text.replace(UNFIT, found => {
    if (found.length === 1) return `\u0001${found === '\0' ? '0' : '1'}`
    return `\\u0001${found.at(-1)}`
  })
}

/** The text that `toServerText` was given. */
export function fromServerText(text: string): string {
  if (text.search(ESCAPED) === -1) return text
  return text.replace(ESCAPED, (_, sign: string, digit: string) => {
    if (sign.length === 1) return digit === '0' ? '\0' : '\u0001'
    return `\\u000${digit}`
  })
}
