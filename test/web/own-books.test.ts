import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { grantMandate } from '../../src/services/access/mandates.ts'
import { assessed, cancelled, on, TRADER } from '../support/oracle/events.ts'
import { representativeOf, SOMEBODY } from '../support/people/people.ts'
import { BOOKS, CSV, compare, compared, openOwnBooksSite, upload } from './own-books-site.ts'
import type { Site, Visit } from './site.ts'

const BROKER = '7000000001' as Voen

let site: Site
let owner: Visit
let broker: Visit
beforeAll(async () => {
  site = await openOwnBooksSite()
  const terms = { from: '2026-01-01' as PlainDate, to: null, balances: true, exports: false }
  await grantMandate(site.store.access, { voen: TRADER, broker: BROKER, ...terms }, SOMEBODY, site.now)
  owner = await site.as(representativeOf(TRADER))
  broker = await site.as(representativeOf(BROKER))
})
afterAll(() => site[Symbol.asyncDispose]())

describe('own books', () => {
  test('are uploaded, mapped and compared, and the bridge leads from one closing balance to the other', async () => {
    const { status, headers } = await upload(owner, CSV)
    expect(status).toBe(303)
    const address = headers.get('location')!
    const form = await owner.get(address)
    expect(form.text).toContain('hələ heç nə müqayisə edilməyib')
    // The guess by the headings, and the month of the first line.
    expect(form.text).toMatch(/name="date"[\s\S]*?<option value="0" selected/)
    expect(form.text).toMatch(/name="declaration"[\s\S]*?<option value="3" selected/)
    expect(form.text).toContain('value="31.03.2026"')

    await compare(owner, address)
    const page = await owner.get(address)
    expect(page.status).toBe(200)
    const text = page.text.replaceAll('\u00a0', ' ')
    // 100.00 − 40.01 − 15.00 + 3.00 by own books; 100.00 − 40.00 − 15.00 + 7.00 by customs.
    for (const amount of ['47,99 AZN, artıq ödəmə', '+0,01 AZN', '−3,00 AZN', '+7,00 AZN', '52,00 AZN, artıq ödəmə']) {
      expect(text).toContain(amount)
    }
    expect(text).toContain('15,00 = 10,00 + 5,00')
    const only = await owner.get(`${address}?outcome=only-there&name=payment`)
    expect(only.text).toContain('PO-1')
    expect(only.text).not.toContain('GB-1')
    expect((await owner.get(`${address}?outcome=nonsense`)).status).toBe(404)
  })

  test('of the same headings are filled in as they were mapped last', async () => {
    await compared(owner)
    const { headers } = await upload(owner, CSV.replace('Mart', 'Aprel'))
    const form = await owner.get(headers.get('location')!)
    expect(form.text).toContain('əvvəl də seçmisiniz')
  })

  test('a suggestion is confirmed once, however often the form is sent, and undone in one step', async () => {
    const address = await compared(owner)
    const open = await owner.get(address)
    const [, seq] = /value="confirm (\d+)"/.exec(open.text)!
    expect(open.text).not.toContain('Siz təsdiq etmisiniz')
    for (const _ of [1, 2]) await owner.post(`${address}/decide`, { decision: `confirm ${seq}` })
    expect((await owner.get(address)).text).toContain('0 açıq, 1 təsdiq edilib, 0 rədd edilib')
    await owner.post(`${address}/decide`, { decision: `undo ${seq}` })
    expect((await owner.get(address)).text).toContain('1 açıq, 0 təsdiq edilib, 0 rədd edilib')
    for (const _ of [1, 2]) await owner.post(`${address}/decide`, { decision: 'confirm-all' })
    await owner.post(`${address}/decide`, { decision: 'confirm 1' })
    expect((await owner.get(address)).text).toContain('0 açıq, 1 təsdiq edilib, 0 rədd edilib')
    await owner.post(`${address}/decide`, { decision: 'undo-all' })
    const back = await owner.post(`${address}/decide`, { decision: `refuse ${seq}`, place: 'outcome=suggested' })
    expect(back.headers.get('location')).toBe(`${address}?outcome=suggested#results`)
    const { text } = await owner.get(address)
    expect(text).toContain('0 açıq, 0 təsdiq edilib, 1 rədd edilib')
    expect(text).toContain('rədd edilmiş 1 təklifin sətir və əməliyyatları izahsız qalıb')
  })

  test('lead from a difference to an objection, which draws the act up first', async () => {
    const address = await compared(owner)
    const page = await owner.get(`${address}?outcome=differs`)
    const [, link] = /href="([^"]+\/objection\/\d+)"/.exec(page.text)!
    const toAct = await owner.get(link!)
    expect(toAct.status).toBe(303)
    const acts = await owner.get(toAct.headers.get('location')!)
    expect(acts.text).toContain('value="01.03.2026"')
    const [, books] = /name="books" value="([^"]+)"/.exec(acts.text)!
    const [, result] = /name="result" value="([^"]+)"/.exec(acts.text)!
    const period = { from: '1.3', to: '31.03.2026' }
    const drawnUp = await owner.post(`/accounts/${TRADER}/acts`, { ...period, books: books!, result: result! })
    expect(drawnUp.headers.get('location')).toBe(link)
    // The act is there now, so the same link leads to the form itself.
    const form = (await owner.get(link!)).headers.get('location')!
    expect(form).toMatch(/\/acts\/1\/objections\?ledger=vat&line=assessed&books=/)
    const { text } = await owner.get(form)
    // Customs assessed 40.00 + 10.00, and own books have 40.01 for the first.
    expect(text).toContain('value="50,01"')
    expect(text).toMatch(/<textarea[^>]*>Öz uçotumuz: 02.03.2026, sətir 3, GB-1[^<]*Gömrük: 02.03.2026[^<]*GB-1/)
    const sent = await owner.post(form, { reason: 'Yuvarlaqlaşdırma', own: '50,01', note: '' })
    expect(sent.headers.get('location')).toBe(`/accounts/${TRADER}/acts/1`)
    expect((await owner.get(`/accounts/${TRADER}/acts/1`)).text).toContain('Yuvarlaqlaşdırma')
  })

  test('fill the company’s column of an act, which saves nothing by itself', async () => {
    const address = await compared(owner)
    const figures = `/accounts/${TRADER}/acts/1/ledgers/vat`
    const id = address.split('/').at(-1)
    expect((await owner.get(figures)).text).toContain(`${figures}?books=${id}`)
    const { text } = await owner.get(`${figures}?books=${id}`)
    expect(text).toMatch(/name="assessed"[^>]* value="50,01"/)
    expect(text).toMatch(/name="openingDebt"[^>]* value="0,00"/)
    expect(text).toContain('1 sətri (+3,00')
    expect((await owner.get(figures)).text).toMatch(/name="assessed"[^>]* value=""/)
    // Figures of another file are not there.
    expect((await owner.get(`${figures}?books=0123456789abcdef`)).text).toMatch(/name="assessed"[^>]* value=""/)
  })

  test('lead nobody to an objection who may not object', async () => {
    const address = await compared(broker)
    expect((await broker.get(`${address}?outcome=differs`)).text).not.toContain('/objection/')
    expect((await broker.get(`${address}/objection/1`)).status).toBe(403)
    const own = await compared(owner)
    for (const seq of ['0', '999', 'x']) expect((await owner.get(`${own}/objection/${seq}`)).status).toBe(404)
  })

  test('fill in nothing of an act that has operations which the comparison does not know', async () => {
    await using site = await openOwnBooksSite()
    const owner = await site.as(representativeOf(TRADER))
    const address = await compared(owner)
    const act = { from: '01.03.2026', to: '31.03.2026' }
    // They change no balance.
    await site.book(assessed('GB-9', { vat: '9.00' }, on('2026-03-20')), cancelled('GB-9', on('2026-03-20')))
    expect((await owner.get(address)).text).toContain('Bu müqayisədən sonra')
    await owner.post(`/accounts/${TRADER}/acts`, act)
    const figures = `/accounts/${TRADER}/acts/1/ledgers/vat`
    const id = address.split('/').at(-1)
    expect((await owner.get(figures)).text).not.toContain('?books=')
    expect((await owner.get(`${figures}?books=${id}`)).text).toMatch(/name="assessed"[^>]* value=""/)
    const [, link] = /href="([^"]+\/objection\/\d+)"/.exec((await owner.get(`${address}?outcome=differs`)).text)!
    const form = await owner.get((await owner.get(link!)).headers.get('location')!)
    expect(form.text).toContain('Müqayisədəki əməliyyatlar bu aktdakılar deyil')
    expect(form.text).toMatch(/<textarea[^>]*><\/textarea>/)
    await compare(owner, address)
    expect((await owner.get(address)).text).not.toContain('Bu müqayisədən sonra')
    expect((await owner.get(figures)).text).toContain(`?books=${id}`)
  })

  test('are exported without formulas that run, and deleted after a question', async () => {
    const address = await compared(owner)
    const file = await owner.get(`${address}/export`)
    expect(file.headers.get('content-type')).toContain('text/csv')
    // The text of the file begins as a formula does.
    expect(file.text).not.toMatch(/[;"]=2\+2/)
    expect(file.text).toContain('40,01')
    const workbook = await owner.request(`${address}/export?dialect=xlsx`)
    expect(workbook.headers.get('content-disposition')).toContain('.xlsx')
    expect(
      Buffer.from(await workbook.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
    expect((await owner.get(`${address}/export?dialect=nonsense`)).status).toBe(404)
    const asked = await owner.get(`${address}/delete`)
    expect([asked.status, asked.text.includes('“mart.csv” faylı')]).toEqual([200, true])
    expect((await owner.get(address)).status).toBe(200)
    for (const _ of [1, 2]) expect((await owner.post(`${address}/delete`)).status).toBe(303)
    expect((await owner.get(`${address}/delete`)).status).toBe(404)
    expect((await owner.get(address)).status).toBe(404)
    expect((await owner.get(`${address}/export`)).status).toBe(404)
  })

  test('are seen by those who uploaded them only: the company or the broker', async () => {
    const [ofOwner, ofBroker] = [await compared(owner), await compared(broker)]
    expect((await broker.get(ofBroker)).status).toBe(200)
    for (const [who, address] of [
      [broker, ofOwner],
      [owner, ofBroker],
    ] as const) {
      expect((await who.get(address)).status).toBe(404)
      expect((await who.post(`${address}/decide`, { decision: 'confirm-all' })).status).toBe(404)
      expect((await who.get(BOOKS)).text).not.toContain(address)
      await who.post(`${address}/delete`)
    }
    expect((await owner.get(ofOwner)).status).toBe(200)
    // The mandate of the broker allows no downloads.
    expect((await broker.get(`${ofBroker}/export`)).status).toBe(403)
    const stranger = await site.as(representativeOf('7000000091' as Voen))
    expect((await stranger.get(ofOwner)).status).toBe(404)
  })
})
