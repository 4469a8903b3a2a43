import type { PdfOrder } from './child.ts'
import { countRows, MAX_PDF_ROWS, type PdfDocument, type PdfIssue } from './document.ts'
import { PdfProcess, PdfRefusedError, type ProcessLimits } from './pdf-process.ts'
import { PdfQueue } from './queue.ts'

export interface RendererLimits extends ProcessLimits {
  /** Documents that are made at once. */
  readonly processes: number
  /** Documents that wait, of all people. */
  readonly waiting: number
  readonly waiting_ms: number
  /** A process that has nothing to do for this time is ended. */
  readonly idle_ms: number
  /** So long after its last process has ended, it starts one ahead, so that no document waits for that; null for never. */
  readonly ahead_ms: number | null
}

const MIB = 1024 * 1024

/**
 * Of documents that a request waits for: waiting and making together take less than the server waits for a connection on
 * which nothing moves.
 */
export const RENDERER_LIMITS: RendererLimits = {
  processes: 2,
  waiting: 20,
  waiting_ms: 15_000,
  idle_ms: 60_000,
  ahead_ms: 2000,
  document_ms: 35_000,
  memory_bytes: 600 * MIB,
  leftover_bytes: 250 * MIB,
  documents: 100,
}

/** Of documents that nobody's request waits for. One of 10,000 rows takes 1.1 GB and nine seconds of a processor. */
export const LONG_LIMITS: RendererLimits = {
  ...RENDERER_LIMITS,
  processes: 1,
  idle_ms: 10_000,
  ahead_ms: null,
  document_ms: 120_000,
  memory_bytes: 1500 * MIB,
}

export interface PdfRequest {
  /** Whose documents are made one after another. */
  readonly owner: string
  /** Its date of creation. The same document of the same time has the same bytes. */
  readonly createdAt: Date
  /** Makes it an issued document, with a number and a QR code. */
  readonly issue?: PdfIssue
  /** Takes the document back while it waits, and ends its process. */
  readonly signal?: AbortSignal
  /** Nobody's request waits for it: it may take longer. */
  readonly isLong?: boolean
}

/** Makes a document, or says why not. */
export type RenderPdf = (document: PdfDocument, request: PdfRequest) => Promise<Uint8Array>

/** Makes PDF documents in processes of their own: the compiler is synchronous, cannot be stopped, and keeps memory. */
export class PdfRenderer {
  readonly #limits: RendererLimits
  readonly #queue: PdfQueue
  readonly #idle: { readonly process: PdfProcess; readonly timer?: NodeJS.Timeout }[] = []
  readonly #busy = new Set<PdfProcess>()
  #ahead: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(limits: Partial<RendererLimits> = {}) {
    this.#limits = { ...RENDERER_LIMITS, ...limits }
    const { processes, waiting, waiting_ms } = this.#limits
    this.#queue = new PdfQueue({ places: processes, waiting, waiting_ms })
    this.#startAhead()
  }

  /**
   * Makes a document as PDF/UA-1.
   * @throws {PdfRefusedError} when there is no place or the document takes too much
   */
  async render(document: PdfDocument, { owner, createdAt, issue, signal }: PdfRequest): Promise<Uint8Array> {
    if (countRows(document) > MAX_PDF_ROWS) throw new RangeError('the document has too many rows')
    const order = {
      document: JSON.stringify(document),
      issue: issue ?? null,
      createdAt_s: Math.floor(createdAt.getTime() / 1000),
    }
    using _place = await this.#queue.take(owner, signal)
    try {
      return await this.#make(order, signal)
    } catch (error) {
      signal?.throwIfAborted()
      // It may have been killed while it had nothing to do, or in the place of another.
      if (error instanceof PdfRefusedError && error.reason === 'ended') return this.#make(order, signal)
      throw error
    }
  }

  async #make(order: PdfOrder, signal?: AbortSignal): Promise<Uint8Array> {
    const process = this.#takeProcess()
    const end = () => process.end()
    signal?.addEventListener('abort', end, { once: true })
    try {
      return await process.make(order)
    } finally {
      signal?.removeEventListener('abort', end)
      this.#busy.delete(process)
      if (process.isUsable) this.#keep(process)
      else this.#startAhead()
    }
  }

  /** The ids of its processes. */
  get pids(): readonly number[] {
    return [...this.#idle.map(({ process }) => process), ...this.#busy].flatMap(({ pid }) => pid ?? [])
  }

  /** Ends its processes. Documents that are being made fail. */
  close(): void {
    this.#isClosed = true
    clearTimeout(this.#ahead)
    for (const { process, timer } of this.#idle.splice(0)) {
      clearTimeout(timer)
      process.end()
    }
    for (const process of this.#busy) process.end()
  }

  [Symbol.dispose](): void {
    this.close()
  }

  #takeProcess(): PdfProcess {
    const kept = this.#idle.pop()
    clearTimeout(kept?.timer)
    // It may have ended while it was idle.
    const process = kept?.process.isUsable ? kept.process : new PdfProcess(this.#limits)
    this.#busy.add(process)
    return process
  }

  #startAhead(): void {
    const { ahead_ms } = this.#limits
    clearTimeout(this.#ahead)
    if (ahead_ms === null || this.#isClosed) return
    this.#ahead = setTimeout(() => {
      if (this.pids.length === 0) this.#idle.push({ process: new PdfProcess(this.#limits) })
    }, ahead_ms).unref()
  }

  #keep(process: PdfProcess): void {
    const timer = setTimeout(() => {
      this.#idle.splice(
        this.#idle.findIndex(kept => kept.process === process),
        1,
      )
      process.end()
      this.#startAhead()
    }, this.#limits.idle_ms)
    this.#idle.push({ process, timer: timer.unref() })
  }
}
