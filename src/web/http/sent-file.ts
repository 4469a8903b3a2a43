/** The file of a form that is sent as `multipart/form-data`. Nothing of it is kept. */
import { Buffer } from 'node:buffer'
import type { Context } from 'hono'

/** More than the largest document has. */
export const MAX_FILE_BYTES = 8 * 1024 * 1024

export interface SentFile {
  readonly file: Uint8Array
  /** The text of the other field. */
  readonly text: string
}

/**
 * @param names of the file's field and of a short text field
 * @returns `too-large`, or null for a form that is not such a one
 */
export async function readSentFile(
  c: Pick<Context, 'req'>,
  names: { readonly file: string; readonly text: string },
): Promise<SentFile | 'too-large' | null> {
  const boundary = /^multipart\/form-data;.*?boundary="?([\w'()+,./:=?-]{1,70})"?/i.exec(
    c.req.header('content-type') ?? '',
  )
  const { body } = c.req.raw
  if (!boundary || !body) return null
  const bytes = await readBytes(body).catch(() => null)
  if (bytes === null || bytes === 'too-large') return bytes
  const parts = partsOf(bytes, `--${boundary[1]}`)
  const partOf = (name: string) => parts.find(part => part.name === name)?.content ?? Buffer.alloc(0)
  return { file: partOf(names.file), text: partOf(names.text).toString('utf8', 0, 200) }
}

async function readBytes(body: ReadableStream<Uint8Array>): Promise<Buffer | 'too-large'> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.byteLength
    if (length > MAX_FILE_BYTES) return 'too-large'
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const MAX_PARTS = 10
const BREAK = '\r\n'

/** Each part is a head, an empty line and its content, between two boundaries. */
function partsOf(bytes: Buffer, boundary: string): { readonly name: string; readonly content: Buffer }[] {
  const parts: { name: string; content: Buffer }[] = []
  for (let from = bytes.indexOf(boundary); from !== -1 && parts.length < MAX_PARTS; ) {
    const start = from + boundary.length + BREAK.length
    const next = bytes.indexOf(BREAK + boundary, start)
    const headEnd = bytes.indexOf(BREAK + BREAK, start)
    if (next === -1 || headEnd === -1 || headEnd > next) break
    const name = /;\s*name="([^"]*)"/i.exec(bytes.toString('utf8', start, Math.min(headEnd, start + 1000)))
    parts.push({ name: name?.[1] ?? '', content: bytes.subarray(headEnd + 2 * BREAK.length, next) })
    from = next + BREAK.length
  }
  return parts
}
