import { createReadStream } from 'node:fs'
import type { Browser } from 'playwright-core'
import { readEventLines } from '../../src/intake/event-lines.ts'
import { type RunningServer, startServer } from '../../src/server.ts'
import { importEvents } from '../../src/services/import-events.ts'
import { createApp } from '../../src/web/app.tsx'
import { launchChromium } from './chromium.ts'
import { openTestStore, type TestStore } from './store.ts'
import { Visitor } from './visitor.ts'

/** "Today" there: in the middle of the demonstration traders' operations. */
const TODAY = new Date('2026-06-10T08:00:00Z')

/** The demonstration trader whose ledgers have many pages, operations of every kind and amendments. */
export const TRADER_NAME = 'İdxalçı 708A72F MMC'
export const TRADER_ADDRESS = '/accounts/2899061361'

/** The real server with the demonstration traders, and a browser to look at it. */
export class RealSite {
  readonly url: string
  readonly #store: TestStore
  readonly #server: RunningServer
  readonly #browser: Browser

  private constructor(store: TestStore, server: RunningServer, browser: Browser) {
    this.#store = store
    this.#server = server
    this.#browser = browser
    this.url = server.url
  }

  static async open(): Promise<RealSite> {
    const store = await openTestStore()
    const file = new URL('../../src/demo/traders.ndjson.gz', import.meta.url)
    await importEvents(store.writer, readEventLines(createReadStream(file)), { clock: () => TODAY })
    const { reader, exporter } = store
    const app = createApp({ reader, exporter, clock: () => TODAY, config: { demo: true } })
    return new RealSite(store, await startServer(app, '127.0.0.1', 0), await launchChromium())
  }

  visitor(options?: Parameters<typeof Visitor.come>[2]): Promise<Visitor> {
    return Visitor.come(this.#browser, this.url, options)
  }

  async close(): Promise<void> {
    await this.#browser.close()
    await this.#server.stop()
    await this.#store.close()
  }
}
