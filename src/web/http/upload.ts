import type { Context } from 'hono'
import { cutText } from '../../domain/typed/text.ts'
import { withoutControls } from '../../domain/visible-text.ts'
import { MAX_FILE_BYTES } from '../../own-books/refused.ts'

/** A file in a form with nothing else of ours. */
export interface UploadedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export type UploadProblem = 'too-large' | 'no-file'

/** The marks around the file. */
const MAX_FRAME_BYTES = 16_384
const MAX_NAME = 200
const BOUNDARY = /^multipart\/form-data;.*\bboundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i
const HEAD_END = Buffer.from('\r\n\r\n')
const LINE_END = Buffer.from('\r\n')

/** Reads the file of a plain form. A form that is too large is not read to its end. */
export async function readUploadedFile(c: Pick<Context, 'req'>, field: string): Promise<UploadedFile | UploadProblem> {
  const [, quoted, bare] = BOUNDARY.exec(c.req.header('content-type') ?? '') ?? []
  const boundary = quoted ?? bare
  const { body } = c.req.raw
  if (boundary === undefined || !body) return 'no-file'
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of body as ReadableStream<Uint8Array>) {
      length += chunk.byteLength
      if (length > MAX_FILE_BYTES + MAX_FRAME_BYTES) return 'too-large'
      chunks.push(chunk)
    }
  } catch {
    return 'no-file'
  }
  const file = fileIn(Buffer.concat(chunks), boundary, field)
  if (file === null || file.bytes.length === 0) return 'no-file'
  return file.bytes.length > MAX_FILE_BYTES ? 'too-large' : file
}

function fileIn(form: Buffer, boundary: string, field: string): UploadedFile | null {
  const mark = Buffer.from(`--${boundary}`)
  for (let at = form.indexOf(mark); at >= 0; ) {
    const headStart = at + mark.length
    const next = form.indexOf(mark, headStart)
    const headEnd = form.indexOf(HEAD_END, headStart)
    if (next < 0 || headEnd < 0 || headEnd > next) return null
    const head = form.toString('utf8', headStart, headEnd)
    if (parameter(head, 'name') === field) {
      const bytes = form.subarray(headEnd + HEAD_END.length, next - LINE_END.length)
      return { name: fileName(parameter(head, 'filename') ?? ''), bytes: new Uint8Array(bytes) }
    }
    at = next
  }
  return null
}

function parameter(head: string, name: string): string | undefined {
  return new RegExp(`[;\\s]${name}="([^"\\r\\n]*)"`, 'i').exec(head)?.[1]
}

/** Old browsers send the whole path. */
function fileName(name: string): string {
  return cutText(withoutControls(name.split(/[\\/]/).at(-1) ?? ''), MAX_NAME)
}
