import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlainDate } from '../src/domain/dates.ts'
import { grantMandate } from '../src/services/access/mandates.ts'
import { ownSheets } from '../src/web/http/assets.ts'
import { assessed, TRADER } from './support/oracle/events.ts'
import { ACCOUNTANT, anActor, BROKER, DECLARANT, DIRECTOR } from './support/people/access-people.ts'
import { drawUpDisputed } from './support/stores/acts.ts'
import { attribute, type Element, gluedWords, Html, styleText, text, within } from './web/html.ts'
import { asHtmx, Site, type Visit } from './web/site.ts'

interface WebTypes {
  contributions: {
    html: { attributes: { name: string }[]; elements: { name: string }[] }
  }
}

const { resolve } = createRequire(import.meta.url)
const webTypes = resolve('htmx.org/dist/editors/jetbrains/htmx.web-types.json')
const { attributes, elements } = (JSON.parse(readFileSync(webTypes, 'utf8')) as WebTypes).contributions.html
const known = new Set(attributes.map(({ name }) => name))

/** Attributes that run code or that the CSP forbids. */
const FORBIDDEN = /^(on|hx-on|hx-live|style$)/

const ACCOUNT = `/accounts/${TRADER}`
const MANDATES = `${ACCOUNT}/mandates`

/** A request for a page: the user and the form. */
interface PageRequest {
  readonly who: 'nobody' | 'the owner' | 'a limited broker'
  readonly path: string
  readonly form?: Record<string, string>
}

const PAGES: readonly PageRequest[] = [
  { who: 'nobody', path: '/' },
  { who: 'nobody', path: '/help' },
  { who: 'nobody', path: `${ACCOUNT}?from=1.3.26` },
  ...[
    ACCOUNT,
    `${ACCOUNT}?from=1.3.26&type=assessment&declaration=00010/030326/000001`,
    `${ACCOUNT}?from=x`,
    `${ACCOUNT}/ledgers/vat`,
    `${ACCOUNT}/ledgers/vat?before=20`,
    `${ACCOUNT}/ledgers/vat?before=1`,
    `${ACCOUNT}/ledgers/vat?size=50&sort=date&after=3`,
    `${ACCOUNT}/ledgers/vat?size=7`,
    `${ACCOUNT}/ledgers/vat?from=2.1.26&to=1.1.26&type=z&declaration=%3F`,
    `${ACCOUNT}/ledgers/other`,
    `${ACCOUNT}/document?to=10.3.26&type=assessment`,
    `${ACCOUNT}/ledgers/vat/document`,
    `${ACCOUNT}/document?from=x`,
    `${ACCOUNT}/operations`,
    `${ACCOUNT}/operations?before=9&type=assessment`,
    `${ACCOUNT}/operations?from=x`,
    `${ACCOUNT}/search`,
    `${ACCOUNT}/search?q=00010`,
    `${ACCOUNT}/search?q=`,
    `${ACCOUNT}/declarations`,
    `${ACCOUNT}/declarations?before=1`,
    `${ACCOUNT}/declarations/00010/050326/000003`,
    `${ACCOUNT}/pictures`,
    `${ACCOUNT}/pictures?from=2022-01-01`,
    `${ACCOUNT}/pictures?from=x`,
    `${ACCOUNT}/preview`,
    `${ACCOUNT}/preview?amount=1.234,50`,
    `${ACCOUNT}/preview?amount=x`,
    `${ACCOUNT}/debts`,
    `${ACCOUNT}/debts?order=open&on=2026-03-05`,
    `${ACCOUNT}/debts?order=x&on=x`,
    `${ACCOUNT}/debts/chosen?charge=1.1&charge=2.1&charge=3.1`,
    `${ACCOUNT}/debts/chosen`,
    `${ACCOUNT}/debts/interest`,
    `${ACCOUNT}/debts/interest?charge=1.1&to=2027-01-01`,
    `${ACCOUNT}/debts/interest?to=x`,
    `${ACCOUNT}/accounting`,
    `${ACCOUNT}/accounting?from=x&format=json`,
    `${ACCOUNT}/own-books`,
    `${ACCOUNT}/debts/estimate`,
    `${ACCOUNT}/debts/estimate?value=100&rate=5`,
    `${ACCOUNT}/debts/estimate?value=x`,
    `${ACCOUNT}/acts`,
    `${ACCOUNT}/acts/1`,
    `${ACCOUNT}/acts/1/ledgers/vat`,
    `${ACCOUNT}/acts/1/objections?ledger=vat&line=assessed`,
    `${ACCOUNT}/acts/1/cancel`,
    MANDATES,
    `${MANDATES}?done=granted&broker=${BROKER}`,
    `${MANDATES}/${BROKER}`,
    `${ACCOUNT}/access-log`,
    '/companies?ledger=vat&from=1.1.26',
    '/sessions',
    '/nowhere',
  ].map(path => ({ who: 'the owner', path }) as const),
  { who: 'the owner', path: `${ACCOUNT}/acts`, form: { from: 'x', to: '' } },
  { who: 'the owner', path: `${ACCOUNT}/acts/1/ledgers/vat`, form: { assessed: 'x' } },
  { who: 'the owner', path: `${ACCOUNT}/acts/1/cancel`, form: { reason: '' } },
  { who: 'the owner', path: MANDATES, form: { broker: 'x', from: 'x', to: 'x', scope: 'x' } },
  { who: 'the owner', path: MANDATES, form: { broker: BROKER, from: '', to: '', scope: 'balances' } },
  { who: 'the owner', path: `${MANDATES}/${BROKER}`, form: { from: 'x', to: '1.1.26', scope: '' } },
  ...[
    `${ACCOUNT}/declarations`,
    `${ACCOUNT}/declarations/FILED/1`,
    '/companies',
    '/clients?sort=-debt&ledger=vat',
    '/clients?q=x',
  ].map(path => ({ who: 'a limited broker', path }) as const),
]

