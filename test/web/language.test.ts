import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../src/i18n/index.ts'
import { Trial } from '../sandbox/trial.ts'
import { parseCsv, tableIn } from '../support/oracle/csv.ts'
import { TRADER } from '../support/oracle/events.ts'
import { attribute, type Html, text } from './html.ts'
import { type Answer, asHtmx, Site } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`
const VAT = `${ACCOUNT}/ledgers/vat`

let site: Site
beforeAll(async () => {
  site = await Site.openExample()
})
afterAll(() => site[Symbol.asyncDispose]())

const langOf = (html: Html) => attribute(html.tags('html')[0]!, 'lang')
/** The cookies that store a language. */
const cookiesOf = ({ headers }: Pick<Answer, 'headers'>) =>
  headers.getSetCookie().filter(line => line.startsWith('__Host-vereqe-language'))

/** The URLs of the page in other languages, by language. */
function languages(html: Html): Record<string, string> {
  const links = html.tags('a').filter(link => attribute(link, 'hreflang') !== undefined)
  return Object.fromEntries(links.map(link => [attribute(link, 'hreflang'), attribute(link, 'href')]))
}

describe('the language of a page', () => {
  test('is Azerbaijani by default, whatever Accept-Language says', async () => {
    const answer = await site.get(ACCOUNT, { 'accept-language': 'en-GB' })
    expect([langOf(answer.html), answer.headers.get('content-language')]).toEqual(['az', 'az'])
    expect(cookiesOf(answer)).toEqual([])
  })

  test.each([
    ['az', 'Şəxsi hesab vərəqəsi'],
    ['en', 'Personal account statement'],
    ['ru', 'Лицевой счёт'],
  ])('is set by the URL at once: %s', async (language, words) => {
    const { html, headers } = await site.get(`${ACCOUNT}?lang=${language}`)
    expect([langOf(html), headers.get('content-language')]).toEqual([language, language])
    expect(html.text).toContain(words)
  })

  test('is stored in a cookie for a year, for this host, and sent from links in mail', async () => {
    const [cookie, ...others] = cookiesOf(await site.get(`${ACCOUNT}?lang=ru`))
    expect(others).toEqual([])
    expect(cookie!.split('; ').sort()).toEqual([
      'HttpOnly',
      'Max-Age=31536000',
      'Path=/',
      'SameSite=Lax',
      'Secure',
      '__Host-vereqe-language=ru',
    ])
  })

  test('stays until another one is chosen', async () => {
    const visit = await site.as(null)
    const cookie = '__Host-vereqe-language=en'
    expect(langOf((await visit.get('/', { cookie })).html)).toBe('en')
    expect(langOf((await visit.get('/?lang=ru', { cookie })).html)).toBe('ru')
  })

  test.each(['', 'de', 'EN', 'en-GB', 'toString', '<b>'])('is not changed by the unknown value “%s”', async unknown => {
    const visit = await site.as(null)
    const typed = encodeURIComponent(unknown)
    const answer = await visit.get(`/?lang=${typed}`, { cookie: '__Host-vereqe-language=en' })
    expect([langOf(answer.html), cookiesOf(answer)]).toEqual(['en', []])
    const { html } = await visit.get('/', { cookie: `__Host-vereqe-language=${typed}` })
    expect(langOf(html)).toBe('az')
  })

  test('is stored on redirects too', async () => {
    const response = await site.request('/?lang=en')
    expect([response.status, response.headers.get('location')]).toEqual([303, '/companies'])
    expect(response.headers.getSetCookie()).toEqual([expect.stringContaining('language=en')])
  })

  test('is not stored by cacheable responses', async () => {
    const { html } = await site.get(ACCOUNT)
    const stylesheet = html.tags('link').find(link => attribute(link, 'rel') === 'stylesheet')
    const response = await site.request(`${attribute(stylesheet!, 'href')}?lang=en`)
    expect([response.status, response.headers.getSetCookie()]).toEqual([200, []])
  })

  test('applies to error pages and the sign-in page', async () => {
    const missing = await site.get('/nowhere?lang=en')
    expect([missing.status, langOf(missing.html)]).toEqual([404, 'en'])
    expect(missing.html.title).toBe('Page not found – Vərəqə')
    const entrance = await (await site.as(null)).get(`${VAT}?from=2026-03-01&lang=en`)
    expect([entrance.status, entrance.html.title]).toEqual([401, 'Sign in – Vərəqə'])
  })

  test('of a partial is the language of its page, even after another tab changed it', async () => {
    for (const language of LANGUAGES) {
      const body = (await site.get(`${VAT}?lang=${language}`)).html.tags('body')[0]!
      const [name, value] = attribute(body, 'hx-headers:inherited')!.split(/[:,]/)
      const part = await site.get(`${VAT}?from=1.3.26`, { ...asHtmx, [name!]: value! })
      expect([part.headers.get('content-language'), cookiesOf(part)]).toEqual([language, []])
    }
    for (const foreign of ['de', 'en-GB,en;q=0.9', '*']) {
      const part = await site.get(VAT, { ...asHtmx, 'accept-language': foreign })
      expect(part.headers.get('content-language')).toBe('az')
    }
  })

  test('is not part of the return URL after signing in', async () => {
    const { html } = await (await site.as(null)).get(`${VAT}?from=2026-03-01&lang=en`)
    const [way] = html
      .tags('a')
      .flatMap(link => attribute(link, 'href') ?? [])
      .filter(href => href.startsWith('/sign-in'))
    expect(decodeURIComponent(way!)).toBe(`/sign-in?next=${VAT}?from=2026-03-01`)
  })
})

describe('the language links', () => {
  test('are on every page, each named in its own language, the current one marked', async () => {
    for (const path of ['/', ACCOUNT, VAT, '/companies', '/sessions', '/nowhere']) {
      const { html } = await site.get(path, { cookie: '' })
      const links = html.tags('a', 'languages')
      expect(links.map(text)).toEqual(['Azərbaycanca', 'English', 'Русский'])
      for (const name of ['lang', 'hreflang']) expect(links.map(link => attribute(link, name))).toEqual(LANGUAGES)
      expect(links.map(link => attribute(link, 'aria-current'))).toEqual(['true', undefined, undefined])
    }
  })

  test('lead to the same page with the same filter', async () => {
    const { html } = await site.get(`${VAT}?from=2026-03-01&declaration=A%26B&lang=ru`)
    expect(languages(html).en).toBe('?from=2026-03-01&declaration=A%26B&lang=en')
    const there = await site.get(`${VAT}?from=1.3.26&type=assessment&lang=en`)
    expect(attribute(there.html.byId('filter-from')!, 'value')).toBe('01/03/2026')
    const here = await site.get(`${VAT}?from=1.3.26&type=assessment`)
    expect(there.html.table('entries')).toHaveLength(4)
    expect(here.html.table('entries')).toHaveLength(4)
  })

  test.each(['?lang', '?lang=', '?lang&lang=ru', '?lang=xx&lang=ru'])(
    'replace the language in the URL: %s',
    async query => {
      const { html } = await site.get(VAT + query)
      expect(languages(html).en).toBe('?lang=en')
    },
  )

  test('keep invalid input as typed', async () => {
    const typed = await site.get(`${VAT}?from=x%22y`)
    const { status, html } = await site.get(VAT + languages(typed.html).en)
    expect([status, attribute(html.byId('filter-from')!, 'value')]).toEqual([422, 'x"y'])
  })

  test('are updated by a partial response', async () => {
    const { html, headers } = await site.get(`${VAT}?to=&from=1.3.26`, asHtmx)
    const partial = html.tags('hx-partial').find(part => attribute(part, 'hx-target') === '#languages')
    expect(partial).toBeDefined()
    expect(headers.get('hx-push-url')).toBe(`${VAT}?from=2026-03-01`)
    expect(languages(html).ru).toBe(`${VAT}?from=2026-03-01&lang=ru`)
    const wrong = await site.get(`${VAT}?from=x`, asHtmx)
    expect([wrong.status, languages(wrong.html).ru]).toEqual([422, '?from=x&lang=ru'])
  })

  test('lead from a form response to the page with the form', async () => {
    const mandates = `${ACCOUNT}/mandates`
    const form = { body: new URLSearchParams({ broker: 'x' }), method: 'POST' }
    const sent = { 'sec-fetch-site': 'same-origin', referer: `http://localhost${mandates}?done=granted` }
    const response = await site.send(mandates, { ...form, headers: sent })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain(`href="${mandates}?done=granted&amp;lang=en"`)
    const untold = await site.send(mandates, { ...form, headers: { 'sec-fetch-site': 'same-origin' } })
    expect(await untold.text()).toContain('href="/?lang=en"')
  })

  test('do not lead to a used sign-in callback', async () => {
    const { status, html } = await (await site.as(null)).get('/sign-in/callback?state=x&code=y')
    expect([status, languages(html).en]).toEqual([400, '/?lang=en'])
  })

  test('are the only links with a language parameter', async () => {
    const { html } = await site.get(`${VAT}?from=1.3.26&lang=en`)
    const links = html.tags('a').filter(link => attribute(link, 'hreflang') === undefined)
    const said = [...links, ...html.tags('form')].flatMap(({ attrs }) => attrs.map(({ value }) => value))
    expect(said.filter(value => value.includes('lang='))).toEqual([])
  })
})

