import { isUtf8 } from 'node:buffer'
import type { Line } from '../services/intake/deliver-events.ts'
import { withoutBlanksAround } from './blanks.ts'
import { lineOf, readPlainLines } from './event-lines.ts'

export const MAX_EVENTS = 50_000

/** The events of one request. */
export interface Batch {
  readonly form: 'object' | 'array' | 'lines'
  /** The JSON text of each event. */
  readonly lines: readonly Line[]
}

export type BatchFault = 'empty' | 'not-utf8' | 'not-json' | 'no-event' | 'too-many-events'

const BYTE_ORDER_MARK = /^\uFEFF/

/** Empty lines count here too. */
const MAX_LINES = 20 * MAX_EVENTS
const NEWLINE = 0x0a

/** Reads the body of `application/json`. */
export function readJsonBatch(bytes: Buffer): Batch | BatchFault {
  if (!isUtf8(bytes)) return 'not-utf8'
  const text = withoutBlanksAround(bytes.toString().replace(BYTE_ORDER_MARK, ''))
  if (text === '') return 'empty'
  // Count first: parsing too many events would cost memory.
  if (text.startsWith('[') && endsOfMembers(text, MAX_EVENTS + 1).length > MAX_EVENTS) return 'too-many-events'
  const value = parse(text)
  if (value === undefined) return 'not-json'
  if (!Array.isArray(value))
    return typeof value === 'object' && value ? { form: 'object', lines: [lineOf(text)] } : 'no-event'
  if (value.length === 0) return 'empty'
  return { form: 'array', lines: membersOf(text).map(lineOf) }
}

/** Reads the body of `application/x-ndjson`; a line that is not JSON is one event that will be rejected. */
export async function readLineBatch(bytes: Buffer): Promise<Batch | BatchFault> {
  if (hasMoreLines(bytes, MAX_LINES)) return 'too-many-events'
  const lines: Line[] = []
  for await (const { line } of readPlainLines([bytes])) {
    if (lines.length === MAX_EVENTS) return 'too-many-events'
    lines.push(line)
  }
  if (lines.length === 0) return 'empty'
  const isJson = (line: Line) => typeof line === 'string' && parse(line) !== undefined
  return lines.some(isJson) ? { form: 'lines', lines } : 'not-json'
}

/** Undefined when the text is not JSON. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const [OPENING, CLOSING] = ['[{', ']}']

/** The texts of an array's members as sent, so that rejections store the original text. The array must be valid JSON. */
function membersOf(array: string): string[] {
  let from = 1
  return endsOfMembers(array, Number.POSITIVE_INFINITY).map(end => {
    const member = withoutBlanksAround(array.slice(from, end))
    from = end + 1
    return member
  })
}

/** The end positions of an array's members, at most `max`. Also runs before the text is known to be JSON. */
function endsOfMembers(array: string, max: number): number[] {
  const ends: number[] = []
  let depth = 0
  for (let at = 0; at < array.length && ends.length < max; at += 1) {
    const character = array[at]!
    if (character === '"') at = endOfString(array, at)
    else if (OPENING.includes(character)) depth += 1
    else if (CLOSING.includes(character)) depth -= 1
    if ((character === ',' && depth === 1) || depth === 0) ends.push(at)
    if (depth === 0) break
  }
  return ends
}

/** The position of the closing quote; the text's length when it is missing. */
function endOfString(text: string, from: number): number {
  let at = text.indexOf('"', from + 1)
  while (at !== -1 && isEscaped(text, at)) at = text.indexOf('"', at + 1)
  return at === -1 ? text.length : at
}

function hasMoreLines(bytes: Buffer, max: number): boolean {
  let count = 0
  for (let at = bytes.indexOf(NEWLINE); at !== -1 && count <= max; at = bytes.indexOf(NEWLINE, at + 1)) count += 1
  return count > max
}

/** An odd number of backslashes precedes. */
function isEscaped(text: string, at: number): boolean {
  let before = at - 1
  while (text[before] === '\\') before -= 1
  return (at - 1 - before) % 2 === 1
}
