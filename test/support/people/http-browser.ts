/** A browser without JavaScript at a running server: it keeps cookies and follows redirects. */
import { Page } from '../browser/page.ts'

export class HttpBrowser {
  readonly #cookies = new Map<string, string>()
  #url: URL

  constructor(url: string) {
    this.#url = new URL(url)
  }

  get address(): string {
    return this.#url.pathname + this.#url.search
  }

  open(href: string): Promise<Page> {
    return this.#go(href)
  }

  send(action: string, form: Record<string, string>): Promise<Page> {
    return this.#go(action, { method: 'POST', body: new URLSearchParams(form) })
  }

  async #go(href: string, init: RequestInit = {}): Promise<Page> {
    this.#url = new URL(href, this.#url)
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { cookie, origin: this.#url.origin }
    const response = await fetch(this.#url, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    const location = response.headers.get('location')
    return location === null ? Page.of(response) : this.#go(location)
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(line) ?? []
    if (value === '') this.#cookies.delete(name)
    else this.#cookies.set(name, value)
  }
}
