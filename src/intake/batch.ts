import { isUtf8 } from 'node:buffer'
import type { Line } from '../services/deliver-events.ts'
import { lineOf, readPlainLines } from './event-lines.ts'

export const MOST_EVENTS = 50_000

/** What one request brings: as one object, as an array of them, or as lines. */
export interface Batch {
  readonly form: 'object' | 'array' | 'lines'
  /** The JSON text of each event. */
  readonly lines: readonly Line[]
}

export type BatchFault = 'empty' | 'not-utf8' | 'not-json' | 'no-event' | 'too-many-events'

const BYTE_ORDER_MARK = /^\uFEFF/
/** The blanks of JSON, and no others. */
const BLANKS_AROUND = /^[ \t\r\n]+|[ \t\r\n]+$/g

/** Reads the body of `application/json`. */
export function readJsonBatch(bytes: Buffer): Batch | BatchFault {
  if (!isUtf8(bytes)) return 'not-utf8'
  const text = bytes.toString().replace(BYTE_ORDER_MARK, '').replace(BLANKS_AROUND, '')
  if (text === '') return 'empty'
  const value = parse(text)
  if (value === undefined) return 'not-json'
  if (!Array.isArray(value))
    return typeof value === 'object' && value ? { form: 'object', lines: [lineOf(text)] } : 'no-event'
  if (value.length === 0) return 'empty'
  if (value.length > MOST_EVENTS) return 'too-many-events'
  return { form: 'array', lines: membersOf(text).map(lineOf) }
}

/** Reads the body of `application/x-ndjson`; a line that is not JSON is one event that will be rejected. */
export async function readLineBatch(bytes: Buffer): Promise<Batch | BatchFault> {
  const lines: Line[] = []
  for await (const { line } of readPlainLines([bytes])) {
    if (lines.length === MOST_EVENTS) return 'too-many-events'
    lines.push(line)
  }
  if (lines.length === 0) return 'empty'
  const isJson = (line: Line) => typeof line === 'string' && parse(line) !== undefined
  return lines.some(isJson) ? { form: 'lines', lines } : 'not-json'
}

/** The value, or undefined when the text is not JSON. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const [OPENING, CLOSING] = ['[{', ']}']

/**
 * The texts of an array's members, each as it came: what is kept of a refused event is what was sent, and not what
 * somebody made of it. Only of an array that is JSON.
 */
function membersOf(array: string): string[] {
  const members: string[] = []
  let [depth, from] = [0, 1]
  for (let at = 0; at < array.length; at += 1) {
    const character = array[at]!
    if (character === '"') at = endOfString(array, at)
    else if (OPENING.includes(character)) depth += 1
    else if (CLOSING.includes(character)) depth -= 1
    const ends = (character === ',' && depth === 1) || depth === 0
    if (!ends) continue
    members.push(array.slice(from, at).replace(BLANKS_AROUND, ''))
    from = at + 1
  }
  return members
}

/** Where the string that begins there has its closing mark. */
function endOfString(text: string, from: number): number {
  let at = text.indexOf('"', from + 1)
  while (isEscaped(text, at)) at = text.indexOf('"', at + 1)
  return at
}

/** Behind an odd number of backslashes. */
function isEscaped(text: string, at: number): boolean {
  let before = at - 1
  while (text[before] === '\\') before -= 1
  return (at - 1 - before) % 2 === 1
}
