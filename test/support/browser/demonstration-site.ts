import { loadApplication } from '../../../src/cli/application.ts'
import { readConfig } from '../../../src/config.ts'
import { DEMONSTRATION_BROKER } from '../../../src/demo/demonstration-people.ts'
import { loadDemonstration } from '../../../src/demo/load-demonstration.ts'
import type { Person } from '../../../src/domain/person.ts'
import type { Voen } from '../../../src/domain/voen.ts'
import type { Language } from '../../../src/i18n/index.ts'
import { CONNECTION_LIMITS } from '../../../src/server/connections.ts'
import { type RunningServer, startServer } from '../../../src/server.ts'
import type { Database } from '../../../src/store/engine/access.ts'
import { cookieOf, representativeOf, representativeOfAll } from '../people/people.ts'
import { drawUpDisputed } from '../stores/acts.ts'
import { keepComparedBooks } from '../stores/compared-books.ts'
import { keepDocument } from '../stores/papers.ts'
import { isTroubled, startWithTrouble } from '../stores/store-failures.ts'
import { sharedChromium } from './chromium.ts'
import { DEBTOR, PAGES, type ProductPage, TRADER, type Who } from './pages.ts'
import { Visitor } from './visitor.ts'

/** In the middle of the demonstration traders' operations. */
const TODAY = new Date('2026-06-10T08:00:00Z')

export const BROKER = DEMONSTRATION_BROKER

export interface SiteOptions {
  readonly clock?: () => Date
  readonly settings?: Record<string, string>
  /** Added to Chromium's usual arguments. */
  readonly browserArguments?: readonly string[]
}

type VisitorOptions = Parameters<typeof Visitor.come>[2]

export class DemonstrationSite<Store extends Database = Database> {
  readonly url: string
  readonly store: Store
  readonly #server: RunningServer
  readonly #browserArguments: readonly string[]
  readonly #clock: () => Date
  readonly #visitors: Visitor[] = []
  /** Servers with an error, each started with its first visitor. */
  readonly #troubled = new Map<Who, Promise<RunningServer>>()

  protected constructor(store: Store, server: RunningServer, browserArguments: readonly string[], clock: () => Date) {
    this.store = store
    this.#server = server
    this.#browserArguments = browserArguments
    this.#clock = clock
    this.url = server.url
  }

  /** Fills an empty store. */
  static async load(store: Database, clock = () => TODAY): Promise<void> {
    await loadDemonstration(store, clock)
    await keepDocument(store.papers, TRADER)
    await drawUpDisputed(store, DEBTOR as Voen, clock())
    await keepComparedBooks(store, TRADER, clock)
  }

  /** @param store an empty store, which is closed with the site */
  static async over<Store extends Database>(
    store: Store,
    options: SiteOptions = {},
  ): Promise<DemonstrationSite<Store>> {
    await DemonstrationSite.load(store, options.clock)
    return DemonstrationSite.overLoaded(store, options)
  }

  /** @param store a loaded store, which is closed with the site */
  static async overLoaded<Store extends Database>(
    store: Store,
    { clock = () => TODAY, settings = {}, browserArguments = [] }: SiteOptions = {},
  ): Promise<DemonstrationSite<Store>> {
    const config = readConfig({
      REQUESTS_A_MINUTE: '1000000',
      SIGN_INS_A_MINUTE: '1000000',
      STRANGERS_A_MINUTE: '1000000',
      ...settings,
    })
    const build = await loadApplication({ config, clock }, store, () => {})
    const server = await startServer(build, '127.0.0.1', 0, { ...CONNECTION_LIMITS, grace_ms: 0 })
    return new DemonstrationSite(store, server, browserArguments, clock)
  }

  async stranger(options?: VisitorOptions): Promise<Visitor> {
    return this.#visitorAt(this.url, options)
  }

  /** A signed-in person who represents every company and the demonstration broker. */
  visitor(options?: VisitorOptions): Promise<Visitor> {
    return this.visitorWho('a trader', options)
  }

  async visitorAs(person: Person, options?: VisitorOptions): Promise<Visitor> {
    const visitor = await this.stranger(options)
    await visitor.takeCookie(await this.cookieAs(person))
    return visitor
  }

  /** A visitor of the kind that sees pages of the list. */
  async visitorWho(who: Who, options?: VisitorOptions): Promise<Visitor> {
    const visitor = await this.#visitorAt(await this.urlWho(who), options)
    const cookie = await this.cookieWho(who)
    if (cookie !== '') await visitor.takeCookie(cookie)
    return visitor
  }

  /** The origin of the pages for a kind of visitor. */
  async urlWho(who: Who): Promise<string> {
    if (!isTroubled(who)) return this.url
    const started = this.#troubled.get(who) ?? startWithTrouble(this.store, who, this.#clock)
    this.#troubled.set(who, started)
    return (await started).url
  }

  /** The Cookie header of a kind of visitor; empty for a stranger. */
  async cookieWho(who: Who): Promise<string> {
    if (who === 'a stranger') return ''
    if (isTroubled(who)) return cookieOf(this.store.access, await this.#everybody(), this.#clock())
    if (who === 'a trader') return this.cookieAs(await this.#everybody())
    return this.cookieAs(who === 'a person of no company' ? representativeOf() : representativeOf(BROKER))
  }

  /** The document of a page of the list, which no browser has opened. */
  async htmlOf({ who, path, form }: ProductPage, cookie?: string): Promise<string> {
    const [origin, own] = [await this.urlWho(who), cookie ?? (await this.cookieWho(who))]
    const sent = form && { method: 'POST', body: new URLSearchParams(form) }
    return (await fetch(origin + path, { ...sent, headers: { cookie: own, origin } })).text()
  }

  #everybody(): Promise<Person> {
    return representativeOfAll(this.store.reader, BROKER)
  }

  /** The Cookie header of a person with an open session. */
  cookieAs(person: Person): Promise<string> {
    return cookieOf(this.store.access, person, this.#clock(), `${this.url}/test-identity`)
  }

  async #visitorAt(url: string, options?: VisitorOptions): Promise<Visitor> {
    const visitor = await Visitor.come(await sharedChromium(this.#browserArguments), url, options)
    this.#visitors.push(visitor)
    return visitor
  }

  async visitors(language: Language, options?: VisitorOptions): Promise<Map<Who, Visitor>> {
    const visitors = new Map<Who, Visitor>()
    for (const who of new Set(PAGES.map(page => page.who))) {
      const visitor = await this.visitorWho(who, options)
      await visitor.read(language)
      visitors.set(who, visitor)
    }
    return visitors
  }

  async close(): Promise<void> {
    await Promise.all(this.#visitors.map(visitor => visitor.leave()))
    for (const server of [this.#server, ...(await Promise.all(this.#troubled.values()))]) await server.stop()
    await this.store.close()
  }
}
