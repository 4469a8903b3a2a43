import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Voen } from '../../src/domain/voen.ts'
import { amended, assessed, cancelled, registered, TRADER } from '../support/oracle/events.ts'
import { text } from './html.ts'
import { asHtmx, Site } from './site.ts'

const BROKER = '1700012342' as Voen
const page = (number: string) => `/accounts/${TRADER}/declarations/${number}`

describe('a declaration page', () => {
  let site: Site
  beforeAll(async () => {
    const many = Array.from({ length: 120 }, (_, index) => amended('LONG', { vat: `${index + 2}.00` }))
    site = await Site.open([
      registered(),
      assessed('00010/030326/000001', { 'customs-duty': '300', vat: '540' }, { declarant: BROKER }),
      amended('00010/030326/000001', { vat: '531.00' }),
      assessed('A//B/', { vat: '1.00' }),
      assessed('GONE', { vat: '5.00' }),
      cancelled('GONE'),
      assessed('LONG', { vat: '1.00' }),
      ...many,
    ])
  })
  afterAll(() => site[Symbol.asyncDispose]())

  test('shows the charges by fund, with their total', async () => {
    const { html, status } = await site.get(page('00010/030326/000001'))
    expect(status).toBe(200)
    expect(html.table('charges')).toEqual([
      ['Gömrük rüsumu', '300,00', '0,00', '0,00', '300,00'],
      ['ƏDV', '540,00', '9,00', '0,00', '531,00'],
      ['Cəmi', '840,00', '9,00', '0,00', '831,00'],
    ])
    expect(html.text).toContain('Ödənilməmiş borc var')
    expect(html.text).toContain(`Gömrük brokeri VÖEN ${BROKER}`.replace('Gömrük brokeri ', ''))
  })

  test('shows the rows of all ledgers in order, each with its ledger', async () => {
    const { html } = await site.get(page('00010/030326/000001'))
    const rows = html.table('entries')
    expect(rows.map(row => [row[1], row[3], row[5]])).toEqual([
      ['Gömrük rüsumu', 'Hesablama', '300,00'],
      ['ƏDV', 'Hesablama', '540,00'],
      ['ƏDV', 'Azalma', '9,00'],
    ])
    expect(html.link('ƏDV')).toBe(`/accounts/${TRADER}/ledgers/vat?declaration=00010/030326/000001`)
  })

  test('shows a cancelled declaration as cancelled and without debt', async () => {
    const { html } = await site.get(page('GONE'))
    expect(html.text).toContain('Ləğv edilib')
    expect(html.table('charges')[0]).toEqual(['ƏDV', '5,00', '5,00', '0,00', '0,00'])
  })

  test.each(['A//B/', 'a//b/', 'A%2F%2FB%2F'])('accepts a number with slashes in the path: %s', async path => {
    const { html, status } = await site.get(page(path))
    expect(status).toBe(200)
    expect(html.title).toMatch(/^A\/\/B\/ nömrəli bəyannamə/)
  })

  test('pages through more rows than one page holds', async () => {
    const first = await site.get(page('LONG'))
    expect(first.html.table('entries')).toHaveLength(100)
    const next = await site.get(first.html.link('Növbəti əməliyyatlar →')!, asHtmx)
    expect(next.html.table('entries')).toHaveLength(21)
    expect(next.html.title).not.toBe(first.html.title)
    expect(next.html.link('Əvvəlinə qayıt')).toBe(page('LONG'))
    expect(next.html.tags('hx-partial').map(text)[0]).toBe('21 əməliyyat göstərilir.')
  })

  test.each(['NONE', 'x%20y', 'LONG?after=x'])('%s is 404', async path => {
    expect((await site.get(page(path))).status).toBe(404)
  })
})
