import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assessed, cancelled, on, TRADER } from '../support/oracle/events.ts'
import { representativeOf } from '../support/people/people.ts'
import { brokerOf, compare, compared, openOwnBooksSite } from './own-books-site.ts'
import type { Site, Visit } from './site.ts'

let site: Site
let owner: Visit
let broker: Visit
beforeAll(async () => {
  site = await openOwnBooksSite()
  owner = await site.as(representativeOf(TRADER))
  broker = await brokerOf(site)
})
afterAll(() => site[Symbol.asyncDispose]())

describe('own books', () => {
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

  test('lead nobody to an objection who may not object', async () => {
    const address = await compared(broker)
    expect((await broker.get(`${address}?outcome=differs`)).text).not.toContain('/objection/')
    expect((await broker.get(`${address}/objection/1`)).status).toBe(403)
    const own = await compared(owner)
    for (const seq of ['0', '999', 'x']) expect((await owner.get(`${own}/objection/${seq}`)).status).toBe(404)
  })
})
