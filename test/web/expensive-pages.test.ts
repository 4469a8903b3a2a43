import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Voen } from '../../src/domain/voen.ts'
import { createApp } from '../../src/web/app.tsx'
import { assessed, registered, TRADER } from '../support/oracle/events.ts'
import { ACCOUNTANT, BROKER } from '../support/people/access-people.ts'
import { dependenciesOf, representativeOf } from '../support/people/people.ts'
import { WatchedReader } from '../support/stores/watched-reader.ts'
import { type Answer, Site } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`
const FUNDS = ['customs-duty', 'customs-fee', 'vat', 'excise', 'fine', 'late-interest', 'other']
const DECLARATIONS = 400

/** An account with 2,800 open debts of 10.00. */
let site: Site
beforeAll(async () => {
  const charges = Object.fromEntries(FUNDS.map(fund => [fund, '10.00']))
  site = await Site.open([
    registered(),
    ...Array.from({ length: DECLARATIONS }, (_, index) => assessed(`D/${index}`, charges)),
  ])
})
afterAll(() => site[Symbol.asyncDispose]())

describe('the preview of a payment that pays more debts than are read', () => {
  test('lists the first of them, and says the totals of all', async () => {
    const user = await site.as(representativeOf(TRADER))
    const { status, html } = await user.get(`${ACCOUNT}/preview?amount=20000`)
    expect(status).toBe(200)
    expect(html.text).toMatch(/bu vəsait 1\.\d{3} borcdan çoxunun ödənilməsinə gedər/)
    expect(html.text).toMatch(/Avansda qalan məbləğ ?0,00 AZN/)
    expect(html.text).toContain('8.000,00 AZN')
    expect(html.text).toContain('Yalnız ilk 100 borc göstərilir')
  })

  test('leaves on the advance what no debt takes', async () => {
    const user = await site.as(representativeOf(TRADER))
    const { html } = await user.get(`${ACCOUNT}/preview?amount=28000.50`)
    expect(html.text).toMatch(/Avansda qalan məbləğ ?0,50 AZN/)
  })

  test('is refused when the account cannot hold the amount', async () => {
    const user = await site.as(representativeOf(TRADER))
    expect((await user.get(`${ACCOUNT}/preview?amount=90071992547409.92`)).status).toBe(422)
  })
})

describe('pages that read or show much', () => {
  const PAGES = [
    `${ACCOUNT}/preview?amount=20000`,
    `${ACCOUNT}/debts`,
    `${ACCOUNT}/debts/interest`,
    `${ACCOUNT}/debts/chosen?charge=1.1`,
    `${ACCOUNT}/pictures`,
    `${ACCOUNT}/document?from=2026-01-01`,
    `${ACCOUNT}/ledgers/vat/document?from=2026-01-01`,
    `${ACCOUNT}/declarations?state=open`,
    `${ACCOUNT}/declarations/D/0`,
    '/companies',
    '/clients',
  ]
  let reader: WatchedReader
  let exporter: WatchedReader
  let app: ReturnType<typeof createApp>
  beforeEach(() => {
    reader = new WatchedReader(site.store.reader)
    exporter = new WatchedReader(site.store.exporter)
    const watched = { ...site.store, reader: reader.reader, exporter: exporter.reader }
    app = createApp({ ...dependenciesOf(watched), clock: () => site.now })
  })

  test.each(PAGES)(
    '%s: one person has twenty waiting at most, in all sessions, and reads one at a time',
    async page => {
      const person = representativeOf(TRADER, BROKER)
      const sessions = [(await site.as(person)).through(app), (await site.as(person)).through(app)]
      const held = [reader, exporter].map(disk => disk.holdFrom(1))
      const asking = Array.from({ length: 25 }, (_, index) => sessions[index % 2]!.get(page))
      const refused = await firstOf(asking, 5)
      expect(refused.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual(
        Array(5).fill([429, '5']),
      )
      expect(refused[0]!.html.title).toBe('Sorğular çoxdur – Vərəqə')
      await Promise.race(held.map(({ reached }) => reached))
      expect(reader.asked + exporter.asked).toBe(1)
      for (const { letGo } of held) letGo()
      const statuses = (await Promise.all(asking)).map(({ status }) => status)
      expect(statuses.filter(status => status === 200)).toHaveLength(20)
      expect((await sessions[0]!.get(page)).status).toBe(200)
    },
  )

  test('another person does not wait for them', async () => {
    const one = (await site.as(representativeOf(TRADER))).through(app)
    const other = (await site.as(ACCOUNTANT)).through(app)
    const { reached, letGo } = exporter.holdFrom(1)
    const many = Array.from({ length: 20 }, () => one.get(`${ACCOUNT}/pictures`))
    await reached
    for (const page of [`${ACCOUNT}/ledgers/vat`, `${ACCOUNT}/declarations/D/0`, '/companies'])
      expect((await other.get(page)).status).toBe(200)
    letGo()
    expect((await Promise.all(many)).map(({ status }) => status)).toEqual(Array(20).fill(200))
  })

  test('the list of 500 companies is read, noted and shown in turns', async () => {
    const voens = Array.from({ length: 500 }, (_, index) => `${300_000_000 + index}1` as Voen)
    await using site = await Site.open(voens.map(voen => registered({ voen })))
    const person = await site.as(representativeOf(...voens))
    let answer: Answer | undefined
    const asking = person.get('/companies').then(got => {
      answer = got
    })
    let turns = 0
    for (; !answer; turns += 1) await turn()
    await asking
    expect(answer.html.table('companies')).toHaveLength(500)
    expect(await site.rows('access_log')).toHaveLength(500)
    // Two before the page, three for its parts, and four for 500 lines of the access log.
    expect(turns).toBeGreaterThanOrEqual(9)
  })

  test('the other pages of the same person do not wait for them either', async () => {
    const person = (await site.as(representativeOf(TRADER))).through(app)
    const { reached, letGo } = exporter.holdFrom(1)
    const many = Array.from({ length: 20 }, () => person.get(`${ACCOUNT}/pictures`))
    await reached
    expect((await person.get(`${ACCOUNT}/ledgers/vat`)).status).toBe(200)
    letGo()
    await Promise.all(many)
  })
})

/** The answers that come first. */
function firstOf(asking: readonly Promise<Answer>[], count: number): Promise<Answer[]> {
  const answers: Answer[] = []
  return new Promise(resolve => {
    for (const asked of asking)
      asked.then(answer => {
        answers.push(answer)
        if (answers.length === count) resolve(answers)
      })
  })
}
