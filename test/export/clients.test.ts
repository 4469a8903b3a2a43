import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import type { Mandate } from '../../src/domain/mandate.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { grantMandate } from '../../src/services/access/mandates.ts'
import { type AccessStore, StoreUnreachableError } from '../../src/store/engine/access.ts'
import { createApp } from '../../src/web/app.tsx'
import { tableIn } from '../support/oracle/csv.ts'
import { assessed, on, paidToCode, paidToFund, registered } from '../support/oracle/events.ts'
import { ACCOUNTANT, anActor, BROKER, DECLARANT, STRANGER } from '../support/people/access-people.ts'
import { dependenciesOf } from '../support/people/people.ts'
import { Site, type Visit } from '../web/site.ts'

const PATH = '/clients/export'
const today = '2026-04-20' as PlainDate
const [DEBTOR, PAYER] = ['1000000001', '0200000001'] as [Voen, Voen]
const WITHOUT_EXPORT = '3000000002' as Voen
const WITHOUT_BALANCES = '4000000001' as Voen
const WITHOUT_ACCOUNT = '5000000001' as Voen

let site: Site
let broker: Visit
beforeAll(async () => {
  site = await Site.open([
    registered({ voen: DEBTOR, name: '=Araz MMC' }),
    registered({ voen: PAYER, name: 'Bakı; MMC' }),
    registered({ voen: WITHOUT_EXPORT, name: 'Cəfər MMC' }),
    registered({ voen: WITHOUT_BALANCES, name: 'Dəniz MMC' }),
    assessed('D/1', { vat: '150.00' }, { voen: DEBTOR, ...on('2026-03-05') }),
    paidToFund('excise', '1.50', { voen: DEBTOR, ...on('2026-03-06') }),
    paidToCode('142330', '900.00', { voen: PAYER, ...on('2026-04-01') }),
    assessed('D/3', { vat: '77.25' }, { voen: WITHOUT_EXPORT, ...on('2026-03-05') }),
    assessed('D/4', { fine: '4321.09' }, { voen: WITHOUT_BALANCES, ...on('2026-03-05') }),
  ])
  await grant(site, DEBTOR, { to: '2026-05-20' as PlainDate })
  await grant(site, PAYER)
  await grant(site, WITHOUT_EXPORT, { exports: false })
  await grant(site, WITHOUT_BALANCES, { balances: false, to: today })
  await grant(site, WITHOUT_ACCOUNT)
  broker = await site.as(DECLARANT)
})
afterAll(() => site[Symbol.asyncDispose]())

async function grant({ store, now }: Site, voen: Voen, terms: Partial<Mandate> = {}): Promise<void> {
  const usual = { broker: BROKER, from: today, to: null, balances: true, exports: true }
  await grantMandate(store.access, { voen, ...usual, ...terms }, anActor(ACCOUNTANT), now)
}

const HEADINGS =
  'Müştəri;VÖEN;Borc;Avans;Fondlar üzrə artıq ödəmə;Son əməliyyat;Nə görünür;İcazənin son günü;Broker, VÖEN'

/** The lines of a file, with its mark of the byte order. */
async function linesOf(visit: Visit, query = ''): Promise<string[]> {
  return Buffer.from(await (await visit.request(PATH + query)).arrayBuffer())
    .toString()
    .split('\r\n')
}

/** The headings and the clients of a file. */
async function tableOf(visit: Visit, query = ''): Promise<string[]> {
  return tableIn((await linesOf(visit, query)).join('\r\n')).split('\r\n')
}

