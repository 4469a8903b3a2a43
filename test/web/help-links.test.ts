import { afterAll, beforeAll, expect, test } from 'vitest'
import { applicationOver } from '../../src/cli/application.ts'
import { readConfig } from '../../src/config.ts'
import { DEMONSTRATION_BROKER } from '../../src/demo/demonstration-people.ts'
import { loadDemonstration } from '../../src/demo/load-demonstration.ts'
import type { Person } from '../../src/domain/person.ts'
import { type RunningServer, startServer } from '../../src/server.ts'
import { HELP } from '../../src/web/urls.ts'
import { PAGES, type ProductPage, type Who } from '../support/pages.ts'
import { cookieOf, representativeOf, representativeOfAll } from '../support/people.ts'
import { openTestStore, type TestStore } from '../support/store.ts'
import { attribute, Html } from './html.ts'

const NOW = new Date('2026-06-10T08:00:00Z')

let store: TestStore
let server: RunningServer
const cookies = new Map<Who, string>()
let anchors: Set<string>

beforeAll(async () => {
  store = await openTestStore()
  await loadDemonstration(store, () => NOW)
  const config = readConfig({ REQUESTS_A_MINUTE: '1000000', SIGN_INS_A_MINUTE: '1000000' })
  server = await startServer(await applicationOver({ config, clock: () => NOW }, store, () => {}), '127.0.0.1', 0)
  const broker = representativeOf(DEMONSTRATION_BROKER)
  const people: Record<Exclude<Who, 'a stranger'>, Person> = {
    'a trader': await representativeOfAll(store.reader),
    'a broker': broker,
    'a limited broker': broker,
    'a person of no company': representativeOf(),
  }
  for (const [who, person] of Object.entries(people)) {
    cookies.set(who as Who, await cookieOf(store.gate, person, NOW, `${server.url}/test-identity`))
  }
  const guide = await ask({ path: HELP, who: 'a stranger' })
  anchors = new Set(guide.elements.flatMap(element => attribute(element, 'id') ?? []))
})
afterAll(async () => {
  await server.stop()
  await store.close()
})

async function ask({ path, who, form }: Pick<ProductPage, 'path' | 'who' | 'form'>): Promise<Html> {
  const headers = { cookie: cookies.get(who) ?? '', origin: server.url }
  const sent = form ? { method: 'POST', body: new URLSearchParams(form) } : {}
  return new Html(await (await fetch(server.url + path, { headers, ...sent })).text())
}

const ledToBy = (html: Html) =>
  html.tags('a').flatMap(link => attribute(link, 'href')?.match(/^\/help\b(.*)/)?.[1] ?? [])

test.each(PAGES)('$name leads to the guide, and to lines that are there', async page => {
  const led = ledToBy(await ask(page))
  expect(led).toContain('')
  expect(led.filter(hash => hash !== '' && !anchors.has(hash.slice(1)))).toEqual([])
})

test('pages that use its terms lead to their lines', async () => {
  const preview = PAGES.find(({ name }) => name === 'what a payment would do')!
  expect(ledToBy(await ask(preview))).toEqual(expect.arrayContaining(['#pay-order', '#pay-advance']))
})
