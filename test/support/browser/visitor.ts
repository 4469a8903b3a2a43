import { readFile } from 'node:fs/promises'
import type { Response as Answer, Browser, BrowserContext, Locator, Request, Page as Tab } from 'playwright-core'
import type { DeclarationNumber } from '../../../src/domain/declaration.ts'
import type { Language } from '../../../src/i18n/index.ts'
import { Page } from './page.ts'
import type { ProductPage } from './pages.ts'

export interface View {
  readonly address: string
  readonly title: string
  readonly heading: string
  readonly status: string
  readonly rows: readonly Record<string, string>[]
  readonly facts: Readonly<Record<string, string>>
  readonly fields: Readonly<Record<string, string>>
  readonly text: string
}

/** 50 kbit/s, and half a second until the first byte of each response. */
export const SLOW_LINE = {
  offline: false,
  latency: 500,
  downloadThroughput: 50_000 / 8,
  uploadThroughput: 50_000 / 8,
}

/**
 * Counts the finished requests of actions, and logs policy violations. Live updates come at any time, so they are not
 * counted. A new page starts at zero. Where the pointer went is told when an action changes nothing.
 */
const LISTEN = `
  window.settled = 0
  window.pointed = []
  for (const type of ['mousedown', 'mouseup', 'click', 'submit']) {
    document.addEventListener(type, ({ target }) => {
      window.pointed.push(type + ' on ' + (target.id || target.localName) + ' at ' + Math.round(scrollY))
    }, true)
  }
  document.addEventListener('htmx:finally:request', ({ detail }) => {
    if (detail.ctx.sourceElement.id !== 'live-update') window.settled += 1
  })
  document.addEventListener('securitypolicyviolation', event => {
    console.error('Violates ' + event.violatedDirective + ': ' + event.blockedURI)
  })`

/**
 * How often an action is asked for its change, 10 ms apart. Not a time: the server answers in this process, and on a busy
 * machine neither of them may run for seconds.
 */
const MAX_LOOKS = 1000

/** Between two pages, when the old document is still visible. */
const BETWEEN = 'between'

const PAGE_STATE = "performance.timeOrigin + ' ' + window.settled"

/** @returns a script that builds a form and submits it */
function submitScript(path: string, fields: Readonly<Record<string, string>>): string {
  return `
    const form = document.createElement('form')
    Object.assign(form, { method: 'post', action: ${JSON.stringify(path)} })
    for (const [name, value] of Object.entries(${JSON.stringify(fields)})) {
      form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
    }
    document.body.append(form)
    form.submit()`
}

/** A real browser at the site, with JavaScript or without. */
export class Visitor {
  readonly tab: Tab
  readonly scripted: boolean
  /** Console errors and violations of the content security policy. */
  readonly complaints: string[] = []
  readonly pages: string[] = []
  readonly parts: string[] = []
  readonly #context: BrowserContext
  readonly #origin: string
  /** What has become of each request since the last action began. */
  readonly #requests = new Map<Request, string>()