describe('a download', () => {
  const rowsOf = async (query: string) => (await site.get(`${VAT}/export?to=2026-12-31${query}`)).text

  test('in English has commas, decimal points and unambiguous dates', async () => {
    const [headings, ...rows] = parseCsv(tableIn(await rowsOf('&lang=en')), ',', '\r\n')
    expect(headings).toContain('Operation date')
    expect(rows.length).toBeGreaterThan(5)
    for (const row of rows) {
      expect(row[1]).toMatch(/^\d{4}-\d{2}-\d{2}$/)
      for (const amount of row.slice(9)) expect(amount).toMatch(/^$|^-?\d+\.\d{2}$/)
    }
  })

  test('in Russian has semicolons and decimal commas, as in Azerbaijani', async () => {
    const [, ...rows] = parseCsv(tableIn(await rowsOf('&lang=ru')), ';', '\r\n')
    expect(rows.length).toBeGreaterThan(5)
    for (const row of rows) {
      expect(row[1]).toMatch(/^\d{2}\.\d{2}\.\d{4}$/)
      for (const amount of row.slice(9)) expect(amount).toMatch(/^$|^-?\d+,\d{2}$/)
    }
  })

  test('for programs is byte-identical in every language', async () => {
    const [az, ...others] = await Promise.all(LANGUAGES.map(language => rowsOf(`&dialect=machine&lang=${language}`)))
    expect(others).toEqual([az, az])
  })
})

