import type { Hono } from 'hono'
import type { Env } from '../../src/web/context.ts'
import { Html } from './html.ts'

/** Keeps cookies and does not follow redirects. Calls the application in memory. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly #app: Hono<Env>

  constructor(app: Hono<Env>) {
    this.#app = app
  }

  async get(path: string, headers: Record<string, string> = {}) {
    return this.#send(path, { headers })
  }

  /** Posts a form as a page of the site does. */
  async post(path: string, form: Record<string, string> = {}, headers: Record<string, string> = {}) {
    const body = new URLSearchParams(form)
    return this.#send(path, { method: 'POST', body, headers: { 'sec-fetch-site': 'same-origin', ...headers } })
  }

  /** Posts a form as another server does. */
  async postAsServer(path: string, form: Record<string, string>) {
    return this.#send(path, { method: 'POST', body: new URLSearchParams(form), headers: {} })
  }

  async #send(path: string, { headers, ...init }: RequestInit & { headers: Record<string, string> }) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await this.#app.request(path, { ...init, headers: { ...(cookie && { cookie }), ...headers } })
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      location: response.headers.get('location'),
      text,
      html: new Html(text),
    }
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map(part => part.trim())
    const [name = '', value = ''] = pair.split('=')
    if (attributes.includes('Max-Age=0')) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}
