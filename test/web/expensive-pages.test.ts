import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assessed, registered, TRADER } from '../support/oracle/events.ts'
import { representativeOf } from '../support/people/people.ts'
import { Site } from './site.ts'

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

describe('pages that read much', () => {
  const PAGES = ['preview?amount=20000', 'pictures', 'document?from=2026-01-01']

  test.each(PAGES)(
    '%s: one session asks for many at once and gets them one after another, and no more than about ten',
    async page => {
      const user = await site.as(representativeOf(TRADER))
      const answers = await Promise.all(Array.from({ length: 40 }, () => user.get(`${ACCOUNT}/${page}`)))
      const statuses = answers.map(({ status }) => status)
      expect(statuses.filter(status => status === 200).length).toBeGreaterThanOrEqual(10)
      expect(statuses).toContain(429)
      expect(answers.find(({ status }) => status === 429)!.headers.get('retry-after')).toBe('5')
      expect((await user.get(`${ACCOUNT}/${page}`)).status).toBe(200)
    },
  )

  test('another session does not wait for them', async () => {
    const [one, other] = [await site.as(representativeOf(TRADER)), await site.as(representativeOf(TRADER))]
    let done = 0
    const many = Array.from({ length: 10 }, async () => {
      await one.get(`${ACCOUNT}/pictures`)
      done += 1
    })
    expect((await other.get(`${ACCOUNT}/ledgers/vat`)).status).toBe(200)
    expect(done).toBeLessThan(5)
    await Promise.all(many)
  })
})
