import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Voen } from '../../src/domain/voen.ts'
import { findMandate } from '../../src/services/access/mandates.ts'
import { registered, TRADER } from '../support/oracle/events.ts'
import { ACCOUNTANT, BROKER, DECLARANT, OTHER_BROKER, STRANGER } from '../support/people/access-people.ts'
import { attribute, type Element, fieldValue, type Html, hasClass, text } from './html.ts'
import { Site, type Visit } from './site.ts'

const MANDATES = `/accounts/${TRADER}/mandates`
const GRANT = { broker: BROKER, from: '', to: '', scope: 'declarations' }

let site: Site
let owner: Visit
beforeAll(async () => {
  site = await Site.open([registered()])
  owner = await site.as(ACCOUNTANT)
})
afterAll(() => site[Symbol.asyncDispose]())

/** Sends the form, and once more with the answer to its question. */
const granted = (form: Record<string, string>) => owner.post(MANDATES, { ...form, confirmed: form.broker! })
const isProblem = (element: Element) => hasClass(element, 'problem')
const storedMandate = (broker: Voen) => findMandate(site.store.access, { voen: TRADER, broker })
const seenIn = (html: Html) => fieldValue(html, 'seen')
const rows = async () => (await owner.get(MANDATES)).html.table('mandates')

describe('the mandates of a company', () => {
  test('start empty; the form proposes today and the least access', async () => {
    const { html, status } = await owner.get(MANDATES)
    expect([status, html.title]).toEqual([200, 'Brokerlər, Nümunə Ticarət MMC – Vərəqə'])
    expect(html.text).toContain('Hələ heç bir brokerə baxış icazəsi verilməyib.')
    expect(attribute(html.byId('mandate-from')!, 'value')).toBe('20.04.2026')
    expect(attribute(html.byId('mandate-to')!, 'value')).toBe('')
    expect(attribute(html.byId('mandate-scope')!, 'checked')).toBeDefined()
    expect(attribute(html.byId('mandate-scope-balances')!, 'checked')).toBeUndefined()
    expect(attribute(html.byId('mandate-exports')!, 'checked')).toBeUndefined()
  })

  test('describe each choice, also after an invalid form', async () => {
    for (const { html } of [await owner.get(MANDATES), await owner.post(MANDATES, { ...GRANT, scope: '' })]) {
      const descriptionsOf = (id: string) =>
        attribute(html.byId(id)!, 'aria-describedby')!
          .split(' ')
          .map(hint => text(html.byId(hint)!))
      expect(descriptionsOf('mandate-scope')[0]).toContain('İcazədən əvvəl verdikləri')
      expect(descriptionsOf('mandate-scope-balances')[0]).toContain('Başqa brokerlərin verdiyi bəyannamələr')
      expect(descriptionsOf('mandate-exports')).toEqual([expect.stringContaining('brokerdə qalır')])
      expect(descriptionsOf('mandate-scope').slice(1)).toEqual(html.tags('small', 'main').filter(isProblem).map(text))
    }
  })

  test('are granted by a form and confirmed', async () => {
    const { status, headers } = await granted(GRANT)
    expect(status).toBe(303)
    const { html } = await owner.get(headers.get('location')!)
    expect(html.text).toContain(`VÖEN-i ${BROKER} olan brokerə baxış icazəsi verildi.`)
    expect(html.tags('p').filter(part => attribute(part, 'role') === 'status')).toHaveLength(1)
    expect(html.table('mandates')).toEqual([
      [
        `VÖEN ${BROKER}`,
        'qüvvədədir',
        '20.04.2026 tarixindən, müddətsiz',
        'Yalnız brokerin verdiyi bəyannamələr',
        'icazə yoxdur',
        `Dəyiş: VÖEN ${BROKER}`,
      ],
    ])
  })

  test('are sorted: in force, future, ended, withdrawn', async () => {
    await granted({ ...GRANT, broker: '1000000001', from: '21.4' })
    await granted({ ...GRANT, broker: '2000000001', to: '2026-04-20' })
    await granted({ ...GRANT, broker: '5000000001', scope: 'balances', exports: 'yes' })
    await owner.post(`${MANDATES}/5000000001/withdraw`)
    site.now = new Date('2026-04-21T00:00:00+04:00')
    owner = await site.as(ACCOUNTANT)
    await granted({ ...GRANT, broker: '4000000001', from: '2026-05-01', to: '31.05.2026' })
    expect((await rows()).map(row => row.slice(0, 3))).toEqual([
      ['VÖEN 1000000001', 'qüvvədədir', '21.04.2026 tarixindən, müddətsiz'],
      [`VÖEN ${BROKER}`, 'qüvvədədir', '20.04.2026 tarixindən, müddətsiz'],
      ['VÖEN 4000000001', 'hələ başlamayıb', '01.05.2026 – 31.05.2026'],
      ['VÖEN 2000000001', 'müddəti bitib', '20.04.2026'],
      ['VÖEN 5000000001', 'geri götürülüb', '20.04.2026 tarixindən, müddətsiz'],
    ])
  })

  test.each([
    ['granted', '5000000001'],
    ['withdrawn', BROKER],
    ['granted', '9999999991'],
    ['<b>', BROKER],
  ])('are not confirmed as %s by a made-up URL: %s', async (done, broker) => {
    const { html } = await owner.get(`${MANDATES}?done=${encodeURIComponent(done)}&broker=${broker}`)
    // The session warning has its own place on every page.
    const said = html.all(element => attribute(element, 'role') === 'status').filter(element => text(element) !== '')
    expect(said).toEqual([])
  })
})

