import type { Browser } from 'playwright-core'
import { applicationOver } from '../../src/cli/application.ts'
import { readConfig } from '../../src/config.ts'
import { DEMONSTRATION_BROKER } from '../../src/demo/demonstration-people.ts'
import { loadDemonstration } from '../../src/demo/load-demonstration.ts'
import type { Person } from '../../src/domain/person.ts'
import type { Language } from '../../src/i18n/index.ts'
import { type RunningServer, startServer } from '../../src/server.ts'
import type { Database } from '../../src/store/access.ts'
import { launchChromium } from './chromium.ts'
import { PAGES, type Who } from './pages.ts'
import { cookieOf, representativeOf, representativeOfAll } from './people.ts'
import { Visitor } from './visitor.ts'

/** "Today" there: in the middle of the demonstration traders' operations. */
const TODAY = new Date('2026-06-10T08:00:00Z')

/** The broker whom demonstration traders let in. */
export const BROKER = DEMONSTRATION_BROKER

export interface SiteOptions {
  readonly clock?: () => Date
  /** Of the environment. */
  readonly settings?: Record<string, string>
  /** Of Chromium, besides what it is always started with. */
  readonly browserArguments?: readonly string[]
}

type VisitorOptions = Parameters<typeof Visitor.come>[2]

/** The real server over a store with the demonstration traders and people, and a browser to look at it. */
export class DemonstrationSite<Store extends Database = Database> {
  readonly url: string
  readonly store: Store
  readonly #server: RunningServer
  readonly #browser: Browser
  readonly #clock: () => Date

  protected constructor(store: Store, server: RunningServer, browser: Browser, clock: () => Date) {
    this.store = store
    this.#server = server
    this.#browser = browser
    this.#clock = clock
    this.url = server.url
  }

  /** @param store an empty one, which is closed with the site */
  static async over<Store extends Database>(
    store: Store,
    { clock = () => TODAY, settings = {}, browserArguments = [] }: SiteOptions = {},
  ): Promise<DemonstrationSite<Store>> {
    await loadDemonstration(store, clock)
    const config = readConfig({ REQUESTS_A_MINUTE: '1000000', SIGN_INS_A_MINUTE: '1000000', ...settings })
    const build = await applicationOver({ config, clock }, store, () => {})
    const [server, browser] = [await startServer(build, '127.0.0.1', 0), await launchChromium(browserArguments)]
    return new DemonstrationSite(store, server, browser, clock)
  }

  /** Someone who has not signed in. */
  stranger(options?: VisitorOptions): Promise<Visitor> {
    return Visitor.come(this.#browser, this.url, options)
  }

  /** Someone who is signed in, and represents every company there is and the demonstration broker. */
  async visitor(options?: VisitorOptions): Promise<Visitor> {
    return this.visitorAs(await representativeOfAll(this.store.reader, BROKER), options)
  }

  /** One person who is signed in. */
  async visitorAs(person: Person, options?: VisitorOptions): Promise<Visitor> {
    const visitor = await this.stranger(options)
    const issuer = `${this.url}/test-identity`
    await visitor.takeCookie(await cookieOf(this.store.gate, person, this.#clock(), issuer))
    return visitor
  }

  /** Whoever sees a page of the list of pages. */
  visitorWho(who: Who, options?: VisitorOptions): Promise<Visitor> {
    if (who === 'a stranger') return this.stranger(options)
    if (who === 'a trader') return this.visitor(options)
    return this.visitorAs(who === 'a person of no company' ? representativeOf() : representativeOf(BROKER), options)
  }

  /** Everybody who sees a page of that list, in one language. */
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
    await this.#browser.close()
    await this.#server.stop()
    await this.store.close()
  }
}
