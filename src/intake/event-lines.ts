import { isUtf8 } from 'node:buffer'
import { pipeline, type Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { createGunzip } from 'node:zlib'
import type { Line } from '../services/intake/deliver-events.ts'
import type { NumberedLine } from '../services/intake/import-events.ts'
import { withoutBlanksAround } from './blanks.ts'
import { type ForeignKind, foreignKind, hasEvent } from './foreign-file.ts'

/** Ten times the longest valid event. A longer line is rejected without being held in memory. */
export const MAX_LINE_BYTES = 64 * 1024

/** The part of a too long line that is stored. */
const STORED_BYTES = 4096

const NEWLINE = 0x0a
const BYTE_ORDER_MARK = Buffer.from('\uFEFF')
const GZIP_MAGIC = Buffer.from([0x1f, 0x8b])

const CARRIAGE_RETURN = 0x0d

/** Yields to other requests after this many lines. */
const LINES_PER_TURN = 2000

const BLANK = /^[ \t\r\n]*$/

/** What is looked at before anything is delivered. */
const START_BYTES = 64 * 1024

/** The file holds no events. */
export class ForeignFileError extends Error {
  override readonly name = 'ForeignFileError'
  readonly kind: ForeignKind

  constructor(kind: ForeignKind) {
    super(`The file is of the kind ${kind}`)
    this.kind = kind
  }
}

/**
 * The lines of an NDJSON stream, plain or gzipped.
 * @throws {ForeignFileError} before the first line, when no line of the first 64 KiB is a JSON object
 */
export async function* readEventLines(source: Readable): AsyncGenerator<NumberedLine> {
  yield* readPlainLines(ofEvents(await gunzipped(source)))
}

/** @throws {ForeignFileError} */
async function* ofEvents(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let start = Buffer.alloc(0)
  let isKnown = false
  for await (const chunk of chunks) {
    if (isKnown) {
      yield chunk
      continue
    }
    start = Buffer.concat([start, chunk])
    if (start.length >= START_BYTES) refuseForeign(start)
    // A pipe may deliver its first event long before the second.
    isKnown = start.length >= START_BYTES || (chunk.includes(NEWLINE) && hasEvent(start))
    if (isKnown) yield start
  }
  if (isKnown) return
  refuseForeign(start)
  yield start
}

/** @throws {ForeignFileError} */
function refuseForeign(start: Buffer): void {
  const kind = foreignKind(start.subarray(0, START_BYTES))
  if (kind !== null) throw new ForeignFileError(kind)
}

export async function* readPlainLines(chunks: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<NumberedLine> {
  for await (const { number, bytes } of splitLines(chunks)) {
    // Two files put together have a mark in the middle.
    bytes.dropByteOrderMark()
    if (!bytes.isBlank()) yield { number, line: bytes.toLine() }
  }
}

/** Detects gzip by its first bytes. */
async function gunzipped(source: Readable): Promise<AsyncIterable<Buffer>> {
  const chunks: AsyncIterator<Buffer> = source[Symbol.asyncIterator]()
  let start: Buffer = Buffer.alloc(0)
  while (start.length < GZIP_MAGIC.length) {
    const { done, value } = await chunks.next()
    if (done) break
    start = Buffer.concat([start, value])
  }
  async function* whole() {
    yield start
    yield* { [Symbol.asyncIterator]: () => chunks }
  }
  const gzipped = start.subarray(0, GZIP_MAGIC.length).equals(GZIP_MAGIC)
  // The reader of the last stream receives errors of the source and of decompression.
  return gzipped ? pipeline(whole, createGunzip(), () => {}) : whole()
}

interface NumberedBytes {
  readonly number: number
  readonly bytes: LineBytes
}

/** Skips empty lines but counts them. */
async function* splitLines(chunks: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<NumberedBytes> {
  let number = 1
  let bytes = new LineBytes()
  for await (const chunk of chunks) {
    let from = 0
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      const isEmpty = end === from || (end === from + 1 && chunk[from] === CARRIAGE_RETURN)
      if (bytes.length > 0 || !isEmpty) {
        bytes.append(chunk.subarray(from, end))
        yield { number, bytes }
        bytes = new LineBytes()
      }
      from = end + 1
      number += 1
      if (number % LINES_PER_TURN === 0) await setImmediate()
    }
    bytes.append(chunk.subarray(from))
  }
  if (bytes.length > 0) yield { number, bytes }
}

export class LineBytes {
  length = 0
  readonly #parts: Buffer[] = []

  append(bytes: Buffer): void {
    if (bytes.length > 0 && this.length <= MAX_LINE_BYTES) this.#parts.push(bytes)
    this.length += bytes.length
  }

  dropByteOrderMark(): void {
    if (this.#parts[0]?.[0] !== BYTE_ORDER_MARK[0]) return
    const bytes = Buffer.concat(this.#parts)
    const isMarked = bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)
    this.#parts.splice(0, this.#parts.length, isMarked ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes)
  }

  isBlank(): boolean {
    return this.length <= MAX_LINE_BYTES && BLANK.test(Buffer.concat(this.#parts).toString())
  }

  toLine(): Line {
    const bytes = Buffer.concat(this.#parts)
    const start = () => bytes.subarray(0, STORED_BYTES).toString()
    if (this.length > MAX_LINE_BYTES) return { content: start(), problem: { code: 'too-long' } }
    if (!isUtf8(bytes)) return { content: bytes.toString(), problem: { code: 'not-utf8' } }
    if (isTooDeep(bytes)) return { content: start(), problem: { code: 'too-deep' } }
    return withoutBlanksAround(bytes.toString())
  }
}

/** An event has two levels. To parse thousands of them takes a hundred times the time and memory of flat text. */
const MAX_DEPTH = 16

const [QUOTE, BACKSLASH, ARRAY, OBJECT, ARRAY_END, OBJECT_END] = Buffer.from('"\\[{]}')

function isTooDeep(json: Buffer): boolean {
  let depth = 0
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at]
    if (byte === QUOTE) at = endOfString(json, at)
    else if (byte === ARRAY || byte === OBJECT) depth += 1
    else if (byte === ARRAY_END || byte === OBJECT_END) depth -= 1
    if (depth > MAX_DEPTH) return true
  }
  return false
}

/** The position of the closing quote; the length of the text when there is none. */
function endOfString(json: Buffer, from: number): number {
  for (let at = from + 1; at < json.length; at += 1) {
    if (json[at] === BACKSLASH) at += 1
    else if (json[at] === QUOTE) return at
  }
  return json.length
}
