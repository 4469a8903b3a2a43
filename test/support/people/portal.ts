import { createApp } from '../../../src/web/app.tsx'
import { Page } from '../browser/page.ts'
import { type EventObject, OTHER_TRADER, TRADER } from '../oracle/events.ts'
import { Service } from '../stores/service.ts'
import { cookieOf, dependenciesOf, representativeOfAll } from './people.ts'

export const TODAY = new Date('2026-03-31T08:00:00Z')

/** A signed-in trader at the real application on a real store, called in memory. */
export class Portal {
  readonly service: Service
  readonly #app: ReturnType<typeof createApp>
  readonly #cookie: string

  private constructor(service: Service, cookie: string) {
    this.service = service
    this.#cookie = cookie
    this.#app = createApp({ ...dependenciesOf(service.store), clock: () => TODAY })
  }

  /** Opens the portal after these events, and expects each of them to be applied. */
  static async after(...events: EventObject[]): Promise<Portal> {
    const service = await Service.open(TODAY)
    await service.apply(...events)
    const { reader, access } = service.store
    const person = await representativeOfAll(reader, TRADER, OTHER_TRADER)
    return new Portal(service, await cookieOf(access, person, TODAY))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.service[Symbol.asyncDispose]()
  }

  async fetch(path: string): Promise<Response> {
    return await this.#app.request(path, { headers: { cookie: this.#cookie } })
  }

  async open(path: string): Promise<Page> {
    return Page.of(await this.fetch(path))
  }

  statement(query = ''): Promise<Page> {
    return this.open(`/accounts/${TRADER}${query}`)
  }

  ledger(ledger: string, query = ''): Promise<Page> {
    return this.open(`/accounts/${TRADER}/ledgers/${ledger}${query}`)
  }

  declaration(number: string): Promise<Page> {
    return this.open(`/accounts/${TRADER}/declarations/${number}`)
  }
}
