import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import { grantMandate } from '../../src/services/access/mandates.ts'
import { recordVisits } from '../../src/services/access/visits.ts'
import { assessed, registered, TRADER } from '../support/oracle/events.ts'
import { ACCOUNTANT, anActor, BROKER, DECLARANT, STRANGER } from '../support/people/access-people.ts'
import { fieldValue, text } from './html.ts'
import { asHtmx, Site } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`
const LOG = `${ACCOUNT}/access-log`

let site: Site
beforeAll(async () => {
  site = await Site.open([registered(), assessed('A/1', { vat: '1.00' })])
  const terms = { voen: TRADER, broker: BROKER, from: '2026-01-01' as PlainDate, to: null }
  const everything = { ...terms, balances: true, exports: true }
  await grantMandate(site.store.access, everything, anActor(ACCOUNTANT), site.now)
})
afterAll(() => site[Symbol.asyncDispose]())

describe('the access log of an account', () => {
  test('lists who viewed and exported what, with Baku time and broker, newest first', async () => {
    site.now = new Date('2026-04-20T21:59:00Z')
    const broker = await site.as(DECLARANT)
    await broker.get(ACCOUNT)
    await broker.get(`${ACCOUNT}/ledgers/vat`)
    site.now = new Date('2026-04-20T22:00:59Z')
    await broker.get(`${ACCOUNT}/ledgers/vat/export?dialect=machine&from=2026-03-01`)
    site.now = new Date('2026-04-20T22:02:00Z')
    await broker.get(`${ACCOUNT}/export`)
    site.now = new Date('2026-04-20T22:03:00Z')
    await broker.get(`${ACCOUNT}/declarations/export`)
    await broker.get(`${ACCOUNT}/operations/export?from=2026-03-01`)
    site.now = new Date('2026-04-20T22:04:00Z')
    const { html, status } = await (await site.as(ACCOUNTANT)).get(LOG)
    expect([status, html.title]).toEqual([200, 'Baxış jurnalı, Nümunə Ticarət MMC – Vərəqə'])
    expect(html.table('visits')).toEqual([
      ['21.04.2026 02:04', 'Sınaq mühasibi', 'şirkətin özü', 'hesaba baxıb'],
      ['21.04.2026 02:03', 'Nigar Quliyeva', `broker, VÖEN ${BROKER}`, 'Export edib: Bütün əməliyyatlar'],
      ['21.04.2026 02:03', 'Nigar Quliyeva', `broker, VÖEN ${BROKER}`, 'Export edib: Bəyannamələr'],
      ['21.04.2026 02:02', 'Nigar Quliyeva', `broker, VÖEN ${BROKER}`, 'Export edib: bütün vərəqələr'],
      ['21.04.2026 02:00', 'Nigar Quliyeva', `broker, VÖEN ${BROKER}`, 'Export edib: ƏDV üzrə vərəqə'],
      ['21.04.2026 01:59', 'Nigar Quliyeva', `broker, VÖEN ${BROKER}`, 'hesaba baxıb'],
      [
        '20.04.2026 10:00',
        'Sınaq mühasibi',
        'şirkətin özü',
        `brokerə baxış icazəsi verib (VÖEN ${BROKER}): 01.01.2026 tarixindən, müddətsiz; Bütün hesab; Export edə bilər`,
      ],
    ])
    expect(html.text).toContain(
      'Baxış hər sessiya üçün 15 dəqiqədə ən çoxu bir dəfə, hər Export və baxış icazəsində hər dəyişiklik isə ayrıca qeyd olunur.',
    )
  })

  test.each([
    [
      'az',
      'hesabın borcuna və qalığına siyahıda baxıb',
      'brokerə baxış icazəsi verib',
      'Bütün hesab; Export edə bilər',
    ],
    ['en', 'Viewed the account’s debt and balance in a list', 'Granted a mandate to the broker', 'may export'],
    ['ru', 'просмотр долга и остатка счёта в списке', 'предоставлен доступ брокеру', 'экспорт разрешён'],
  ])(
    'says in %s who saw the account in a list, and which mandate was granted',
    async (language, list, granted, terms) => {
      await (await site.as({ ...DECLARANT, subject: `sub-${language}` })).get('/clients')
      const { html } = await (await site.as(ACCOUNTANT)).get(`${LOG}?lang=${language}`)
      const actions = html.table('visits').map(([, name, , action]) => `${name}: ${action}`)
      expect(actions).toContain(`${DECLARANT.name}: ${list}`)
      const [line] = actions.filter(action => action.includes(granted))
      expect(line).toContain(BROKER)
      expect(line?.toLowerCase()).toContain(terms.toLowerCase())
    },
  )

  test('does not list a refused export', async () => {
    const before = (await (await site.as(ACCOUNTANT)).get(LOG)).html.table('visits').length
    const broker = await site.as(DECLARANT)
    expect((await broker.get(`${ACCOUNT}/ledgers/gold/export`)).status).toBe(404)
    expect((await broker.get(`${ACCOUNT}/export?from=x`)).status).toBe(303)
    const rows = (await (await site.as(ACCOUNTANT)).get(LOG)).html.table('visits')
    expect(rows.filter(([, , , action]) => action!.startsWith('Export edib'))).toHaveLength(4)
    expect(rows.length).toBeGreaterThanOrEqual(before)
  })

  test('is for representatives only', async () => {
    expect((await (await site.as(DECLARANT)).get(LOG)).status).toBe(403)
    expect((await (await site.as(STRANGER)).get(LOG)).status).toBe(404)
    expect((await (await site.as(null)).get(LOG)).status).toBe(401)
  })

  test.each(['before=x&id=a', 'before=2026-02-31T00:00:00.000Z&id=a', 'before=2026-04-20T00:00:00.000Z', 'id=a'])(
    'returns 404 for ?%s',
    async query => {
      expect((await (await site.as(ACCOUNTANT)).get(`${LOG}?${query}`)).status).toBe(404)
    },
  )
})

describe('what a company does to a mandate', () => {
  test('stands in the access log with its terms; what changes nothing does not', async () => {
    await using mandates = await Site.open([registered()])
    const accountant = await mandates.as(ACCOUNTANT)
    const terms = { broker: BROKER, from: '01.05.2026', to: '31.05.2026', scope: 'declarations' }
    for (const form of [terms, terms]) {
      expect((await accountant.request(`${ACCOUNT}/mandates`, {}, { ...form, confirmed: BROKER })).status).toBe(303)
    }
    const seen = fieldValue((await accountant.get(`${ACCOUNT}/mandates/${BROKER}`)).html, 'seen')
    const change = { ...terms, to: '', scope: 'balances', exports: 'yes', seen }
    expect((await accountant.request(`${ACCOUNT}/mandates/${BROKER}`, {}, change)).status).toBe(303)
    expect((await accountant.request(`${ACCOUNT}/mandates/${BROKER}/withdraw`, {}, {})).status).toBe(303)
    const actions = (await accountant.get(LOG)).html.table('visits').map(([, , , action]) => action)
    const wide = '01.05.2026 tarixindən, müddətsiz; Bütün hesab; Export edə bilər'
    expect(actions.filter(action => action !== 'hesaba baxıb')).toEqual([
      `brokerin baxış icazəsini geri götürüb (VÖEN ${BROKER}): ${wide}`,
      `brokerin baxış icazəsini dəyişib (VÖEN ${BROKER}): ${wide}`,
      expect.stringMatching(/^brokerə baxış icazəsi verib .*01\.05\.2026 – 31\.05\.2026; .*; Export edə bilməz$/),
    ])
  })

  test('does not stand there when it is refused', async () => {
    await using mandates = await Site.open([registered()])
    const accountant = await mandates.as(ACCOUNTANT)
    expect((await accountant.request(`${ACCOUNT}/mandates`, {}, { broker: 'x' })).status).toBe(422)
    expect((await mandates.rows('access_log')).map(({ action }) => action)).toEqual(['viewed'])
  })
})

describe('a long access log', () => {
  test('has fifty lines a page, a title for each page, and a link to the newest', async () => {
    await using long = await Site.open([registered()])
    const { subject, name } = DECLARANT
    for (let n = 0; n < 110; n += 1) {
      const at = new Date(Date.UTC(2026, 0, 1, 0, Math.floor(n / 3)))
      const visit = { voen: TRADER, at, action: 'exported', subject, name, broker: BROKER } as const
      await recordVisits(long.store.access, [{ ...visit, detail: `${n}` }])
    }
    const owner = await long.as(ACCOUNTANT)
    const seen: string[] = []
    const titles: string[] = []
    for (let path: string | undefined = LOG; path !== undefined; ) {
      const { html } = await owner.get(path)
      seen.push(...html.table('visits').map(([, , , action]) => action!.replace('Export edib: ', '')))
      titles.push(html.title)
      if (path !== LOG) expect(html.link('Ən yenilərə qayıt')).toBe(LOG)
      path = html.link('Daha köhnə qeydlər →')
    }
    const newestFirst = Array.from({ length: 110 }, (_, n) => `${109 - n}`)
    expect(seen).toEqual(['hesaba baxıb', ...newestFirst])
    expect(new Set(titles).size).toBe(3)
    expect(titles[2]).toBe('Baxış jurnalı, 01.01.2026 04:00 – 01.01.2026 04:03, Nümunə Ticarət MMC – Vərəqə')

    const first = await owner.get(LOG)
    const part = await owner.get(first.html.link('Daha köhnə qeydlər →')!, asHtmx)
    expect(part.html.tags('hx-partial').map(text)).toEqual(['50 qeyd göstərilir.', 'AzərbaycancaEnglishРусский', ''])
  })
})
