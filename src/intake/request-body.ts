import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'

/** As sent, before decompression. */
export const MAX_BYTES = 8 * 1024 * 1024
export const MAX_UNPACKED_BYTES = 64 * 1024 * 1024

const PIECE_BYTES = 256 * 1024

/** For all incoming bodies together: a sender cannot be authenticated until its body is complete. */
const MAX_INCOMING_BYTES = 64 * 1024 * 1024

export type BodyFault =
  | 'too-many-bytes'
  | 'too-many-unpacked-bytes'
  | 'not-whole'
  | 'not-gzip'
  | 'unknown-encoding'
  | 'too-busy'

let incoming_bytes = 0

/** Stops reading a body that is too large, or when all incoming bodies together are. */
export async function readBody(body: ReadableStream<Uint8Array> | null): Promise<Buffer | BodyFault> {
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for await (const piece of body ?? []) {
      length += piece.byteLength
      incoming_bytes += piece.byteLength
      if (length > MAX_BYTES) return 'too-many-bytes'
      if (incoming_bytes > MAX_INCOMING_BYTES) return 'too-busy'
      pieces.push(piece)
    }
  } catch {
    // The sender disconnected.
    return 'not-whole'
  } finally {
    incoming_bytes -= length
  }
  return Buffer.concat(pieces)
}

/** @param encoding the value of `Content-Encoding`. Stops at the limit, whatever a small body expands to. */
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
