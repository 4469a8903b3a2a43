import { afterAll, beforeAll, expect, test } from 'vitest'
import { PAGES, type Who } from '../support/pages.ts'
import { RealSite } from '../support/real-site.ts'
import type { Visitor } from '../support/visitor.ts'

let site: RealSite
let visitors: Map<Who, Visitor>
beforeAll(async () => {
  site = await RealSite.open()
  visitors = await site.visitors('az')
})
afterAll(() => site.close())

test('no two pages of the list have one name', () => {
  const names = PAGES.map(({ name }) => name)
  expect(names).toEqual([...new Set(names)])
})

test.each(PAGES)('$name is a page, answered with $status', async page => {
  expect((await visitors.get(page.who)!.openPage(page)).status()).toBe(page.status)
  expect(await visitors.get(page.who)!.tab.locator('main h1').count()).toBe(1)
})
