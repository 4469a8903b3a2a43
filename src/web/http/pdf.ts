import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { WebContext } from '../context.ts'
import { acceptedEncoding } from './compression.ts'
import { noStoreHeaders } from './security-headers.ts'

/**
 * Answers with a PDF file.
 * @param stem the name of the file without its ending
 */
export async function sendPdf(c: WebContext, pdf: Uint8Array, stem: string): Promise<Response> {
  const { body, encoded } = await compressedPdf(c, pdf)
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
async function compressedPdf(c: WebContext, pdf: Uint8Array) {
  if (acceptedEncoding(c.req.header('accept-encoding')) === null) return { body: pdf, encoded: {} }
  return { body: await promisify(gzip)(pdf), encoded: { 'content-encoding': 'gzip' } }
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