describe('a new mandate', () => {
  const NAMED = '3000000421' as Voen
  const asked = async (form: Record<string, string>, visit: Visit) => {
    const { status, html } = await visit.post(MANDATES, { ...GRANT, ...form })
    const said = html.all(element => attribute(element, 'role') === 'status').map(text)
    return { status, html, said: said.filter(words => words !== '') }
  }

  test('is granted only after the answer to who the broker is; sent twice, it is granted once', async () => {
    await using asking = await Site.open([registered(), registered({ voen: NAMED, name: 'Adlı Broker MMC' })])
    const visit = await asking.as(ACCOUNTANT)
    const form = { broker: '300 000 0421', to: '31.12.26', scope: 'balances', exports: 'yes' }
    const { status, html, said } = await asked(form, visit)
    expect([status, said]).toEqual([
      200,
      [`${NAMED} nömrəli VÖEN Adlı Broker MMC ödəyicisinindir. İcazə ona verilsin?`],
    ])
    expect(html.title).toMatch(/^Broker budurmu\?/)
    expect(await asking.rows('mandate'), 'nothing is written yet').toEqual([])
    const fields = html.tags('input', 'main').filter(input => attribute(input, 'type') !== 'search')
    const kept = new Map(fields.map(input => [attribute(input, 'name')!, attribute(input, 'value')!]))
    // As it was understood: a word for a day would be another day in an answer after midnight.
    expect([kept.get('broker'), kept.get('to'), kept.get('confirmed')]).toEqual([NAMED, '31.12.2026', NAMED])
    const answer = { ...GRANT, ...form, confirmed: NAMED }
    for (const done of ['granted', 'unchanged']) {
      expect((await visit.post(MANDATES, answer)).headers.get('location')).toBe(
        `${MANDATES}?done=${done}&broker=${NAMED}`,
      )
    }
    const log = (await asking.rows('audit_log')).filter(({ action }) => action === 'mandate-granted')
    expect([log.length, (await asking.rows('mandate')).length]).toEqual([1, 1])
    const { html: page } = await visit.get(`${MANDATES}?done=granted&broker=${NAMED}`)
    expect(page.text).toContain('baxış icazəsi verildi. Broker: Adlı Broker MMC.')
  })

  test('is asked about anew when the answer is about another number, and refused first for its problems', async () => {
    await using asking = await Site.open([registered(), registered({ voen: NAMED, name: 'Adlı Broker MMC' })])
    const visit = await asking.as(ACCOUNTANT)
    // 4 is the check digit of 17000123; nobody has these numbers.
    const [fits, not, swapped] = ['1700012341', '1700012391', '0300000421']
    for (const [broker, words] of [
      [fits, `${fits} nömrəsi düzdür? Bu nömrə ilə ödəyici bu xidmətdə qeydə alınmayıb.`],
      [not, `${not} nömrəsi düzdür? Yoxlama rəqəmi uyğun gəlmir`],
      [swapped, `Bəlkə iki rəqəmin yeri dəyişib: ${NAMED}, Adlı Broker MMC?`],
    ] as const) {
      const { status, said } = await asked({ broker, confirmed: NAMED }, visit)
      expect([status, said.length, said[0]]).toEqual([200, 1, expect.stringContaining(words)])
    }
    expect((await asked({ broker: NAMED, confirmed: NAMED, scope: '' }, visit)).status).toBe(422)
    // Asked about again at once, a number has one line.
    await asked({ broker: fits }, visit)
    const log = (await asking.rows('audit_log')).filter(({ action }) => action === 'taxpayer-asked')
    expect(log.map(({ voen, detail }) => [voen, JSON.parse(String(detail)).asked])).toEqual(
      [fits, not, swapped].map(broker => [TRADER, broker]),
    )
    expect(await asking.rows('mandate')).toEqual([])
  })

  test('tells the name of a natural person to nobody: it is masked as in bills, in every place', async () => {
    const [person, swapped] = ['3000000422' as Voen, '0300000422']
    await using asking = await Site.open([registered(), registered({ voen: person, name: 'Sirli Adam Oğlu' })])
    const visit = await asking.as(ACCOUNTANT)
    for (const [broker, words] of [
      [person, `${person} nömrəli VÖEN S••• A••• O••• ödəyicisinindir.`],
      [swapped, `Bəlkə iki rəqəmin yeri dəyişib: ${person}, S••• A••• O•••?`],
    ] as const) {
      const { said, html } = await asked({ broker }, visit)
      expect([said[0], html.text.includes('Sirli')]).toEqual([expect.stringContaining(words), false])
    }
    await visit.post(MANDATES, { ...GRANT, broker: person, confirmed: person })
    for (const path of [`${MANDATES}?done=granted&broker=${person}`, `${MANDATES}/${person}`]) {
      expect((await visit.get(path)).html.text).toContain('Broker: S••• A••• O•••.')
    }
  })

  test('replaces only the terms that the question showed, and is not granted again by an old question', async () => {
    await using asking = await Site.open([registered(), registered({ voen: NAMED, name: 'Adlı Broker MMC' })])
    const visit = await asking.as(ACCOUNTANT)
    const wide = { broker: NAMED, to: '31.12.26', scope: 'balances', exports: 'yes', confirmed: NAMED }
    const stored = async () => (await findMandate(asking.store.access, { voen: TRADER, broker: NAMED }))!
    const first = seenIn((await asked({ broker: NAMED }, visit)).html)
    await visit.post(MANDATES, { ...GRANT, broker: NAMED, confirmed: NAMED, seen: first })

    const { html } = await asked({ ...wide, seen: first }, visit)
    expect(html.text).toContain('Bu broker üçün artıq baxış icazəsi var.')
    expect(html.tags('dd', 'main').map(text)).toEqual([
      'qüvvədədir',
      '20.04.2026 tarixindən, müddətsiz',
      'Yalnız brokerin verdiyi bəyannamələr',
      'icazə yoxdur',
    ])
    expect(html.text).toContain('Bəli, şərtləri əvəz et')
    expect(await stored(), 'nothing is replaced yet').toMatchObject({ balances: false, to: null })
    const replace = { ...GRANT, ...wide, seen: seenIn(html) }
    expect((await visit.post(MANDATES, replace)).headers.get('location')).toContain('done=changed')
    await visit.post(`${MANDATES}/${NAMED}/withdraw`)

    const stale = await visit.post(MANDATES, replace)
    expect([stale.status, stale.html.text]).toEqual([422, expect.stringContaining('bu icazə geri götürülüb')])
    expect((await stored()).withdrawn).toBe(true)
    const anew = (await asked({ ...wide, confirmed: '' }, visit)).html
    expect(anew.text).toContain('Bu brokerin baxış icazəsi geri götürülüb.')
    const again = await visit.post(MANDATES, { ...replace, seen: seenIn(anew) })
    expect(again.headers.get('location')).toContain('done=granted')
  })
})

