import type { Context } from 'hono'

const PLAIN_FORM = 'application/x-www-form-urlencoded'
/** Several times the size of our largest form. */
const MAX_BYTES = 16_384

/** Reads a form's fields. A missing, malformed, oversized or unfinished form has only empty fields. */
export async function readForm(c: Pick<Context, 'req'>): Promise<(name: string) => string> {
  const fields = await readFields(c)
  return name => fields.get(name) ?? ''
}

/** The same, for a form whose fields are not known. */
export async function readFields(c: Pick<Context, 'req'>): Promise<URLSearchParams> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
  const { body } = c.req.raw
  return new URLSearchParams(type === PLAIN_FORM && body ? await readText(body).catch(() => '') : '')
}

async function readText(body: ReadableStream<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.byteLength
    if (length > MAX_BYTES) return ''
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