  private constructor(context: BrowserContext, tab: Tab, origin: string, scripted: boolean) {
    this.#context = context
    this.tab = tab
    this.#origin = origin
    this.scripted = scripted
    tab.on('console', message => {
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text())
    })
    tab.on('pageerror', error => this.complaints.push(String(error)))
    tab.on('request', request => {
      const { pathname, search } = new URL(request.url())
      this.#requests.set(request, 'no answer')
      if (request.resourceType() === 'document') this.pages.push(pathname + search)
      if (request.resourceType() === 'fetch') this.parts.push(pathname + search)
    })
    tab.on('response', response => this.#requests.set(response.request(), `${response.status()}, not all of it`))
    tab.on('requestfinished', request => this.#requests.set(request, 'answered'))
    tab.on('requestfailed', request => this.#requests.set(request, request.failure()?.errorText ?? 'failed'))
  }

  static async come(
    browser: Browser,
    origin: string,
    { scripted = true, width = 1280, zoom = 1 } = {},
  ): Promise<Visitor> {
    const context = await browser.newContext({
      javaScriptEnabled: scripted,
      viewport: { width: width / zoom, height: 900 / zoom },
      deviceScaleFactor: zoom,
      locale: 'az-AZ',
      timezoneId: 'Asia/Baku',
      acceptDownloads: true,
      // Where a page scrolls smoothly, it may still move between the press and the release of a click, which is then none.
      reducedMotion: 'reduce',
    })
    const tab = await context.newPage()
    tab.setDefaultTimeout(15_000)
    await tab.addInitScript(LISTEN)
    return new Visitor(context, tab, origin, scripted)
  }

  /** @param cookie as a browser sends it */
  async takeCookie(cookie: string): Promise<void> {
    const [name, value] = cookie.split('=') as [string, string]
    const attributes = { secure: true, httpOnly: true, sameSite: 'Lax' as const }
    await this.#context.addCookies([{ name, value, url: this.#origin.replace('http:', 'https:'), ...attributes }])
  }

  cookies() {
    return this.#context.cookies()
  }

  async cookieHeader(): Promise<string> {
    return (await this.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  }

  /** Clears the cache, as on a first visit; the session cookie stays. */
  async forget(): Promise<void> {
    await this.#context.clearCookies({ name: '__Host-vereqe-sheet' })
    const devtools = await this.#context.newCDPSession(this.tab)
    await devtools.send('Network.clearBrowserCache')
    await devtools.detach()
  }

  /** Slows the network down; the cache stays. */
  async slow(): Promise<void> {
    const devtools = await this.#context.newCDPSession(this.tab)
    await devtools.send('Network.enable')
    await devtools.send('Network.emulateNetworkConditions', SLOW_LINE)
  }

  async open(path: string): Promise<void> {
    await this.tab.goto(this.#origin + path)
  }

  /** Adds a user style sheet, which the content security policy allows. */
  async adopt(styles: string): Promise<void> {
    await this.tab.evaluate(`(() => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(${JSON.stringify(styles)})
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    })()`)
  }

  /**
   * Sets the language of all later pages.
   * @throws when the site answers in another language
   */
  async read(language: Language): Promise<void> {
    await this.open(`/?lang=${language}`)
    const spoken = await this.tab.getAttribute('html', 'lang')
    if (spoken !== language) throw new Error(`Asked for ${language}, the site speaks ${spoken}`)
    this.complaints.length = 0
  }

  /** Opens a page of the list; forms are sent from the entrance, as by a browser. @returns the response */
  async openPage({ path, form }: Pick<ProductPage, 'path' | 'form'>): Promise<Answer> {
    if (!form) return (await this.tab.goto(this.#origin + path))!
    await this.open('/')
    const answered = (response: Answer) => response.request().isNavigationRequest() && response.status() !== 303
    const sent = this.tab.waitForResponse(answered)
    await this.act(() => this.tab.evaluate(submitScript(path, form)))
    return sent
  }

  /** Runs an action and waits until the page has changed, wholly or in part. @param name for the report of a failure */
  async act(action: () => Promise<void>, name = String(action)): Promise<void> {
    const before = await this.#pageState()
    this.#requests.clear()
    await action()
    for (let looks = 0; ; looks += 1) {
      const now = await this.#pageState()
      if (now !== BETWEEN && now !== before) break
      if (looks === MAX_LOOKS) throw new Error(await this.#unchanged(name, now))
      await this.tab.waitForTimeout(10)
    }
    await this.tab.waitForLoadState()
  }

  async #unchanged(name: string, state: string): Promise<string> {
    const requests = [...this.#requests].map(([request, became]) => `${request.method()} ${request.url()}: ${became}`)
    const pointed = await this.tab.evaluate<string[]>('window.pointed?.slice(-8) ?? []').catch(() => [])
    return [
      `Nothing changed at ${this.tab.url()}, ${this.scripted ? 'with' : 'without'} JavaScript, after ${name}`,
      `the page: ${state}`,
      ...requests,
      ...pointed,
    ].join('\n')
  }

  click(what: Locator): Promise<void> {
    return this.act(() => what.click(), `a click on ${what}`)
  }

  link(words: string | RegExp): Locator {
    return this.tab.getByRole('link', { name: words, exact: typeof words === 'string' })
  }

  /** Opens the search form, unless it is open or the page has none. */
  async unfold(): Promise<void> {
    const folded = this.tab.locator('#filter-fold:not([open]) > summary')
    if ((await folded.count()) > 0) await folded.click()
  }

  /** Fills the search form, clears the other fields, and presses Axtar. */
  async search(words: { from?: string; to?: string; type?: string; declaration?: DeclarationNumber }): Promise<void> {
    await this.unfold()
    for (const name of ['from', 'to', 'declaration'] as const) {
      await this.tab.locator(`#filter-${name}`).fill(words[name] ?? '')
    }
    await this.tab.locator('#filter-type').selectOption(words.type ?? '')
    await this.click(this.tab.getByRole('button', { name: 'Axtar' }))
  }

  async view(): Promise<View> {
    const { pathname, search } = new URL(this.tab.url())
    const page = new Page(200, await this.tab.content())
    const status = this.tab.locator('#status')
    return {
      address: pathname + search,
      title: page.title,
      heading: page.heading,
      status: (await status.count()) > 0 ? ((await status.textContent()) ?? '').trim() : '',
      rows: page.rows,
      facts: page.facts,
      fields: await this.#fields(),
      text: page.text,
    }
  }

  async download(link: Locator): Promise<{ name: string; bytes: Buffer }> {
    const [file] = await Promise.all([this.tab.waitForEvent('download'), link.click()])
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
  }

  leave(): Promise<void> {
    return this.#context.close()
  }

  async #fields(): Promise<Record<string, string>> {
    const fields: Record<string, string> = {}
    for (const field of await this.tab.locator('#filter-form [name]').all()) {
      fields[(await field.getAttribute('name'))!] = await field.inputValue()
    }
    return fields
  }

  /** Changes with every page load and every swap; between two pages it cannot be read. */
  #pageState(): Promise<string> {
    return this.tab.evaluate<string>(PAGE_STATE).catch(() => BETWEEN)
  }
}