describe('an invalid form', () => {
  const refused = async (form: Record<string, string>, path = MANDATES) => {
    const { status, html } = await owner.post(path, { ...GRANT, broker: OTHER_BROKER, ...form })
    expect(status).toBe(422)
    expect(html.title).toMatch(/^Xəta: /)
    const summary = html.tags('section').find(part => attribute(part, 'class') === 'problems')!
    const links = html.tags('a').filter(link => attribute(link, 'href')!.startsWith('#mandate-'))
    expect(text(summary)).toContain('Baxış icazəsinin şərtlərini düzəldin')
    for (const link of links) {
      const field = html.byId(attribute(link, 'href')!.slice(1))!
      const problem = html.byId(attribute(field, 'aria-describedby')!.split(' ').at(-1)!)!
      expect(text(problem)).toBe(text(link))
    }
    return { html, problems: links.map(link => [attribute(link, 'href'), text(link)]) }
  }

  test.each([
    [{ broker: '' }, 'broker', 'Brokerin VÖEN-ini yazın: 10 rəqəm, sonuncusu 1 və ya 2.'],
    [{ broker: '1234567893' }, 'broker', 'Brokerin VÖEN-ini yazın: 10 rəqəm, sonuncusu 1 və ya 2.'],
    [{ broker: TRADER }, 'broker', 'Bu, şirkətin öz VÖEN-idir. Brokerin VÖEN-ini yazın.'],
    [{ from: 'sabah' }, 'from', 'Tarixi gg.aa.iiii şəklində yazın, məsələn, 01.03.2026.'],
    [{ from: '31.02.2026' }, 'from', 'Təqvimdə belə tarix yoxdur. Günü və ayı yoxlayın.'],
    [{ to: '2026-13-01' }, 'to', 'Təqvimdə belə tarix yoxdur. Günü və ayı yoxlayın.'],
    [{ from: '1.6.26', to: '31.5.26' }, 'to', 'Son gün ilk gündən əvvəldir. Günlərdən birini dəyişin.'],
    [{ from: '1.1.26', to: '20.4.26' }, 'to', 'Son gün keçib. Bu günü və ya sonrakı bir günü yazın, yaxud boş qoyun.'],
    [{ scope: 'everything' }, 'scope', 'Brokerin nə görəcəyini seçin.'],
  ])('for %o shows the reason at its field', async (form, field, message) => {
    expect((await refused(form)).problems).toEqual([[`#mandate-${field}`, message]])
    expect(await storedMandate(OTHER_BROKER)).toBeUndefined()
  })

  test('keeps the typed text, and shows all problems in the order of the fields', async () => {
    const typed = { broker: '12 <b>', from: '?', to: '32.1.26', scope: 'balances', exports: 'yes' }
    const { html, problems } = await refused(typed)
    expect(problems.map(([href]) => href)).toEqual(['#mandate-broker', '#mandate-from', '#mandate-to'])
    for (const name of ['broker', 'from', 'to'] as const) {
      expect(attribute(html.byId(`mandate-${name}`)!, 'value')).toBe(typed[name])
    }
    expect(attribute(html.byId('mandate-scope-balances')!, 'checked')).toBeDefined()
    expect(attribute(html.byId('mandate-exports')!, 'checked')).toBeDefined()
  })

  test.each([
    ['no plain form', 'multipart/form-data; boundary=x', 'x'],
    ['longer than any form of ours', 'application/x-www-form-urlencoded', `scope=declarations&${'x'.repeat(20_000)}`],
    ['of another kind', 'application/json', JSON.stringify(GRANT)],
  ])('includes one that is %s', async (_, type, body) => {
    const headers = { 'content-type': type, 'sec-fetch-site': 'same-origin' }
    await using other = await Site.open([registered()])
    const response = await other.send(MANDATES, { method: 'POST', headers, body })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain('Brokerin VÖEN-ini yazın')
  })

  test('is refused on the page of one mandate too, which does not change', async () => {
    const before = await storedMandate(BROKER)
    const { html } = await refused({ to: '1.1.26' }, `${MANDATES}/${BROKER}`)
    expect(attribute(html.byId('mandate-to')!, 'value')).toBe('1.1.26')
    expect(await storedMandate(BROKER)).toEqual(before)
  })
})

