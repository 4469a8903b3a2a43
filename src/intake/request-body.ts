import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'

/** As it is sent, compressed or not. */
export const MAX_BYTES = 8 * 1024 * 1024
export const MAX_UNPACKED_BYTES = 64 * 1024 * 1024

const PIECE_BYTES = 256 * 1024

/** Of all bodies together that are coming in: until one is whole, nobody can tell whose it is. */
const MAX_BYTES_COMING_IN = 64 * 1024 * 1024

export type BodyFault =
  | 'too-many-bytes'
  | 'too-many-unpacked-bytes'
  | 'not-whole'
  | 'not-gzip'
  | 'unknown-encoding'
  | 'too-busy'

let comingIn_bytes = 0

/** Reads a body whole; of one that is too large, or when too much is coming in at once, not to its end. */
export async function readBody(body: ReadableStream<Uint8Array> | null): Promise<Buffer | BodyFault> {
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for await (const piece of body ?? []) {
      length += piece.byteLength
      comingIn_bytes += piece.byteLength
      if (length > MAX_BYTES) return 'too-many-bytes'
      if (comingIn_bytes > MAX_BYTES_COMING_IN) return 'too-busy'
      pieces.push(piece)
    }
  } catch {
    // Its sender has gone away in the middle of it.
    return 'not-whole'
  } finally {
    comingIn_bytes -= length
  }
  return Buffer.concat(pieces)
}

/** @param encoding of `Content-Encoding`; what a small body swells to is given up at the limit */
export async function unpack(bytes: Buffer, encoding: string): Promise<Buffer | BodyFault> {
  if (encoding === '' || encoding === 'identity') return bytes
  if (encoding !== 'gzip') return 'unknown-encoding'
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: MAX_UNPACKED_BYTES, chunkSize: PIECE_BYTES })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'ERR_BUFFER_TOO_LARGE' ? 'too-many-unpacked-bytes' : 'not-gzip'
  }
}
