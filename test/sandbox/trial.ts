import { loadApplication } from '../../src/cli/application.ts'
import { readConfig } from '../../src/config.ts'
import { CONNECTION_LIMITS } from '../../src/server/connections.ts'
import { type RunningServer, startServer } from '../../src/server.ts'
import type { Page } from '../support/browser/page.ts'
import { HttpBrowser } from '../support/people/http-browser.ts'
import { exportOf } from '../support/stores/service.ts'
import { ask, openTestStore, type TestStore } from '../support/stores/store.ts'

export const TODAY = new Date('2026-04-20T08:00:00Z')

interface TrialOptions {
  /** Environment variables. */
  readonly settings?: Record<string, string>
  readonly store?: TestStore
}

/** The real server with its sandbox and intake, and a user who fills in the forms of its pages. */
export class Trial {
  readonly store: TestStore
  readonly someone: HttpBrowser
  readonly #server: RunningServer
  /** The time on the clock of the server. */
  now = TODAY

  private constructor(store: TestStore, server: RunningServer) {
    this.store = store
    this.#server = server
    this.someone = new HttpBrowser(server.url)
  }

  static async open({ settings = {}, store }: TrialOptions = {}): Promise<Trial> {
    const opened = store ?? (await openTestStore())
    let trial: Trial | undefined
    const clock = () => trial?.now ?? TODAY
    const build = await loadApplication({ config: readConfig(settings), clock }, opened, () => {})
    trial = new Trial(opened, await startServer(build, '127.0.0.1', 0, { ...CONNECTION_LIMITS, grace_ms: 0 }))
    return trial
  }

  get url(): string {
    return this.#server.url
  }

  /** Submits a form of the customs officer's desk. */
  async officer(action: string, form: Record<string, string>): Promise<Page> {
    const { fields } = await this.someone.open(`/sandbox/officer/${action}`)
    return this.someone.send(`/sandbox/officer/${action}`, { id: fields.id as string, ...form })
  }

  hop(query: Record<string, string> = {}): Promise<Page> {
    return this.someone.open(`/sandbox/hop?${new URLSearchParams(query)}`)
  }

  /** Searches for a bill and submits its payment form with these values. */
  async pay(found: Record<string, string>, words: Record<string, string> = {}): Promise<Page> {
    const { fields } = await this.hop(found)
    const { id, amount } = fields as Record<string, string>
    return this.someone.send('/sandbox/hop', { ...found, id: id!, amount: amount!, ...words })
  }

  /** All ledger rows: `ledger type channel amount | debt overpayment`. */
  async rows(): Promise<string[]> {
    const [, ...rows] = (await exportOf(this.store)).trimEnd().split('\n')
    return rows.map(row => {
      const [, , ledger, , , type, channel, , amount, debt, overpayment] = row.split(',')
      return `${[ledger, type, channel, amount].filter(Boolean).join(' ')} | ${debt} ${overpayment}`
    })
  }

  /** What the senders sent and the intake accepted, in order of arrival. */
  async contents(): Promise<Record<string, unknown>[]> {
    const events = await ask<{ content: string }>(this.store.reader, 'select content from event order by arrival')
    return events.map(({ content }) => JSON.parse(content))
  }

  /** Stops the server; the store stays. */
  async stop(): Promise<void> {
    await this.#server.stop()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
    await this.store.close()
  }
}
