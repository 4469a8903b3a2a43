import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '../../src/domain/person.ts'
import type { AccessStore } from '../../src/store/engine/access.ts'
import { assessed, paidToCode, registered, TRADER } from '../support/oracle/events.ts'
import { representativeOf } from '../support/people/people.ts'
import { asHtmx, Site } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`
/** A sum that stands nowhere else. */
const FIGURE = /77[.]?1(31|26),97/

/** Every kind of page that may show figures of an account. */
const PLACES = [
  ACCOUNT,
  `${ACCOUNT}/ledgers/vat`,
  `${ACCOUNT}/document`,
  `${ACCOUNT}/ledgers/vat/document`,
  `${ACCOUNT}/declarations`,
  `${ACCOUNT}/declarations/A/1`,
  `${ACCOUNT}/pictures`,
  `${ACCOUNT}/preview`,
  `${ACCOUNT}/export`,
  `${ACCOUNT}/ledgers/vat/export`,
  `${ACCOUNT}/declarations/export`,
]
const QUERIES = ['', 'from=2026-01-01', 'from=xx', 'to=31.02.2026', 'amount=5', 'amount=x', 'before=1', 'type=gift']
const KINDS = [
  { kind: 'a page', query: '', headers: {} },
  { kind: 'a part', query: '', headers: asHtmx },
  { kind: 'a live update', query: 'live=0', headers: asHtmx },
  { kind: 'a live update without htmx', query: 'live=0', headers: {} },
]

let site: Site
beforeAll(async () => {
  site = await Site.open([registered(), assessed('A/1', { vat: '77131.97' }), paidToCode('802001', '1.00')])
})
afterAll(() => site[Symbol.asyncDispose]())

let count = 0
function newPerson(): Person {
  count += 1
  return { ...representativeOf(TRADER), subject: `person ${count}` }
}

const visitsOf = async ({ subject }: Person) =>
  (await site.rows('access_log')).filter(visit => visit.subject === subject).length

describe.each(KINDS)('$kind', ({ query: extra, headers }) => {
  test.each(PLACES)('of %s that shows figures is noted, whatever its status', async place => {
    let shown = 0
    for (const query of QUERIES) {
      const person = newPerson()
      const user = await site.as(person)
      const { text } = await user.get(`${place}?${[query, extra].filter(Boolean).join('&')}`, headers)
      if (FIGURE.test(text)) {
        shown += 1
        expect(await visitsOf(person)).toBeGreaterThan(0)
      }
    }
    expect(shown).toBeGreaterThan(0)
  })
})

describe('a visit that cannot be written', () => {
  function failing(access: AccessStore) {
    const state = { fails: true }
    const write: AccessStore['write'] = async work => {
      if (state.fails) throw new Error('The disk is gone')
      return access.write(work)
    }
    return { state, access: { ...access, write } }
  }

  test('shows nothing, and the next request writes it', async () => {
    await using inner = await Site.open([registered(), assessed('A/1', { vat: '77131.97' })])
    const { state, access } = failing(inner.store.access)
    const user = await inner.as(representativeOf(TRADER))
    const { createApp } = await import('../../src/web/app.tsx')
    const { dependenciesOf } = await import('../support/people/people.ts')
    const app = createApp({ ...dependenciesOf({ ...inner.store, access }), clock: () => inner.now, log: () => {} })
    const ask = () => user.through(app).get(ACCOUNT)
    const refused = await ask()
    expect([refused.status, FIGURE.test(refused.text)]).toEqual([500, false])
    state.fails = false
    expect((await ask()).status).toBe(200)
    expect(await inner.rows('access_log')).toHaveLength(1)
    await ask()
    expect(await inner.rows('access_log')).toHaveLength(1)
  })

  test('of many requests at once is written once, and none is answered before', async () => {
    const person = newPerson()
    const user = await site.as(person)
    await Promise.all(Array.from({ length: 10 }, () => user.get(ACCOUNT)))
    expect(await visitsOf(person)).toBe(1)
  })
})
