import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TRADER } from '../support/oracle/events.ts'
import { attribute, text } from './html.ts'
import { asHtmx, Site } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`

let site: Site
beforeAll(async () => {
  site = await Site.openExample()
})
afterAll(() => site[Symbol.asyncDispose]())

/** A formatted amount in qəpik; a count is read as manat. */
const qepikIn = (written: string) => {
  const [manats = '', qepik = '00'] = written.replace(/[^\d,]/g, '').split(',')
  return Number(manats) * 100 + Number(qepik)
}

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
    expect(card.lines).toEqual({
      'Avans gömrük ödənişləri (142330)': '0,00',
      'Gömrük ödənişləri üzrə artıq ödəmə': '449,00',
      'Avans – elektron xidmət haqqı (802001)': '5,40',
      'Avans – elektron xidmət haqqının ƏDV-si (114111)': '0,97',
    })
  })

  test('shows overpayment and debt by fund', async () => {
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

  test('shows assessed and paid amounts of the chosen dates only', async () => {
    expect((await lines('assessed')).sum).toBe('976,00 AZN')
    const march3 = await lines('assessed', '?from=3.3.26&to=3.3.26')
    expect(march3.sum).toBe('841,00 AZN')
    expect(march3.lines).toMatchObject({
      'Gömrük rüsumu': '250,00 ödənilmişdir 250,00',
    })
    expect((await lines('assessed', '?to=1.1.26')).sum).toBe('0,00 AZN')
  })

  test('lists the ten ledgers, the first four as in the guide, and keeps the filter in their links', async () => {
    const { html } = await site.get(`${ACCOUNT}?type=reduction&from=1.3.26`)
    const links = html
      .tags('a', 'results')
      .map(text)
      .filter(label => label.endsWith('vərəqə'))
    expect(links).toHaveLength(10)
    expect(links.slice(0, 4)).toEqual([
      'Gömrük rüsumları üzrə vərəqə',
      'ƏDV üzrə vərəqə',
      'Aksiz vergisi üzrə vərəqə',
      'Gömrük yığımları üzrə vərəqə',
    ])
    expect(html.link('ƏDV üzrə vərəqə')).toBe(`${ACCOUNT}/ledgers/vat?from=2026-03-01&type=reduction`)
    expect(html.tags('td', 'ledger-vat').map(text)).toEqual(['0,00', '279,00', '2', '279,00'])
  })

  test('adds up: lines to their card, ledgers to the total row, and the total row to the cards', async () => {
    const { html } = await site.get(`${ACCOUNT}?from=1.1.26`)
    const sumOf = (card: string) => qepikIn(text(html.tags('p', card)[0]!))
    const added = (amounts: readonly string[]) => amounts.reduce((sum, amount) => sum + qepikIn(amount), 0)
    for (const card of ['balance', 'overpayment', 'debt']) {
      expect(added(html.tags('dd', card).map(text)), card).toBe(sumOf(card))
    }
    const [paid, open, ...funds] = html.tags('dd', 'assessed').map(text)
    expect(added([paid!, open!])).toBe(sumOf('assessed'))
    expect(added(funds.map(fund => fund.split(' ')[0]!))).toBe(sumOf('assessed'))

    const rows = html.tags('tr', 'results').filter(row => /^ledger-/.test(attribute(row, 'id') ?? ''))
    const figures = rows.map(row => row.childNodes.filter(cell => cell.nodeName === 'td').map(text))
    const total = html.tags('td', 'ledgers-total').map(text)
    expect(total.map((_, column) => added(figures.map(row => row[column]!)))).toEqual(
      total.map((sum, column) => (column === 2 ? Number(sum) * 100 : qepikIn(sum))),
    )
    expect([qepikIn(total[0]!), qepikIn(total[1]!)]).toEqual([sumOf('debt'), sumOf('balance')])
  })

  test('links each line of a card to its rows, with the dates of card 4', async () => {
    const { html } = await site.get(`${ACCOUNT}?from=3.3.26&to=3.3.26&type=reduction`)
    const hrefOf = (card: string, label: string) =>
      attribute(html.tags('a', card).find(link => text(link) === label)!, 'href')
    expect(hrefOf('balance', 'Avans gömrük ödənişləri (142330)')).toBe(`${ACCOUNT}/ledgers/advance`)
    expect(hrefOf('balance', 'Gömrük ödənişləri üzrə artıq ödəmə')).toBe('#overpayment')
    expect(hrefOf('overpayment', 'ƏDV')).toBe(`${ACCOUNT}/ledgers/vat`)
    expect(hrefOf('debt', 'İnzibati cərimə')).toBe(`${ACCOUNT}/ledgers/fine`)
    expect(hrefOf('assessed', 'ƏDV')).toBe(`${ACCOUNT}/ledgers/vat?from=2026-03-03&to=2026-03-03`)
  })

  test('shows no figures of the period if the filter is invalid', async () => {
    const { html } = await site.get(`${ACCOUNT}?from=30.2.26`)
    expect(html.tags('dd', 'assessed').map(text)).toEqual(['–', '–'])
    expect(html.tags('td', 'ledgers-total').map(text)).toEqual(['103,15', '455,37', '–', '–'])
  })

  test('links to the declaration of the filter, in any spelling of its number', async () => {
    const { html, status } = await site.get(`${ACCOUNT}?declaration=%2000010/030326/000001`)
    expect(status).toBe(200)
    expect(html.link('00010/030326/000001 nömrəli bəyannaməni aç')).toBe(`${ACCOUNT}/declarations/00010/030326/000001`)
  })

  test('reports an unknown declaration as an empty result, not as an error', async () => {
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

  test('shows each active condition with a link that removes only it', async () => {
    const { html } = await site.get(`${ACCOUNT}?from=1.3.26&type=reduction`)
    expect(attribute(html.byId('chip-from')!, 'href')).toBe(`${ACCOUNT}?type=reduction`)
    expect(attribute(html.byId('chip-type')!, 'href')).toBe(`${ACCOUNT}?from=2026-03-01`)
    expect(text(html.byId('chip-type')!)).toContain('Əməliyyatın növü: Azalma')
  })

  test('links to both exports with the filter, as plain downloads', async () => {
    const { html } = await site.get(`${ACCOUNT}?type=reduction`)
    expect(html.link('Export')).toBe(`${ACCOUNT}/export?type=reduction`)
    const machine = html.tags('a').find(link => attribute(link, 'href')?.endsWith('dialect=machine'))!
    expect(attribute(machine, 'href')).toBe(`${ACCOUNT}/export?type=reduction&dialect=machine`)
    expect(attribute(machine, 'download')).toBeDefined()
  })

  test('answers htmx with the results, filter, cards, status and title', async () => {
    const { html, headers } = await site.get(`${ACCOUNT}?from=1.3.26&to=`, asHtmx)
    expect(html.tags('html')).toEqual([])
    expect(html.byId('results')).toBeDefined()
    const targets = html.tags('hx-partial').map(part => attribute(part, 'hx-target'))
    expect(targets).toEqual([
      '#cards',
      '#live-update',
      '#account',
      '#filter-fold',
      '#chips',
      '#status',
      '#languages',
      '#banner',
    ])
    expect(html.title).toBe('Şəxsi hesab vərəqəsi, Nümunə Ticarət MMC – Vərəqə')
    expect(headers.get('hx-push-url')).toBe(`${ACCOUNT}?from=2026-03-01`)
  })

  test.each(['/accounts/1400057422', '/accounts/123', '/accounts/abc'])('%s is 404', async path => {
    const { status, html } = await site.get(path)
    expect(status).toBe(404)
    expect(html.text).toContain('Bu VÖEN üzrə hesab yoxdur')
  })
})
