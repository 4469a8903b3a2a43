import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Trial } from '../sandbox/trial.ts'
import { assessed, registered, TRADER } from '../support/oracle/events.ts'
import { ACCOUNTANT, BROKER } from '../support/people/access-people.ts'
import { HttpBrowser } from '../support/people/http-browser.ts'
import { cookieOf } from '../support/people/people.ts'
import { fieldValue } from './html.ts'
import { asHtmx, Site, type Visit } from './site.ts'

const MANDATES = `/accounts/${TRADER}/mandates`
const DOCUMENTS = `/accounts/${TRADER}/documents`
const ACTS = `/accounts/${TRADER}/acts`
const OBJECTIONS = `${ACTS}/1/objections?ledger=vat&line=settled`
const MARCH = { from: '1.3.2026', to: '31.3.2026' }
const TERMS = { from: '1.4.2026', to: '', scope: 'balances' }

let site: Site
let visit: Visit
beforeEach(async () => {
  site = await Site.open([registered(), assessed('A/1', { vat: '1.00' })])
  visit = await site.as(ACCOUNTANT)
})
afterEach(() => site[Symbol.asyncDispose]())

interface Sent {
  readonly path: string
  readonly form?: Record<string, string>
  readonly headers?: Record<string, string>
  /** Prepares the state that the form needs. */
  readonly before?: () => Promise<unknown>
}

const grant = () => visit.post(MANDATES, { broker: BROKER, confirmed: BROKER, ...TERMS })
const seen = async () => fieldValue((await visit.get(`${MANDATES}/${BROKER}`)).html, 'seen')
const drawUp = () => visit.post(ACTS, MARCH)
const withdraw = () => visit.post(`${MANDATES}/${BROKER}/withdraw`)
const anotherSession = () => cookieOf(site.store.access, ACCOUNTANT, new Date(site.now.getTime() + 1000))

/** The handle of the newest session. */
async function endOfAnother(): Promise<string> {
  const [session] = (await site.rows('session')).sort((one, other) => (one.opened_at < other.opened_at ? 1 : -1))
  return `/sessions/${session!.handle}/end`
}

/** Each form that people send, by its route. */
const FORMS: Readonly<Record<string, () => Sent | Promise<Sent>>> = {
  '/sign-out': () => ({ path: '/sign-out' }),
  '/session': () => ({ path: '/session', headers: asHtmx }),
  '/session/again': () => ({ path: '/session/again', headers: asHtmx }),
  '/sessions/end-others': () => ({ path: '/sessions/end-others', before: anotherSession }),
  '/sessions/:handle/end': async () => {
    await anotherSession()
    return { path: await endOfAnother() }
  },
  '/accounts/:voen/documents/extract': () => ({ path: `${DOCUMENTS}/extract?from=2026-01-01` }),
  '/accounts/:voen/documents/debts': () => ({ path: `${DOCUMENTS}/debts` }),
  '/accounts/:voen/documents/act': () => ({ path: `${DOCUMENTS}/act?act=1`, before: drawUp }),
  '/accounts/:voen/documents/declaration': () => ({ path: `${DOCUMENTS}/declaration?number=A/1` }),
  '/accounts/:voen/acts': () => ({ path: ACTS, form: MARCH }),
  '/accounts/:voen/acts/:act/ledgers/:ledger': () => ({
    path: `${ACTS}/1/ledgers/vat`,
    form: { settled: '1' },
    before: drawUp,
  }),
  '/accounts/:voen/acts/:act/objections': () => ({ path: OBJECTIONS, form: { reason: 'x' }, before: drawUp }),
  '/accounts/:voen/acts/:act/objections/:objection/withdraw': () => ({
    path: `${ACTS}/1/objections/1/withdraw`,
    before: async () => {
      await drawUp()
      await visit.post(OBJECTIONS, { reason: 'x' })
    },
  }),
  '/accounts/:voen/acts/:act/agree': () => ({ path: `${ACTS}/1/agree`, before: drawUp }),
  '/accounts/:voen/acts/:act/close': () => ({
    path: `${ACTS}/1/close`,
    before: async () => {
      await drawUp()
      await visit.post(`${ACTS}/1/agree`)
    },
  }),
  '/accounts/:voen/acts/:act/cancel': () => ({ path: `${ACTS}/1/cancel`, form: { reason: 'x' }, before: drawUp }),
  '/accounts/:voen/mandates': () => ({ path: MANDATES, form: { broker: BROKER, confirmed: BROKER, ...TERMS } }),
  '/accounts/:voen/mandates/:broker': async () => {
    await grant()
    return { path: `${MANDATES}/${BROKER}`, form: { ...TERMS, exports: 'yes', seen: await seen() } }
  },
  '/accounts/:voen/mandates/:broker/withdraw': () => ({ path: `${MANDATES}/${BROKER}/withdraw`, before: grant }),
}

/** A form that changes nothing. */
const COMPARED = '/verify/:number'

