/** The test identity provider over real HTTP. Its pages are JSON, so that tests can read them. */

import { Hono } from 'hono'
import { createEmbeddedProvider, type EmbeddedProvider, type TestPerson } from '../../../src/auth/embedded-provider.ts'
import type { IdentityProvider } from '../../../src/auth/identity-provider.ts'
import { type OpenIdSettings, openIdConnect } from '../../../src/auth/relying-party.ts'
import type { Voen } from '../../../src/domain/voen.ts'
import { type RunningServer, startServer } from '../../../src/server.ts'
import { RedirectBrowser } from './redirect-browser.ts'

export const ACCOUNTANT: TestPerson = {
  key: 'accountant',
  person: {
    subject: 'test-accountant',
    name: 'Test Accountant',
    companies: [{ voen: '1400057421' as Voen, name: 'One LLC', position: 'accountant' }],
  },
}

export const NOBODY: TestPerson = {
  key: 'nobody',
  person: { subject: 'test-nobody', name: 'Test Nobody', companies: [] },
}

export const HEADERS = { 'content-security-policy': "default-src 'none'", 'cache-control': 'no-store' }

export class TestIdentity {
  readonly provider: EmbeddedProvider
  readonly service: IdentityProvider
  /** Back-channel sign-out requests received. */
  readonly orders: string[] = []
  readonly faults: unknown[] = []
  /** People who can be chosen; a test may change the list. */
  people: readonly TestPerson[] = [ACCOUNTANT, NOBODY]
  readonly #server: RunningServer

  private constructor(server: RunningServer, provider: EmbeddedProvider) {
    this.#server = server
    this.provider = provider
    this.service = this.serviceWith({})
  }

  static async open(): Promise<TestIdentity> {
    let identity: TestIdentity | undefined
    let provider: EmbeddedProvider | undefined
    const server = await startServer(
      url => {
        provider = providerAt(url, async () => identity!.people)
        return application(provider, () => identity!)
      },
      '127.0.0.1',
      0,
    )
    identity = new TestIdentity(server, provider!)
    return identity
  }

  serviceWith(settings: Partial<OpenIdSettings>): IdentityProvider {
    return openIdConnect({ ...this.provider.openIdSettings, ...settings })
  }

  get origin(): string {
    return this.#server.url
  }

  /** A browser that stops at the addresses of the service. */
  browser(): RedirectBrowser {
    return new RedirectBrowser(url => url.origin === this.origin && url.pathname.startsWith('/test-identity/'))
  }

  /** Takes a browser from the service to the provider, signs in as a person there, and comes back. */
  async comeBackAs({ key }: TestPerson, browser = this.browser(), service = this.service) {
    const { url, ...expected } = await service.begin()
    const asked = await browser.go(url)
    const { at } = asked.stopped ? asked : await browser.post(asked.at, { person: key })
    return { callback: at, expected }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.stop()
  }
}

function providerAt(publicUrl: string, people: () => Promise<readonly TestPerson[]>): EmbeddedProvider {
  return createEmbeddedProvider({
    publicUrl,
    people,
    clientId: 'vereqe',
    redirectUri: `${publicUrl}/back`,
    postLogoutRedirectUri: `${publicUrl}/signed-out`,
    backChannelLogoutUri: `${publicUrl}/order`,
    clock: () => new Date(),
  })
}

function application(provider: EmbeddedProvider, identity: () => TestIdentity): Hono {
  const app = new Hono()
  app.onError((error, c) => {
    identity().faults.push(error)
    return c.text('failed', 500)
  })
  app.get('/test-identity/interaction/:uid', async c => c.json(await provider.interaction(c)))
  app.post('/test-identity/interaction/:uid', async c => {
    const { person } = await c.req.parseBody()
    const location = person === undefined ? await provider.decline(c) : await provider.choose(c, String(person))
    return location === null ? c.notFound() : c.redirect(location, 303)
  })
  const answer = { headers: HEADERS, cookie: null, render: (page: object) => JSON.stringify(page) }
  app.all('/test-identity/*', c => provider.handle(c, answer))
  app.post('/order', async c => {
    identity().orders.push(String((await c.req.parseBody()).logout_token))
    return c.body(null, 204)
  })
  return app
}
