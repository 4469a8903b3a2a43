import { createHash, X509Certificate } from 'node:crypto'
import { AnsweringThread } from '../answering-thread.ts'
import { PdfRefusedError } from './pdf-process.ts'
import { readSealKey, type SealFiles, type SealKey, SealKeyError, signerOf } from './seal-key.ts'

export { SealKeyError }

export interface SealOrder {
  readonly pdf: Uint8Array
  readonly at: Date
}

export interface SealAnswer {
  readonly sealed: Uint8Array
}

interface Validity {
  readonly from: Date
  readonly to: Date
}

const THREAD = new URL(`./seal-thread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

/** A document of 10,000 rows takes two seconds on a busy machine. */
const SEAL_MS = 20_000
const DAY_MS = 24 * 60 * 60 * 1000
/** So many days before a certificate ends, its operator is told. */
const WARNED_DAYS = 30

/**
 * Seals PDF files with the key of the operator (PAdES B-B). The seal is appended: the file below it stays as it was, with
 * its tags. A thread does it, since a large file takes half a second.
 */
export class PdfSealer {
  /** Another one for another certificate. */
  readonly id: string
  readonly #validity: Validity
  readonly #thread: AnsweringThread<SealOrder, SealAnswer>

  private constructor(key: SealKey, id: string, validity: Validity) {
    this.#thread = new AnsweringThread(THREAD, { workerData: key, limit_ms: SEAL_MS, late: 'it took too long' })
    this.id = id
    this.#validity = validity
  }

  /** @throws {SealKeyError} when the files cannot seal now */
  static async open(files: SealFiles, now: Date): Promise<PdfSealer> {
    const key = await readSealKey(files)
    const { certificate } = await signerOf(key)
    const { validFromDate: from, validToDate: to } = new X509Certificate(certificate)
    if (now < from) throw new SealKeyError(`the certificate of SEAL_FILE is not valid before ${isoDay(from)}`)
    if (now > to) throw new SealKeyError(`the certificate of SEAL_FILE ended on ${isoDay(to)}: renew it`)
    const id = createHash('sha256').update(certificate).digest('hex').slice(0, 16)
    return new PdfSealer(key, id, { from, to })
  }

  /** The day on which the certificate ends. */
  get lastDay(): string {
    return isoDay(this.#validity.to)
  }

  /** The whole days that the certificate is still valid for, when they are few; null before. */
  endsInDays(now: Date): number | null {
    const days = Math.max(0, Math.floor((this.#validity.to.getTime() - now.getTime()) / DAY_MS))
    return days < WARNED_DAYS ? days : null
  }

  /**
   * @param at the time that the seal names; the same file and time have the same bytes. A document that is older than the
   *   certificate is sealed as at its first moment
   * @throws {PdfRefusedError} when the certificate had ended by then
   */
  async seal(pdf: Uint8Array, at: Date): Promise<Uint8Array> {
    const { from, to } = this.#validity
    if (at > to) throw new PdfRefusedError('seal-ended')
    const answer = await this.#thread.ask({ pdf, at: at < from ? from : at })
    if ('sealed' in answer) return answer.sealed
    throw new Error(`A document was not sealed: ${answer.problem}`)
  }

  close(): void {
    this.#thread.close()
  }
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10)
}
