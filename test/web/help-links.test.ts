import { afterAll, beforeAll, expect, test } from 'vitest'
import { HELP } from '../../src/web/urls.ts'
import { PAGES, type ProductPage, pageNamed, type Who } from '../support/browser/pages.ts'
import { RealSite } from '../support/browser/real-site.ts'
import { attribute, Html } from './html.ts'

let site: RealSite
let cookies: Map<Who, string>
let anchors: Set<string>
beforeAll(async () => {
  site = await RealSite.open()
  cookies = new Map()
  for (const who of new Set(PAGES.map(page => page.who))) cookies.set(who, await site.cookieWho(who))
  const guide = await load(pageNamed('the guide'))
  anchors = new Set(guide.elements.flatMap(element => attribute(element, 'id') ?? []))
})
afterAll(() => site.close())

async function load({ path, who, form }: ProductPage): Promise<Html> {
  const origin = await site.urlWho(who)
  const headers = { cookie: cookies.get(who)!, origin }
  const sent = form ? { method: 'POST', body: new URLSearchParams(form) } : {}
  return new Html(await (await fetch(origin + path, { headers, ...sent })).text())
}

/** The terms that a page links to in the guide; empty for the guide itself. */
const guideLinks = (html: Html) =>
  html.tags('a').flatMap(link => {
    const [path, line = ''] = attribute(link, 'href')?.split('#') ?? []
    return path === HELP ? line : []
  })

test.each(PAGES)('$name links to the guide, and only to existing terms in it', async page => {
  const links = guideLinks(await load(page))
  expect(links).toContain('')
  expect(links.filter(line => line !== '' && !anchors.has(line))).toEqual([])
})

test('pages link the terms they use to the guide', async () => {
  const links = guideLinks(await load(pageNamed('what a payment would do')))
  expect(links).toEqual(expect.arrayContaining(['pay-order', 'pay-advance']))
})
