import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { grantMandate } from '../../src/services/access/mandates.ts'
import { deliverEvents } from '../../src/services/intake/deliver-events.ts'
import { takeActStep } from '../../src/services/papers/take-act-step.ts'
import { keptFormCookie, keptFormPlace } from '../../src/web/http/kept-form.ts'
import { assessed, on, paidByNumber, paidToCode, registered, TRADER } from '../support/oracle/events.ts'
import { anActor, BROKER } from '../support/people/access-people.ts'
import { numberOfFile } from '../support/people/issued-files.ts'
import { cookieOf, representativeOf, SOMEBODY } from '../support/people/people.ts'
import { partsOf, readWorkbook } from '../support/workbooks.ts'
import { attribute, type Html, text } from './html.ts'
import { Site, Visit } from './site.ts'

const ACTS = `/accounts/${TRADER}/acts`

let site: Site
let trader: Visit
let broker: Visit
beforeAll(async () => {
  site = await Site.open([
    registered(),
    assessed('A/1', { vat: '30.00' }, on('2026-03-05')),
    paidByNumber('A/1', '12.00', on('2026-03-06')),
  ])
  const terms = { from: '2026-01-01' as PlainDate, to: null, balances: true, exports: true }
  await grantMandate(site.store.access, { voen: TRADER, broker: BROKER, ...terms }, SOMEBODY, site.now)
  trader = await site.as(representativeOf(TRADER))
  broker = await site.as(representativeOf(BROKER))
})
afterAll(() => site[Symbol.asyncDispose]())

async function drawUp(from = '01.03.2026', to = '31.03.2026'): Promise<string> {
  const { status, headers } = await trader.post(ACTS, { from, to })
  expect(status).toBe(303)
  return headers.get('location')!
}

const facts = (html: Html) =>
  Object.fromEntries(html.tags('dt').map((dt, index) => [text(dt), text(html.tags('dd')[index]!)]))
const problems = (html: Html) =>
  html.all(element => attribute(element, 'class') === 'problem').map(element => text(element))
const typedIn = (html: Html, id: string) => attribute(html.byId(id)!, 'value')
const hiddenIn = (html: Html, name: string) =>
  attribute(html.all(element => element.tagName === 'input' && attribute(element, 'name') === name)[0]!, 'value')!

describe('the form for a new act', () => {
  test('offers last month, and the period of a link', async () => {
    const { html } = await trader.get(ACTS)
    expect([typedIn(html, 'act-from'), typedIn(html, 'act-to')]).toEqual(['01.03.2026', '31.03.2026'])
    const link = html.link('Keçən rüb')!
    const quarter = (await trader.get(link.replaceAll('&amp;', '&'))).html
    expect([typedIn(quarter, 'act-from'), typedIn(quarter, 'act-to')]).toEqual(['01.01.2026', '31.03.2026'])
  })

  test.each([
    [
      { from: 'x', to: '31.02.2026' },
      ['Tarixi gün, ay, il kimi yazın: 01.03.2026.', 'Belə tarix yoxdur. Günü və ayı yoxlayın.'],
    ],
    [{ from: '', to: '31.03.2026' }, ['Tarixi yazın.']],
    [{ from: '02.03.2026', to: '01.03.2026' }, ['Dövrün sonu əvvəlindən tezdir. Tarixlərin yerini dəyişin.']],
    [{ from: '01.04.2026', to: '21.04.2026' }, ['Dövrün sonu gələcəkdədir. Bu gündən gec olmayan tarix yazın.']],
  ])('keeps the words of %j and says what to mend', async (form, messages) => {
    const { status, html } = await trader.post(ACTS, form)
    expect([status, problems(html)]).toEqual([422, messages])
    expect([typedIn(html, 'act-from'), typedIn(html, 'act-to')]).toEqual([form.from, form.to])
  })

  test('is not there for a broker, who may read the account', async () => {
    const { status, html } = await broker.get(ACTS)
    expect([status, html.byId('act-from')]).toEqual([200, undefined])
    expect(html.text).toContain('yalnız şirkətin öz nümayəndəsi')
  })
})

