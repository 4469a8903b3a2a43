import { PdfRefusedError } from './pdf-process.ts'

export interface QueueLimits {
  readonly places: number
  readonly waiting: number
  readonly waiting_ms: number
}

interface Waiting {
  readonly owner: string
  readonly start: (place: Disposable) => void
}

/**
 * Hands out places, of which there are few. An owner has one at a time; whoever waits gets the next one before an owner
 * that had a place since.
 */
export class PdfQueue {
  readonly #limits: QueueLimits
  /** In the order of arrival. */
  readonly #waiting = new Set<Waiting>()
  /** Owners with a place. */
  readonly #working = new Set<string>()
  /** When each waiting owner last had a place; those who had none come first. */
  readonly #served = new Map<string, number>()
  #clock = 0

  constructor(limits: QueueLimits) {
    this.#limits = limits
  }

  /**
   * Waits for a place, which is free again when it is disposed of.
   * @throws {PdfRefusedError} when too many wait, or it takes too long
   */
  async take(owner: string, signal?: AbortSignal): Promise<Disposable> {
    signal?.throwIfAborted()
    if (this.#waiting.size >= this.#limits.waiting) throw new PdfRefusedError('busy')
    const { promise, resolve, reject } = Promise.withResolvers<Disposable>()
    const waiting = { owner, start: resolve }
    this.#waiting.add(waiting)
    this.#startNext()
    const clock = setTimeout(() => reject(new PdfRefusedError('busy')), this.#limits.waiting_ms)
    const leave = () => reject(signal!.reason)
    signal?.addEventListener('abort', leave, { once: true })
    try {
      return await promise
    } finally {
      clearTimeout(clock)
      signal?.removeEventListener('abort', leave)
      this.#waiting.delete(waiting)
    }
  }

  #startNext(): void {
    while (this.#working.size < this.#limits.places) {
      const next = this.#next()
      if (!next) return
      this.#waiting.delete(next)
      this.#working.add(next.owner)
      next.start({ [Symbol.dispose]: () => this.#free(next.owner) })
    }
  }

  #next(): Waiting | null {
    let next: Waiting | null = null
    for (const waiting of this.#waiting) {
      if (this.#working.has(waiting.owner)) continue
      if (next === null || this.#servedAt(waiting) < this.#servedAt(next)) next = waiting
    }
    return next
  }

  #servedAt({ owner }: Waiting): number {
    return this.#served.get(owner) ?? 0
  }

  #free(owner: string): void {
    this.#working.delete(owner)
    this.#clock += 1
    this.#served.set(owner, this.#clock)
    this.#startNext()
    if (this.#waiting.size === 0) this.#served.clear()
  }
}
