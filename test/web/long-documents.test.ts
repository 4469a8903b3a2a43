import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { RenderPdf } from '../../src/pdf/renderer.ts'
import { removeOldOrders } from '../../src/services/papers/document-orders.ts'
import type { PaperStore } from '../../src/store/engine/access.ts'
import { createApp } from '../../src/web/app.tsx'
import { assessed, registered, TRADER } from '../support/oracle/events.ts'
import { BROKER } from '../support/people/access-people.ts'
import { dependenciesOf, representativeOf } from '../support/people/people.ts'
import { attribute, type Html } from './html.ts'
import { Site, type Visit } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`
const VAT = `${ACCOUNT}/documents/extract?ledger=vat`

/** A compiler that works until it is told to go on. */
class Gate {
  #open = Promise.withResolvers<void>()
  signals: AbortSignal[] = []
  /** Set when its process is killed: it says nothing any more. */
  isDead = false

  readonly render: RenderPdf = async (document, { signal, issue }) => {
    if (!signal) throw new Error('It cannot be stopped')
    this.signals.push(signal)
    await Promise.race([
      this.#open.promise,
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    ])
    return Buffer.alloc(3_500_000, `${document.title} ${issue!.number}`)
  }

  open(): void {
    this.#open.resolve()
  }
}

let site: Site
beforeAll(async () => {
  const funds = { 'customs-duty': '1.00', vat: '2.00', 'customs-fee': '3.00', excise: '4.00', fine: '5.00' }
  const declarations = Array.from({ length: 2001 }, (_, index) => assessed(`D/${index}`, funds))
  site = await Site.open([registered(), ...declarations])
})
afterAll(() => site[Symbol.asyncDispose]())

/** The application in another process of the server. */
async function processOf(gate: Gate, subject: string): Promise<Visit> {
  const person = { ...representativeOf(TRADER), subject }
  const papers: PaperStore = {
    ...site.store.papers,
    write: (voen, work) => (gate.isDead ? new Promise(() => {}) : site.store.papers.write(voen, work)),
  }
  return (await site.as(person)).through(
    createApp({ ...dependenciesOf(site.store), papers, renderPdf: gate.render, clock: () => site.now }),
  )
}

const actionOf = (html: Html, word: string) =>
  html
    .tags('form')
    .map(form => attribute(form, 'action')!)
    .find(action => action.includes(word))!

async function orderOf(visit: Visit, path = VAT): Promise<string> {
  const { status, headers } = await visit.post(path)
  expect(status).toBe(303)
  return headers.get('location')!
}

const numbersOf = async (visit: Visit) =>
  (await visit.get(`${ACCOUNT}/documents`)).html.table('documents').map(([number]) => number!)

/** The page of an order when nobody works on it any more. */
async function ended(visit: Visit, order: string) {
  return vi.waitUntil(
    async () => {
      const page = await visit.get(order)
      return page.headers.get('refresh') === null && page
    },
    { timeout: 20_000, interval: 50 },
  )
}

describe('a document of more rows than a request waits for', { timeout: 30_000 }, () => {
  test('has a page that says how far it is, and ends with the file, which stays for a day', async () => {
    const gate = new Gate()
    const visit = await processOf(gate, 'patient')
    const order = await orderOf(visit)
    const isComposed = async () => /Səhifələrin tərtibi: \d+ saniyədir/.test((await visit.get(order)).html.text)
    await vi.waitUntil(isComposed, { timeout: 20_000 })
    const page = await visit.get(order)
    expect([page.status, page.headers.get('refresh')]).toEqual([200, '2'])
    expect(page.html.link('Yenilə')).toBe(order)
    expect(await orderOf(visit), 'the same form again').toBe(order)
    expect(gate.signals).toHaveLength(1)
    expect(await numbersOf(visit)).toEqual([])

    gate.open()
    const { html } = await ended(visit, order)
    const [number] = await numbersOf(visit)
    const file = `${ACCOUNT}/documents/${number}/file`
    expect(html.link('PDF faylını yüklə (4 MB)')).toBe(file)
    const bytesOf = async (encoding: Record<string, string>) => {
      const response = await visit.request(file, encoding)
      return [response.headers.get('content-encoding'), (await response.arrayBuffer()).byteLength] as const
    }
    expect(await bytesOf({})).toEqual([null, 3_500_000])
    const [encoding, length] = await bytesOf({ 'accept-encoding': 'gzip' })
    expect([encoding, length < 100_000]).toEqual(['gzip', true])
    expect(gate.signals, 'it is made once').toHaveLength(1)

    site.now = new Date(site.now.getTime() + 25 * 60 * 60 * 1000)
    await removeOldOrders(site.store, site.now)
    const later = await processOf(gate, 'patient')
    expect((await later.get(order)).status).toBe(404)
    expect((await later.request(file)).headers.get('location')).toBe(`${ACCOUNT}/documents/${number}`)
    const document = await later.get(`${ACCOUNT}/documents/${number}`)
    const again = await orderOf(later, actionOf(document.html, 'document-orders'))
    await ended(later, again)
    expect((await later.request(file)).status).toBe(200)
    expect(await numbersOf(later)).toEqual([number])
  })

  test('is stopped by its person, and not issued', async () => {
    const gate = new Gate()
    const visit = await processOf(gate, 'hasty')
    const before = await numbersOf(visit)
    const order = await orderOf(visit, `${VAT}&lang=en`)
    const other = await processOf(new Gate(), 'hasty')
    await other.post(actionOf((await other.get(order)).html, '/stop'))
    const { text, html } = await visit.get(order)
    expect(text).toContain('Hazırlanma dayandırılıb')
    expect(html.link('Səhifəyə qayıt')).toContain(`${ACCOUNT}/ledgers/vat`)
    await vi.waitUntil(() => gate.signals[0]!.aborted, { timeout: 10_000 })
    expect(await numbersOf(visit)).toEqual(before)
  })

  test('that a killed process has left is made by another one, once', async () => {
    const dead = new Gate()
    const killed = await processOf(dead, 'unlucky')
    const order = await orderOf(killed)
    dead.isDead = true
    site.now = new Date(site.now.getTime() + 31_000)
    const gate = new Gate()
    gate.open()
    const visit = await processOf(gate, 'unlucky')
    const { text, html } = await visit.get(order)
    expect(text).toContain('yarımçıq qalıb')
    await visit.post(actionOf(html, '/again'))
    await visit.post(actionOf(html, '/again'))
    expect((await ended(visit, order)).text).toContain('PDF sənədi hazırdır')
    expect(gate.signals).toHaveLength(1)
  })

  test('holds nobody else up: a person has three in work, and another one still has one', async () => {
    const gate = new Gate()
    const visit = await processOf(gate, 'greedy')
    const orders = []
    for (const language of ['az', 'en', 'ru']) orders.push(await orderOf(visit, `${VAT}&lang=${language}`))
    const refused = await visit.post(`${VAT}&from=2026-01-01`)
    expect(refused.status).toBe(429)
    expect(refused.text).toContain('artıq üç sənəd hazırlanır')
    expect((await visit.get(orders[1]!)).html.text).toMatch(/Növbə\s+davam edir/)
    for (const order of orders) await visit.post(`${order}/stop`)
    expect((await visit.post(VAT)).status).toBe(303)
  })

  test('is seen by its person alone, and ordered by nobody without the right', async () => {
    const visit = await processOf(new Gate(), 'owner')
    const order = await orderOf(visit)
    const colleague = await processOf(new Gate(), 'colleague')
    const stranger = await site.as(representativeOf(BROKER))
    for (const other of [colleague, stranger]) {
      expect((await other.get(order)).status).toBe(404)
      for (const action of ['stop', 'again']) expect((await other.post(`${order}/${action}`)).status).toBe(404)
    }
    expect((await stranger.post(VAT)).status).toBe(404)
    expect((await visit.get(order)).headers.get('refresh')).toBe('2')
    await visit.post(`${order}/stop`)
  })

  test('has at most 10,000 rows; more is refused with the ways to all of them', async () => {
    const visit = await processOf(new Gate(), 'excessive')
    const said = ({ html }: { html: Html }) => {
      expect(html.text).toContain('PDF sənədi 10.000 sətirdən çox ola bilməz.')
      return [html.link('Səhifəyə qayıt'), html.link('Export ilə yüklə')]
    }
    const extract = await visit.post(`${ACCOUNT}/documents/extract?from=2026-01-01`)
    expect(extract.status).toBe(422)
    expect(said(extract)).toEqual([`${ACCOUNT}?from=2026-01-01`, `${ACCOUNT}/export?from=2026-01-01`])
    // Debts are counted while they are read.
    const debts = await ended(visit, await orderOf(visit, `${ACCOUNT}/documents/debts?order=due`))
    expect(said(debts)).toEqual([`${ACCOUNT}/debts?order=due`, `${ACCOUNT}/debts/export?order=due`])
    expect(actionOf(debts.html, '/again')).toBeUndefined()
  })
})
