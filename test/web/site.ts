import { readFile } from 'node:fs/promises'
import type { Hono } from 'hono'
import type { LogLine } from '../../src/log.ts'
import { type Database, StoreUnreachable } from '../../src/store/access.ts'
import { createApp } from '../../src/web/app.tsx'
import type { Env } from '../../src/web/context.ts'
import { type EventObject, toLine } from '../support/events.ts'
import { Service } from '../support/service.ts'
import { Html } from './html.ts'

/** What htmx sends when it wants a part of a page. */
export const asHtmx = { 'HX-Request': 'true', 'HX-Request-Type': 'partial' }

type Readers = Pick<Database, 'reader' | 'exporter'>

const TODAY = new Date('2026-04-20T10:00:00+04:00')

export interface Answer extends Pick<Response, 'status' | 'headers'> {
  readonly text: string
  readonly html: Html
}

/** The real application over a real store, asked in memory. */
export class Site {
  readonly app: Hono<Env>
  readonly log: LogLine[] = []
  readonly #service: Service

  private constructor(service: Service, demo: boolean, { reader, exporter }: Readers = service.store) {
    this.#service = service
    const log = (line: LogLine) => this.log.push(line)
    this.app = createApp({
      reader,
      exporter,
      clock: () => TODAY,
      config: { demo },
      log,
    })
  }

  /** A site whose store has been told the events. */
  static async open(lines: readonly (string | EventObject)[], { demo = true } = {}): Promise<Site> {
    const service = await Service.open(TODAY)
    await service.import(lines.map(line => (typeof line === 'string' ? line : toLine(line))))
    return new Site(service, demo)
  }

  /** The worked example of DOMAIN.md section 7. */
  static async openExample(): Promise<Site> {
    const file = new URL('../fixtures/example/events.ndjson', import.meta.url)
    return Site.open((await readFile(file, 'utf8')).split('\n'))
  }

  /** A site whose store does not answer. */
  static async openUnreachable(): Promise<Site> {
    return new Site(await Service.open(TODAY), true, { reader: UNREACHABLE, exporter: UNREACHABLE })
  }

  /** A site whose store fails every question. */
  static async openBroken(): Promise<Site> {
    return new Site(await Service.open(TODAY), true, { reader: BROKEN, exporter: BROKEN })
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await this.app.request(path, { headers })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      text,
      html: new Html(text),
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#service[Symbol.asyncDispose]()
  }
}

/** What stands for that store. */
const BROKEN = new Proxy({} as Database['reader'], {
  get() {
    throw new Error('The disk is gone')
  },
})

const UNREACHABLE: Database['reader'] = {
  atOneMoment: async () => {
    throw new StoreUnreachable('the server does not answer')
  },
}
