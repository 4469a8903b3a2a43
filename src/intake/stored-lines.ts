import type { Line } from '../services/intake/deliver-events.ts'
import { Blocks } from './blocks.ts'
import { MAX_LINE_BYTES } from './event-lines.ts'

/** A line that is not UTF-8 may have a replacement character of three bytes for each byte. */
const MAX_BYTES = 3 * MAX_LINE_BYTES

const scratch = Buffer.allocUnsafeSlow(MAX_BYTES)

/**
 * The lines of a request until they are delivered, as bytes in blocks that the next request uses again. As strings they
 * would live too long to be collected soon: each large request would leave its size in memory.
 */
export class StoredLines implements Iterable<Line> {
  readonly #blocks = new Blocks()
  readonly #ends: number[] = []
  readonly #problems = new Map<number, Exclude<Line, string>['problem']>()

  get length(): number {
    return this.#ends.length
  }

  push(line: Line): void {
    const text = typeof line === 'string' ? line : line.content
    if (typeof line !== 'string') this.#problems.set(this.length, line.problem)
    this.#blocks.append(scratch.subarray(0, scratch.write(text)))
    this.#ends.push(this.#blocks.length)
  }

  *[Symbol.iterator](): Generator<Line, undefined> {
    for (const [index, end] of this.#ends.entries()) {
      const text = scratch.toString('utf8', 0, this.#blocks.copy(this.#ends[index - 1] ?? 0, end, scratch))
      const problem = this.#problems.get(index)
      yield problem ? { content: text, problem } : text
    }
  }

  /** No line can be read afterwards. */
  release(): void {
    this.#ends.length = 0
    this.#blocks.release()
  }
}
