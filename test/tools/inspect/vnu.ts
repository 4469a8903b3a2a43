import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'

const run = promisify(execFile)
const JAR = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar')

export interface Complaint {
  readonly path: string
  readonly line: number
  readonly message: string
  /** The source text at that place. */
  readonly extract: string
}

interface Message {
  readonly type: string
  readonly url?: string
  readonly lastLine?: number
  readonly message: string
  readonly extract?: string
}

export function hasJava(): Promise<boolean> {
  return run('java', ['-version']).then(
    () => true,
    () => false,
  )
}

/** All errors in the files, and any failure to check one of them. */
export async function complaintsAbout(paths: readonly string[], kind: 'html' | 'css' = 'html'): Promise<Complaint[]> {
  const options = ['--format', 'json', '--exit-zero-always', '--stdout', ...(kind === 'css' ? ['--css'] : [])]
  const { stdout } = await run('java', ['-jar', JAR, ...options, ...paths], { maxBuffer: 1 << 28 })
  const { messages } = JSON.parse(stdout) as { messages: readonly Message[] }
  return messages.filter(isError).map(({ url, lastLine, message, extract }) => ({
    path: decodeURIComponent((url ?? '').replace(/^file:/, '')),
    line: lastLine ?? 0,
    message,
    extract: (extract ?? '').replaceAll(/\s+/g, ' ').trim(),
  }))
}

/** Properties that vnu does not know yet. Style sheets ask whether the browser does. */
const NEWER_THAN_VNU = ['reading-flow']

function isError({ type, message }: Message): boolean {
  if (NEWER_THAN_VNU.some(property => message.includes(`“${property}”`))) return false
  return type === 'error' || type === 'non-document-error'
}