let site: Site
const visits = new Map<PageRequest['who'], Visit>()
beforeAll(async () => {
  const example = readFileSync(new URL('fixtures/example/events.ndjson', import.meta.url), 'utf8').split('\n')
  const lateInterest = { rates: [{ from: '2001-01-01', percent: '0.1' }], maxDays: 365 }
  const filed = assessed('FILED/1', { vat: '1.00' }, { declarant: BROKER })
  site = await Site.open([...example, filed], { config: { lateInterest } })
  const terms = { voen: TRADER, broker: BROKER, from: '2026-01-01' as PlainDate, to: null, exports: true }
  await grantMandate(site.store.access, { ...terms, balances: false }, anActor(ACCOUNTANT), site.now)
  await drawUpDisputed(site.store, TRADER, site.now)
  visits.set('nobody', await site.as(null))
  visits.set('the owner', await site.as(DIRECTOR))
  visits.set('a limited broker', await site.as(DECLARANT))
})
afterAll(() => site[Symbol.asyncDispose]())

const OWN_SHEETS = Object.values(ownSheets).map(({ text }) => text)

async function load({ who, path, form }: PageRequest, headers: Record<string, string> = {}): Promise<Html> {
  const visit = visits.get(who)!
  return (form ? await visit.post(path, form, headers) : await visit.get(path, headers)).html
}

/** The style sheet from the file that the page links. */
async function styleSheetOf(html: Html): Promise<string> {
  const sheets = html.tags('link').filter(link => attribute(link, 'rel') === 'stylesheet')
  const links = sheets.filter(link => attribute(link, 'href')!.startsWith('/static/app.'))
  expect(links).toHaveLength(1)
  return (await site.request(attribute(links[0]!, 'href')!)).text()
}

