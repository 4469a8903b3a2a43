import type { Line } from '../services/intake/deliver-events.ts'
import { LineBytes } from './event-lines.ts'
import { UnreadableBodyError } from './unreadable-body.ts'

const BLANKS = [...Buffer.from(' \n\r\t')]
const [QUOTE, BACKSLASH, COMMA, ARRAY, OBJECT, ARRAY_END, OBJECT_END] = Buffer.from('"\\,[{]}')

/**
 * Splits the JSON text of an array into its members, piece by piece, so that no text is parsed as a whole. A text that is
 * no array is its own only member. The members themselves may be malformed.
 */
export class JsonMembers {
  /** Null before the first character. */
  isArray: boolean | null = null
  #depth = 0
  #count = 0
  #ended = false
  #inString = false
  #escaped = false
  #member = new LineBytes();

  /**
   * Yields the members that end in this piece, each as soon as it is found: one piece may hold 100,000.
   * @throws {UnreadableBodyError} `not-json` for text after the array
   */
  *push(piece: Buffer): Generator<Line, undefined> {
    let from = 0
    for (let at = 0; at < piece.length; at += 1) {
      const byte = piece[at]!
      if (this.#inString) this.#readInString(byte)
      else if (!BLANKS.includes(byte)) {
        if (this.#ended) throw new UnreadableBodyError('not-json')
        if (this.isArray === null) {
          this.isArray = byte === ARRAY
          if (this.isArray) from = at + 1
        }
        this.#readStructure(byte)
        this.#ended = this.isArray && this.#depth === 0
        if (this.#ended && byte !== ARRAY_END) throw new UnreadableBodyError('not-json')
        if (this.#ended || (this.isArray && this.#depth === 1 && byte === COMMA)) {
          this.#member.append(piece.subarray(from, at))
          from = at + 1
          const isEmptyArray = this.#ended && this.#count === 0 && this.#member.isBlank()
          if (!isEmptyArray) yield this.#takeMember()
        }
      }
    }
    if (!this.#ended) this.#member.append(piece.subarray(from))
  }

  /**
   * @returns the text itself when it is no array
   * @throws {UnreadableBodyError} `not-json` for half an array
   */
  end(): Line[] {
    if (this.isArray && !this.#ended) throw new UnreadableBodyError('not-json')
    return this.isArray === false ? [this.#takeMember()] : []
  }

  #readInString(byte: number): void {
    if (this.#escaped) this.#escaped = false
    else if (byte === BACKSLASH) this.#escaped = true
    else if (byte === QUOTE) this.#inString = false
  }

  #readStructure(byte: number): void {
    if (byte === QUOTE) this.#inString = true
    else if (byte === ARRAY || byte === OBJECT) this.#depth += 1
    else if (byte === ARRAY_END || byte === OBJECT_END) this.#depth -= 1
  }

  #takeMember(): Line {
    const line = this.#member.toLine()
    this.#member = new LineBytes()
    this.#count += 1
    return line
  }
}
