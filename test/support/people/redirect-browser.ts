/** A browser's redirects, cookies and forms, step by step. */

interface Cookie {
  readonly name: string
  readonly value: string
  readonly path: string
}

export interface Place {
  readonly at: URL
  /** A redirect led to an address that this browser does not visit; the page was not requested. */
  readonly stopped: boolean
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

export class RedirectBrowser {
  readonly cookies: Cookie[] = []
  readonly #goesTo: (url: URL) => boolean

  constructor(goesTo: (url: URL) => boolean) {
    this.#goesTo = goesTo
  }

  go(url: URL | string): Promise<Place> {
    return this.#follow(new URL(url), {})
  }

  post(url: URL | string, fields: Record<string, string>): Promise<Place> {
    return this.#follow(new URL(url), { method: 'POST', body: new URLSearchParams(fields) })
  }

  async #follow(url: URL, request: RequestInit): Promise<Place> {
    if (!this.#goesTo(url)) return { at: url, stopped: true, status: 0, headers: new Headers(), text: '' }
    const headers = { cookie: this.#cookiesFor(url), accept: 'text/html' }
    const response = await fetch(url, { ...request, headers, redirect: 'manual' })
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie)
    const location = response.headers.get('location')
    if (location !== null) return this.#follow(new URL(location, url), {})
    return { at: url, stopped: false, status: response.status, headers: response.headers, text: await response.text() }
  }

  #cookiesFor({ pathname }: URL): string {
    const sent = this.cookies.filter(({ path }) => pathname === path || pathname.startsWith(path.replace(/\/?$/, '/')))
    return sent.map(({ name, value }) => `${name}=${value}`).join('; ')
  }

  #keep(text: string): void {
    const [pair = '', ...attributes] = text.split(/;\s*/)
    const [name = '', value = ''] = pair.split('=')
    const path = attributes.find(attribute => /^path=/i.test(attribute))?.slice(5) ?? '/'
    const expires = attributes.find(attribute => /^expires=/i.test(attribute))?.slice(8)
    const known = this.cookies.findIndex(cookie => cookie.name === name && cookie.path === path)
    if (known >= 0) this.cookies.splice(known, 1)
    if (expires === undefined || Date.parse(expires) > Date.now()) this.cookies.push({ name, value, path })
  }
}