const inside = (element: Element, ...tags: string[]) => tags.flatMap(tag => within(element, tag))

describe.each(PAGES)('$path for $who', request => {
  describe.each([
    ['page', {}],
    ['fragment', asHtmx],
  ] as const)('as a %s', (kind, headers) => {
    let html: Html
    beforeAll(async () => {
      html = await load(request, headers)
    })

    test('uses only attributes and elements that htmx knows', () => {
      const names = html.elements.flatMap(element => element.attrs.map(({ name }) => name))
      const values = names.filter(name => name.startsWith('hx-')).map(name => name.replace(/:inherited$/, ''))
      expect(values.filter(name => !known.has(name))).toEqual([])
      const tags = html.elements.map(element => element.tagName).filter(tag => tag.startsWith('hx-'))
      expect(tags.filter(tag => !elements.some(({ name }) => name === tag))).toEqual([])
    })

    test('has no inline code and no inline styles', async () => {
      const names = html.elements.flatMap(element => element.attrs.map(({ name }) => name))
      expect(names.filter(name => FORBIDDEN.test(name))).toEqual([])
      // Except for our style sheets, which the head of a first page inlines.
      const inlined = html.tags('style')
      expect(inlined.filter(style => (style.parentNode as Element).tagName !== 'head')).toEqual([])
      const [ofAll, ...own] = inlined.map(styleText)
      expect(ofAll).toBe(kind === 'page' ? await styleSheetOf(html) : undefined)
      expect(own.filter(sheet => !OWN_SHEETS.includes(sheet))).toEqual([])
      expect(html.tags('script').filter(script => !attribute(script, 'src') || text(script) !== '')).toEqual([])
    })

    test('repeats a real link or form in every hx-get that a user triggers', () => {
      const acting = html.all(
        element => attribute(element, 'hx-get') !== undefined && attribute(element, 'hx-trigger') === undefined,
      )
      const plain = (element: Element) => attribute(element, element.tagName === 'form' ? 'action' : 'href')
      for (const element of acting) expect(plain(element)).toBe(attribute(element, 'hx-get'))
    })

    test('cancels a pending request when the user makes another choice', () => {
      for (const reach of ['', ':inherited']) {
        const replacing = html.all(
          element => attribute(element, `hx-target${reach}`) === '#results' && element.tagName !== 'hx-partial',
        )
        expect(replacing.filter(element => attribute(element, `hx-sync${reach}`) !== '#results:replace')).toEqual([])
      }
    })

    test('says what every link that htmx follows replaces: without a target it would replace itself', () => {
      const targetOf = (element: Element, reach: '' | ':inherited'): string | undefined =>
        attribute(element, `hx-target${reach}`) ?? parentTarget(element)
      const parentTarget = ({ parentNode }: Element) =>
        parentNode && 'attrs' in parentNode ? targetOf(parentNode as Element, ':inherited') : undefined
      const links = html.tags('a').filter(link => attribute(link, 'hx-get') !== undefined)
      expect(links.filter(link => targetOf(link, '') === undefined)).toEqual([])
    })

    test('shows the progress line for requests of the user, and none for polling', () => {
      const requesting = html.all(element => element.attrs.some(({ name }) => /^hx-(get|post)$/.test(name)))
      for (const element of requesting) {
        const isPolling = /load|every/.test(attribute(element, 'hx-trigger') ?? '')
        expect(attribute(element, 'hx-indicator')).toBe(isPolling ? 'this' : undefined)
      }
      if (kind === 'fragment') return
      expect(attribute(html.tags('body')[0]!, 'hx-indicator:inherited')).toBe('#progress')
      expect(html.byId('progress')).toBeDefined()
    })

    test('has white space between neighbours, for text browsers', () => {
      expect(gluedWords(html.root)).toEqual([])
    })

    test('has unique ids, and refers only to existing ones', async () => {
      const ids = html.elements.flatMap(element => attribute(element, 'id') ?? [])
      expect(ids).toEqual([...new Set(ids)])
      const whole = kind === 'page' ? html : await load(request)
      const present = new Set([...ids, ...whole.elements.flatMap(element => attribute(element, 'id') ?? [])])
      for (const name of ['aria-labelledby', 'aria-describedby', 'for', 'hx-target', 'href']) {
        const values = html.elements.flatMap(element => attribute(element, name)?.split(' ') ?? [])
        const references = values.filter(value => !/^(hx-target|href)$/.test(name) || value.startsWith('#'))
        expect(references.map(value => value.replace('#', '')).filter(id => !present.has(id))).toEqual([])
      }
    })
  })

  test('is a whole Azerbaijani page with one h1, one main element and a title', async () => {
    const html = await load(request)
    expect(attribute(html.tags('html')[0]!, 'lang')).toBe('az')
    expect(html.tags('h1')).toHaveLength(1)
    expect(html.tags('main')).toHaveLength(1)
    expect(html.title).toMatch(/ – Vərəqə$/)
    const levels = html.elements.flatMap(({ tagName }) => (/^h[1-6]$/.test(tagName) ? Number(tagName[1]) : []))
    expect(levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1)).toEqual([])
  })

  test('has at most ten stops of the keyboard before its first field', async () => {
    const html = await load(request)
    const folded = new Set(html.tags('details').flatMap(details => inside(details, 'a', 'button', 'input', 'select')))
    const stops = html
      .all(({ tagName }) => /^(a|button|input|select|summary)$/.test(tagName))
      .filter(element => !folded.has(element) && attribute(element, 'type') !== 'hidden')
    const first = stops.findIndex(({ tagName }) => /^(input|select)$/.test(tagName))
    expect(first).toBeLessThanOrEqual(10)
  })

  test('labels every field, link and button', async () => {
    const html = await load(request)
    const labels = html.tags('label').map(label => attribute(label, 'for'))
    const shown = html.tags('input').filter(input => attribute(input, 'type') !== 'hidden')
    const fields = [...shown, ...html.tags('select')]
    expect(fields.filter(field => !labels.includes(attribute(field, 'id')))).toEqual([])
    const acting = [...html.tags('a'), ...html.tags('button')]
    expect(acting.filter(element => text(element) === '' && !attribute(element, 'aria-label'))).toEqual([])
  })
})

