import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import { grantMandate, withdrawMandate } from '../../src/services/access/mandates.ts'
import { assessed, OTHER_TRADER, registered, TRADER } from '../support/oracle/events.ts'
import { ACCOUNTANT, anActor, BROKER, DECLARANT } from '../support/people/access-people.ts'
import { representativeOf } from '../support/people/people.ts'
import { attribute } from './html.ts'
import { Site } from './site.ts'

const SEARCH = `/accounts/${TRADER}/search`

let site: Site
beforeAll(async () => {
  site = await Site.open([
    registered({ name: 'İdxalçı MMC' }),
    registered({ voen: OTHER_TRADER, name: 'Başqa MMC' }),
    assessed('00010/030326/000001', { vat: '540.00' }),
  ])
})
afterAll(() => site[Symbol.asyncDispose]())

describe.each([SEARCH, '/search'])('%s', path => {
  test.each([
    ['nothing', '', 'Nə axtardığınızı yazın'],
    ['only blanks', '   ', 'Nə axtardığınızı yazın'],
    ['only quotes', '“№”', 'Nə axtardığınızı yazın'],
    ['too much', 'x'.repeat(101), 'ən çoxu 100 işarə'],
  ])('refuses %s, with the reason and the text still in the form', async (_, typed, reason) => {
    const { status, html } = await site.get(`${path}?q=${encodeURIComponent(typed)}`)
    expect([status, html.text.includes(reason)]).toEqual([422, true])
    expect(attribute(html.byId('find-q')!, 'value')).toBe(typed.trim())
  })

  test('finds a declaration with a link to it, and says when nothing is found', async () => {
    const { status, html } = await site.get(`${path}?q=000001`)
    expect([status, html.link('00010/030326/000001')]).toEqual([
      200,
      `/accounts/${TRADER}/declarations/00010/030326/000001`,
    ])
    expect((await site.get(`${path}?q=404404`)).html.text).toContain('“404404” üzrə heç nə tapılmadı')
  })
})

test('an open debt is found by what is left of it, with its place among the open debts', async () => {
  const { html } = await site.get(`${SEARCH}?q=540,00`)
  expect(html.text).toContain('Qalığı uyğun açıq borclar')
  const links = html.tags('a').map(link => attribute(link, 'href'))
  expect(links).toContain(`/accounts/${TRADER}/debts?declaration=00010%2F030326%2F000001`)
  expect((await site.get(`${SEARCH}?q=540,01`)).html.text).not.toContain('Qalığı uyğun açıq borclar')
})

test('a company is found without diacritics, and only by who may see it', async () => {
  const [owner, stranger] = [await site.as(representativeOf(TRADER)), await site.as(representativeOf(OTHER_TRADER))]
  expect((await owner.get('/search?q=idxalci')).html.link('İdxalçı MMC')).toBe(`/accounts/${TRADER}`)
  expect((await stranger.get('/search?q=idxalci')).html.text).not.toContain('İdxalçı MMC')
  expect((await stranger.get(`${SEARCH}?q=000001`)).status).toBe(404)
})

test('a mandate that is withdrawn ends both searches', async () => {
  const terms = {
    voen: TRADER,
    broker: BROKER,
    from: '2026-01-01' as PlainDate,
    to: null,
    balances: true,
    exports: true,
  }
  await grantMandate(site.store.access, terms, anActor(ACCOUNTANT), site.now)
  const broker = await site.as(DECLARANT)
  const found = async () => [
    (await broker.get(`${SEARCH}?q=000001`)).status,
    (await broker.get('/search?q=000001')).text.includes('00010/030326/000001'),
  ]
  expect(await found()).toEqual([200, true])
  await withdrawMandate(site.store.access, { voen: TRADER, broker: BROKER }, anActor(ACCOUNTANT), site.now)
  expect(await found()).toEqual([404, false])
})
