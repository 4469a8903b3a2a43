import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import { grantMandate } from '../../src/services/access/mandates.ts'
import { tableIn } from '../support/oracle/csv.ts'
import { amended, assessed, cancelled, charged, on, paidToCode, registered, TRADER } from '../support/oracle/events.ts'
import { ACCOUNTANT, anActor, BROKER, DECLARANT, OTHER_BROKER, STRANGER } from '../support/people/access-people.ts'
import { attribute, text } from './html.ts'
import { asHtmx, Site, type Visit } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`
const LIST = `${ACCOUNT}/declarations`

/** Amounts of the account that are not on the limited broker's declaration. */
const OTHERS = /7\.654,3|7654|1\.111,11|1111|444,44|OTHER|ACT-1/

let site: Site
let owner: Visit
/** The first broker sees only the declarations it filed; the second sees the whole account, without downloads. */
let limited: Visit
let whole: Visit
beforeAll(async () => {
  site = await Site.open([
    registered(),
    assessed('OTHER/1', { vat: '7654.32', fine: '1.00' }, on('2026-03-03')),
    assessed('FILED/1', { 'customs-duty': '300.00', vat: '540.00' }, { declarant: BROKER, ...on('2026-03-04') }),
    amended('FILED/1', { vat: '531.00' }, on('2026-03-05')),
    charged('ACT-1', { fine: '444.44' }, on('2026-03-05')),
    assessed('FILED/2', { excise: '5.00' }, { declarant: BROKER, ...on('2026-03-06') }),
    cancelled('FILED/2', on('2026-03-07')),
    assessed('FILED/3', { vat: '0.00' }, { declarant: BROKER, ...on('2026-03-08') }),
    paidToCode('142330', '8955.32', on('2026-03-09')),
    assessed('OTHER/2', { vat: '1111.11' }, { declarant: OTHER_BROKER, ...on('2026-03-10') }),
  ])
  const terms = { voen: TRADER, from: '2026-01-01' as PlainDate, to: null }
  const actor = anActor(ACCOUNTANT)
  const { access } = site.store
  await grantMandate(access, { ...terms, broker: BROKER, balances: false, exports: true }, actor, site.now)
  await grantMandate(access, { ...terms, broker: OTHER_BROKER, balances: true, exports: false }, actor, site.now)
  owner = await site.as(ACCOUNTANT)
  limited = await site.as(DECLARANT)
  const companies = [{ voen: OTHER_BROKER, name: 'Başqa Broker MMC', position: null }]
  whole = await site.as({ ...STRANGER, subject: 'whole', companies })
})
afterAll(() => site[Symbol.asyncDispose]())

const CSV = 'CSV: nöqtəli vergül, onluq vergül (1234,50)'

describe('the declarations of an account', () => {
  test('are listed newest first, with state, broker and totals', async () => {
    const { html, status } = await owner.get(LIST)
    expect([status, html.title]).toEqual([200, 'Bəyannamələr, Nümunə Ticarət MMC – Vərəqə'])
    expect(html.table('declarations')).toEqual([
      ['OTHER/2', '10.03.2026', 'Qismən ödənilib', OTHER_BROKER, '1.111,11', '0,00', '24,56', '1.086,55'],
      ['FILED/3', '', 'Borc yoxdur', BROKER, '0,00', '0,00', '0,00', '0,00'],
      ['FILED/2', '06.03.2026', 'Ləğv edilib', BROKER, '5,00', '5,00', '0,00', '0,00'],
      ['FILED/1', '04.03.2026', 'Ödənilib, düzəliş edilib', BROKER, '840,00', '9,00', '831,00', '0,00'],
      ['OTHER/1', '03.03.2026', 'Ödənilib', '', '7.655,32', '0,00', '7.655,32', '0,00'],
    ])
    expect(html.link('FILED/1')).toBe(`${LIST}/FILED/1`)
    expect(html.link('Export (Excel)')).toBe(`${LIST}/export?dialect=xlsx`)
    expect(text(html.byId('status')!)).toBe('5 bəyannamə göstərilir.')
  })

  test('are those of a chosen broker, who is named where it is known', async () => {
    const { html, status } = await owner.get(`${LIST}?broker=${BROKER}`)
    expect([status, html.table('declarations').map(([number]) => number)]).toEqual([
      200,
      ['FILED/3', 'FILED/2', 'FILED/1'],
    ])
    const csv = html.link(CSV)!
    expect(csv).toBe(`${LIST}/export?broker=${BROKER}&dialect=semicolon`)
    const { text: file } = await owner.get(csv)
    expect([file.includes('FILED/1'), file.includes('OTHER')]).toEqual([true, false])
    expect((await owner.get(`${LIST}/export?broker=x`)).headers.get('location')).toBe(`${LIST}?broker=x`)
    const nobody = await owner.get(`${LIST}?broker=1000000001`)
    expect([nobody.status, nobody.html.text.includes('Bu broker bu hesab üzrə')]).toEqual([200, true])
    const wrong = await owner.get(`${LIST}?broker=x`)
    expect([wrong.status, wrong.html.tags('table')]).toEqual([422, []])
    expect(wrong.html.text).toContain('Brokeri siyahıdan seçin.')
  })

  test('are those of a state and of a period, with their totals, on the page and in the file', async () => {
    const { html, status } = await owner.get(`${LIST}?state=amended`)
    expect([status, html.table('declarations').map(([number]) => number)]).toEqual([200, ['FILED/1']])
    const period = await owner.get(`${LIST}?from=4.3&to=10.03.2026&state=settled`)
    expect(period.html.table('declarations').map(([number]) => number)).toEqual(['FILED/1'])
    expect(period.html.text).toContain('Seçilmiş bəyannamələr: 1.')
    expect(text(period.html.tags('dl', 'results')[0]!)).toMatch(/840,00.*9,00.*831,00.*0,00/)
    const file = `${LIST}/export?from=2026-03-04&to=2026-03-10&state=settled&dialect=semicolon`
    expect(period.html.link(CSV)).toBe(file)
    const lines = tableIn((await owner.get(file)).text)
      .trim()
      .split('\r\n')
      .slice(1)
    expect(lines.map(line => line.split(';')[0])).toEqual(['FILED/1', 'FILED/1'])
    const none = await owner.get(`${LIST}?state=open`)
    expect([none.status, none.html.tags('table'), none.html.tags('dl', 'results')]).toEqual([200, [], []])
    expect(none.html.text).toContain('Bu şərtlərə uyğun bəyannamə yoxdur.')
    expect((await owner.get(LIST)).html.tags('dl', 'results')).toEqual([])
  })

  test('of a state are only its own for a limited broker, whatever broker is asked for', async () => {
    const { html, text: page } = await limited.get(`${LIST}?state=settled&broker=${OTHER_BROKER}`)
    expect(html.table('declarations').map(([number]) => number)).toEqual(['FILED/1'])
    expect(html.text).toContain('Seçilmiş bəyannamələr: 1.')
    expect(page).not.toMatch(OTHERS)
  })

  test.each([
    ['state=paid', 'Vəziyyəti siyahıdan seçin.'],
    ['from=99.99.2026', 'Təqvimdə belə tarix yoxdur'],
    ['to=soon', 'gg.aa.iiii'],
    ['from=2026-03-05&to=2026-03-04', 'Son tarix'],
  ])('%s is 422 with the reason, without figures, and has no file', async (query, reason) => {
    const { html, status, text: page } = await owner.get(`${LIST}?${query}`)
    expect([status, html.tags('table'), html.tags('dl', 'results')]).toEqual([422, [], []])
    expect(text(html.tags('section').find(section => attribute(section, 'class') === 'problems')!)).toContain(reason)
    expect(page).not.toMatch(OTHERS)
    const file = await owner.get(`${LIST}/export?${query}`)
    expect([file.status, file.headers.get('location')]).toEqual([303, `${LIST}?${query}`])
  })

  test('come oldest first when asked, and an unknown size or order is 422 with a way back', async () => {
    const { html } = await owner.get(`${LIST}?sort=date&broker=${BROKER}`)
    expect(html.table('declarations').map(([number]) => number)).toEqual(['FILED/1', 'FILED/2', 'FILED/3'])
    expect(html.text).toContain('Bəyannamələr, ən köhnədən yeniyə')
    expect(html.link('Əvvəl yenilər')).toBe(`${LIST}?broker=${BROKER}`)
    for (const wrong of ['sort=state', 'size=7', 'size=']) {
      const { status, html } = await owner.get(`${LIST}?broker=${BROKER}&${wrong}`)
      expect([status, text(html.byId('status')!), html.table('entries')]).toEqual([
        422,
        'Belə sətir sayı və ya sıra yoxdur.',
        [],
      ])
      expect(html.link('İlk səhifəyə qayıt')).toBe(`${LIST}?broker=${BROKER}`)
    }
  })

  test('are limited to those the broker filed, with a notice, for a limited broker', async () => {
    const { html, text } = await limited.get(LIST)
    expect(html.table('declarations').map(([number]) => number)).toEqual(['FILED/3', 'FILED/2', 'FILED/1'])
    expect(html.text).toContain(`Baxış icazəsi ilə yalnız VÖEN-i ${BROKER} olan brokerin verdiyi bəyannamələr görünür.`)
    expect(text).not.toMatch(OTHERS)
    expect((await owner.get(LIST)).html.text).not.toContain('Baxış icazəsi ilə yalnız')
  })

  test('have no download if the mandate does not allow it', async () => {
    const { html } = await whole.get(LIST)
    expect(html.table('declarations')).toHaveLength(5)
    expect(html.all(element => attribute(element, 'download') !== undefined)).toEqual([])
    expect((await whole.get(`${LIST}/export`)).status).toBe(403)
  })

  test.each(['?before=x', '?after=00', '?before=1&after=2'])('%s is 404', async query => {
    expect((await owner.get(LIST + query)).status).toBe(404)
  })

  test('link back to the first page from a page past the end', async () => {
    const { html, status } = await owner.get(`${LIST}?before=1`)
    expect([status, html.link('İlk səhifəyə qayıt')]).toEqual([200, LIST])
  })

  test('say so when there are none yet', async () => {
    await using empty = await Site.open([registered()])
    expect((await empty.get(LIST)).html.text).toContain('Bu hesabda hələ bəyannamə yoxdur.')
  })
})

describe('many declarations', () => {
  test('come 25 a page, each with its own title, in both directions', async () => {
    const numbers = Array.from({ length: 60 }, (_, index) => `D/${index + 1}`)
    await using many = await Site.open([registered(), ...numbers.map(number => assessed(number, { vat: '1.00' }))])
    const seen: string[] = []
    const titles: string[] = []
    let last = ''
    for (let path: string | undefined = LIST; path !== undefined; ) {
      const { html } = await many.get(path)
      seen.push(...html.table('declarations').map(([number]) => number!))
      titles.push(html.title)
      last = path
      path = html.link('Növbəti səhifə →')
    }
    expect(seen).toEqual(numbers.toReversed())
    expect(titles[1]).toBe('Bəyannamələr, D/35 – D/11, Nümunə Ticarət MMC – Vərəqə')
    expect(new Set(titles).size).toBe(3)
    const back = await many.get((await many.get(last)).html.link('← Əvvəlki səhifə')!, asHtmx)
    expect(back.html.table('declarations').map(([number]) => number)).toEqual(numbers.toReversed().slice(25, 50))
    expect(back.html.tags('hx-partial').map(part => attribute(part, 'hx-target'))).toEqual([
      '#filter',
      '#status',
      '#languages',
      '#banner',
    ])
  })
})

describe('a limited broker', () => {
  test('is redirected from the account to the declarations', async () => {
    for (const path of [ACCOUNT, `${ACCOUNT}?from=2026-01-01`]) {
      const { status, headers } = await limited.get(path)
      expect([status, headers.get('location')]).toEqual([303, LIST])
    }
  })

  test('sees its declaration without balances, ledger links and amounts of others', async () => {
    const { html, status, text: page } = await limited.get(`${LIST}/FILED/1`)
    expect(status).toBe(200)
    expect(html.table('charges').at(-1)).toEqual(['Cəmi', '840,00', '9,00', '831,00', '0,00'])
    expect(html.table('parts')[0]).toEqual(['04.03.2026', 'Hesablama', '', '300,00', '300,00'])
    expect(html.tags('a', 'results')).toEqual([])
    expect(html.all(element => /[/](ledgers|operations)/.test(attribute(element, 'href') ?? ''))).toEqual([])
    expect(page).not.toMatch(OTHERS)
    expect(html.tags('a', 'breadcrumb').map(link => attribute(link, 'href'))).toEqual([LIST])
  })

  test('sees less of it than a broker with the whole account', async () => {
    const { html } = await whole.get(`${LIST}/FILED/1`)
    expect(html.tags('a', 'results').some(link => attribute(link, 'href')!.includes('/operations/'))).toBe(true)
    expect(html.link('ƏDV')).toBe(`${ACCOUNT}/ledgers/vat?declaration=FILED/1`)
  })

  test.each(['OTHER/1', 'OTHER/2', 'NONE'])('gets the same 404 for %s, whether it exists or not', async number => {
    const { status, html } = await limited.get(`${LIST}/${number}`)
    expect(status).toBe(404)
    expect(html.text).toContain('Bu hesabda belə bəyannamə yoxdur.')
  })

  test.each([`${ACCOUNT}/ledgers/vat`, `${ACCOUNT}/export`, `${ACCOUNT}/ledgers/vat/export`])(
    'has no access to %s',
    async path => {
      const { status, text } = await limited.get(path)
      expect(status).toBe(403)
      expect(text).not.toMatch(OTHERS)
    },
  )
})