test('every page has its own title', async () => {
  const parts = [
    '',
    '/ledgers/vat',
    '/ledgers/excise',
    '/document',
    '/document?from=2026-03-05',
    '/ledgers/vat/document',
    '/declarations',
    '/declarations/00010/050326/000003',
    '/access-log',
    '/pictures',
    '/pictures?from=2026-01-01',
    '/preview',
    '/preview?amount=1',
  ]
  const others = [MANDATES, `${MANDATES}/${BROKER}`, '/companies', '/clients', '/sessions', '/help', '/nowhere']
  const titles: string[] = []
  for (const path of [...parts.map(part => ACCOUNT + part), ...others]) {
    titles.push((await load({ who: 'the owner', path })).title)
  }
  expect(new Set(titles).size).toBe(titles.length)
})

test('the check for glued words tells neighbours from blocks', () => {
  const of = (markup: string) => gluedWords(new Html(markup).root)
  expect(of('<p><a>Axtar</a><button>Təmizlə</button></p>')).toEqual(['Axtar|Təmizlə'])
  expect(of('<p><a>Axtar</a> <button>Təmizlə</button><span>: bax</span></p><p>Son</p>')).toEqual([])
})

test('the status of the results is outside the part that is swapped', async () => {
  const { html } = await site.get(`${ACCOUNT}/ledgers/vat`)
  const status = html.byId('status')!
  expect(attribute(status, 'role')).toBe('status')
  expect(html.tags('p', 'results').map(element => attribute(element, 'id'))).not.toContain('status')
})
