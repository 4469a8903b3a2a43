import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AuditEntry, Visit } from '../../src/domain/audit.ts'
import type { PlainDate } from '../../src/domain/dates.ts'
import { type AuditFilter, audit, walkAuditLog } from '../../src/services/access/audit.ts'
import {
  ACCESS_LOG_PAGE_SIZE,
  readAccessLog,
  recordExport,
  recordVisits,
  type VisitCursor,
} from '../../src/services/access/visits.ts'
import { appendVisit } from '../../src/store/access/access-log.ts'
import { OTHER_TRADER, TRADER } from '../support/oracle/events.ts'
import { ACCOUNTANT, anActor, BROKER, DECLARANT, DIRECTOR } from '../support/people/access-people.ts'
import { all } from '../support/stores/service.ts'
import { NOW, openTestStore, type TestStore } from '../support/stores/store.ts'

let store: TestStore
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

const later = (ms: number) => new Date(NOW.getTime() + ms)

const visit = (more: Partial<Visit> = {}): Visit => ({
  voen: TRADER,
  at: NOW,
  action: 'viewed',
  subject: ACCOUNTANT.subject,
  name: ACCOUNTANT.name,
  broker: null,
  detail: null,
  ...more,
})
const withoutId = ({ id: _, ...visit }: Visit & { id: string }) => visit

const NO_FILTER: AuditFilter = { from: null, to: null, voen: null, subject: null }
const audited = (filter: Partial<AuditFilter> = {}) => all(walkAuditLog(store.access, { ...NO_FILTER, ...filter }))

describe('the access log of an account', () => {
  const read = async (voen = TRADER, before: VisitCursor | null = null) => {
    const { visits, next } = await readAccessLog(store.access, voen, before)
    return { visits: visits.map(withoutId), next }
  }

  test('lists who viewed it, when and for which broker, newest first', async () => {
    const broker = { broker: BROKER, subject: DECLARANT.subject, name: DECLARANT.name }
    await recordVisits(store.access, [visit()])
    await recordVisits(store.access, [visit({ ...broker, at: later(2) })])
    await recordVisits(store.access, [visit({ at: later(1) })])
    expect(await read()).toEqual({
      visits: [visit({ ...broker, at: later(2) }), visit({ at: later(1) }), visit()],
      next: null,
    })
  })

  test('has the visits of a list that shows several accounts, all or none', async () => {
    await recordVisits(store.access, [visit({ voen: OTHER_TRADER, detail: 'list' }), visit({ detail: 'list' })])
    expect((await read()).visits).toEqual([visit({ detail: 'list' })])
    expect((await read(OTHER_TRADER)).visits).toEqual([visit({ voen: OTHER_TRADER, detail: 'list' })])
    const unfit = visit({ voen: OTHER_TRADER, subject: null as never })
    await expect(recordVisits(store.access, [visit(), unfit])).rejects.toThrow()
    expect((await read()).visits).toHaveLength(1)
  })

  test('has the visits of many lists that show the same accounts at once', async () => {
    const both = [visit(), visit({ voen: OTHER_TRADER })]
    await Promise.all(
      Array.from({ length: 12 }, (_, nth) => recordVisits(store.access, nth % 2 === 0 ? both : both.toReversed())),
    )
    expect([(await read()).visits.length, (await read(OTHER_TRADER)).visits.length]).toEqual([12, 12])
  })

  test('shows no visits of another account, and may be empty', async () => {
    await recordVisits(store.access, [visit()])
    expect(await read(OTHER_TRADER)).toEqual({ visits: [], next: null })
  })

  test.each([
    ['of one instant', 0],
    ['of one instant each', 1],
  ])('returns every line once across pages while lines are added: %s', async (_, step_ms) => {
    const count = 2 * ACCESS_LOG_PAGE_SIZE + 7
    for (let nth = 0; nth < count; nth += 1) {
      await recordVisits(store.access, [visit({ at: later(nth * step_ms), detail: `${nth}` })])
    }
    const seen: string[] = []
    const sizes: number[] = []
    for (let place: VisitCursor | null = null; ; ) {
      const { visits, next } = await read(TRADER, place)
      seen.push(...visits.map(({ detail }) => detail!))
      sizes.push(visits.length)
      await recordVisits(store.access, [visit({ at: later(1_000_000), detail: 'later' })])
      if (!next) break
      place = next
    }
    expect(seen).toEqual(Array.from({ length: count }, (_, index) => `${count - 1 - index}`))
    expect(sizes).toEqual([ACCESS_LOG_PAGE_SIZE, ACCESS_LOG_PAGE_SIZE, 7])
  })

  test('has no next page after exactly one full page', async () => {
    await store.access.write(async trx => {
      for (let nth = 0; nth < ACCESS_LOG_PAGE_SIZE; nth += 1) await appendVisit(trx, { ...visit(), id: `${nth}` })
    })
    const { visits, next } = await read()
    expect([visits.length, next]).toEqual([ACCESS_LOG_PAGE_SIZE, null])
  })
})