describe('the trial pages', () => {
  let trial: Trial
  beforeAll(async () => {
    trial = await Trial.open()
  })
  afterAll(() => trial[Symbol.asyncDispose]())

  test('use the language in the sandbox, store it, and link the others', async () => {
    const page = await trial.someone.open('/sandbox/hop?voen=x&payee=customs&lang=ru')
    expect([page.status, page.title]).toEqual([422, expect.stringMatching(/^Ошибка: .* – Vərəqə$/)])
    expect(page.link('English')).toMatch(/^\?voen=x&payee=customs&id=[\da-f-]{36}&lang=en$/)
    const desk = await trial.someone.open('/sandbox/officer')
    expect(desk.title).toMatch(/\p{Script=Cyrillic}/u)
    expect((await trial.someone.open('/sandbox/officer/assess?lang=xx')).title).toMatch(/\p{Script=Cyrillic}/u)
    expect((await trial.someone.open('/sandbox/officer/assess?lang=az')).title).not.toMatch(/\p{Script=Cyrillic}/u)
  })

  test('use the language at the test identity provider, and store it beside its cookies', async () => {
    const response = await fetch(`${trial.url}/test-identity/session/end?lang=en`, { redirect: 'manual' })
    expect(response.headers.getSetCookie()).toContainEqual(expect.stringContaining('__Host-vereqe-language=en'))
    const asked = await fetch(`${trial.url}/test-identity/nothing?lang=en`)
    expect([asked.status, await asked.text()]).toEqual([404, expect.stringContaining('<html lang="en">')])
  })
})
