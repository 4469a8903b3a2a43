import type { Line } from '../services/intake/deliver-events.ts'
import { Turns } from '../services/turns.ts'
import { readPlainLines } from './event-lines.ts'
import { JsonMembers } from './json-members.ts'
import { parse } from './parse.ts'
import type { StoredLines } from './stored-lines.ts'
import { UnreadableBodyError } from './unreadable-body.ts'

export const MAX_EVENTS = 50_000

/** The events of one request. */
export interface Batch {
  readonly form: 'object' | 'array' | 'lines'
  /** The JSON text of each event. */
  readonly lines: StoredLines
}

/** Empty lines count here too. */
const MAX_LINES = 20 * MAX_EVENTS
const NEWLINE = 0x0a
const BYTE_ORDER_MARK = Buffer.from('\uFEFF')

/**
 * Reads the body of `application/json`.
 * @throws {UnreadableBodyError}
 */
export async function readJsonBatch(pieces: AsyncIterable<Buffer>, lines: StoredLines): Promise<Batch> {
  const members = new JsonMembers()
  const turns = new Turns()
  const add = async (found: Iterable<Line>) => {
    for (const line of found) {
      if (lines.length === MAX_EVENTS) throw new UnreadableBodyError('too-many-events')
      if (typeof line !== 'string' && line.problem.code === 'not-utf8') throw new UnreadableBodyError('not-utf8')
      if (typeof line === 'string' && parse(line) === undefined) throw new UnreadableBodyError('not-json')
      lines.push(line)
      await turns.spend(line)
    }
  }
  for await (const piece of withoutByteOrderMark(pieces)) await add(members.push(piece))
  await add(members.end())
  const [first] = lines
  if (first === undefined) throw new UnreadableBodyError('empty')
  if (members.isArray) return { form: 'array', lines }
  if (typeof first === 'string' && !isObject(parse(first))) throw new UnreadableBodyError('no-event')
  return { form: 'object', lines }
}

/**
 * Reads the body of `application/x-ndjson`; a line that is not JSON is one event that will be rejected.
 * @throws {UnreadableBodyError}
 */
export async function readLineBatch(pieces: AsyncIterable<Buffer>, lines: StoredLines): Promise<Batch> {
  const turns = new Turns()
  let anyJson = false
  for await (const { line } of readPlainLines(withFewLines(pieces))) {
    if (lines.length === MAX_EVENTS) throw new UnreadableBodyError('too-many-events')
    lines.push(line)
    anyJson ||= typeof line === 'string' && parse(line) !== undefined
    await turns.spend(line)
  }
  if (lines.length === 0) throw new UnreadableBodyError('empty')
  if (!anyJson) throw new UnreadableBodyError('not-json')
  return { form: 'lines', lines }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

async function* withoutByteOrderMark(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let isFirst = true
  for await (const piece of pieces) {
    const isMarked = isFirst && piece.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)
    yield isMarked ? piece.subarray(BYTE_ORDER_MARK.length) : piece
    isFirst = false
  }
}

async function* withFewLines(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let count = 0
  for await (const piece of pieces) {
    for (let at = piece.indexOf(NEWLINE); at !== -1; at = piece.indexOf(NEWLINE, at + 1)) count += 1
    if (count > MAX_LINES) throw new UnreadableBodyError('too-many-events')
    yield piece
  }
}