describe('one mandate', () => {
  test('is shown with its terms, and can be changed', async () => {
    const { html, status } = await owner.get(`${MANDATES}/${BROKER}`)
    expect([status, html.title]).toEqual([
      200,
      `VÖEN-i ${BROKER} olan brokerin baxış icazəsi, Nümunə Ticarət MMC – Vərəqə`,
    ])
    expect(attribute(html.byId('mandate-from')!, 'value')).toBe('20.04.2026')
    expect(html.byId('mandate-broker')).toBeUndefined()

    const form = { from: '20.04.2026', to: '31.12.2026', scope: 'balances', exports: 'yes', seen: seenIn(html) }
    const { headers } = await owner.post(`${MANDATES}/${BROKER}`, form)
    expect((await owner.get(headers.get('location')!)).html.text).toContain('baxış icazəsi dəyişdirildi.')
    const terms = { from: '2026-04-20', to: '2026-12-31', balances: true, exports: true, withdrawn: false }
    expect(await storedMandate(BROKER)).toEqual({ voen: TRADER, broker: BROKER, ...terms })

    const again = await owner.post(`${MANDATES}/${BROKER}`, form)
    expect((await owner.get(again.headers.get('location')!)).html.text).toContain('heç nə dəyişmədi.')
  })

  test('belongs to the broker in the URL, whatever the form says', async () => {
    const before = await storedMandate('1000000001' as Voen)
    const seen = seenIn((await owner.get(`${MANDATES}/${BROKER}`)).html)
    await owner.post(`${MANDATES}/${BROKER}`, { ...GRANT, broker: '1000000001', seen })
    expect(await storedMandate('1000000001' as Voen)).toEqual(before)
    expect(await storedMandate(BROKER)).toMatchObject({ balances: false, to: null })
  })

  test('is withdrawn at once from its page, and can be granted again', async () => {
    const broker = await site.as(DECLARANT)
    expect((await broker.get(`/accounts/${TRADER}/declarations`)).status).toBe(200)
    const { html } = await owner.get(`${MANDATES}/${BROKER}`)
    const forms = html.tags('form', 'main').map(form => attribute(form, 'action')!)
    expect(forms.filter(action => action.startsWith(MANDATES))).toEqual([
      `${MANDATES}/${BROKER}`,
      `${MANDATES}/${BROKER}/withdraw`,
    ])

    const { headers } = await owner.post(`${MANDATES}/${BROKER}/withdraw`)
    expect((await owner.get(headers.get('location')!)).html.text).toContain('baxış icazəsi geri götürüldü.')
    expect((await broker.get(`/accounts/${TRADER}/declarations`)).status).toBe(404)

    const withdrawn = (await owner.get(`${MANDATES}/${BROKER}`)).html
    expect(withdrawn.tags('form', 'main').filter(form => attribute(form, 'method') === 'post')).toHaveLength(1)
    expect(withdrawn.text).toContain('geri götürülüb')
    // An old form does not grant it again; the user must have seen that it is withdrawn.
    const stale = await owner.post(`${MANDATES}/${BROKER}`, GRANT)
    expect(stale.status).toBe(422)
    expect(stale.html.text).toContain('bu icazə geri götürülüb')
    expect((await broker.get(`/accounts/${TRADER}/declarations`)).status).toBe(404)
    const again = await owner.post(`${MANDATES}/${BROKER}`, { ...GRANT, seen: seenIn(withdrawn) })
    expect((await owner.get(again.headers.get('location')!)).html.text).toContain('brokerə baxış icazəsi verildi.')
    expect((await broker.get(`/accounts/${TRADER}/declarations`)).status).toBe(200)
  })

  test('is not changed by a form that shows other terms than its present ones', async () => {
    const path = `${MANDATES}/${BROKER}`
    const first = seenIn((await owner.get(path)).html)
    const wide = { ...GRANT, scope: 'balances', exports: 'yes' }
    expect((await owner.post(path, { ...wide, seen: first })).headers.get('location')).toContain('done=changed')

    const later = { ...GRANT, to: '31.12.26', seen: first }
    const stale = await owner.post(path, later)
    expect([stale.status, stale.html.text]).toEqual([422, expect.stringContaining('şərtləri dəyişdirilib')])
    expect(stale.html.tags('dd', 'main').map(text)).toContain('Bütün hesab')
    expect(attribute(stale.html.byId('mandate-to')!, 'value')).toBe('31.12.26')
    expect(await storedMandate(BROKER)).toMatchObject({ balances: true, to: null })

    const again = await owner.post(path, { ...later, seen: seenIn(stale.html) })
    expect(again.headers.get('location')).toContain('done=changed')
  })

  test('that was never granted is 404', async () => {
    for (const broker of ['9999999991', 'x']) {
      expect((await owner.get(`${MANDATES}/${broker}`)).status).toBe(404)
      expect((await owner.post(`${MANDATES}/${broker}`, GRANT)).status).toBe(404)
      expect((await owner.post(`${MANDATES}/${broker}/withdraw`)).status).toBe(404)
    }
    expect(await storedMandate('9999999991' as Voen)).toBeUndefined()
  })
})