test('the statement leads to an act of its period', async () => {
  const { html } = await trader.get(`/accounts/${TRADER}?from=2026-03-01&to=2026-03-31`)
  expect(html.link('Üzləşmə aktı')).toBe(`${ACTS}?from=2026-03-01&to=2026-03-31`)
})

describe('an act', () => {
  test('shows how opening balances lead to closing ones; a broker sees the same and cannot object', async () => {
    const act = await drawUp()
    const { html } = await trader.get(act)
    expect(html.table('act-lines')).toEqual([
      ['Borc'],
      ['İlkin qalıq', '0,00', '', '', 'Etiraz et'],
      ['+ Hesablanıb', '30,00', '', '', 'Etiraz et'],
      ['− Ödənilib', '12,00', '', '', 'Etiraz et'],
      ['= Son qalıq', '18,00', '', '', 'Etiraz et'],
    ])
    expect(html.text).not.toContain('uçot bu dövrdə dəyişib')
    expect((await broker.get(act)).html.table('act-lines')[1]).toEqual(['İlkin qalıq', '0,00', '', ''])
  })

  test('puts the figures of the company beside them, with each mistake at its field', async () => {
    const act = await drawUp()
    const form = { openingDebt: '0', assessed: '30,00', reducedUnpaid: '0', settled: 'on iki', closingDebt: '18' }
    const refused = await trader.post(`${act}/ledgers/vat`, form)
    expect([refused.status, problems(refused.html)]).toEqual([422, ['Məbləği manatla yazın: 1234,50.']])
    expect(typedIn(refused.html, 'figures-settled')).toBe('on iki')
    expect((await trader.post(`${act}/ledgers/vat`, { ...form, settled: '13,50' })).status).toBe(303)
    const { html } = await trader.get(act)
    expect(
      html
        .table('act-lines')
        .map(([line, , own, difference]) => [line, own, difference])
        .slice(1),
    ).toEqual([
      ['İlkin qalıq', '0,00', '0,00'],
      ['+ Hesablanıb', '30,00', '0,00'],
      ['− Azaldılıb', '0,00', '0,00'],
      ['− Ödənilib', '13,50', '+1,50'],
      ['= Son qalıq', '18,00', '0,00'],
    ])
    expect(html.text).toContain('Borc: şirkətin rəqəmləri son qalıqla +1,50 fərqlənir.')
    expect(facts(html)['Fərqli sətirlər']).toBe('1')
    await trader.post(`${act}/ledgers/vat`, { same: 'yes' })
    expect(facts((await trader.get(act)).html)).toMatchObject({ 'Fərqli sətirlər': '0' })
    expect(typedIn((await trader.get(`${act}/ledgers/vat`)).html, 'figures-settled')).toBe('12,00')
  })

  test('takes no step from a page that shows it as it was before', async () => {
    const act = await drawUp('01.01.2026', '31.03.2026')
    const seen = async (path: string) => hiddenIn((await trader.get(path)).html, 'seen')
    const before = await seen(`${act}/ledgers/vat`)
    await trader.post(`${act}/ledgers/vat`, { settled: '13,50', seen: before })
    const stale = await trader.post(`${act}/ledgers/vat`, { assessed: '30,00', seen: before })
    expect([stale.status, stale.text.includes('bu formanı açandan sonra akt dəyişib')]).toEqual([422, true])
    expect(typedIn(stale.html, 'figures-assessed')).toBe('30,00')
    expect((await trader.post(`${act}/ledgers/customs-duty`, { assessed: '1,00', seen: before })).status).toBe(303)
    const unseen = await trader.post(`${act}/agree`, { seen: before })
    expect([unseen.status, unseen.text.includes('Akt bu arada dəyişib')]).toEqual([422, true])
    const [toObject, toCancel] = [`${act}/objections?ledger=vat&line=settled`, `${act}/cancel`]
    const [objecting, cancelling] = [await seen(toObject), await seen(toCancel)]
    await trader.post(`${act}/agree`, { seen: await seen(act) })
    for (const [form, typed] of [
      [toObject, { reason: 'Qəbz var', seen: objecting }],
      [toCancel, { reason: 'Səhv dövr', seen: cancelling }],
      [`${act}/ledgers/excise`, { assessed: '1,00', seen: objecting }],
    ] as const) {
      const { status, text } = await trader.post(form, typed)
      expect([form, status, text.includes('bu formanı açandan sonra akt dəyişib')]).toEqual([form, 422, true])
    }
    expect(facts((await trader.get(act)).html)).toMatchObject({ Vəziyyəti: 'Razılaşdırılıb, imza gözləyir' })
    const asked = await seen(`${act}/close`)
    await trader.post(`${act}/ledgers/vat`, { settled: '5.555,00' })
    await trader.post(`${act}/agree`)
    expect((await trader.post(`${act}/close`, { seen: asked })).status).toBe(422)
    expect(facts((await trader.get(act)).html)).toMatchObject({ Vəziyyəti: 'Razılaşdırılıb, imza gözləyir' })
    expect((await trader.post(`${act}/close`, { seen: await seen(`${act}/close`) })).status).toBe(303)
    expect((await trader.post(`${act}/close`, { seen: asked })).status).toBe(303)
  })

  test('is objected to with a reason, answered by the administration, agreed to, signed and closed', async () => {
    const act = await drawUp('01.01.2026', '31.03.2026')
    const number = Number(act.split('/').at(-1))
    const line = `${act}/objections?ledger=vat&line=settled`
    const refused = await trader.post(line, { reason: ' ', own: 'x', note: 'Qəbz' })
    expect([refused.status, problems(refused.html)]).toEqual([
      422,
      ['Etirazın səbəbini yazın.', 'Məbləği manatla yazın: 1234,50.'],
    ])
    expect(typedIn(refused.html, 'objection-note')).toBe('Qəbz')
    await trader.post(line, { reason: 'Ödəniş görünmür', own: '13,50', note: 'Qəbz № 12' })
    expect(facts((await trader.get(act)).html)).toMatchObject({ Vəziyyəti: 'Etiraz edilib' })
    const inDialect = async (dialect: string) => (await trader.get(`${act}/export?dialect=${dialect}`)).text
    const objection = (figure: string) => `Ödəniş görünmür (Qəbz № 12), Şirkətin məlumatı: ${figure}: Cavab gözləyir`
    expect(await inDialect('semicolon')).toContain(objection('13,50'))
    expect(await inDialect('comma')).toContain(objection('13.50'))
    const early = await trader.post(`${act}/agree`)
    expect([early.status, early.text.includes('Cavabsız etiraz var')]).toEqual([422, true])
    await takeActStep(site.store.papers, {
      ...{ voen: TRADER as Voen, act: number, by: { subject: null, name: 'Gömrük' }, actor: anActor(), now: site.now },
      step: () => ({ kind: 'rejected', objection: 1, answer: 'Qəbz başqa bəyannaməyədir' }),
    })
    const { html } = await trader.get(act)
    expect(html.table('objections')[0]).toEqual(expect.arrayContaining(['12,00', '13,50', 'Qəbz başqa bəyannaməyədir']))
    expect((await trader.get(`${act}/close`)).status).toBe(303)
    const forms = [`${act}/ledgers/vat`, `${act}/objections?ledger=vat&line=settled`]
    const takeBack = async () => {
      const pages = await Promise.all(forms.map(form => trader.get(form)))
      return pages.map(({ html }) => html.text.includes('razılıq geri götürülür'))
    }
    expect(await takeBack()).toEqual([false, false])
    await trader.post(`${act}/agree`)
    expect(await takeBack()).toEqual([true, true])
    expect((await trader.get(`${act}/close`)).html.text).toContain('imzalanıb bağlansın?')
    await trader.post(`${act}/close`)
    for (const form of forms) {
      expect((await trader.get(form)).headers.get('location')).toBe(act)
      const mistyped = await trader.post(form, { settled: 'x', reason: '' })
      expect([mistyped.status, mistyped.text.includes('Akt artıq bağlanıb')]).toEqual([422, true])
    }
    const closed = (await trader.get(act)).html
    expect(facts(closed)).toMatchObject({ Vəziyyəti: 'İmzalanıb və bağlanıb' })
    expect(closed.table('act-lines')[1]).toHaveLength(4)
    const late = await trader.post(line, { reason: 'Yenə', own: '', note: '' })
    expect([late.status, late.text.includes('Akt artıq bağlanıb')]).toEqual([422, true])
    const [row] = (await broker.get(ACTS)).html.table('acts')
    expect(row).toEqual(expect.arrayContaining([`Üzləşmə aktı № ${number}`, 'İmzalanıb və bağlanıb']))
  })

  test('of another number, and a line that it does not have, are not there', async () => {
    for (const path of [
      `${ACTS}/99`,
      `${ACTS}/x`,
      `${ACTS}/1/ledgers/gold`,
      `${ACTS}/1/objections?ledger=vat&line=x`,
    ]) {
      expect((await trader.get(path)).status).toBe(404)
    }
  })
})

