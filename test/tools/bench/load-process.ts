/** Visitors in a process of their own, who request pages for some seconds as fast as they are answered. */
import { answerQuestions, Child } from './child.ts'
import { Connection } from './wire.ts'

interface Load {
  /** The connections are distributed over these servers, as by a proxy. */
  readonly urls: readonly string[]
  readonly paths: readonly string[]
  /** The session cookie of all visitors. */
  readonly cookie: string
  readonly connections: number
  readonly seconds: number
}

export interface Visited {
  readonly pages: number
  readonly milliseconds: number
}

export class LoadProcess {
  readonly #child = Child.start('./load-process.js')

  visit(load: Load): Promise<Visited> {
    return this.#child.ask(load)
  }

  stop(): Promise<void> {
    return this.#child.stop()
  }
}

async function visit({ urls, paths, cookie, connections, seconds }: Load): Promise<Visited> {
  const opened = await Promise.all(
    Array.from({ length: connections }, (_, index) => Connection.open(urls[index % urls.length]!, cookie)),
  )
  const started_ms = performance.now()
  let pages = 0
  await Promise.all(
    opened.map(async (connection, index) => {
      for (let visit = index; performance.now() - started_ms < seconds * 1000; visit += 1) {
        await connection.get(paths[visit % paths.length]!)
        pages += 1
      }
      connection.close()
    }),
  )
  return { pages, milliseconds: performance.now() - started_ms }
}

if (import.meta.main) answerQuestions(visit)
