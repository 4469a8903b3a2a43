import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { grantMandate, withdrawMandate } from '../../src/services/access/mandates.ts'
import { assessed, OTHER_TRADER, paidToCode, registered, TRADER } from '../support/oracle/events.ts'
import {
  ACCOUNTANT,
  anActor,
  BROKER,
  DECLARANT,
  DIRECTOR,
  OTHER_BROKER,
  STRANGER,
} from '../support/people/access-people.ts'
import { attribute, text } from './html.ts'
import { Site } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`
const today = '2026-04-20' as PlainDate

let site: Site
beforeAll(async () => {
  site = await Site.open([
    registered({ name: 'Reyestrdəki ad' }),
    assessed('A/1', { vat: '1234.50' }),
    registered({ voen: '7700000001', name: 'Müştəri MMC' }),
    paidToCode('142330', '99.90', { voen: '7700000001' }),
  ])
  const terms = { from: today, to: null, balances: true, exports: true }
  for (const voen of [TRADER, '7700000001']) {
    await grantMandate(
      site.store.access,
      { voen: voen as Voen, broker: BROKER, ...terms },
      anActor(ACCOUNTANT),
      site.now,
    )
  }
})
afterAll(() => site[Symbol.asyncDispose]())

describe('the cabinet', () => {
  test('lists the companies of the certificates with debt and balance, or without an account', async () => {
    const { html, status } = await (await site.as(DIRECTOR)).get('/companies')
    expect([status, html.title]).toEqual([200, 'Şəxsi kabinet – Vərəqə'])
    expect(html.table('companies')).toEqual([
      ['Nümunə Ticarət MMC Şəxsi hesab vərəqəsi: Nümunə Ticarət MMC', ...[TRADER, 'Direktor', '1.234,50', '0,00']],
      ['Başqa Ticarət MMC', OTHER_TRADER, '', 'hələ hesab yoxdur'],
    ])
    expect(html.link('Şəxsi hesab vərəqəsi: Nümunə Ticarət MMC')).toBe(ACCOUNT)
    expect(html.text).not.toContain('Broker kimi')
  })

  test('tells a person without companies what to do', async () => {
    const { html, status } = await (await site.as(STRANGER)).get('/companies')
    expect(status).toBe(200)
    expect(html.text).toContain('Şirkətin rəhbərindən sertifikatı adınıza almasını xahiş edin')
    expect(html.tags('table')).toEqual([])
  })

  test('links a broker to the clients, with their number today', async () => {
    const { html } = await (await site.as(DECLARANT)).get('/companies')
    expect(html.link('Müştərilər (2)')).toBe('/clients')
    const someone = await site.as({ ...STRANGER, companies: [{ voen: OTHER_BROKER, name: 'Başqa', position: null }] })
    expect((await someone.get('/companies')).html.text).not.toContain('Müştərilər')
  })

  test('requires a session', async () => {
    const { status, html } = await (await site.as(null)).get('/companies')
    expect(status).toBe(401)
    expect(html.text).not.toContain('Ticarət')
  })
})

describe('switching the company', () => {
  const FILTER = 'from=2026-01-01&to=2026-03-31&type=assessment&declaration=A/1'

  test.each([
    [`${ACCOUNT}?${FILTER}`, FILTER],
    [`${ACCOUNT}/ledgers/vat?${FILTER}`, `ledger=vat&${FILTER}`],
    [`${ACCOUNT}/declarations`, 'page=declarations'],
    [`${ACCOUNT}/declarations/A/1`, 'page=declarations'],
    [`${ACCOUNT}/mandates`, 'page=mandates'],
    [`${ACCOUNT}/mandates/${BROKER}`, 'page=mandates'],
    [`${ACCOUNT}/access-log`, 'page=access-log'],
  ])('from %s keeps the section: ?%s', async (path, place) => {
    const director = await site.as(DIRECTOR)
    const { html } = await director.get(path)
    expect(html.link('Şirkəti dəyiş')).toBe(`/companies?${place}`)
    const back = (await director.get(`/companies?${place}`)).html.tags('a', 'main')[0]!
    expect(attribute(back, 'href')).toBe(path.replace(/(declarations|mandates)\/.*/, '$1'))
  })

  test('keeps a filter in its canonical form', async () => {
    const { html } = await (await site.as(DIRECTOR)).get('/companies?to=31.3.26&from=1.1.26&ledger=gold&page=nowhere')
    expect(html.link('Şəxsi hesab vərəqəsi: Nümunə Ticarət MMC')).toBe(`${ACCOUNT}?from=2026-01-01&to=2026-03-31`)
  })

  test('names the section in the links', async () => {
    const director = await site.as(DIRECTOR)
    const label = async (query: string) => (await director.get(`/companies?${query}`)).html.table('companies')[0]![0]
    expect(await label('ledger=vat')).toContain(' ƏDV üzrə vərəqə: ')
    expect(await label('page=mandates')).toContain(' Brokerlər: ')
  })

  test('to the clients keeps the section too', async () => {
    const { html } = await (await site.as(DECLARANT)).get(`/companies?ledger=vat&${FILTER}`)
    expect(html.link('Müştərilər (2)')).toBe(`/clients?ledger=vat&${FILTER}`)
  })

  test('is offered to a broker on a client’s account, and not to a person without a choice', async () => {
    const { html } = await (await site.as(DECLARANT)).get(ACCOUNT)
    expect(html.link('Şirkəti dəyiş')).toBe('/companies')
    expect(html.text).toContain(`Broker kimi: VÖEN ${BROKER}`)
    const accountant = (await (await site.as(ACCOUNTANT)).get(ACCOUNT)).html
    expect(accountant.link('Şirkəti dəyiş')).toBeUndefined()
    expect(accountant.text).not.toContain('Broker kimi')
  })

  test('is not offered to a broker on the person’s only company', async () => {
    const terms = { voen: '7700000001' as Voen, broker: TRADER, from: today, to: null, balances: false, exports: false }
    await grantMandate(site.store.access, terms, anActor(ACCOUNTANT), site.now)
    const accountant = await site.as(ACCOUNTANT)
    expect((await accountant.get(ACCOUNT)).html.link('Şirkəti dəyiş')).toBeUndefined()
    expect((await accountant.get('/companies')).html.text).toContain('Müştərilər (1)')
    await withdrawMandate(
      site.store.access,
      { voen: '7700000001' as Voen, broker: TRADER },
      anActor(ACCOUNTANT),
      site.now,
    )
    expect((await accountant.get('/companies')).html.text).not.toContain('Müştərilər')
  })
})

describe('the sections of an account', () => {
  const sections = async (person: typeof DIRECTOR, path: string) => {
    const { html } = await (await site.as(person)).get(path)
    return html
      .tags('a', 'account')
      .filter(link => attribute(link, 'href')!.startsWith('/accounts'))
      .map(link => [attribute(link, 'href'), attribute(link, 'aria-current')])
  }

  test('are eleven for representatives, with the current one marked and the filter kept', async () => {
    expect(await sections(ACCOUNTANT, `${ACCOUNT}/ledgers/vat?from=2026-01-01`)).toEqual([
      [`${ACCOUNT}?from=2026-01-01`, 'true'],
      [`${ACCOUNT}/operations?from=2026-01-01`, undefined],
      [`${ACCOUNT}/declarations`, undefined],
      [`${ACCOUNT}/debts`, undefined],
      [`${ACCOUNT}/pictures?from=2026-01-01`, undefined],
      [`${ACCOUNT}/preview`, undefined],
      [`${ACCOUNT}/documents`, undefined],
      [`${ACCOUNT}/own-books`, undefined],
      [`${ACCOUNT}/acts`, undefined],
      [`${ACCOUNT}/mandates`, undefined],
      [`${ACCOUNT}/access-log`, undefined],
    ])
    expect((await sections(ACCOUNTANT, `${ACCOUNT}/mandates`))[9]).toEqual([`${ACCOUNT}/mandates`, 'page'])
  })

  test('are nine for a broker with access to the whole account', async () => {
    expect((await sections(DECLARANT, ACCOUNT)).map(([href]) => href)).toEqual([
      ACCOUNT,
      `${ACCOUNT}/operations`,
      `${ACCOUNT}/declarations`,
      `${ACCOUNT}/debts`,
      `${ACCOUNT}/pictures`,
      `${ACCOUNT}/preview`,
      `${ACCOUNT}/documents`,
      `${ACCOUNT}/own-books`,
      `${ACCOUNT}/acts`,
    ])
  })

  test('that are opened less often stand behind a name, which is marked when one of them is open', async () => {
    const names = async (person: typeof DIRECTOR, path: string) => {
      const { html } = await (await site.as(person)).get(path)
      return html.tags('summary', 'account').map(name => [text(name), attribute(name, 'aria-current')])
    }
    expect(await names(ACCOUNTANT, `${ACCOUNT}/acts`)).toEqual([
      ['Sənədlər və üzləşmə', 'true'],
      ['Hesaba baxış', undefined],
    ])
    expect(await names(DECLARANT, ACCOUNT)).toEqual([['Sənədlər və üzləşmə', undefined]])
  })
})
