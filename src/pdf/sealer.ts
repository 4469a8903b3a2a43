import { createHash, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { P12Signer } from '@libpdf/core'
import { AnsweringThread } from '../answering-thread.ts'

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
  readonly pdf: Uint8Array
  readonly at: Date
}

export interface SealAnswer {
  readonly sealed: Uint8Array
}

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
  readonly #thread: AnsweringThread<SealOrder, SealAnswer>

  private constructor(key: SealKey, id: string) {
    this.#thread = new AnsweringThread(THREAD, { workerData: key, limit_ms: SEAL_MS, late: 'it took too long' })
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
    const answer = await this.#thread.ask({ pdf, at })
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