test('an act says when something is booked into its period later, and offers a new one', async () => {
  await using later = await Site.open([registered(), assessed('A/1', { vat: '30.00' }, on('2026-03-05'))])
  const visit = await later.as(representativeOf(TRADER))
  const draw = () => visit.post(ACTS, { from: '1.3', to: '31.3' })
  const act = (await draw()).headers.get('location')!
  const payment = JSON.stringify(paidToCode('142330', '7.00', on('2026-03-20')))
  await deliverEvents(later.store.writer, [payment], later.now)
  const { html } = await visit.get(act)
  expect(html.text).toContain('uçot bu dövrdə dəyişib: ')
  expect(html.link('Bu dövr üzrə yeni akt')).toBe(`${ACTS}?from=2026-03-01&to=2026-03-31`)
  expect((await draw()).headers.get('location')).toBe(`${ACTS}/2`)
})

describe('the files of an act', () => {
  test('a workbook has both columns as numbers and works the differences out by formulas', async () => {
    const act = await drawUp('02.03.2026', '31.03.2026')
    await trader.post(`${act}/ledgers/vat`, { settled: '13,50' })
    const response = await trader.request(`${act}/export?dialect=xlsx`)
    const file = Buffer.from(await response.arrayBuffer())
    const [rows] = [...(await readWorkbook(file)).values()]
    expect(rows!.filter(([ledger]) => ledger === 'ƏDV').map(row => row.slice(1, 6))).toEqual([
      ['Borc', 'İlkin qalıq', 0, null, null],
      ['Borc', 'Hesablanıb', 30, null, null],
      ['Borc', 'Ödənilib', 12, 13.5, 1.5],
      ['Borc', 'Son qalıq', 18, null, null],
    ])
    const sheet = (await partsOf(file)).get('xl/worksheets/sheet1.xml')!
    expect(sheet).not.toContain('customHeight')
    expect(sheet.match(/<f>E(\d+)-D\1<\/f>/g)).toHaveLength(1)
    expect((await trader.get(`${act}/export?dialect=semicolon`)).text).toContain('ƏDV;Borc;Ödənilib;12,00;13,50;1,50;')
  })

  test('a workbook makes room for long words of an objection', async () => {
    const act = await drawUp('06.03.2026', '31.03.2026')
    await trader.post(`${act}/objections?ledger=vat&line=settled`, { reason: 'W'.repeat(500), own: '', note: 'Qəbz' })
    const file = Buffer.from(await (await trader.request(`${act}/export?dialect=xlsx`)).arrayBuffer())
    const sheet = (await partsOf(file)).get('xl/worksheets/sheet1.xml')!
    expect(sheet.match(/<row r="\d+" ht="(\d+)" customHeight="1">/)![1]).toBe('210')
    expect(sheet).toContain(`${'W'.repeat(500)} (Qəbz): Cavab gözləyir`)
  })

  test('a numbered document keeps what was said, and anybody finds that the books agree with it', async () => {
    const act = await drawUp('03.03.2026', '31.03.2026')
    const number = act.split('/').at(-1)
    await trader.post(`${act}/ledgers/vat`, { settled: '13,50' })
    const issue = () => trader.request(`/accounts/${TRADER}/documents/act?act=${number}`, {}, {})
    const issued = await issue()
    expect([issued.status, issued.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    const [document] = (await trader.get(`/accounts/${TRADER}/documents`)).html.table('documents')
    expect(document).toEqual(expect.arrayContaining(['Üzləşmə aktı']))
    const verified = await (await site.as(null)).get(`/verify/${document![0]}`)
    expect(verified.text).toContain('Uçot bu sənədi təsdiq edir')
    site.now = new Date(site.now.getTime() + 60_000)
    await trader.post(`${act}/ledgers/vat`, { settled: '12' })
    await issue()
    expect((await trader.get(`/accounts/${TRADER}/documents`)).html.table('documents')).toHaveLength(2)
    const after = await (await site.as(null)).get(`/verify/${document![0]}`)
    expect(after.text).toContain('Uçot bu sənədi təsdiq edir')
    expect([verified.text, after.text].map(text => text.includes('sonra aktda dəyişiklik olub ('))).toEqual([
      false,
      true,
    ])
  })
})

test('a document of an act names the records of its figures, as the act does, when more is booked by then', async () => {
  await using later = await Site.open([registered(), assessed('A/1', { vat: '30.00' }, on('2026-03-05'))])
  const visit = await later.as(representativeOf(TRADER))
  const act = (await visit.post(ACTS, { from: '1.3', to: '31.3' })).headers.get('location')!
  const book = (amount: string) =>
    deliverEvents(later.store.writer, [JSON.stringify(paidToCode('142330', amount, on('2026-03-20')))], later.now)
  await book('7.00')
  const named = '2 bildiriş uçota alınıb, son əməliyyat 05.03.2026'
  expect(facts((await visit.get(act)).html)).toMatchObject({ 'Uçotun vəziyyəti': named })
  const issued = await visit.request(`/accounts/${TRADER}/documents/act?act=1`, {}, {})
  const [number, file] = [numberOfFile(issued), Buffer.from(await issued.arrayBuffer())]
  expect(file.toString()).toContain(named)
  await book('8.00')
  const { html, text: page } = await (await later.as(null)).get(`/verify/${number}`)
  expect(facts(html)).toMatchObject({ 'Uçotun vəziyyəti': named })
  expect(page).toContain('Uçot bu sənədi təsdiq edir')
  const again = await visit.request(`/accounts/${TRADER}/documents/${number}/file`)
  expect(Buffer.from(await again.arrayBuffer())).toEqual(file)
})

test('an act is cancelled with a reason, and its documents say so', async () => {
  const act = await drawUp('04.03.2026', '31.03.2026')
  await trader.post(`${act}/objections?ledger=vat&line=settled`, { reason: 'Ödəniş görünmür', own: '', note: '' })
  await trader.request(`/accounts/${TRADER}/documents/act?act=${act.split('/').at(-1)}`, {}, {})
  const documents = (await trader.get(`/accounts/${TRADER}/documents`)).html.table('documents')
  const document = documents.find(row => row.join().includes('04.03.2026'))
  const verified = async () => (await (await site.as(null)).get(`/verify/${document![0]}`)).text
  expect(await verified()).not.toContain('ləğv edib')
  const refused = await trader.post(`${act}/cancel`, { reason: ' ' })
  expect([refused.status, problems(refused.html)]).toEqual([422, ['Aktın nə üçün ləğv edildiyini yazın.']])
  expect((await trader.post(`${act}/cancel`, { reason: 'Səhv\r\n dövr' })).status).toBe(303)
  const { html } = await trader.get(act)
  expect(facts(html)).toMatchObject({ Vəziyyəti: 'Ləğv edilib' })
  expect(html.text).toContain('Səbəb: Səhv dövr')
  expect([html.table('act-lines')[1], html.table('objections')[0]!.join()]).toEqual([
    expect.objectContaining({ length: 4 }),
    expect.stringContaining('Geri götürülüb'),
  ])
  expect((await trader.get(`${act}/cancel`)).status).toBe(303)
  expect((await trader.post(`${act}/agree`)).text).toContain('Akt ləğv edilib')
  const listed = (await broker.get(ACTS)).html.table('acts')
  expect(listed.find(([title]) => act.endsWith(`/${/\d+$/.exec(title!)![0]}`))).toContain('Ləğv edilib')
  expect(await verified()).toContain('Şirkət bu aktı ləğv edib (')
  expect((await trader.get(`/accounts/${TRADER}/documents/${document![0]}`)).text).toContain('Şirkət bu aktı ləğv edib')
  expect((await trader.get(`${act}/export?dialect=semicolon`)).text).toContain('Səhv dövr')
  expect(await drawUp('04.03.2026', '31.03.2026')).not.toBe(act)
})

test('the longest objection fits into a cookie', () => {
  const place = keptFormPlace(`${ACTS}/1/objections?ledger=late-interest&line=openingOverpayment`)!
  const longest = { reason: '語'.repeat(600), own: '9'.repeat(60), note: '"'.repeat(300), person: 'x'.repeat(22) }
  expect(keptFormCookie(place, name => longest[name as keyof typeof longest] ?? '').length).toBeLessThan(4096)
})

describe('a session that ends loses nothing of', () => {
  test.each([
    [
      'an objection',
      'objections?ledger=vat&line=settled',
      { reason: 'Ödəniş «görünmür»', own: '13,50', note: 'Qəbz № 12' },
    ],
    ['the figures of the company', 'ledgers/vat', { settled: '13,50', closingDebt: 'on səkkiz' }],
    ['the reason of a cancellation', 'cancel', { reason: 'Səhv dövr' }],
  ])('%s', async (_, place, typed: Record<string, string>) => {
    const session = await cookieOf(site.store.access, representativeOf(TRADER), site.now)
    const visit = new Visit(site.app, session)
    const address = `${await drawUp('05.03.2026', '31.03.2026')}/${place}`
    const form = (await visit.get(address)).html
    const person = attribute(form.tags('input').find(input => attribute(input, 'name') === 'person')!, 'value')!
    const over = await (await site.as(null)).post(address, { ...typed, person })
    expect([over.status, over.html.link('ASAN Login')]).toEqual([401, `/sign-in?next=${encodeURIComponent(address)}`])
    const [kept = ''] = over.headers.get('set-cookie')!.split(';')
    const returned = new Visit(site.app, `${session}; ${kept}`)
    const again = (await returned.get(address)).html
    expect(again.text).toContain('Yazdıqlarınızı yoxlayın və göndərin.')
    const boxes = [...again.tags('input'), ...again.tags('textarea')]
    for (const [name, value] of Object.entries(typed)) {
      const box = boxes.find(box => attribute(box, 'name') === name)!
      expect(attribute(box, 'value') ?? text(box)).toBe(value)
    }
    const other = address.replace('settled', 'assessed').replace('ledgers/vat', 'ledgers/excise').replace('/cancel', '')
    expect((await returned.get(other)).html.text).not.toContain('Yazdıqlarınızı yoxlayın')
  })
})
