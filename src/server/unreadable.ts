/** Answers requests that Node.js cannot read, and that therefore never become requests of the application. */
import type { Duplex } from 'node:stream'
import { catalogueOf, LANGUAGES } from '../i18n/index.ts'

interface AnsweringSocket extends Duplex {
  /** The answer in progress; Node.js looks at it too before it answers such a request. */
  readonly _httpMessage?: { readonly headersSent: boolean } | null
}

type ReadingError = Error & { readonly code?: string }

/** So long a client has for the end of what it sends: if its connection ended before, many would lose the answer. */
const LINGER_MS = 1000

const STATUSES: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

/** Whether a client sent what cannot be read. One that went away, or took too long, did not. */
export function isUnreadable({ code = '' }: ReadingError): boolean {
  return code.startsWith('HPE_') && code !== 'HPE_INVALID_EOF_STATE'
}

/** Answers as Node.js does, but says in words what a person can cause with a form: too long an address. */
export function answerUnreadable(error: ReadingError, socket: AnsweringSocket): void {
  if (socket.writableEnded) return
  if (!socket.writable || socket._httpMessage?.headersSent) {
    socket.destroy()
    return
  }
  const page = error.code === 'HPE_HEADER_OVERFLOW' ? TOO_LONG : ''
  socket.end(answer(STATUSES[error.code ?? ''] ?? '400 Bad Request', page))
  setTimeout(() => socket.destroy(), LINGER_MS).unref()
}

function answer(status: string, page: string): string {
  const head = [
    `HTTP/1.1 ${status}`,
    'Connection: close',
    'Content-Type: text/html; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(page)}`,
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options: nosniff',
    'Cache-Control: no-store',
  ]
  return `${head.join('\r\n')}\r\n\r\n${page}`
}

/** In every language: the head that says the language of the reader could not be read. */
const TOO_LONG = `<!doctype html>
<html lang="${LANGUAGES[0]}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${catalogueOf(LANGUAGES[0]!).errors.tooLongTitle}</title>
<main>
${LANGUAGES.map(tooLongIn).join('')}</main>
</html>
`

function tooLongIn(language: (typeof LANGUAGES)[number], index: number): string {
  const { tooLongTitle, tooLong } = catalogueOf(language).errors
  const level = index === 0 ? 'h1' : 'h2'
  return `<section lang="${language}"><${level}>${tooLongTitle}</${level}><p>${tooLong}</p></section>\n`
}
