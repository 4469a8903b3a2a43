import { Worker } from 'node:worker_threads'
import type { Cell } from '../domain/own-books/cell.ts'
import type { LeftOut, Mapping, ReadLine, RowProblem } from '../domain/own-books/mapping.ts'
import { type FileRefusal, RefusedFileError } from './refused.ts'

/** The first rows of a file, as they stand in it. */
export interface Preview {
  readonly rows: readonly (readonly Cell[])[]
}

export interface ReadEnd {
  /** The first of them; a file with problems is not compared. */
  readonly problems: readonly RowProblem[]
  readonly leftOut: Readonly<Record<LeftOut, number>>
}

interface ReadPiece {
  readonly lines: readonly ReadLine[]
  /** Rows of the file read so far. */
  readonly rows: number
}

export type ReadOrder =
  | { readonly bytes: Uint8Array; readonly mapping: Mapping }
  | { readonly bytes: Uint8Array; readonly preview: true }

export type ThreadAnswer =
  | ReadPiece
  | { readonly end: ReadEnd }
  | { readonly preview: Preview }
  | { readonly refused: FileRefusal }

const MAX_TIME_MS = 60_000
const MAX_HEAP_MB = 384

/** Reads the first rows of a file in a thread of its own, so that no file holds up pages. @throws {RefusedFileError} */
export async function previewBeside(bytes: Uint8Array): Promise<Preview> {
  for await (const answer of answersOf({ bytes, preview: true })) if ('preview' in answer) return answer.preview
  throw new RefusedFileError('damaged')
}

/** Reads the lines of a file in a thread of its own, which waits while they are worked on. @throws {RefusedFileError} */
export async function* readLinesBeside(
  bytes: Uint8Array,
  mapping: Mapping,
): AsyncGenerator<ReadPiece | { readonly end: ReadEnd }> {
  for await (const answer of answersOf({ bytes, mapping })) if (!('preview' in answer)) yield answer
}

const THREAD = new URL(`./table-thread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

/** One at a time: each may take hundreds of megabytes. */
let lastReading: Promise<void> = Promise.resolve()

type Unrefused = Exclude<ThreadAnswer, { readonly refused: FileRefusal }>

async function* answersOf(order: ReadOrder): AsyncGenerator<Unrefused> {
  const before = lastReading
  const { promise, resolve } = Promise.withResolvers<void>()
  lastReading = promise
  await before
  try {
    yield* runThread(order)
  } finally {
    resolve()
  }
}

async function* runThread(order: ReadOrder): AsyncGenerator<Unrefused> {
  const thread = new Worker(THREAD, {
    workerData: order,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  })
  const answers = listenTo(thread)
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    void thread.terminate()
  }, MAX_TIME_MS)
  try {
    for (;;) {
      const answer = await answers.next()
      if (answer === null) {
        if (isLate) throw new RefusedFileError('too-long')
        return
      }
      if ('refused' in answer) throw new RefusedFileError(answer.refused)
      yield answer
      if ('lines' in answer) thread.postMessage('next')
    }
  } finally {
    clearTimeout(timer)
    await thread.terminate()
  }
}

/** The messages of a thread, one after another; null after the last one. */
function listenTo(thread: Worker): { next(): Promise<ThreadAnswer | null> } {
  const come: (ThreadAnswer | null)[] = []
  let failure: unknown = null
  let wake = () => {}
  thread.on('message', (message: ThreadAnswer) => {
    come.push(message)
    wake()
  })
  thread.once('error', error => {
    // A file that needs more memory than any honest one ends its thread, and nothing else.
    const isTooLarge = (error as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY'
    failure = isTooLarge ? new RefusedFileError('unpacks-too-large') : error
    wake()
  })
  thread.once('exit', () => {
    come.push(null)
    wake()
  })
  return {
    async next() {
      while (come.length === 0 && failure === null) {
        await new Promise<void>(resolve => {
          wake = resolve
        })
      }
      if (failure !== null) throw failure
      return come.shift()!
    },
  }
}
