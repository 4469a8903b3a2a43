import { brotliDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../src/i18n/index.ts'
import { pageNamed } from '../support/pages.ts'
import { RealSite } from '../support/real-site.ts'
import type { Visitor } from '../support/visitor.ts'
import { fetchedRows, MOST, type Weight, weigh } from '../support/weight.ts'

let site: RealSite
beforeAll(async () => {
  site = await RealSite.open()
})
afterAll(() => site.close())

const weightOf = async (visitor: Visitor, name: string): Promise<Weight> =>
  weigh(visitor.tab, () => visitor.openPage(pageNamed(name)))

describe.each(LANGUAGES)('in the language %s', language => {
  test.each(['the entrance', 'the statement', 'a ledger', 'a declaration', 'the cabinet', 'the clients', 'the guide'])(
    'the first view of %s goes in the first round trip, and all of it is light and comes at few requests',
    async name => {
      const visitor = await site.visitorWho(pageNamed(name).who)
      await visitor.read(language)
      await visitor.forget()
      const weight = await weightOf(visitor, name)
      expect(Object.keys(weight.bytes)).toEqual(expect.arrayContaining(['document', 'stylesheet', 'script']))
      expect(weight.first).toBeGreaterThan(2000)
      expect(weight.first).toBeLessThanOrEqual(MOST.first)
      expect(weight.all).toBeLessThanOrEqual(MOST.all)
      expect(weight.requests).toBeLessThanOrEqual(MOST.requests)
      await visitor.leave()
    },
  )

  test('25 rows that are searched for are light', async () => {
    const visitor = await site.visitor()
    await visitor.read(language)
    const { headers, body } = await fetchedRows(site.url, await visitor.cookieHeader())
    expect(headers['content-encoding']).toBe('br')
    const text = brotliDecompressSync(body).toString()
    expect(text.match(/<tr/g)?.length).toBeGreaterThanOrEqual(26)
    expect(text).not.toContain('<html')
    expect(body.length).toBeLessThanOrEqual(MOST.fragment)
    await visitor.leave()
  })
})

describe('the scales themselves', () => {
  test('they tell what went over the wire, and that a page is too heavy', async () => {
    const visitor = await site.stranger()
    const before = await weightOf(visitor, 'the entrance')
    await visitor.tab.route('**/*', async route => {
      const answer = await route.fetch()
      const body = (await answer.text()) + `<!-- ${'ağır '.repeat(3000)} -->`
      const { 'content-encoding': _, ...headers } = answer.headers()
      if (route.request().resourceType() === 'document') return route.fulfill({ response: answer, body, headers })
      return route.continue()
    })
    const heavy = await weightOf(visitor, 'the entrance')
    expect(heavy.first).toBeGreaterThan(MOST.first)
    expect(before.first).toBeLessThan(MOST.first)
    await visitor.leave()
  })

  test('they count each request', async () => {
    const visitor = await site.stranger()
    await visitor.openPage(pageNamed('the entrance'))
    const { requests } = await weigh(visitor.tab, async () => {
      await visitor.openPage(pageNamed('the entrance'))
      await visitor.tab.evaluate(
        "Promise.all(['/healthz', '/signed-out'].map(path => fetch(path).then(r => r.text())))",
      )
    })
    expect(requests).toBeGreaterThanOrEqual(3)
    await visitor.leave()
  })
})
