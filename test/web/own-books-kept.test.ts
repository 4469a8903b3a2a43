import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type PlainDate, todayInBaku } from '../../src/domain/dates.ts'
import type { ComparingAnswer } from '../../src/domain/own-books/comparing-answer.ts'
import type { Mapping } from '../../src/domain/own-books/mapping.ts'
import { beginComparison, type CompareFile, compareUpload } from '../../src/services/own-books/compare-upload.ts'
import { removeEnded } from '../../src/services/own-books/own-books.ts'
import { ComparisonStoppedError } from '../../src/services/own-books/run-keeper.ts'
import { TRADER } from '../support/oracle/events.ts'
import { representativeOf } from '../support/people/people.ts'
import { CSV, compare, compared, openOwnBooksSite, upload } from './own-books-site.ts'
import type { Site, Visit } from './site.ts'

const DAY_MS = 24 * 60 * 60 * 1000

let site: Site
let owner: Visit
beforeAll(async () => {
  site = await openOwnBooksSite()
  owner = await site.as(representativeOf(TRADER))
})
afterAll(() => site[Symbol.asyncDispose]())

const MARCH = { from: '2026-03-01' as PlainDate, to: '2026-03-31' as PlainDate }
const MAPPING: Mapping = {
  ...{ headingRow: 2, date: 0, debit: 1, credit: 2, amount: null, debitRaises: true },
  ...{ declaration: 3, reference: null, ledger: null, text: 4 },
}

/** A comparison that has begun, and is made by nobody yet. */
async function begun() {
  const { headers } = await upload(owner, CSV)
  const address = headers.get('location')!
  const key = { voen: TRADER, maker: TRADER, id: address.split('/').at(-1)! }
  const order = { key, mapping: MAPPING, scope: null, period: MARCH, ownOpening: null }
  const means = { ...site.store, clock: () => site.now }
  return { address, means, order, run: (await beginComparison(means, order))! }
}

async function* dyingAfter(results: readonly string[]): AsyncGenerator<ComparingAnswer> {
  yield { results, of: results.length + 1 }
  throw new Error('killed')
}

describe('own books', () => {
  test('whose comparison died with its server are offered anew, and nothing of it is left', async () => {
    const { address, means, order, run } = await begun()
    // Ends as a killed process does: with results that nobody finishes.
    const died = compareUpload(means, order, run, () => dyingAfter(['[]', '[]']), todayInBaku(site.now))
    await expect(died).rejects.toThrow('killed')
    expect((await owner.get(address)).headers.has('refresh')).toBe(true)
    expect((await owner.get(address)).text).toContain('2 / 3')
    const now = site.now
    site.now = new Date(now.getTime() + 60_000)
    try {
      expect((await owner.get(address)).text).toContain('Müqayisə yarımçıq qalıb')
      await compare(owner, address)
      expect((await owner.get(address)).text).toContain('GB-1')
    } finally {
      site.now = now
    }
  })

  test('stop being compared when the person says so, and a run that was stopped keeps nothing more', async () => {
    const { address, means, order, run } = await begun()
    const compareFile: CompareFile = async function* ({ signal }) {
      yield { results: ['[]'], of: 2 }
      await owner.post(`${address}/stop`)
      await once(signal, 'abort')
      throw signal.reason
    }
    await expect(compareUpload(means, order, run, compareFile, todayInBaku(site.now))).rejects.toThrow(
      ComparisonStoppedError,
    )
    const page = await owner.get(address)
    expect([page.status, page.headers.has('refresh'), page.text.includes('Sütunların mənası')]).toEqual([
      200,
      false,
      true,
    ])
  })

  test('a decision about an earlier comparison of the file is not kept', async () => {
    const address = await compared(owner)
    const { text } = await owner.get(address)
    const [, seq] = /value="confirm (\d+)"/.exec(text)!
    const [, made] = /name="made" value="(\d+)"/.exec(text)!
    const late = await owner.post(`${address}/decide`, { decision: `confirm ${seq}`, made: `${Number(made) - 1}` })
    expect([late.status, late.text.includes('Qərarınız yazılmayıb')]).toEqual([422, true])
    expect((await owner.get(address)).text).toContain('1 açıq, 0 təsdiq edilib')
    expect((await owner.post(`${address}/decide`, { decision: `confirm ${seq}`, made: made! })).status).toBe(303)
    expect((await owner.get(`${address}?change`)).text).toContain('bütün qərarları əvəz edir')
  })

  test('end by themselves after the days that the page names', async () => {
    const address = await compared(owner)
    const now = site.now
    site.now = new Date(now.getTime() + 31 * DAY_MS)
    const later = await site.as(representativeOf(TRADER))
    expect((await later.get(address)).status).toBe(404)
    await removeEnded({ papers: site.store.papers, reader: site.store.reader }, todayInBaku(site.now))
    site.now = now
    const again = await site.as(representativeOf(TRADER))
    expect((await again.get(address)).status).toBe(404)
  })
})
