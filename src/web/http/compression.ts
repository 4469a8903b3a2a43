import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib'

export type Encoding = 'br' | 'gzip'
type PageEncoding = Encoding | 'zstd'

/**
 * `careful` saves a twentieth for half as much time again: use it for parts, which a person waits for. `thorough` takes three
 * times as long and saves a fifth: use it for responses a browser gets once.
 */
export type Effort = 'quick' | 'careful' | 'thorough'

/** A long page is worth more effort than it was asked for. */
type Worth = Effort | 'long'

/** Below this size, compression saves less than a packet. */
const MIN_BYTES = 1024

/** The best encoding that we produce and the client accepts; null if none. */
export function acceptedEncoding(acceptEncoding: string | undefined): Encoding | null {
  if (!acceptEncoding) return null
  if (accepts(acceptEncoding, 'br')) return 'br'
  return accepts(acceptEncoding, 'gzip') ? 'gzip' : null
}

function accepts(header: string, encoding: PageEncoding): boolean {
  return header.split(',').some(part => {
    const [name = '', ...parameters] = part.split(';').map(text => text.trim().toLowerCase())
    return name === encoding && !parameters.some(parameter => /^q=0(\.0*)?$/.test(parameter))
  })
}

export interface CompressedBody {
  readonly body: string | Uint8Array<ArrayBuffer>
  readonly encoded: { readonly 'content-encoding'?: PageEncoding }
}

/** Synchronous, because a trip to the thread pool costs five times the work itself. */
export function compressed(acceptEncoding: string | undefined, html: string, effort: Effort): CompressedBody {
  const worth = html.length < LONG_PAGE ? effort : 'long'
  const encoding = html.length < MIN_BYTES ? null : encodingFor(acceptEncoding, worth)
  if (encoding === null) return { body: html, encoded: {} }
  return { body: compressPage(html, encoding, worth), encoded: { 'content-encoding': encoding } }
}

/**
 * Brotli clears a table of half a megabyte for each page, which costs as much as the work. Zstandard makes a page as small
 * for an eighth of a page's time less, but parts and first pages, which get more effort, larger.
 */
function encodingFor(acceptEncoding: string | undefined, worth: Worth): PageEncoding | null {
  const isZstd = worth === 'quick' && acceptEncoding !== undefined && accepts(acceptEncoding, 'zstd')
  return isZstd ? 'zstd' : acceptedEncoding(acceptEncoding)
}

function compressPage(html: string, encoding: PageEncoding, worth: Worth): Buffer<ArrayBuffer> {
  const bytes = encode(html)
  if (encoding === 'zstd') return zstdCompressSync(bytes)
  const { brotli, gzip } = EFFORTS[worth]
  return encoding === 'br' ? brotliCompressSync(bytes, { params: brotli }) : gzipSync(bytes, gzip)
}

const LONG_PAGE = 40_000
/** Window and tables sized for a page: the same output a quarter faster, because less memory is cleared first. */
const GZIP_FAST = { level: 1, windowBits: 14, memLevel: 7, chunkSize: 4096 }

const EFFORTS = {
  // Brotli 3 saves a tenth over 1 for a tenth of a millisecond more; 6 costs several tenths more.
  quick: { brotli: { [constants.BROTLI_PARAM_QUALITY]: 3 }, gzip: GZIP_FAST },
  careful: { brotli: { [constants.BROTLI_PARAM_QUALITY]: 4 }, gzip: GZIP_FAST },
  thorough: { brotli: { [constants.BROTLI_PARAM_QUALITY]: 6 }, gzip: { level: 6 } },
  // They are rare and repetitive: a fifth fewer bytes is worth half a millisecond.
  long: { brotli: { [constants.BROTLI_PARAM_QUALITY]: 7 }, gzip: { level: 6 } },
}

const MAX_BYTES_PER_UNIT = 3

let scratch = Buffer.allocUnsafeSlow(65_536)

/** Encodes UTF-8 into a shared buffer at a third of the cost of a new one. The bytes are valid until the next call. */
function encode(text: string): Buffer {
  const max = text.length * MAX_BYTES_PER_UNIT
  if (max > scratch.length) scratch = Buffer.allocUnsafeSlow(2 * max)
  return scratch.subarray(0, scratch.write(text))
}
