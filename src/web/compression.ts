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

/** A page as it goes over the wire. */
export function compressPage(html: string, encoding: Encoding): Buffer | null {
  if (html.length < SMALLEST_BYTES) return null
  const body = Buffer.from(html)
  return encoding === 'br' ? brotliCompressSync(body, { params: BROTLI_FAST }) : gzipSync(body, { level: 1 })
}

const BROTLI_FAST = { [constants.BROTLI_PARAM_QUALITY]: 0, [constants.BROTLI_PARAM_LGWIN]: 16 }