/** Uploads and what is done to them write no audit line; `own-books.test.ts` sends each of them twice. */
const OF_OWN_BOOKS = ['', '/:id/compare', '/:id/decide', '/:id/delete', '/:id/stop'].map(
  path => `/accounts/:voen/own-books${path}`,
)

/** Orders of long documents write a line when the document is issued; `long-documents.test.ts` sends them twice. */
const OF_ORDERS = ['', '/:id/again', '/:id/stop'].map(path => `/accounts/:voen/document-orders${path}`)

/** Sent by other programs with an id of their own; tested elsewhere. */
const OF_PROGRAMS = ['/sign-out/back-channel', '/intake/v1/events', '/intake/v1/objections/answers']

interface Actions {
  /** All tables that people's actions change, without the time a session was last seen. */
  readonly state: readonly string[][]
  readonly told: number
}

async function actions(): Promise<Actions> {
  const sessions = (await site.rows('session')).map(session => ({ ...session, last_seen_at: '' }))
  const [mandates, audit] = [await site.rows('mandate'), await site.rows('audit_log')]
  return {
    state: [sessions, mandates, audit].map(rows => rows.map(row => JSON.stringify(row)).sort()),
    told: audit.length,
  }
}

/** The final page after redirects. */
async function shown({ status, headers, text }: Awaited<ReturnType<Visit['post']>>) {
  const location = headers.get('location')
  return location === null ? { status, text } : visit.get(location)
}

test('every form that people send is covered below', () => {
  const taken = site.app.routes.filter(({ method }) => method === 'POST').map(({ path }) => path)
  const elsewhere = [...OF_OWN_BOOKS, ...OF_ORDERS, ...OF_PROGRAMS, COMPARED]
  expect([...new Set(taken)].sort()).toEqual([...Object.keys(FORMS), ...elsewhere].sort())
})

describe.each(Object.keys(FORMS))('the form at %s', route => {
  test.each([
    ['three times at once, as by impatient clicks', 0],
    ['again after a quarter of an hour, as by going back', 15],
  ])('sent %s acts once, and gets a normal response', async (_, minutes) => {
    const { path, form = {}, headers = {}, before } = await FORMS[route]!()
    await before?.()
    const { told } = await actions()
    const send = () => visit.post(path, form, headers)
    const answers = minutes === 0 ? await Promise.all([send(), send(), send()]) : [await send()]
    const done = await actions()
    expect(done.told - told).toBe(route.startsWith('/session') && !route.startsWith('/sessions') ? 0 : 1)
    site.now = new Date(site.now.getTime() + minutes * 60_000)
    answers.push(await send(), await send())
    expect(await actions()).toEqual(done)
    for (const answer of answers) expect((await shown(answer)).status).toBe(200)
  })
})

describe('a withdrawn mandate', () => {
  test('is not granted again by resending the form that changed it', async () => {
    await grant()
    const form = { ...TERMS, exports: 'yes', seen: await seen() }
    const change = () => visit.post(`${MANDATES}/${BROKER}`, form)
    expect((await change()).status).toBe(303)
    await withdraw()
    const rows = await site.rows('mandate')
    const { status, html } = await change()
    expect(status).toBe(422)
    expect(html.text).toContain('geri götürülüb')
    expect(await site.rows('mandate')).toEqual(rows)
  })
})

describe('the form of the test identity provider', () => {
  let trial: Trial
  beforeEach(async () => {
    trial = await Trial.open()
  })
  afterEach(() => trial[Symbol.asyncDispose]())

  const sessions = () => trial.store.access.read(tx => tx.selectFrom('session').selectAll().execute())

  test('that chooses a person, sent again, redirects a signed-in user to the cabinet', async () => {
    const { someone } = trial
    await someone.open('/sign-in')
    const choice = someone.address
    for (const time of [1, 2]) {
      const page = await someone.send(choice, { person: 'accountant' })
      expect([time, page.status, someone.address]).toEqual([time, 200, '/companies'])
    }
    expect(await sessions()).toHaveLength(1)
    await someone.send(`${choice}/decline`, {})
    expect(someone.address).toBe('/companies')
    expect(await sessions()).toHaveLength(1)
  })

  test('that chooses a person, sent again from another browser, signs no one in', async () => {
    const { someone } = trial
    await someone.open('/sign-in')
    const page = await new HttpBrowser(trial.url).send(someone.address, { person: 'accountant' })
    expect([page.status, page.link('ASAN Login')]).toEqual([200, '/sign-in'])
    expect(await sessions()).toEqual([])
  })

  test('that declines, sent again, redirects to the sign-in page', async () => {
    const { someone } = trial
    await someone.open('/sign-in')
    const choice = someone.address
    expect((await someone.send(`${choice}/decline`, {})).status).toBe(403)
    const page = await someone.send(`${choice}/decline`, {})
    expect([page.status, someone.address, page.link('ASAN Login')]).toEqual([200, '/', '/sign-in'])
    expect(await sessions()).toEqual([])
  })
})
