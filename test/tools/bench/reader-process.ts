/** Downloads an export at full speed or at a given pace, and discards it. */
import { createHash } from 'node:crypto'
import { get } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { answerQuestions, Child } from './child.ts'

interface Download {
  readonly url: string
  readonly cookie: string
  readonly bytesPerSecond?: number
  /** The reader disconnects after this time. */
  readonly seconds?: number
  readonly hashed?: boolean
}

export interface Downloaded {
  readonly bytes: number
  readonly milliseconds: number
  readonly sha256: string | null
}

export class ReaderProcess {
  readonly #child = Child.start('./reader-process.js')

  download(what: Download): Promise<Downloaded> {
    return this.#child.ask(what)
  }

  stop(): Promise<void> {
    return this.#child.stop()
  }
}

async function download({ url, cookie, bytesPerSecond, seconds, hashed }: Download): Promise<Downloaded> {
  const started_ms = performance.now()
  const elapsed_ms = () => performance.now() - started_ms
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const hash = hashed ? createHash('sha256') : null
  let bytes = 0
  const request = get(url, { headers: { cookie } }, response => {
    if (response.statusCode !== 200) return reject(new Error(`${url} was answered ${response.statusCode}`))
    response.on('end', resolve).on('error', reject)
    response.on('data', async (chunk: Buffer) => {
      bytes += chunk.length
      hash?.update(chunk)
      if (seconds && elapsed_ms() > seconds * 1000) {
        response.off('error', reject).on('error', () => {})
        request.destroy()
        return resolve()
      }
      const due_ms = bytesPerSecond ? (bytes / bytesPerSecond) * 1000 : 0
      if (due_ms <= elapsed_ms()) return
      response.pause()
      await setTimeout(due_ms - elapsed_ms())
      response.resume()
    })
  })
  request.on('error', reject)
  await promise
  return { bytes, milliseconds: elapsed_ms(), sha256: hash?.digest('hex') ?? null }
}

if (import.meta.main) answerQuestions(download)
