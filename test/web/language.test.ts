import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../src/i18n/index.ts'
import { Trial } from '../sandbox/trial.ts'
import { parseCsv } from '../support/oracle/csv.ts'
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
/** Those that keep a language. */
const cookiesOf = ({ headers }: Pick<Answer, 'headers'>) =>
  headers.getSetCookie().filter(line => line.startsWith('__Host-vereqe-language'))

/** Where the page is in other languages: the address by its language. */
function languages(html: Html): Record<string, string> {
  const links = html.tags('a').filter(link => attribute(link, 'hreflang') !== undefined)
  return Object.fromEntries(links.map(link => [attribute(link, 'hreflang'), attribute(link, 'href')]))
}

describe('the language of a page', () => {
  test('is Azerbaijani for who has chosen nothing, whatever the browser would like', async () => {
    const answer = await site.get(ACCOUNT, { 'accept-language': 'en-GB' })
    expect([langOf(answer.html), answer.headers.get('content-language')]).toEqual(['az', 'az'])
    expect(cookiesOf(answer)).toEqual([])
  })

  test.each([
    ['az', 'Şəxsi hesab vərəqəsi'],
    ['en', 'Personal account statement'],
    ['ru', 'Ведомость лицевого счёта'],
  ])('is the one that the address names, at once: %s', async (language, words) => {
    const { html, headers } = await site.get(`${ACCOUNT}?lang=${language}`)
    expect([langOf(html), headers.get('content-language')]).toEqual([language, language])
    expect(html.text).toContain(words)
  })

  test('is kept for a year, for this host alone, and comes along from a mail', async () => {
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

  test('stays as it was chosen, until another is', async () => {
    const visit = await site.as(null)
    const cookie = '__Host-vereqe-language=en'
    expect(langOf((await visit.get('/', { cookie })).html)).toBe('en')
    expect(langOf((await visit.get('/?lang=ru', { cookie })).html)).toBe('ru')
  })

  test.each(['', 'de', 'EN', 'en-GB', 'toString', '<b>'])('is not changed by “%s”', async unknown => {
    const visit = await site.as(null)
    const typed = encodeURIComponent(unknown)
    const answer = await visit.get(`/?lang=${typed}`, { cookie: '__Host-vereqe-language=en' })
    expect([langOf(answer.html), cookiesOf(answer)]).toEqual(['en', []])
    const { html } = await visit.get('/', { cookie: `__Host-vereqe-language=${typed}` })
    expect(langOf(html)).toBe('az')
  })

  test('is kept where one is sent on, too', async () => {
    const response = await site.request('/?lang=en')
    expect([response.status, response.headers.get('location')]).toEqual([303, '/companies'])
    expect(response.headers.getSetCookie()).toEqual([expect.stringContaining('language=en')])
  })

  test('is kept by no answer that others keep', async () => {
    const { html } = await site.get(ACCOUNT)
    const stylesheet = html.tags('link').find(link => attribute(link, 'rel') === 'stylesheet')
    const response = await site.request(`${attribute(stylesheet!, 'href')}?lang=en`)
    expect([response.status, response.headers.getSetCookie()]).toEqual([200, []])
  })

  test('is that of errors, and of the entrance before a page', async () => {
    const missing = await site.get('/nowhere?lang=en')
    expect([missing.status, langOf(missing.html)]).toEqual([404, 'en'])
    expect(missing.html.title).toBe('Page not found – Vərəqə')
    const entrance = await (await site.as(null)).get(`${VAT}?from=2026-03-01&lang=en`)
    expect([entrance.status, entrance.html.title]).toEqual([401, 'Sign in – Vərəqə'])
  })

  test('of a part is that of the page it is asked for, whatever was chosen beside it', async () => {
    for (const language of LANGUAGES) {
      const body = (await site.get(`${VAT}?lang=${language}`)).html.tags('body')[0]!
      const [name, value] = attribute(body, 'hx-headers:inherited')!.split(':')
      const part = await site.get(`${VAT}?from=1.3.26`, { ...asHtmx, [name!]: value! })
      expect([part.headers.get('content-language'), cookiesOf(part)]).toEqual([language, []])
    }
    for (const foreign of ['de', 'en-GB,en;q=0.9', '*']) {
      const part = await site.get(VAT, { ...asHtmx, 'accept-language': foreign })
      expect(part.headers.get('content-language')).toBe('az')
    }
  })

  test('is no part of where one comes back to after signing in: by then another may be chosen', async () => {
    const { html } = await (await site.as(null)).get(`${VAT}?from=2026-03-01&lang=en`)
    const [way] = html
      .tags('a')
      .flatMap(link => attribute(link, 'href') ?? [])
      .filter(href => href.startsWith('/sign-in'))
    expect(decodeURIComponent(way!)).toBe(`/sign-in?next=${VAT}?from=2026-03-01`)
  })
})

describe('the languages', () => {
  test('stand on every page by their own names, each in its own language, the page’s own marked', async () => {
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
    'are not outdone by what stood there: %s',
    async query => {
      const { html } = await site.get(VAT + query)
      expect(languages(html).en).toBe('?lang=en')
    },
  )

  test('lead to what was typed wrongly, as it was typed', async () => {
    const typed = await site.get(`${VAT}?from=x%22y`)
    const { status, html } = await site.get(VAT + languages(typed.html).en)
    expect([status, attribute(html.byId('filter-from')!, 'value')]).toEqual([422, 'x"y'])
  })

  test('lead on to what a partial answer shows', async () => {
    const { html, headers } = await site.get(`${VAT}?to=&from=1.3.26`, asHtmx)
    const partial = html.tags('hx-partial').find(part => attribute(part, 'hx-target') === '#languages')
    expect(partial).toBeDefined()
    expect(headers.get('hx-push-url')).toBe(`${VAT}?from=2026-03-01`)
    expect(languages(html).ru).toBe(`${VAT}?from=2026-03-01&lang=ru`)
    const wrong = await site.get(`${VAT}?from=x`, asHtmx)
    expect([wrong.status, languages(wrong.html).ru]).toEqual([422, '?from=x&lang=ru'])
  })

  test('lead from the answer to a form to the page with the form', async () => {
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

  test('do not lead back to an answer of the identity provider, which holds once', async () => {
    const { status, html } = await (await site.as(null)).get('/sign-in/callback?state=x&code=y')
    expect([status, languages(html).en]).toEqual([400, '/?lang=en'])
  })

  test('are in no address of ours: links and forms say nothing of them', async () => {
    const { html } = await site.get(`${VAT}?from=1.3.26&lang=en`)
    const links = html.tags('a').filter(link => attribute(link, 'hreflang') === undefined)
    const said = [...links, ...html.tags('form')].flatMap(({ attrs }) => attrs.map(({ value }) => value))
    expect(said.filter(value => value.includes('lang='))).toEqual([])
  })
})

describe('a download', () => {
  const rowsOf = async (query: string) => (await site.get(`${VAT}/export?to=2026-12-31${query}`)).text.slice(1)

  test('is such as spreadsheets of its language read: English with commas, points and dates that are read alike', async () => {
    const [headings, ...rows] = parseCsv(await rowsOf('&lang=en'), ',', '\r\n')
    expect(headings).toContain('Operation date')
    expect(rows.length).toBeGreaterThan(5)
    for (const row of rows) {
      expect(row[1]).toMatch(/^\d{4}-\d{2}-\d{2}$/)
      for (const amount of row.slice(9)) expect(amount).toMatch(/^\d+\.\d{2}$/)
    }
  })

  test('in Russian has semicolons and commas, as in Azerbaijani', async () => {
    const [, ...rows] = parseCsv(await rowsOf('&lang=ru'), ';', '\r\n')
    expect(rows.length).toBeGreaterThan(5)
    for (const row of rows) {
      expect(row[1]).toMatch(/^\d{2}\.\d{2}\.\d{4}$/)
      for (const amount of row.slice(9)) expect(amount).toMatch(/^\d+,\d{2}$/)
    }
  })

  test('for programs is the same in every language, byte for byte', async () => {
    const [az, ...others] = await Promise.all(LANGUAGES.map(language => rowsOf(`&dialect=machine&lang=${language}`)))
    expect(others).toEqual([az, az])
  })
})

describe('where things are tried out', () => {
  let trial: Trial
  beforeAll(async () => {
    trial = await Trial.open()
  })
  afterAll(() => trial[Symbol.asyncDispose]())

  test('the sandbox speaks the language too, keeps it, and shows the others', async () => {
    const page = await trial.someone.open('/sandbox/hop?voen=x&payee=customs&lang=ru')
    expect([page.status, page.title]).toEqual([422, expect.stringMatching(/^Ошибка: .* – Vərəqə$/)])
    expect(page.link('English')).toMatch(/^\?voen=x&payee=customs&id=[\da-f-]{36}&lang=en$/)
    const desk = await trial.someone.open('/sandbox/officer')
    expect(desk.title).toMatch(/\p{Script=Cyrillic}/u)
    expect((await trial.someone.open('/sandbox/officer/assess?lang=xx')).title).toMatch(/\p{Script=Cyrillic}/u)
    expect((await trial.someone.open('/sandbox/officer/assess?lang=az')).title).not.toMatch(/\p{Script=Cyrillic}/u)
  })

  test('the test identity provider speaks it, and keeps it beside its own cookies', async () => {
    const response = await fetch(`${trial.url}/test-identity/session/end?lang=en`, { redirect: 'manual' })
    expect(response.headers.getSetCookie()).toContainEqual(expect.stringContaining('__Host-vereqe-language=en'))
    const asked = await fetch(`${trial.url}/test-identity/nothing?lang=en`)
    expect([asked.status, await asked.text()]).toEqual([404, expect.stringContaining('<html lang="en">')])
  })
})
