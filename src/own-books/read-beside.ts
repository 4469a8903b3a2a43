import { on, once } from 'node:events'
import { memoryOf, startChild } from '../child-process.ts'
import type { ComparingAnswer } from '../domain/own-books/comparing-answer.ts'
import { LEDGER_NAMES } from './ledger-names.ts'
import { RefusedFileError } from './refused.ts'
import type { AccountPiece, CompareOrder, Preview, TableAnswer, TableOrder } from './table-answers.ts'

export interface ReadingLimits {
  /** A file of the greatest size takes a tenth of it on an idle machine. */
  readonly time_ms: number
  /** What the process holds at a time, as the engine counts it. */
  readonly heap_mb: number
  /** The whole process, with what the engine does not count. */
  readonly memory_bytes: number
}

const MIB = 1024 * 1024
const LIMITS: ReadingLimits = { time_ms: 60_000, heap_mb: 640, memory_bytes: 900 * MIB }
/** The process has a low priority, and waits while results are kept: on a busy machine it takes many times as long. */
const COMPARISON_LIMITS: ReadingLimits = { ...LIMITS, time_ms: 300_000 }
const MEMORY_CHECK_MS = 200
/** How a shell tells SIGABRT. */
const ABORTED = 134

/**
 * Reads the first rows of a file in a process of its own, so that no file holds up pages.
 * @param signal ends the reading when nobody waits for it any more
 * @throws {RefusedFileError}
 */
export async function previewBeside(bytes: Uint8Array, signal?: AbortSignal): Promise<Preview> {
  using _turn = await previews.take()
  signal?.throwIfAborted()
  await using table = new TableProcess(bytes, { preview: true }, LIMITS, signal)
  for await (const answer of table.answers()) if ('preview' in answer) return answer.preview
  throw new RefusedFileError('damaged')
}

interface Comparing {
  readonly bytes: Uint8Array
  readonly order: CompareOrder
  /** Read only as fast as the process takes it. */
  readonly account: AsyncIterable<AccountPiece>
  /** Ends the comparison. */
  readonly signal?: AbortSignal
  readonly limits?: Partial<ReadingLimits>
}

/**
 * Compares a file with an account in a process of its own; the process waits while its results are kept.
 * @throws {RefusedFileError}
 */
export async function* compareBeside(comparing: Comparing): AsyncGenerator<ComparingAnswer> {
  const { bytes, order, account, signal, limits } = comparing
  using _turn = await comparisons.take()
  signal?.throwIfAborted()
  const asked = { compare: order, ledgers: LEDGER_NAMES }
  await using table = new TableProcess(bytes, asked, { ...COMPARISON_LIMITS, ...limits }, signal)
  table.feed(account)
  for await (const answer of table.answers()) {
    if ('preview' in answer) continue
    yield answer
    if ('results' in answer) table.tell('next')
    if ('end' in answer || ('read' in answer && answer.read.problems.length > 0)) return
  }
}

/** One after another, because each may take hundreds of megabytes. */
class Turns {
  #last: Promise<void> = Promise.resolve()

  async take(): Promise<Disposable> {
    const before = this.#last
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#last = promise
    await before
    return { [Symbol.dispose]: resolve }
  }
}

/** Apart, so that nobody waits for a long file before seeing the first rows of a short one. */
const previews = new Turns()
const comparisons = new Turns()

const CHILD = new URL(`./table-child${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

type Unrefused = Exclude<TableAnswer, { readonly refused: unknown } | { readonly failed: unknown }>

/** A process with one file. It is gone when this is disposed of. */
class TableProcess implements AsyncDisposable {
  readonly #child: ReturnType<typeof startChild>
  readonly #exit: Promise<unknown[]>
  readonly #clock: AbortSignal
  readonly #memory = new AbortController()
  readonly #ended = new AbortController()
  readonly #watch: NodeJS.Timeout
  readonly #signal: AbortSignal

  constructor(bytes: Uint8Array, order: TableOrder, limits: ReadingLimits, abandoned?: AbortSignal) {
    this.#child = startChild(CHILD, {
      execArgv: [`--max-old-space-size=${limits.heap_mb}`],
      stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
    })
    this.#exit = once(this.#child, 'exit')
    this.#clock = AbortSignal.timeout(limits.time_ms)
    this.#watch = setInterval(async () => {
      if ((await memoryOf(this.#child)) > limits.memory_bytes) this.#memory.abort()
    }, MEMORY_CHECK_MS)
    const bounds = [this.#clock, this.#memory.signal, this.#ended.signal]
    this.#signal = AbortSignal.any(abandoned ? [...bounds, abandoned] : bounds)
    // The process may end before it has read everything.
    this.#child.stdin!.on('error', () => {}).end(bytes)
    this.tell(order)
  }

  tell(message: TableOrder): Promise<void> {
    // That it was not sent is seen by the end of the process.
    return new Promise(resolve => this.#child.send(message, () => resolve()))
  }

  /** Sends the account while the file is read. What goes wrong ends the answers. */
  async feed(account: AsyncIterable<AccountPiece>): Promise<void> {
    try {
      for await (const piece of account) {
        if (this.#signal.aborted) return
        await this.tell(piece)
      }
      await this.tell({ account: 'ended' })
    } catch (error) {
      this.#ended.abort(error)
    }
  }

  async *answers(): AsyncGenerator<Unrefused> {
    try {
      for await (const [answer] of on(this.#child, 'message', { close: ['exit'], signal: this.#signal })) {
        yield unrefused(answer)
      }
      throw endOf(await this.#exit)
    } catch (error) {
      if (this.#clock.aborted) throw new RefusedFileError('too-long')
      if (this.#memory.signal.aborted) throw new RefusedFileError('unpacks-too-large')
      throw this.#signal.aborted ? this.#signal.reason : error
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort()
    clearInterval(this.#watch)
    this.#child.kill('SIGKILL')
  }
}

function unrefused(answer: TableAnswer): Unrefused {
  if ('refused' in answer) throw new RefusedFileError(answer.refused)
  if ('failed' in answer) throw new Error(`Reading a table failed: ${answer.failed}`)
  return answer
}

/** Without memory the engine aborts its process, or crashes; or the system kills it. */
function endOf([code, signal]: unknown[]): Error {
  if (signal !== null || code === ABORTED) return new RefusedFileError('unpacks-too-large')
  return new Error(`The process that reads a table ended: ${code}`)
}
