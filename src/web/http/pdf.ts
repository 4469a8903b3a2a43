import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { WebContext } from '../context.ts'
import { acceptedEncoding } from './compression.ts'
import { noStoreHeaders } from './security-headers.ts'

/**
 * Answers with a PDF file.
 * @param stem the name of the file without its ending
 */
export async function sendPdf(c: WebContext, pdf: Uint8Array, stem: string): Promise<Response> {
  return send(c, await compressedPdf(c, pdf), stem)
}

/** The same for a file that is kept compressed. */
export async function sendKeptPdf(c: WebContext, gzipped: Uint8Array, stem: string): Promise<Response> {
  if (acceptedEncoding(c.req.header('accept-encoding')) !== null) {
    return send(c, { body: gzipped, encoded: GZIPPED }, stem)
  }
  return send(c, { body: await promisify(gunzip)(gzipped), encoded: {} }, stem)
}

interface Sent {
  readonly body: Uint8Array
  readonly encoded: Record<string, string>
}

const GZIPPED = { 'content-encoding': 'gzip' }

function send(c: WebContext, { body, encoded }: Sent, stem: string): Response {
  const place = c.get('downloadPlace')!
  place.isStreamed = true
  const fileName = `${stem}.pdf`
  const plainName = c.get('t').export.asciiFileName(fileName)
  return new Response(
    inPieces(body, () => place.free()),
    {
      headers: {
        ...noStoreHeaders(c),
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="${plainName}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
        vary: 'Accept-Encoding',
        ...encoded,
      },
    },
  )
}

/** The tags of an accessible document are most of its bytes, and compress to an eighth. */
async function compressedPdf(c: WebContext, pdf: Uint8Array): Promise<Sent> {
  if (acceptedEncoding(c.req.header('accept-encoding')) === null) return { body: pdf, encoded: {} }
  return { body: await promisify(gzip)(pdf), encoded: GZIPPED }
}

const PIECE_BYTES = 65_536

/** Gives bytes only as fast as they are read. */
function inPieces(bytes: Uint8Array, onEnd: () => void): ReadableStream<Uint8Array> {
  let sent = 0
  return new ReadableStream(
    {
      pull(controller) {
        controller.enqueue(bytes.subarray(sent, sent + PIECE_BYTES))
        sent += PIECE_BYTES
        if (sent < bytes.length) return
        controller.close()
        onEnd()
      },
      cancel: onEnd,
    },
    { highWaterMark: 0 },
  )
}