describe('a person who is not a representative', () => {
  test.each([
    ['the broker itself', DECLARANT, 403],
    ['a stranger', STRANGER, 404],
    ['nobody', null, 401],
  ])('(%s) cannot see or change mandates', async (_, person, status) => {
    const visit = await site.as(person)
    const before = await storedMandate(BROKER)
    for (const path of [MANDATES, `${MANDATES}/${BROKER}`]) {
      const { status: answered, text } = await visit.get(path)
      expect(answered).toBe(status)
      expect(text).not.toContain('1000000001')
    }
    const form = { ...GRANT, scope: 'balances' }
    expect((await visit.post(MANDATES, form)).status).toBe(status)
    expect((await visit.post(`${MANDATES}/${BROKER}`, form)).status).toBe(status)
    expect((await visit.post(`${MANDATES}/${BROKER}/withdraw`)).status).toBe(status)
    expect(await storedMandate(BROKER)).toEqual(before)
  })
})

test('a company without an account can grant mandates, under the name in the certificate', async () => {
  const person = { ...STRANGER, companies: [{ voen: '8000000001' as Voen, name: 'Yeni MMC', position: null }] }
  const { status, html } = await (await site.as(person)).get('/accounts/8000000001/mandates')
  expect([status, html.title]).toEqual([200, 'Brokerlər, Yeni MMC – Vərəqə'])
})
