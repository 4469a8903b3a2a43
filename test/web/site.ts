import { readFile } from 'node:fs/promises'
import type { Hono } from 'hono'
import type { IdentityProvider } from '../../src/auth/identity-provider.ts'
import type { Person } from '../../src/domain/person.ts'
import type { Voen } from '../../src/domain/voen.ts'
import type { LogLine } from '../../src/log.ts'
import type { RenderPdf } from '../../src/pdf/renderer.ts'
import type { Database, Reader } from '../../src/store/engine/access.ts'
import type { Schema } from '../../src/store/engine/schema.ts'
import { createApp } from '../../src/web/app.tsx'
import type { Env, WebConfig } from '../../src/web/context.ts'
import { type EventObject, OTHER_TRADER, TRADER, toLine } from '../support/oracle/events.ts'
import { cookieOf, dependenciesOf, representativeOfAll, WEB_CONFIG } from '../support/people/people.ts'
import { Service } from '../support/stores/service.ts'
import { BROKEN, UNREACHABLE } from '../support/stores/store-failures.ts'
import { Html } from './html.ts'

/** The headers of a partial request from htmx. */
export const asHtmx = { 'HX-Request': 'true', 'HX-Request-Type': 'partial' }

interface Options extends Partial<Pick<Database, 'reader' | 'exporter' | 'access'>> {
  readonly config?: Partial<WebConfig>
  readonly identityProvider?: IdentityProvider
  readonly renderPdf?: RenderPdf
}

const TODAY = new Date('2026-04-20T10:00:00+04:00')

type GateTable = 'session' | 'mandate' | 'access_log' | 'audit_log'

export interface Answer extends Pick<Response, 'status' | 'headers'> {
  readonly text: string
  readonly html: Html
}

/** The real application over a real store, called in memory by a representative of every company in it. */
export class Site {
  readonly app: Hono<Env>
  readonly log: LogLine[] = []
  readonly #service: Service
  readonly #cookie: string

  /** The time of its clock. */
  now = TODAY

  private constructor(
    service: Service,
    cookie: string,
    { config, identityProvider, renderPdf, ...access }: Options = {},
  ) {
    this.#service = service
    this.#cookie = cookie
    this.app = createApp({
      ...dependenciesOf({ ...service.store, ...access }),
      ...(identityProvider && { identityProvider }),
      ...(renderPdf && { renderPdf }),
      config: { ...WEB_CONFIG, ...config },
      clock: () => this.now,
      log: line => this.log.push(line),
    })
  }

  /** Opens a site after importing the events. */
  static async open(lines: readonly (string | EventObject)[], options?: Options): Promise<Site> {
    const service = await Service.open(TODAY)
    await service.import(lines.map(line => (typeof line === 'string' ? line : toLine(line))))
    const { reader, access } = service.store
    return new Site(service, await cookieOf(access, await representativeOfAll(reader, ...KNOWN), TODAY), options)
  }

  /** Opens a site over a store that the given function fills. */
  static async openWith(fill: (store: Database) => Promise<unknown>, now: Date): Promise<Site> {
    const service = await Service.open(now)
    await fill(service.store)
    const { reader, access } = service.store
    const site = new Site(service, await cookieOf(access, await representativeOfAll(reader, ...KNOWN), now))
    site.now = now
    return site
  }

  /** Books more events. */
  async book(...events: readonly EventObject[]): Promise<void> {
    await this.#service.import(events.map(toLine))
  }

  /** The output of the command `turnover`. */
  turnover(from: string, to: string): Promise<string> {
    return this.#service.turnover(from, to)
  }

  /** The worked example of src/domain/README.md up to 16 March. */
  static async openExample(): Promise<Site> {
    const file = new URL('../fixtures/example/events.ndjson', import.meta.url)
    return Site.open((await readFile(file, 'utf8')).split('\n').slice(0, 16))
  }

  static async openUnreachable(): Promise<Site> {
    return new Site(await Service.open(TODAY), SOME_COOKIE, UNREACHABLE)
  }

  /** Opens a site whose store fails every query. */
  static async openBroken(): Promise<Site> {
    return new Site(await Service.open(TODAY), SOME_COOKIE, BROKEN)
  }

  /** The same site for another person; null without a session. */
  async as(person: Person | null): Promise<Visit> {
    const { access } = this.#service.store
    return new Visit(this.app, person === null ? null : await cookieOf(access, person, this.now))
  }

  /** A direct connection that bypasses the product. */
  openRaw(): ReturnType<Service['openRaw']> {
    return this.#service.openRaw()
  }

  get store(): Service['store'] {
    return this.#service.store
  }

  /** All rows of a table that no page reads directly. */
  rows<Table extends GateTable>(table: Table): Promise<Schema[Table][]> {
    const select = (tx: Reader) =>
      tx
        .selectFrom(table as GateTable)
        .selectAll()
        .execute()
    return this.store.access.read(select) as Promise<unknown> as Promise<Schema[Table][]>
  }

  request(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return new Visit(this.app, this.#cookie).request(path, headers)
  }

  /** Sends any request with the session cookie. */
  async send(path: string, init: RequestInit & { headers: Record<string, string> }): Promise<Response> {
    return await this.app.request(path, { ...init, headers: { cookie: this.#cookie, ...init.headers } })
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return new Visit(this.app, this.#cookie).get(path, headers)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#service[Symbol.asyncDispose]()
  }
}

/** A user of the site. */
export class Visit {
  readonly #app: Hono<Env>
  readonly #cookie: string | null

  constructor(app: Hono<Env>, cookie: string | null) {
    this.#app = app
    this.#cookie = cookie
  }

  /** The token of the session, which no log may have. */
  get token(): string {
    return this.#cookie!.split('=')[1]!
  }

  /** The same user at another application. */
  through(app: Hono<Env>): Visit {
    return new Visit(app, this.#cookie)
  }

  async request(path: string, headers: Record<string, string> = {}, form?: Record<string, string>): Promise<Response> {
    const sent = { ...(this.#cookie && { cookie: this.#cookie }), ...headers }
    if (!form) return await this.#app.request(path, { headers: sent })
    const body = new URLSearchParams(form)
    return await this.#app.request(path, {
      method: 'POST',
      body,
      headers: { 'sec-fetch-site': 'same-origin', ...sent },
    })
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return answerOf(await this.request(path, headers))
  }

  /** Sends a body of any type, as a page of the site does. */
  async send(path: string, body: Uint8Array<ArrayBuffer>, type: string): Promise<Answer> {
    const headers = { ...(this.#cookie && { cookie: this.#cookie }), 'sec-fetch-site': 'same-origin' }
    return answerOf(
      await this.#app.request(path, { method: 'POST', body, headers: { ...headers, 'content-type': type } }),
    )
  }

  /** Posts a form as a page of the site does. */
  async post(path: string, form: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Answer> {
    return answerOf(await this.request(path, headers, form))
  }
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, html: new Html(text) }
}

/** The companies that the user represents, registered or not. */
const KNOWN = [TRADER, OTHER_TRADER, '9999999991' as Voen]
const SOME_COOKIE = `__Host-vereqe-session=${'x'.repeat(43)}`