describe('an export', () => {
  const exported = visit({ action: 'exported', detail: 'vat' })

  test('is logged for the company and for the operator', async () => {
    await recordExport(store.access, exported, anActor(ACCOUNTANT, 'h'), { ledger: 'vat', from: '2026-01-01' })
    expect((await readAccessLog(store.access, TRADER, null)).visits.map(withoutId)).toEqual([exported])
    expect((await audited()).map(withoutIdOf)).toEqual([
      {
        at: NOW,
        action: 'export',
        actor: anActor(ACCOUNTANT, 'h'),
        voen: TRADER,
        detail: { ledger: 'vat', from: '2026-01-01' },
      },
    ])
  })

  test('is logged in both logs or in neither', async () => {
    const unfit = { ...anActor(ACCOUNTANT), address: null as never }
    await expect(recordExport(store.access, exported, unfit, {})).rejects.toThrow()
    expect((await readAccessLog(store.access, TRADER, null)).visits).toEqual([])
    expect(await audited()).toEqual([])
  })
})

const withoutIdOf = ({ id: _, ...entry }: AuditEntry & { id: string }) => entry

const entry = (more: Partial<AuditEntry> = {}): AuditEntry => ({
  ...{ at: NOW, action: 'refusal', actor: anActor(ACCOUNTANT, 'h'), voen: TRADER, detail: {} },
  ...more,
})

describe('the audit log', () => {
  test('stores the actor, action, time, address and detail', async () => {
    const details = { text: 'with "quotes", a null \0 and ə', number: 3, yes: true, no: false, none: null }
    const entries = [entry({ detail: details }), entry({ actor: anActor(), voen: null, action: 'sign-in-refused' })]
    for (const one of entries) await audit(store.access, one)
    expect((await audited()).map(withoutIdOf)).toEqual(entries)
  })

  test('accepts any header text, including a lone surrogate', async () => {
    const actor = { ...anActor(), userAgent: '\ud83d \0', name: '\ude00' }
    await audit(store.access, entry({ actor, detail: { said: '\ud83d' } }))
    const [kept] = await audited()
    expect(kept).toMatchObject({ actor: { userAgent: '\ufffd \0', name: '\ufffd' }, detail: { said: '\ufffd' } })
  })

  test('is read oldest first, in the order of writing, in batches', async () => {
    for (let nth = 0; nth < 20; nth += 1) await audit(store.access, entry({ detail: { nth } }))
    await audit(store.access, entry({ at: later(-1), detail: { nth: -1 } }))
    const order = (await audited()).map(({ detail }) => detail.nth)
    expect(order).toEqual(Array.from({ length: 21 }, (_, index) => index - 1))

    const many = Array.from({ length: 1200 }, (_, nth) => entry({ at: later(nth), detail: { nth: nth + 20 } }))
    // All at once, the last of them would wait for a connection for longer than the server lets anybody wait.
    while (many.length > 0) await Promise.all(many.splice(0, 50).map(one => audit(store.access, one)))
    const batches: number[] = []
    for await (const batch of walkAuditLog(store.access, NO_FILTER)) batches.push(batch.length)
    expect(batches).toEqual([500, 500, 221])
  })

  test('is filtered by day in Baku, by account, by person, and by all of them', async () => {
    const day = (text: string) => text as PlainDate
    const auditedDetails = async (filter: Partial<AuditFilter>) =>
      (await audited(filter)).map(({ detail }) => detail.is)
    const times = [
      '2026-11-21T19:59:59.999Z',
      '2026-11-21T20:00:00Z',
      '2026-11-22T19:59:59.999Z',
      '2026-11-22T20:00:00Z',
    ]
    for (const [index, at] of times.entries())
      await audit(store.access, entry({ at: new Date(at), detail: { is: index } }))
    const other = { voen: OTHER_TRADER, actor: anActor(DIRECTOR) }
    await audit(store.access, entry({ ...other, at: new Date('2026-11-22T10:00:00Z'), detail: { is: 9 } }))

    expect(await auditedDetails({ from: day('2026-11-22') })).toEqual([1, 9, 2, 3])
    expect(await auditedDetails({ to: day('2026-11-22') })).toEqual([0, 1, 9, 2])
    expect(await auditedDetails({ from: day('2026-11-22'), to: day('2026-11-22') })).toEqual([1, 9, 2])
    expect(await auditedDetails({ voen: OTHER_TRADER })).toEqual([9])
    expect(await auditedDetails({ subject: ACCOUNTANT.subject })).toEqual([0, 1, 2, 3])
    expect(await auditedDetails({ subject: DIRECTOR.subject, voen: TRADER })).toEqual([])
    const all = { from: day('2026-11-22'), to: day('2026-11-22'), voen: TRADER, subject: ACCOUNTANT.subject }
    expect(await auditedDetails(all)).toEqual([1, 2])
    expect(await auditedDetails({ from: day('0001-01-01'), to: day('9999-12-31') })).toHaveLength(5)
    expect(await auditedDetails({ from: day('2026-11-24') })).toEqual([])
  })
})
