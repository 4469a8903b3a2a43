import type { Browser } from 'playwright-core'
import { applicationOver } from '../../src/cli/application.ts'
import { readConfig } from '../../src/config.ts'
import { loadDemonstration } from '../../src/demo/load-demonstration.ts'
import type { Person } from '../../src/domain/person.ts'
import { type RunningServer, startServer } from '../../src/server.ts'
import { launchChromium } from './chromium.ts'
import type { Who } from './pages.ts'
import { cookieOf, representativeOf, representativeOfAll } from './people.ts'
import { openTestStore, type TestStore } from './store.ts'
import { Visitor } from './visitor.ts'

/** "Today" there: in the middle of the demonstration traders' operations. */
const TODAY = new Date('2026-06-10T08:00:00Z')

/** The demonstration trader whose ledgers have many pages, operations of every kind and amendments. */
export const TRADER_NAME = 'İdxalçı 708A72F MMC'
/** The broker whom demonstration traders let in. */
export const BROKER = '8255705091'
export const TRADER = '2899061361'
export const TRADER_ADDRESS = `/accounts/${TRADER}`

interface RealSiteOptions {
  readonly clock?: () => Date
  /** Of the environment. */
  readonly settings?: Record<string, string>
}

/** The real server with the demonstration traders and people, and a browser to look at it. */
export class RealSite {
  readonly url: string
  readonly store: TestStore
  readonly #server: RunningServer
  readonly #browser: Browser
  readonly #clock: () => Date

  private constructor(store: TestStore, server: RunningServer, browser: Browser, clock: () => Date) {
    this.store = store
    this.#server = server
    this.#browser = browser
    this.#clock = clock
    this.url = server.url
  }

  static async open({ clock = () => TODAY, settings = {} }: RealSiteOptions = {}): Promise<RealSite> {
    const store = await openTestStore()
    await loadDemonstration(store, clock)
    const config = readConfig({ REQUESTS_A_MINUTE: '1000000', SIGN_INS_A_MINUTE: '1000000', ...settings })
    const build = await applicationOver({ config, clock }, store, () => {})
    return new RealSite(store, await startServer(build, '127.0.0.1', 0), await launchChromium(), clock)
  }

  /** Someone who has not signed in. */
  stranger(options?: Parameters<typeof Visitor.come>[2]): Promise<Visitor> {
    return Visitor.come(this.#browser, this.url, options)
  }

  /** Someone who is signed in, and represents every company there is and the demonstration broker. */
  async visitor(options?: Parameters<typeof Visitor.come>[2]): Promise<Visitor> {
    return this.visitorAs(await representativeOfAll(this.store.reader, BROKER), options)
  }

  /** One person who is signed in. */
  async visitorAs(person: Person, options?: Parameters<typeof Visitor.come>[2]): Promise<Visitor> {
    const visitor = await this.stranger(options)
    const issuer = `${this.url}/test-identity`
    await visitor.takeCookie(await cookieOf(this.store.gate, person, this.#clock(), issuer))
    return visitor
  }

  /** Whoever sees a page of the list of pages. */
  visitorWho(who: Who, options?: Parameters<typeof Visitor.come>[2]): Promise<Visitor> {
    if (who === 'a stranger') return this.stranger(options)
    if (who === 'a trader') return this.visitor(options)
    return this.visitorAs(who === 'a person of no company' ? representativeOf() : representativeOf(BROKER), options)
  }

  async close(): Promise<void> {
    await this.#browser.close()
    await this.#server.stop()
    await this.store.close()
  }
}
