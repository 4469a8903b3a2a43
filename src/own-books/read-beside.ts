import { on, once } from 'node:events'
import { memoryOf, startChild } from '../child-process.ts'
import type { Mapping } from '../domain/own-books/mapping.ts'
import { LEDGER_NAMES } from './ledger-names.ts'
import { RefusedFileError } from './refused.ts'
import type { Preview, ReadEnd, ReadOrder, ReadPiece, TableAnswer } from './table-answers.ts'

export interface ReadingLimits {
  /** A file of the greatest size takes a tenth of it on an idle machine. */
  readonly time_ms: number
  /** What the reading holds at a time, as the engine counts it; 200,000 rows of texts take a third of it. */
  readonly heap_mb: number
  /** The whole process, with what the engine does not count. */
  readonly memory_bytes: number
}

const MIB = 1024 * 1024
const LIMITS: ReadingLimits = { time_ms: 60_000, heap_mb: 384, memory_bytes: 600 * MIB }
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
  for await (const answer of runProcess({ mapping: null, ledgers: LEDGER_NAMES }, bytes, LIMITS, signal)) {
    if ('preview' in answer) return answer.preview
  }
  throw new RefusedFileError('damaged')
}

/** Reads the lines of a file in a process of its own, which waits while they are worked on. @throws {RefusedFileError} */
export async function* readLinesBeside(
  bytes: Uint8Array,
  mapping: Mapping,
  limits: Partial<ReadingLimits> = {},
): AsyncGenerator<ReadPiece | { readonly end: ReadEnd }> {
  using _turn = await readings.take()
  for await (const answer of runProcess({ mapping, ledgers: LEDGER_NAMES }, bytes, { ...LIMITS, ...limits })) {
    if (!('preview' in answer)) yield answer
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
const readings = new Turns()

const CHILD = new URL(`./table-child${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

type Unrefused = Exclude<TableAnswer, { readonly refused: unknown } | { readonly failed: unknown }>

async function* runProcess(
  order: ReadOrder,
  bytes: Uint8Array,
  { time_ms, heap_mb, memory_bytes }: ReadingLimits,
  abandoned?: AbortSignal,
): AsyncGenerator<Unrefused> {
  const child = startChild(CHILD, {
    execArgv: [`--max-old-space-size=${heap_mb}`],
    stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
  })
  const clock = AbortSignal.timeout(time_ms)
  const memory = new AbortController()
  const watch = setInterval(async () => {
    if ((await memoryOf(child)) > memory_bytes) memory.abort()
  }, MEMORY_CHECK_MS)
  const signal = AbortSignal.any([clock, memory.signal, ...(abandoned ? [abandoned] : [])])
  const exit = once(child, 'exit')
  try {
    // The process may end before it has read everything.
    child.stdin!.on('error', () => {}).end(bytes)
    child.send(order, () => {})
    for await (const [answer] of on(child, 'message', { close: ['exit'], signal })) {
      yield unrefused(answer)
      if (!('lines' in answer)) return
      child.send('next', () => {})
    }
    throw endOf(await exit)
  } catch (error) {
    if (clock.aborted) throw new RefusedFileError('too-long')
    if (memory.signal.aborted) throw new RefusedFileError('unpacks-too-large')
    throw error
  } finally {
    clearInterval(watch)
    child.kill('SIGKILL')
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
