import { createHash, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import { P12Signer } from '@libpdf/core'

/** The file with the key cannot seal. */
export class SealKeyError extends Error {
  override readonly name = 'SealKeyError'
}

/** What the thread needs to seal. */
export interface SealKey {
  readonly p12: Uint8Array
  readonly password: string
}

export interface SealOrder {
  readonly id: number
  readonly pdf: Uint8Array
  readonly at: Date
}

export type SealAnswer = { readonly id: number } & ({ readonly sealed: Uint8Array } | { readonly problem: string })

const THREAD = new URL(`./seal-thread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

/** A document of 5,000 rows takes a second on a busy machine. */
const SEAL_MS = 20_000

/**
 * Seals PDF files with the key of the operator (PAdES B-B). The seal is appended: the file below it stays as it was, with
 * its tags. A thread does it, since a large file takes half a second.
 */
export class PdfSealer {
  /** Another one for another certificate. */
  readonly id: string
  readonly #key: SealKey
  #thread: Worker | null = null
  #asked = 0
  readonly #waiting = new Map<number, (answer: SealAnswer) => void>()

  private constructor(key: SealKey, id: string) {
    this.#key = key
    this.id = id
  }

  /**
   * @param path of a PKCS#12 file with an RSA key: its signatures are the same each time, so that a sealed file can be made
   * again byte for byte
   * @throws {SealKeyError}
   */
  static async open(path: string, password: string, now: Date): Promise<PdfSealer> {
    const p12 = await readFile(path).catch((error: Error) => {
      throw new SealKeyError(`the file of SEAL_FILE cannot be read: ${error.message}`)
    })
    const signer = await P12Signer.create(p12, password).catch(() => {
      throw new SealKeyError('the file of SEAL_FILE is not a PKCS#12 file that SEAL_PASSWORD opens')
    })
    if (signer.signatureAlgorithm !== 'RSASSA-PKCS1-v1_5') {
      throw new SealKeyError('the key of SEAL_FILE is not an RSA key')
    }
    const { validFromDate, validToDate } = new X509Certificate(signer.certificate)
    if (now < validFromDate || now > validToDate) {
      throw new SealKeyError(
        `the certificate of SEAL_FILE is valid from ${isoDay(validFromDate)} to ${isoDay(validToDate)}`,
      )
    }
    const id = createHash('sha256').update(signer.certificate).digest('hex').slice(0, 16)
    return new PdfSealer({ p12: new Uint8Array(p12), password }, id)
  }

  /** @param at the time that the seal names; the same file and time have the same bytes */
  async seal(pdf: Uint8Array, at: Date): Promise<Uint8Array> {
    const { promise, resolve } = Promise.withResolvers<SealAnswer>()
    const id = ++this.#asked
    this.#waiting.set(id, resolve)
    const clock = setTimeout(() => this.#end('it took too long'), SEAL_MS)
    const thread = this.#start()
    thread.ref()
    thread.postMessage({ id, pdf, at } satisfies SealOrder)
    try {
      const answer = await promise
      if ('sealed' in answer) return answer.sealed
      throw new Error(`A document was not sealed: ${answer.problem}`)
    } finally {
      clearTimeout(clock)
      // The program may end while the thread has nothing to do.
      if (this.#waiting.size === 0) thread.unref()
    }
  }

  close(): void {
    this.#end('the server stops')
  }

  #start(): Worker {
    if (this.#thread) return this.#thread
    const thread = new Worker(THREAD, { workerData: this.#key, execArgv: [] })
    thread.on('message', (answer: SealAnswer) => this.#answer(answer))
    thread.once('error', error => this.#end(error.message))
    this.#thread = thread
    return thread
  }

  #answer(answer: SealAnswer): void {
    this.#waiting.get(answer.id)?.(answer)
    this.#waiting.delete(answer.id)
  }

  #end(problem: string): void {
    void this.#thread?.terminate()
    this.#thread = null
    for (const id of this.#waiting.keys()) this.#answer({ id, problem })
  }
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10)
}
