import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assessed, charged, registered, TRADER } from '../support/oracle/events.ts'
import { attribute, type Html, text } from './html.ts'
import { asHtmx, Site } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`
const SAVING = { 'Save-Data': 'on' }
const LIVE_PAGES = [
  `${ACCOUNT}?from=2026-01-01`,
  `${ACCOUNT}/ledgers/vat?from=2026-01-01&before=99`,
  `${ACCOUNT}/declarations/A/1`,
  `${ACCOUNT}/operations/1`,
  `${ACCOUNT}/references?number=AKT`,
]

let site: Site
beforeAll(async () => {
  site = await Site.open([registered(), assessed('A/1', { vat: '5.00' }), charged('AKT', { other: '1.00' })])
})
afterAll(() => site[Symbol.asyncDispose]())

/** Elements that poll. */
const polling = (html: Html) => html.all(element => /every/.test(attribute(element, 'hx-trigger') ?? ''))

describe('for a browser that saves data', () => {
  test.each(LIVE_PAGES)('%s does not poll, says so and offers a link', async path => {
    for (const headers of [SAVING, { ...SAVING, ...asHtmx }]) {
      const { status, html } = await site.get(path, headers)
      expect([status, polling(html)]).toEqual([200, []])
      const liveUpdate = html.byId('live-update')!
      expect(text(liveUpdate)).toBe('Brauzeriniz trafikə qənaət edir, ona görə səhifə öz-özünə yenilənmir. Yenilə')
      expect(html.link('Yenilə')).toBe(path)
    }
  })

  test('a page that already polls gets its update, and stops', async () => {
    const { html: before } = await site.get(ACCOUNT)
    const liveUpdate = attribute(before.byId('live-update')!, 'hx-get')!
    expect((await site.get(liveUpdate, { ...SAVING, ...asHtmx })).status).toBe(204)
    const { status, html } = await site.get(`${ACCOUNT}?live=0`, { ...SAVING, ...asHtmx })
    expect([status, polling(html), html.link('Yenilə')]).toEqual([200, [], ACCOUNT])
  })

  test('no style sheet is loaded for later pages', async () => {
    const { html } = await site.get(ACCOUNT, SAVING)
    // The sheet of all pages and that of the statement.
    expect(html.tags('style')).toHaveLength(2)
    expect(html.tags('link').map(link => attribute(link, 'rel'))).toEqual(['icon'])
  })

  test('an invalid filter offers no link to refresh', async () => {
    const { html } = await site.get(`${ACCOUNT}?from=x`, SAVING)
    expect([polling(html), html.link('Yenilə')]).toEqual([[], undefined])
  })
})

describe('for any other browser', () => {
  test.each([{}, { 'Save-Data': 'off' }, { 'Save-Data': '' }, { 'Save-Data': 'on, please' }] as Record<
    string,
    string
  >[])('a page polls with %j', async headers => {
    for (const path of LIVE_PAGES) {
      const { html } = await site.get(path, headers)
      expect([polling(html).length, html.link('Yenilə')]).toEqual([1, undefined])
    }
  })

  test('responses vary by Save-Data', async () => {
    expect((await site.get(ACCOUNT)).headers.get('vary')).toContain('Save-Data')
  })
})
