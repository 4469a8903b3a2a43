import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import { grantMandate, withdrawMandate } from '../../src/services/access/mandates.ts'
import { deliverEvents } from '../../src/services/intake/deliver-events.ts'
import { createApp } from '../../src/web/app.tsx'
import {
  assessed,
  cancelled,
  charged,
  type EventObject,
  paidByNumber,
  paidToCode,
  registered,
  TRADER,
  toLine,
} from '../support/oracle/events.ts'
import { ACCOUNTANT, anActor, BROKER, DECLARANT } from '../support/people/access-people.ts'
import { cookieOf, dependenciesOf, representativeOf } from '../support/people/people.ts'
import { WatchedReader } from '../support/stores/watched-reader.ts'
import { attribute, type Html, text } from './html.ts'
import { asHtmx, Site, Visit } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`
const VAT = `${ACCOUNT}/ledgers/vat`
const DECLARATION = `${ACCOUNT}/declarations/A/1`

let site: Site
beforeAll(async () => {
  site = await Site.open([
    registered(),
    assessed('A/1', { vat: '100.00' }, { declarant: BROKER }),
    charged('AKT 7', { 'eservice-fee': '1.00' }),
  ])
})
afterAll(() => site[Symbol.asyncDispose]())

async function deliver(...events: EventObject[]): Promise<void> {
  const { outcomes } = await deliverEvents(site.store.writer, events.map(toLine), site.now)
  expect(outcomes.map(({ became }) => became)).toEqual(events.map(() => 'applied'))
}

let payments = 0
/** Books something on the account, but on no declaration. */
const pay = () => {
  payments += 1
  return deliver(paidToCode('802001', `${payments}.00`))
}

/** The polling address of a page. */
async function liveUpdateOf(path: string, visit: Pick<Visit, 'get'> = site): Promise<string> {
  return liveUpdateIn((await visit.get(path)).html)
}

function liveUpdateIn(html: Html): string {
  return attribute(html.byId('live-update')!, 'hx-get')!
}

const targetsOf = (html: Html) => html.tags('hx-partial').map(part => attribute(part, 'hx-target'))

describe('an open page', () => {
  test.each([
    ['the account', ACCOUNT, ['#status', '#live', '#cards', '#results']],
    ['the account, searched', `${ACCOUNT}?from=1.3.26&type=assessment`, ['#status', '#live', '#cards', '#results']],
    ['a ledger', VAT, ['#status', '#live', '#results']],
    ['all operations', `${ACCOUNT}/operations?from=2026-01-01`, ['#status', '#live', '#results']],
    ['open debts', `${ACCOUNT}/debts?order=fund`, ['#status', '#live', '#standing', '#results']],
    ['an operation', `${ACCOUNT}/operations/1`, ['#live', '#facts', '#results']],
    ['an act', `${ACCOUNT}/references?number=AKT%207`, ['#status', '#live', '#results']],
    ['a ledger further on', `${VAT}?from=2026-01-01&before=99`, ['#status', '#live', '#results']],
  ])('(%s) gets 204 until something is booked, and then only the changed parts', async (_, path, targets) => {
    const liveUpdate = await liveUpdateOf(path)
    const still = await site.get(liveUpdate, asHtmx)
    expect([still.status, still.text]).toEqual([204, ''])

    await pay()
    const { status, html, headers } = await site.get(liveUpdate, asHtmx)
    expect(status).toBe(200)
    expect(targetsOf(html)).toEqual(targets)
    // Not the form in which the user types, the address, the title or the banner.
    expect(html.byId('filter')).toBeUndefined()
    expect([html.title, headers.get('hx-push-url')]).toEqual(['', null])
    const next = liveUpdateIn(html)
    expect(next).not.toBe(liveUpdate)
    expect((await site.get(next, asHtmx)).status).toBe(204)
  })

  test('does not poll for debts of a past day, which stay as they were', async () => {
    const { html } = await site.get(`${ACCOUNT}/debts?on=2026-03-01`)
    expect(attribute(html.byId('live-update')!, 'hx-get')).toBeUndefined()
  })

  test('polls with the canonical query of its filter and page', async () => {
    const liveUpdate = await liveUpdateOf(`${VAT}?to=31.12.2026&from=1.1.26&before=99`)
    expect(liveUpdate).toMatch(new RegExp(`^${VAT}\\?from=2026-01-01&to=2026-12-31&before=99&live=\\d+$`))
  })

  test('does not poll while its filter is invalid', async () => {
    const { html } = await site.get(`${VAT}?from=x`)
    expect(attribute(html.byId('live-update')!, 'hx-get')).toBeUndefined()
    expect(liveUpdateIn((await site.get(`${VAT}?from=1.1.26`, asHtmx)).html)).toContain('from=2026-01-01')
  })

  test('announces the time of the update, and updates all four cards', async () => {
    const { html: before } = await site.get(ACCOUNT)
    expect(attribute(before.byId('live')!, 'role')).toBe('status')
    expect(text(before.byId('live')!)).toBe('')
    await deliver(paidToCode('142330', '250.00'))
    const { html } = await site.get(liveUpdateIn(before), asHtmx)
    expect(html.text).toContain('Hesab saat 10:00-da yeniləndi.')
    const sums = ['balance', 'overpayment', 'debt', 'assessed'].map(card => text(html.tags('p', card)[0]!))
    expect(sums.slice(2)).toEqual(['0,00 AZN', '100,00 AZN'])
    expect(text(html.byId('ledger-advance')!)).toContain('150,00')
  })

  test('polls for changes since the last search', async () => {
    await pay()
    const { html } = await site.get(`${ACCOUNT}?type=assessment`, asHtmx)
    expect((await site.get(liveUpdateIn(html), asHtmx)).status).toBe(204)
    // The search updates the other cards as well, because later polls cover only later bookings.
    expect(html.byId('balance')).toBeDefined()
  })

  test('is sent whole if a user opens its polling address', async () => {
    const { status, html } = await site.get(await liveUpdateOf(VAT))
    expect([status, html.tags('h1').length]).toEqual([200, 1])
  })

  test('is updated in full if its version is unknown', async () => {
    for (const live of ['', '0', '-1', 'x', 'null', '%F0%9F%92%A9', '9'.repeat(400)]) {
      expect((await site.get(`${ACCOUNT}?live=${live}`, asHtmx)).status).toBe(200)
    }
    expect((await site.get('/accounts/9999999991?live=null', asHtmx)).status).toBe(404)
  })

  test('is updated after a delivery by another process to the same store', async () => {
    const other = createApp({ ...dependenciesOf(site.store), clock: () => site.now })
    const cookie = await cookieOf(site.store.access, representativeOf(TRADER), site.now)
    const liveUpdate = await liveUpdateOf(ACCOUNT)
    const visit = new Visit(other, cookie)
    expect((await visit.get(liveUpdate, asHtmx)).status).toBe(204)
    await pay()
    expect((await visit.get(liveUpdate, asHtmx)).status).toBe(200)
  })
})

describe('a declaration page', () => {
  test('is updated after bookings on the declaration, and after no others', async () => {
    await deliver(assessed('A/2', { vat: '70.00', fine: '5.00' }), assessed('A/3', { vat: '1.00' }))
    const liveUpdate = await liveUpdateOf(`${ACCOUNT}/declarations/A/2`)
    await deliver(paidByNumber('A/3', '1.00'))
    expect((await site.get(liveUpdate, asHtmx)).status).toBe(204)
    await deliver(paidByNumber('A/2', '75.00'))
    const { status, html } = await site.get(liveUpdate, asHtmx)
    expect(status).toBe(200)
    expect(targetsOf(html)).toEqual(['#status', '#live', '#facts', '#charges', '#results'])
    expect(text(html.byId('facts')!)).toContain('Ödənilib')
  })

  test('is updated after a cancellation, even one without a row', async () => {
    await deliver(assessed('A/4', { vat: '0.00' }))
    const liveUpdate = await liveUpdateOf(`${ACCOUNT}/declarations/A/4`)
    await deliver(cancelled('A/4'))
    const { status, html } = await site.get(liveUpdate, asHtmx)
    expect([status, text(html.byId('facts')!)]).toEqual([200, expect.stringContaining('Ləğv edilib')])
    expect((await site.get(liveUpdateIn(html), asHtmx)).status).toBe(204)
  })

  test('does not reveal other bookings of the account to a limited broker', async () => {
    const terms = { voen: TRADER, broker: BROKER, from: '2026-01-01' as PlainDate, to: null }
    const mandate = { ...terms, balances: false, exports: false }
    await grantMandate(site.store.access, mandate, anActor(ACCOUNTANT), site.now)
    const broker = await site.as(DECLARANT)
    const liveUpdate = await liveUpdateOf(DECLARATION, broker)
    await pay()
    expect((await broker.get(liveUpdate, asHtmx)).status).toBe(204)
    expect((await broker.get(`${VAT}?live=1`, asHtmx)).status).toBe(403)
    expect((await broker.get(`${ACCOUNT}/declarations/A/2?live=1`, asHtmx)).status).toBe(404)

    await withdrawMandate(site.store.access, { voen: TRADER, broker: BROKER }, anActor(ACCOUNTANT), site.now)
    const { status, text, headers } = await broker.get(liveUpdate, asHtmx)
    // Data that the user may no longer see must leave the screen.
    expect([status, text, headers.get('hx-redirect')]).toEqual([404, '', DECLARATION])
  })
})

describe('a live update without changes', () => {
  test('takes a single query', async () => {
    const watched = new WatchedReader(site.store.reader)
    const app = createApp({ ...dependenciesOf({ ...site.store, reader: watched.reader }), clock: () => site.now })
    const visit = new Visit(app, await cookieOf(site.store.access, representativeOf(TRADER), site.now))
    for (const path of [`${ACCOUNT}?declaration=NOWHERE`, `${VAT}?from=2026-01-01`, DECLARATION]) {
      const liveUpdate = await liveUpdateOf(path)
      watched.reset()
      expect((await visit.get(liveUpdate, asHtmx)).status).toBe(204)
      expect(watched.asked).toBe(1)
    }
  })

  test('is neither cached nor logged', async () => {
    const liveUpdate = await liveUpdateOf(ACCOUNT)
    const lines = site.log.length
    const { headers } = await site.get(liveUpdate, asHtmx)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(site.log.length).toBe(lines)
  })
})

describe('polling', () => {
  let visit: Visit
  let liveUpdate: string
  beforeEach(async () => {
    visit = await site.as({ ...representativeOf(TRADER), subject: `person-${Math.random()}` })
    liveUpdate = await liveUpdateOf(ACCOUNT)
  })

  test('is recorded as a visit only if the page changes', async () => {
    const visits = async () => (await site.rows('access_log')).length
    const before = await visits()
    await visit.get(liveUpdate, asHtmx)
    expect(await visits()).toBe(before)
    await pay()
    await visit.get(liveUpdate, asHtmx)
    expect(await visits()).toBe(before + 1)
  })

  test('does not extend the session, and stops at its end until the person comes back to the page', async () => {
    const start = site.now
    const pageThen = `${ACCOUNT}?from=2026-01-01`
    const liveUpdateThen = await liveUpdateOf(pageThen)
    for (let minute = 1; minute < 20; minute += 1) {
      site.now = new Date(start.getTime() + minute * 60_000)
      expect((await visit.get(liveUpdateThen, asHtmx)).status).toBe(204)
    }
    site.now = new Date(start.getTime() + 20 * 60_000)
    const { status, headers, html } = await visit.get(liveUpdateThen, asHtmx)
    site.now = start
    expect([status, headers.get('hx-redirect'), html.text]).toEqual([
      401,
      null,
      expect.stringContaining('Sessiya bitib.'),
    ])
    const paused = html.byId('live-update')!
    expect(attribute(paused, 'hx-trigger')).toBe('focus from:window')
    // Signed in again, it brings everything anew, also when nothing was booked.
    const resumed = await visit.get(attribute(paused, 'hx-get')!, asHtmx)
    expect([resumed.status, attribute(resumed.html.byId('live-update')!, 'hx-trigger')]).toEqual([200, 'every 1500ms'])
  })

  test('fails silently if it exceeds the rate limit or the store is unreachable', async () => {
    const quiet = async (config: { session: number }, failing: boolean) => {
      const reader = { snapshot: () => Promise.reject(new Error('The disk is gone')) }
      const app = createApp({
        ...dependenciesOf({ ...site.store, ...(failing && { reader }) }),
        config: { ...dependenciesOf(site.store).config, requestsPerMinute: { signIn: 1, stranger: 1000, ...config } },
        clock: () => site.now,
        log: () => {},
      })
      const cookie = await cookieOf(site.store.access, representativeOf(TRADER), site.now)
      const visit = new Visit(app, cookie)
      const answers = [await visit.get(liveUpdate, asHtmx), await visit.get(liveUpdate, asHtmx)]
      return { answers, page: () => visit.get('/sessions') }
    }
    const { answers, page } = await quiet({ session: 1 }, false)
    expect(answers.map(({ status }) => status)).toEqual([204, 429])
    // Polling has its own rate limit.
    expect((await page()).status).toBe(200)
    const failed = await quiet({ session: 99 }, true)
    for (const answer of [answers[1]!, ...failed.answers]) {
      expect([answer.text, answer.headers.get('hx-reswap')]).toEqual(['', 'none'])
    }
    expect(failed.answers.map(({ status }) => status)).toEqual([500, 500])
  })
})

describe('without JavaScript', () => {
  test('a reload shows new bookings', async () => {
    const before = text((await site.get(ACCOUNT)).html.byId('balance')!)
    await pay()
    expect(text((await site.get(ACCOUNT)).html.byId('balance')!)).not.toBe(before)
  })
})
