import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

export type Encoding = 'br' | 'gzip'

/** Below this, compression saves less than a packet. */
const SMALLEST_BYTES = 1024

/** The best encoding we make that the client accepts; null for none. */
export function acceptedEncoding(acceptEncoding: string | undefined): Encoding | null {
  if (!acceptEncoding) return null
  if (accepts(acceptEncoding, 'br')) return 'br'
  return accepts(acceptEncoding, 'gzip') ? 'gzip' : null
}

function accepts(header: string, encoding: Encoding): boolean {
  return header.split(',').some(part => {
    const [name = '', ...parameters] = part.split(';').map(text => text.trim().toLowerCase())
    return name === encoding && !parameters.some(parameter => /^q=0(\.0*)?$/.test(parameter))
  })
}

/**
 * A page as it goes over the wire; null when it is not worth it. Synchronous, because a trip to the thread pool costs
 * five times what the work does; brotli 1, because it is the cheapest that beats gzip.
 * @param wordy of a page of words brotli 5 leaves a quarter off, for a millisecond
 */
export function compressPage(html: string, encoding: Encoding, wordy: boolean): Buffer<ArrayBuffer> | null {
  if (html.length < SMALLEST_BYTES) return null
  const bytes = encode(html)
  if (encoding === 'gzip') return gzipSync(bytes, wordy ? {} : GZIP_FAST)
  return brotliCompressSync(bytes, { params: wordy ? BROTLI_WORDS : BROTLI_FAST })
}

const BROTLI_FAST = { [constants.BROTLI_PARAM_QUALITY]: 1 }
const BROTLI_WORDS = { [constants.BROTLI_PARAM_QUALITY]: 5 }
/** A window and tables of a page's size: the same bytes, a quarter sooner, for less memory is cleared first. */
const GZIP_FAST = { level: 1, windowBits: 14, memLevel: 7, chunkSize: 4096 }
const MOST_BYTES_A_UNIT = 3

let scratch = Buffer.allocUnsafeSlow(65_536)

/** UTF-8 in a buffer used again and again, whose bytes last until the next call: a third of what a new one costs. */
function encode(text: string): Buffer {
  const most = text.length * MOST_BYTES_A_UNIT
  if (most > scratch.length) scratch = Buffer.allocUnsafeSlow(2 * most)
  return scratch.subarray(0, scratch.write(text))
}
