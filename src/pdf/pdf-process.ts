import type { ChildProcess } from 'node:child_process'
import { createRequire } from 'node:module'
import { memoryOf, startChild } from '../child-process.ts'
import type { PdfAnswer, PdfOrder } from './child.ts'

/** Why a document was not made, though nothing is wrong with it. */
export type PdfRefusal = 'busy' | 'too-long' | 'too-much-memory' | 'ended' | 'seal-ended'

export class PdfRefusedError extends Error {
  override readonly name = 'PdfRefusedError'
  readonly reason: PdfRefusal

  constructor(reason: PdfRefusal) {
    super(`the document was not made: ${reason}`)
    this.reason = reason
  }
}

export interface ProcessLimits {
  /** A document takes 0.8 ms of a processor a row. */
  readonly document_ms: number
  /** A document takes 110 KB a row. */
  readonly memory_bytes: number
  /** Once the documents before have left more than this, or after so many, the process is replaced: its cache grows. */
  readonly leftover_bytes: number
  readonly documents: number
}

const CHILD = new URL(`./child${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)
const FONTS = createRequire(import.meta.url).resolve('#static/pdf/fonts.conf')
const MEMORY_CHECK_MS = 200

/**
 * The compiler asks for memory in millions of small pieces. In pages of 2 MiB, where Linux has them for those who ask, and
 * 64 MiB at a time, a document takes half the time.
 */
const MEMORY_IN_LARGE_PIECES = `glibc.malloc.hugetlb=1:glibc.malloc.top_pad=${64 * 1024 * 1024}`

/** A process that makes one document after another. */
export class PdfProcess {
  readonly #child: ChildProcess
  readonly #limits: ProcessLimits
  #documents = 0
  #isUsable = true

  constructor(limits: ProcessLimits) {
    this.#limits = limits
    this.#child = startChild(CHILD, { env: { FONTCONFIG_FILE: FONTS, GLIBC_TUNABLES: MEMORY_IN_LARGE_PIECES } })
    this.#child.once('exit', () => this.#retire()).on('error', () => this.#retire())
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  /** False when the process has ended, or should not make another document. */
  get isUsable(): boolean {
    return this.#isUsable
  }

  /** @throws {PdfRefusedError} */
  async make(order: PdfOrder): Promise<Uint8Array> {
    this.#documents += 1
    const answer = await this.#ask(order)
    if (this.#documents >= this.#limits.documents || answer.leftover_bytes > this.#limits.leftover_bytes) this.end()
    if ('pdf' in answer) return plainBytes(answer.pdf)
    throw new Error(`The PDF compiler failed: ${answer.problem}`)
  }

  end(): void {
    this.#retire()
    this.#child.kill('SIGKILL')
  }

  #retire(): void {
    this.#isUsable = false
  }

  async #ask(order: PdfOrder): Promise<PdfAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<PdfAnswer>()
    const refuse = (reason: PdfRefusal) => {
      reject(new PdfRefusedError(reason))
      this.end()
    }
    const hasEnded = () => refuse('ended')
    this.#child.once('message', resolve).once('exit', hasEnded)
    const clock = setTimeout(refuse, this.#limits.document_ms, 'too-long')
    const watch = setInterval(async () => {
      if ((await memoryOf(this.#child)) > this.#limits.memory_bytes) refuse('too-much-memory')
    }, MEMORY_CHECK_MS)
    this.#child.send(order, error => error && hasEnded())
    try {
      return await promise
    } finally {
      clearTimeout(clock)
      clearInterval(watch)
      this.#child.off('message', resolve).off('exit', hasEnded)
    }
  }
}

/** It arrives as a Buffer, whose methods differ. */
function plainBytes({ buffer, byteOffset, byteLength }: Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
