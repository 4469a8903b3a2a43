import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assessed, paidToCode, registered, TRADER } from '../support/oracle/events.ts'
import { representativeOf } from '../support/people/people.ts'
import { attribute, type Element, text, within } from './html.ts'
import { asHtmx, Site } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`

const isElement = (node: Element['childNodes'][number]) => 'tagName' in node

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
      .tags('a', 'cards')
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
    expect(html.tags('dd', 'ledger-vat').map(text)).toEqual(['0,00', '279,00'])
    expect(html.tags('dt', 'ledger-advance').map(text)).toEqual(['Avans'])
  })

  test('adds up: lines to their card, ledgers to the total row, and the total row to the cards', async () => {
    const { html } = await site.get(`${ACCOUNT}?from=5.3.26`)
    const sumOf = (card: string) => qepikIn(text(html.tags('p', card)[0]!))
    const added = (amounts: readonly string[]) => amounts.reduce((sum, amount) => sum + qepikIn(amount), 0)
    for (const card of ['balance', 'overpayment', 'debt']) {
      expect(added(html.tags('dd', card).map(text)), card).toBe(sumOf(card))
    }
    const [paid, open, ...funds] = html.tags('dd', 'assessed').map(text)
    expect(added([paid!, open!])).toBe(sumOf('assessed'))
    expect(added(funds.map(fund => fund.split(' ')[0]!))).toBe(sumOf('assessed'))

    for (const [side, card, signs] of [
      ['debt', 'debt', '+--'],
      ['overpayment', 'balance', '++-'],
    ] as const) {
      const [headings, ...rows] = within(html.byId(`${side}-sums`)!, 'tr')
      const figures = rows.map(row => within(row, 'td').map(cell => qepikIn(text(cell))))
      const effects = within(headings!, 'th').map(text).slice(2, -1)
      expect(effects.map(words => words[0]!.replace('−', '-')).join('')).toBe(signs)
      for (const [opening = 0, ...others] of figures) {
        const closing = others.pop()
        const moved = others.map((sum, at) => (signs[at] === '+' ? sum : -sum))
        expect(moved.reduce((sum, amount) => sum + amount, opening)).toBe(closing)
      }
      const total = figures.pop()!
      expect(total.map((_, column) => figures.reduce((sum, row) => sum + row[column]!, 0))).toEqual(total)
      expect(total.at(-1)).toBe(sumOf(card))
    }
  })

  test('totals leave out what only moves within the account', async () => {
    const { html } = await site.get(ACCOUNT)
    const sums = within(html.byId('account-sums')!.parentNode as Element, 'div').map(text)

    // The events of the worked example added by hand: 900 + 525,50 + 105 + 30 + 503,15 + 35,40 and so on.
    expect(sums).toEqual([
      'Hesablanıb 2.099,05 AZN',
      'Azaldılıb 584,50 AZN',
      'Daxil olub 1.866,77 AZN 105,00 AZN birbaşa borclara, qalanı balansa',
      'Qaytarılıb 0,00 AZN',
    ])
  })

  test('filtered by type shows the sum of that kind by ledger, and none of unlike things', async () => {
    const { html } = await site.get(`${ACCOUNT}?type=advance-drawdown`)
    const rows = within(html.byId('selected-sums')!, 'tr').map(row => row.childNodes.filter(isElement).map(text))
    const [headings, ...ledgers] = rows
    expect(headings).toEqual(['Vərəqə', 'Əməliyyat sayı', 'Ödənilib', 'Borclara silinib'])
    const [advance, total] = ledgers.slice(-2)
    expect(advance!.slice(2)).toEqual(['0,00', total![3]])
    // A drawdown closes in the funds what it takes from the advance.
    expect(total![2]).toBe(total![3])
    expect(html.byId('debt-sums')).toBeUndefined()
  })

  test('says that the cards stand today if the period ended before', async () => {
    const words = 'Kartlardakı balans və borc 20.04.2026 tarixinə, bu cədvəllərdəki son qalıqlar isə 09.03.2026'
    expect((await site.get(`${ACCOUNT}?to=9.3.26`)).html.text).toContain(words)
    expect((await site.get(`${ACCOUNT}?to=20.4.26`)).html.text).not.toContain('Kartlardakı')
  })

  test('card 4 has the charges of this year if no dates are chosen, says so, and leads to all dates', async () => {
    await using later = await Site.openExample()
    later.now = new Date('2027-01-10T10:00:00+04:00')
    const { html } = await (await later.as(representativeOf(TRADER))).get(ACCOUNT)
    expect(text(html.tags('p', 'assessed')[0]!)).toBe('0,00 AZN')
    expect(html.text).toContain('01.01.2027 – 31.12.2027.')
    const all = html.link('Bütün tarixlər')!
    expect(all).toBe(`${ACCOUNT}?from=2026-03-02`)
    expect((await site.get(ACCOUNT)).html.link('Bütün tarixlər')).toBeUndefined()
    expect((await lines('assessed', all.slice(ACCOUNT.length))).sum).toBe('976,00 AZN')
    expect((await lines('assessed')).lines).toMatchObject({ '20.04.2026 tarixinədək ödənilib': '976,00' })
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
    expect(html.tags('table')).toEqual([])
    expect(html.tags('dd', 'ledger-vat').map(text)).toEqual(['0,00', '279,00'])
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

  test('writes a sum in smaller figures the longer it is, and breaks it only before its currency', async () => {
    const large = assessed('A/1', { vat: '9999999999999.99', excise: '12345678.90', 'customs-duty': '1.00' })
    await using rich = await Site.open([registered(), large, paidToCode('142330', '10000000.00')])
    const { html } = await rich.get(ACCOUNT)
    const sums = html.all(element => /^sum( |$)/.test(attribute(element, 'class') ?? ''))
    const classes = sums.map(sum => [attribute(sum, 'class'), text(sum).replaceAll('\u00a0', ' ')])
    expect(classes).toContainEqual(['sum longest', '10.000.012.345.679,89 AZN'])
    expect(classes).toContainEqual(['sum', '0,00 AZN'])
  })

  test('shows the usual periods below the folded search', async () => {
    const { html } = await site.get(ACCOUNT)
    const chosen = html.byId('chosen')!
    expect(within(chosen, 'a').map(text)).toEqual(['Bu ay', 'Keçən ay', 'Bu rüb', 'Bu il'])
  })

  test('shows each active condition with a link that removes only it', async () => {
    const { html } = await site.get(`${ACCOUNT}?from=1.3.26&type=reduction`)
    expect(attribute(html.byId('chip-from')!, 'href')).toBe(`${ACCOUNT}?type=reduction`)
    expect(attribute(html.byId('chip-type')!, 'href')).toBe(`${ACCOUNT}?from=2026-03-01`)
    expect(text(html.byId('chip-type')!)).toContain('Əməliyyatın növü: Azalma')
  })

  test('links to all exports with the filter, as plain downloads', async () => {
    const { html } = await site.get(`${ACCOUNT}?type=reduction`)
    expect(html.link('Export (Excel)')).toBe(`${ACCOUNT}/export?type=reduction&dialect=xlsx`)
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
      '#chosen',
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
