import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TRADER } from '../support/events.ts'
import { attribute, text } from './html.ts'
import { asHtmx, Site } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`

let site: Site
beforeAll(async () => {
  site = await Site.openExample()
})
afterAll(() => site[Symbol.asyncDispose]())

const lines = async (card: string, query = '') => {
  const { html } = await site.get(`${ACCOUNT}${query}`)
  const terms = html.tags('dt', card).map(text)
  const amounts = html.tags('dd', card).map(text)
  return {
    sum: text(html.tags('p', card)[0]!),
    lines: Object.fromEntries(terms.map((term, at) => [term, amounts[at]])),
  }
}

describe('the account page', () => {
  test('shows the balance with its four lines', async () => {
    const card = await lines('balance')
    expect(card.sum).toBe('455,37 AZN')
    expect(Object.values(card.lines)).toEqual(['0,00', '449,00', '5,40', '0,97'])
  })

  test('shows overpayment and debt fund by fund', async () => {
    const [overpayment, debt] = [await lines('overpayment'), await lines('debt')]
    expect(overpayment.sum).toBe('455,37 AZN')
    expect(overpayment.lines).toMatchObject({
      'Gömrük rüsumu': '150,00',
      ƏDV: '279,00',
      'Aksiz vergisi': '20,00',
    })
    expect(debt.sum).toBe('103,15 AZN')
    expect(debt.lines).toMatchObject({
      'İnzibati cərimə': '103,15',
      ƏDV: '0,00',
    })
    expect(Object.keys(debt.lines)).toHaveLength(9)
  })

  test('shows what was assessed and paid in the chosen dates only', async () => {
    expect((await lines('assessed')).sum).toBe('976,00 AZN')
    const march3 = await lines('assessed', '?from=3.3.26&to=3.3.26')
    expect(march3.sum).toBe('841,00 AZN')
    expect(march3.lines).toMatchObject({
      'Gömrük rüsumu': '250,00 ödənilmişdir 250,00',
    })
    expect((await lines('assessed', '?to=1.1.26')).sum).toBe('0,00 AZN')
  })

  test('lists the ten ledgers in order, the first four as in the guide, with the filter carried on', async () => {
    const { html } = await site.get(`${ACCOUNT}?type=reduction&from=1.3.26`)
    const links = html.tags('h3', 'results').map(text)
    expect(links).toHaveLength(10)
    expect(links.slice(0, 4)).toEqual([
      'Gömrük rüsumları üzrə vərəqə',
      'ƏDV üzrə vərəqə',
      'Aksiz vergisi üzrə vərəqə',
      'Gömrük yığımları üzrə vərəqə',
    ])
    expect(html.link('ƏDV üzrə vərəqə')).toBe(`${ACCOUNT}/ledgers/vat?from=2026-03-01&type=reduction`)
    expect(html.tags('dd', 'ledger-vat').map(text)).toEqual(['0,00', '279,00', '2', '279,00'])
  })

  test('leads to the declaration that was typed, in whatever case', async () => {
    const { html, status } = await site.get(`${ACCOUNT}?declaration=%2000010/030326/000001`)
    expect(status).toBe(200)
    expect(html.link('00010/030326/000001 nömrəli bəyannaməni aç')).toBe(`${ACCOUNT}/declarations/00010/030326/000001`)
  })

  test('says that a declaration is unknown, which is an empty result and no error', async () => {
    const { html, status } = await site.get(`${ACCOUNT}?declaration=00010/1`)
    expect(status).toBe(200)
    expect(html.text).toContain('Bu hesabda 00010/1 nömrəli bəyannamə tapılmadı.')
  })

  test('offers quick periods as of today in Baku, and marks the chosen one', async () => {
    const { html } = await site.get(`${ACCOUNT}?from=2026-03-01&to=2026-03-31`)
    expect(html.link('Bu ay')).toBe(`${ACCOUNT}?from=2026-04-01&to=2026-04-30`)
    expect(html.link('Keçən ay')).toBe(`${ACCOUNT}?from=2026-03-01&to=2026-03-31`)
    expect(html.link('Bu rüb')).toBe(`${ACCOUNT}?from=2026-04-01&to=2026-06-30`)
    expect(html.link('Bu il')).toBe(`${ACCOUNT}?from=2026-01-01&to=2026-12-31`)
    const current = html.tags('a', 'filter').filter(link => attribute(link, 'aria-current'))
    expect(current.map(text)).toEqual(['Keçən ay'])
  })

  test('shows each active condition with a link that removes it alone', async () => {
    const { html } = await site.get(`${ACCOUNT}?from=1.3.26&type=reduction`)
    expect(attribute(html.byId('chip-from')!, 'href')).toBe(`${ACCOUNT}?type=reduction`)
    expect(attribute(html.byId('chip-type')!, 'href')).toBe(`${ACCOUNT}?from=2026-03-01`)
    expect(text(html.byId('chip-type')!)).toContain('Əməliyyatın növü: Azalma')
  })

  test('exports what is filtered, in both dialects, as plain downloads', async () => {
    const { html } = await site.get(`${ACCOUNT}?type=reduction`)
    expect(html.link('Export')).toBe(`${ACCOUNT}/export?type=reduction`)
    const machine = html.tags('a').find(link => attribute(link, 'href')?.endsWith('dialect=machine'))!
    expect(attribute(machine, 'href')).toBe(`${ACCOUNT}/export?type=reduction&dialect=machine`)
    expect(attribute(machine, 'download')).toBeDefined()
  })

  test('answers htmx with its own section, the filter, the cards, the status and the title', async () => {
    const { html, headers } = await site.get(`${ACCOUNT}?from=1.3.26&to=`, asHtmx)
    expect(html.tags('html')).toEqual([])
    expect(html.byId('results')).toBeDefined()
    const targets = html.tags('hx-partial').map(part => attribute(part, 'hx-target'))
    expect(targets).toEqual(['#cards', '#pulse', '#account', '#filter', '#status', '#languages', '#banner'])
    expect(html.title).toBe('Şəxsi hesab vərəqəsi, Nümunə Ticarət MMC – Vərəqə')
    expect(headers.get('hx-push-url')).toBe(`${ACCOUNT}?from=2026-03-01`)
  })

  test.each(['/accounts/1400057422', '/accounts/123', '/accounts/abc'])('%s is no account: 404', async path => {
    const { status, html } = await site.get(path)
    expect(status).toBe(404)
    expect(html.text).toContain('Bu VÖEN üzrə hesab yoxdur')
  })
})