describe('the clients of a broker as a file', () => {
  test('are all that allow export: hidden amounts are empty, nothing is a formula, and a VÖEN stays text', async () => {
    expect(await linesOf(broker)).toEqual([
      `\uFEFFÖdəyici;Broker MMC`,
      `VÖEN;'${BROKER}`,
      'Dövr;20.04.2026 tarixinə',
      'Hazırlanıb;20.04.2026 10:00, Bakı vaxtı',
      "Qeyd;Nömrənin əvvəlindəki ' işarəsi onu mətn kimi saxlayır, nömrəyə daxil deyil.",
      '',
      HEADINGS,
      `'=Araz MMC;'${DEBTOR};150,00;0,00;1,50;06.03.2026;Bütün hesab;20.05.2026;'${BROKER}`,
      `"Bakı; MMC";'${PAYER};0,00;900,00;0,00;01.04.2026;Bütün hesab;;'${BROKER}`,
      `Dəniz MMC;'${WITHOUT_BALANCES};;;;;Yalnız brokerin verdiyi bəyannamələr;20.04.2026;'${BROKER}`,
      `;'${WITHOUT_ACCOUNT};;;;;Bütün hesab;;'${BROKER}`,
      '',
    ])
    expect((await broker.get('/clients')).text).toContain('Export-a icazə verməyən 1 müştəri faylda olmayacaq.')
  })

  test('are those of the page’s filter and order, on all its pages, in a file named by the day', async () => {
    const { html } = await broker.get('/clients?only=ending&sort=-name&start=51&ledger=vat')
    expect(html.link('Export (Excel)')).toBe('/clients/export?sort=-name&only=ending&dialect=xlsx')
    const lines = await tableOf(broker, '?sort=-name&only=ending&start=51')
    expect(lines.map(line => line.split(';')[1])).toEqual(['VÖEN', `'${WITHOUT_BALANCES}`, `'${DEBTOR}`, undefined])
    const { headers } = await broker.request(PATH)
    const name = encodeURIComponent('müştərilər-2026-04-20.csv')
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="musteriler-2026-04-20.csv"; filename*=UTF-8''${name}`,
    )
  })

  test('are not offered, and not in the file, when they do not allow export', async () => {
    const { html, text } = await broker.get('/clients?q=cəfər')
    expect([text.includes('77,25'), html.link('Export (Excel)')]).toEqual([true, undefined])
    expect(await tableOf(broker, '?q=cəfər')).toEqual([HEADINGS, ''])
  })

  test('are nobody else’s', async () => {
    expect(await tableOf(await site.as(STRANGER))).toEqual([HEADINGS, ''])
    expect((await (await site.as(null)).request(PATH)).status).toBe(401)
  })
})

describe('a download of the clients', () => {
  test('is noted for each company whose figures it has, and once for the operator', async () => {
    const person = { ...DECLARANT, subject: 'sub-of-export' }
    await linesOf(await site.as(person), '?sort=-debt')
    const visits = (await site.rows('access_log')).filter(({ subject }) => subject === person.subject)
    expect(visits.map(({ voen, action, broker, detail }) => [voen, action, broker, detail]).toSorted()).toEqual([
      [PAYER, 'exported', BROKER, 'clients'],
      [DEBTOR, 'exported', BROKER, 'clients'],
    ])
    const audited = (await site.rows('audit_log')).filter(
      ({ subject, action }) => subject === person.subject && action !== 'sign-in',
    )
    expect(audited.map(({ action, voen, detail }) => [action, voen, JSON.parse(detail)])).toEqual([
      ['export', null, { what: 'clients', dialect: 'semicolon', filter: 'sort=-debt' }],
    ])
    const { text } = await site.get(`/accounts/${DEBTOR}/access-log`)
    expect(text).toContain('Export edib: brokerin müştəri siyahısı')
  })

  test('that cannot be noted sends no figure: neither its first line nor one of the companies’', async () => {
    for (const refused of [1, 2]) {
      let writes = 0
      const write: AccessStore['write'] = work => {
        writes += 1
        return writes === refused
          ? Promise.reject(new StoreUnreachableError('the disk is away'))
          : site.store.access.write(work)
      }
      const access = { ...site.store.access, write }
      const app = createApp({ ...dependenciesOf({ ...site.store, access }), clock: () => site.now, log: () => {} })
      const response = await broker.through(app).request(PATH)
      const body = await response.text().catch(() => 'broken off')
      expect([refused, response.status, body.includes('150,00')]).toEqual([refused, refused === 1 ? 503 : 200, false])
      if (refused === 2) expect(body).toBe('broken off')
    }
  })

  test('of 250 clients notes a hundred at a time, and each before it is sent', async () => {
    const voens = Array.from({ length: 250 }, (_, index) => `${300_000_000 + index}1` as Voen)
    await using many = await Site.open(voens.map(voen => registered({ voen })))
    for (const voen of voens) await grant(many, voen)
    const response = await (await many.as(DECLARANT)).request(PATH)
    const noted = async () => (await many.rows('access_log')).filter(({ action }) => action === 'exported').length
    const FACTS_AND_HEADINGS = 7
    const seen: [sent: number, noted: number][] = []
    let sent = -FACTS_AND_HEADINGS
    const decoder = new TextDecoder()
    for await (const piece of response.body!) {
      sent += decoder.decode(piece).split('\r\n').length - 1
      seen.push([sent, await noted()])
    }
    expect(seen).toEqual([
      [0, 0],
      [100, 100],
      [200, 200],
      [250, 250],
    ])
  })
})
