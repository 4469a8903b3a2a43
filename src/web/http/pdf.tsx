import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { TooLongPage } from '../../../views/too-long-page.tsx'
import { countRows, MAX_PDF_ROWS, type PdfDocument } from '../../pdf/document.ts'
import type { Dependencies, WebContext } from '../context.ts'
import { respond } from '../respond.tsx'
import { turnOwner } from '../turn-owner.ts'
import { acceptedEncoding } from './compression.ts'
import { noStoreHeaders } from './security-headers.ts'

export interface PdfAnswer {
  readonly document: PdfDocument
  readonly fileName: string
  /** When its figures were read. */
  readonly now: Date
  /** True when the document lacks rows. */
  readonly isCut: boolean
  /** The page that the document is of. */
  readonly page: string
  /** A file without a limit; null for users who may not download, and where there is none. */
  readonly export: string | null
}

/** Answers with a PDF file, or says why the document cannot be made. */
export async function sendPdf({ renderPdf }: Dependencies, c: WebContext, answer: PdfAnswer): Promise<Response> {
  const { document, fileName, now, isCut } = answer
  if (isCut || countRows(document) > MAX_PDF_ROWS) return respondTooLong(c, answer)
  const owner = turnOwner(c.get('session')!)
  const pdf = await renderPdf(document, { owner, createdAt: now, signal: c.req.raw.signal })
  const { body, encoded } = await compressedPdf(c, pdf)
  const place = c.get('downloadPlace')!
  place.isStreamed = true
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

function respondTooLong(c: WebContext, { page, export: file }: PdfAnswer): Response {
  const t = c.get('t')
  const { tooLongTitle: title, tooLong, exportHasAll, toExport, back } = t.pdf
  const sentences = [tooLong(MAX_PDF_ROWS), ...(file === null ? [] : [exportHasAll])]
  const links = [{ label: back, href: page }, ...(file === null ? [] : [{ label: toExport, href: file }])]
  const model = { title, message: sentences.join(' '), links }
  return respond(c, { status: 422, title, page: <TooLongPage model={model} /> })
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
