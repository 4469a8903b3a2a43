import type { PaperStore, ReadAccess } from '../../store/engine/access.ts'
import { lockOwnBooks, type OwnBooksRow, saveOwnBooks } from '../../store/papers/own-books.ts'
import { type BooksContent, type ComparisonProgress, NO_PROGRESS, type OwnBooksKey } from './own-books.ts'

export interface ComparisonMeans {
  readonly papers: PaperStore
  readonly exporter: ReadAccess
  readonly clock: () => Date
}

/** The person has stopped or deleted the comparison, or started it anew. */
export class ComparisonStoppedError extends Error {
  override readonly name = 'ComparisonStoppedError'
}

/** A page that waits asks about as often. */
const SAID_MS = 500
/** A run says that it lives, also while it waits for its turn. */
const ALIVE_MS = 5000

type Change = (row: OwnBooksRow, trx: Parameters<typeof saveOwnBooks>[0]) => OwnBooksRow | Promise<OwnBooksRow>

/** Keeps the progress of a run, and notices when it is no longer the one that works. */
export class RunKeeper implements Disposable {
  readonly #means: ComparisonMeans
  readonly #key: OwnBooksKey
  readonly #run: string
  readonly #stopped = new AbortController()
  readonly #timer: NodeJS.Timeout
  #progress = NO_PROGRESS
  #said = NO_PROGRESS
  #saidAt_ms = performance.now()
  #isSaying = false

  constructor(means: ComparisonMeans, key: OwnBooksKey, run: string) {
    this.#means = means
    this.#key = key
    this.#run = run
    this.#timer = setInterval(() => this.#sayNow(), SAID_MS).unref()
  }

  /** Aborted when the run has been stopped. */
  get signal(): AbortSignal {
    return this.#stopped.signal
  }

  say(change: Partial<ComparisonProgress>): void {
    this.#progress = { ...this.#progress, ...change }
  }

  async #sayNow(): Promise<void> {
    const isOld = performance.now() - this.#saidAt_ms >= ALIVE_MS
    if (this.#isSaying || (this.#said === this.#progress && !isOld)) return
    this.#isSaying = true
    try {
      await this.save(row => row)
    } catch (error) {
      this.#stopped.abort(error)
    } finally {
      this.#isSaying = false
    }
  }

  /**
   * Saves something of the run together with its progress.
   * @throws {ComparisonStoppedError}
   */
  save(change: Change): Promise<void> {
    const { papers, clock } = this.#means
    let isDone = false
    return papers.write(this.#key.voen, async trx => {
      const row = await lockOwnBooks(trx, this.#key)
      // Its commit may have succeeded although its answer was lost.
      if (isDone && row?.run === '') return
      if (row?.state !== 'working' || row.run !== this.#run) throw new ComparisonStoppedError()
      const progress = this.#progress
      const content = JSON.stringify({ ...(JSON.parse(row.content) as BooksContent), progress })
      const said = { ...row, progress: progress.rows, content, touched_at: clock().toISOString() }
      await saveOwnBooks(trx, await change(said, trx))
      this.#said = progress
      this.#saidAt_ms = performance.now()
      isDone = true
    })
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
  }
}
