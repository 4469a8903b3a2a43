import type { AccountAccess } from '../../domain/account-access.ts'
import type { Voen } from '../../domain/voen.ts'
import type { FileContext, Pieces } from '../../export/file.ts'
import { type StreamEnd, textStream } from '../../export/text-stream.ts'
import { authenticate } from '../../services/access/authenticate.ts'
import { recordExport, recordListExport } from '../../services/access/visits.ts'
import { actorOf } from '../actor.ts'
import type { Dependencies, WebContext } from '../context.ts'
import { logFailure } from '../errors.tsx'
import { nextTurn, turnOwner } from '../turn-owner.ts'
import { sessionToken } from './cookies.ts'
import { noStoreHeaders } from './security-headers.ts'

/** How often a download checks that its user may still see the account. */
const CHECK_INTERVAL_MS = 2000

export interface Download {
  /** Without the ending of its format. */
  readonly fileName: string
  readonly format: keyof typeof FILES
  readonly pieces: Pieces
  /** The code of the download in the access log. */
  readonly content: string
  readonly filter: string
}

const CSV = { ending: '.csv', type: 'text/csv; charset=utf-8' }

const FILES = {
  semicolon: CSV,
  comma: CSV,
  machine: CSV,
  xlsx: { ending: '.xlsx', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  json: { ending: '.json', type: 'application/json; charset=utf-8' },
  camt: { ending: '.xml', type: 'application/xml; charset=utf-8' },
  '1c': { ending: '.txt', type: 'text/plain; charset=windows-1251' },
  hledger: { ending: '.journal', type: 'text/plain; charset=utf-8' },
} as const

/** What every file of a request is made with. */
export function fileContext({ clock }: Dependencies, c: WebContext): FileContext {
  const session = c.get('session')!
  return { t: c.get('t'), now: clock(), turn: () => nextTurn(session) }
}

/** The session or the mandate of a download has ended. */
class AccessEndedError extends Error {
  override readonly name = 'AccessEndedError'
}

/**
 * Answers with a file. The access log records the download before the first byte is sent. The download breaks off
 * when its user may no longer see the account.
 */
export async function sendDownload(
  dependencies: Dependencies,
  c: WebContext,
  { content, filter, ...file }: Download,
): Promise<Response> {
  await recordDownload(dependencies, c, { content, filter, format: file.format })
  return stream(dependencies, c, { ...file, content }, c.get('account').voen)
}

/** Writes a download into the access log of the account and into the audit log. */
export async function recordDownload(
  { access, clock }: Dependencies,
  c: WebContext,
  { content, format, filter }: Pick<Download, 'content' | 'filter'> & { readonly format: Download['format'] | 'pdf' },
): Promise<void> {
  const { voen, broker } = c.get('account')
  const { subject, name } = c.get('session')!.person
  const visit = { voen, at: clock(), action: 'exported', subject, name, broker, detail: content } as const
  await recordExport(access, visit, actorOf(c), { what: content, dialect: format, filter })
}

/**
 * Answers with a file about several accounts. The audit log records the download before the first byte is sent;
 * `pieces` writes the lines of the access logs, each before its account is sent. The download breaks off when the session
 * ends.
 */
export async function sendListDownload(
  dependencies: Dependencies,
  c: WebContext,
  { content, filter, ...file }: Download,
): Promise<Response> {
  const detail = { what: content, dialect: file.format, filter }
  await recordListExport(dependencies.access, dependencies.clock(), actorOf(c), detail)
  return stream(dependencies, c, { ...file, content }, null)
}

/** @param voen the only account of the file; null for a list of accounts */
function stream(
  dependencies: Dependencies,
  c: WebContext,
  { fileName: stem, format, pieces, content }: Omit<Download, 'filter'>,
  voen: Voen | null,
): Response {
  const { ending, type } = FILES[format]
  const fileName = `${stem}${ending}`
  const plainName = c.get('t').export.asciiFileName(fileName)
  const place = c.get('downloadPlace')!
  place.isStreamed = true
  return new Response(
    textStream(whileAllowed(dependencies, c, pieces, voen), turnOwner(c.get('session')!), end => {
      place.free()
      logEnd(dependencies, c, content, voen, end)
    }),
    {
      headers: {
        ...noStoreHeaders(c),
        'content-type': type,
        'content-disposition': `attachment; filename="${plainName}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      },
    },
  )
}

/** @throws {AccessEndedError} */
async function* whileAllowed(dependencies: Dependencies, c: WebContext, pieces: Pieces, voen: Voen | null): Pieces {
  let checkedAt_ms = dependencies.clock().getTime()
  for await (const piece of pieces) {
    const now_ms = dependencies.clock().getTime()
    // The clock may be set back.
    if (Math.abs(now_ms - checkedAt_ms) >= CHECK_INTERVAL_MS) {
      checkedAt_ms = now_ms
      if (!(await isStillAllowed(dependencies, c, voen)))
        throw new AccessEndedError('the session or the mandate has ended')
    }
    yield piece
  }
}

/** A running download is no activity of a user, so the session may end by itself. */
async function isStillAllowed(
  { access, clock, config }: Dependencies,
  c: WebContext,
  voen: Voen | null,
): Promise<boolean> {
  const credentials = { token: sessionToken(c)!, voen }
  const authenticated = await authenticate(access, credentials, config.session, clock())
  return voen === null ? authenticated !== null : allowsAsMuch(authenticated?.access ?? null, c.get('account'))
}

function allowsAsMuch(now: AccountAccess | null, first: AccountAccess): boolean {
  return now !== null && now.broker === first.broker && now.exports && (now.balances || !first.balances)
}

function logEnd(dependencies: Dependencies, c: WebContext, content: string, voen: Voen | null, end: StreamEnd): void {
  const hasAccessEnded = end.how === 'failed' && end.error instanceof AccessEndedError
  if (end.how === 'failed' && !hasAccessEnded) logFailure(dependencies, c, end.error)
  dependencies.log?.({
    level: 'info',
    event: 'download',
    requestId: c.get('requestId'),
    ...c.get('trace'),
    address: c.get('address'),
    session: c.get('session')!.handle,
    ...(voen !== null && { account: voen }),
    content,
    ended: hasAccessEnded ? 'access-ended' : end.how,
    bytes: end.bytes,
  })
}
