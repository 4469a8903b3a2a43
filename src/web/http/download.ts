import { textStream } from '../../export/text-stream.ts'
import { recordExport } from '../../services/access/visits.ts'
import { actorOf } from '../actor.ts'
import type { Dependencies, WebContext } from '../context.ts'
import { logFailure } from '../errors.tsx'
import { noStoreHeaders } from './security-headers.ts'

export interface Download {
  readonly fileName: string
  readonly pieces: AsyncGenerator<string>
  /** The code of the download in the access log. */
  readonly content: string
  readonly dialect: string
  readonly filter: string
}

/** Answers with a CSV file. The access log records the download before the first byte is sent. */
export async function sendDownload(
  dependencies: Dependencies,
  c: WebContext,
  { fileName, pieces, content, dialect, filter }: Download,
): Promise<Response> {
  const { voen, broker } = c.get('account')
  const { subject, name } = c.get('session')!.person
  const visit = { voen, at: dependencies.clock(), action: 'exported', subject, name, broker, detail: content } as const
  await recordExport(dependencies.access, visit, actorOf(c), { what: content, dialect, filter })
  const plainName = c.get('t').export.asciiFileName(fileName)
  return new Response(
    textStream(pieces, error => logFailure(dependencies, c, error)),
    {
      headers: {
        ...noStoreHeaders(c),
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${plainName}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      },
    },
  )
}
