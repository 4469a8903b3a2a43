import { createReadStream } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import type { Ledger } from '../../src/domain/fund.ts'
import { NO_CONDITIONS } from '../../src/domain/statement-filter.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { readEventLines } from '../../src/intake/event-lines.ts'
import { audit, walkAuditLog } from '../../src/services/access/audit.ts'
import { grantMandate, listMandates, withdrawMandate } from '../../src/services/access/mandates.ts'
import { listSessions, openSession } from '../../src/services/access/sessions.ts'
import { readAccessLog, recordExport } from '../../src/services/access/visits.ts'
import { clearRejections } from '../../src/services/intake/clear-rejections.ts'
import { deliverEvents } from '../../src/services/intake/deliver-events.ts'
import { heldGauge } from '../../src/services/intake/held.ts'
import { importEvents } from '../../src/services/intake/import-events.ts'
import { copyStore, NotACopyError } from '../../src/services/maintenance/copy-store.ts'
import { verify } from '../../src/services/maintenance/verify.ts'
import { walkLedger } from '../../src/services/statement/exports.ts'
import type { Database } from '../../src/store/engine/access.ts'
import { assessed, paidByNumber, paidToCode, registered, TRADER, toLine } from '../support/oracle/events.ts'
import { ACCOUNTANT, anActor, BROKER, ISSUER, LIMITS, OTHER_BROKER } from '../support/people/access-people.ts'
import { writePapers } from '../support/stores/papers.ts'
import { ask, differenceBetween, NOW, openTestStore, type TestStore } from '../support/stores/store.ts'
import { dropTriggers, makeFile, run } from '../support/stores/store-places.ts'
import { RUNS_ALL } from '../support/test-matrix.ts'

/** The store under test, and another one in an SQLite file. */
let store: TestStore
let other: TestStore
beforeEach(async () => {
  store = await openTestStore()
  other = await openTestStore(await makeFile())
})
afterEach(async () => {
  await store.close()
  await other.close()
})

/** Several groups of a replay. */
const MAX_LINES = RUNS_ALL ? Number.POSITIVE_INFINITY : 600

async function deliverDemonstration(to: Database): Promise<void> {
  const file = createReadStream(new URL('../../src/demo/traders.ndjson.gz', import.meta.url))
  await importEvents(to.writer, first(readEventLines(file), MAX_LINES), { clock: () => NOW, groupSize: 100 })
}

async function* first<Item>(items: AsyncIterable<Item>, count: number): AsyncGenerator<Item> {
  let taken = 0
  for await (const item of items) {
    if (taken === count) return
    taken += 1
    yield item
  }
}

/** Every outcome: applied, held, released, rejected at once and on release; with text that needs escaping in a store. */
const STORY = [
  paidByNumber('A/1', '50.00'),
  registered({ id: 'id with \0', name: 'Name with \0 and \u0001' }),
  assessed('A/1', { vat: '30.00' }),
  assessed('A/1', { vat: '30.00' }, { id: 'again' }),
  paidToCode('142330', '1.00', { voen: '1700012342', id: 'waits' }),
  paidByNumber('B/2', '7.00', { id: 'released and refused', voen: '1700012342' }),
  assessed('B/2', { fine: '5.00' }),
  'not JSON, with \0',
  '{"\\ud800":1}',
]

const EVERYTHING = { ...NO_CONDITIONS, after: 0, upTo: Number.MAX_SAFE_INTEGER }

const rowsOf = ({ reader }: Database, ledger: Ledger) =>
  Array.fromAsync(walkLedger(reader, { voen: TRADER, ledger, ...EVERYTHING }))

/** Adds rows to every access table that is copied. */
async function fillAccess({ access }: Database, day: string): Promise<void> {
  const at = new Date(`${day}T12:00:00.007Z`)
  const actor = anActor(ACCOUNTANT, 'handle')
  const terms = { from: '2026-01-01' as PlainDate, to: null, balances: true, exports: false }
  await openSession(access, {
    signedIn: { person: ACCOUNTANT, issuer: ISSUER, idToken: null, providerSession: null },
    actor,
    replaced: null,
    limits: LIMITS,
    now: at,
  })
  await grantMandate(access, { voen: TRADER, broker: BROKER, ...terms, to: day as PlainDate }, actor, at)
  await grantMandate(access, { voen: TRADER, broker: OTHER_BROKER, ...terms }, actor, at)
  await withdrawMandate(access, { voen: TRADER, broker: OTHER_BROKER }, actor, at)
  const visit = { voen: TRADER, at, action: 'exported', subject: 's \0', name: 'Ad ə', broker: BROKER } as const
  await recordExport(access, { ...visit, detail: 'vat' }, actor, { ledger: 'vat', nothing: null, many: 3, yes: true })
  await audit(access, { at, action: 'refusal', actor: anActor(), voen: null, detail: { b: 1, a: 'null \0 and "ə"' } })
}

/** Papers of each account. @param act the number of their acts */
async function fillPapers({ papers }: Database, number: string, act: number): Promise<void> {
  for (const voen of [TRADER, BROKER]) await writePapers(papers, voen, `${number} ${voen}`, act)
}

async function gateOf({ access }: Database) {
  return {
    mandates: await listMandates(access, TRADER),
    visits: await readAccessLog(access, TRADER, null),
    audited: await Array.fromAsync(walkAuditLog(access, { from: null, to: null, voen: null, subject: null })),
  }
}

async function expectEqual(): Promise<void> {
  expect(await differenceBetween(store, other)).toBeNull()
  expect(await rowsOf(other, 'vat')).toEqual(await rowsOf(store, 'vat'))
}

describe('a copy', () => {
  test('has every row of its source in both directions, and each store verifies', async () => {
    await deliverDemonstration(store)
    await store.deliver(...STORY)
    expect(await copyStore(store, other)).toEqual({ finished: true, difference: null })
    await expectEqual()
    const back = await openTestStore()
    expect(await copyStore(other, back)).toEqual({ finished: true, difference: null })
    expect(await differenceBetween(store, back)).toBeNull()
    expect(await verify(back)).toBeNull()
    await back.close()
  })

  test('has the rejections, the counts and the clearings of its source, also after later ones', async () => {
    await store.deliver(...STORY)
    await deliverEvents(store.writer, ['a', 'b'], NOW, 'hop')
    await copyStore(store, other)
    await clearRejections(store.writer, { sender: 'hop', before: null, reason: 'Sent again' }, NOW)
    await deliverEvents(store.writer, ['b', 'c'], NOW, 'bank')
    await ask(store.writer, `insert into rejection_not_kept (sender, day, count) values ('hop', '2026-11-22', 7)`)
    expect(await copyStore(store, other)).toEqual({ finished: true, difference: null })
    const of = async ({ exporter }: Database) => [
      await ask(exporter, 'select content, sender from rejection where arrival = 0 order by digest'),
      await ask(exporter, 'select sender, reason, rejections from rejection_clearing'),
      await heldGauge(exporter, NOW),
    ]
    expect(await of(other)).toEqual(await of(store))
    expect((await of(other))[1]).toMatchObject([{ sender: 'hop', reason: 'Sent again' }])
    expect((await copyStore(store, other)).difference).toBeNull()
  })

  test('continues like its source: it releases held events, and new events take the next places', async () => {
    await store.deliver(...STORY)
    await copyStore(store, other)
    const released = registered({ voen: '1700012342', id: 'at last' })
    const [here, there] = [await store.deliver(released), await other.deliver(released)]
    expect(there).toEqual(here)
    expect(there.released).toHaveLength(1)
    expect(await differenceBetween(store, other)).toBeNull()
  })

  test('repeated books only what has come since', async () => {
    await deliverDemonstration(store)
    await copyStore(store, other)
    await store.deliver(...STORY)
    const places: number[] = []
    await copyStore(store, other, { onProgress: arrival => places.push(arrival) })
    expect(places).toHaveLength(1)
    await expectEqual()
    await copyStore(store, other, { onProgress: arrival => places.push(arrival) })
    expect(places, 'a third time there is nothing to do').toHaveLength(1)
  })

  test('has the mandates and logs of its source in both directions', async () => {
    await store.deliver(registered())
    await fillAccess(store, '2026-11-20')
    expect(await copyStore(store, other)).toEqual({ finished: true, difference: null })
    const kept = await gateOf(store)
    expect(kept.audited.flat()).toHaveLength(6)
    expect(await gateOf(other)).toEqual(kept)
    const back = await openTestStore()
    expect(await copyStore(other, back)).toEqual({ finished: true, difference: null })
    expect(await gateOf(back)).toEqual(kept)
    await back.close()
  })

  test('repeated has the current mandates and the new log lines', async () => {
    await fillAccess(store, '2026-11-20')
    await copyStore(store, other)
    await fillAccess(store, '2026-11-21')
    await withdrawMandate(store.access, { voen: TRADER, broker: BROKER }, anActor(ACCOUNTANT), NOW)
    expect(await copyStore(store, other)).toEqual({ finished: true, difference: null })
    expect(await gateOf(other)).toEqual(await gateOf(store))
    expect((await gateOf(other)).mandates.map(({ withdrawn }) => withdrawn)).toEqual([true, true])
  })

  test('has the papers of its source in both directions, also later ones and those of a meddled copy', async () => {
    await fillPapers(store, 'first', 1)
    expect(await copyStore(store, other)).toEqual({ finished: true, difference: null })
    await fillPapers(store, 'second', 2)
    expect(await copyStore(store, other)).toEqual({ finished: true, difference: null })
    const of = async ({ exporter }: Database) => ({
      documents: await ask(
        exporter,
        'select issued_document.*, paper_directory.voen as owner from issued_document natural join paper_directory order by number',
      ),
      acts: await ask(
        exporter,
        'select reconciliation_act.request, reconciliation_step.* from reconciliation_act join reconciliation_step using (voen, act) order by reconciliation_step.id',
      ),
    })
    const kept = await of(store)
    expect([kept.documents, kept.acts].map(({ length }) => length)).toEqual([4, 4])
    expect(await of(other)).toEqual(kept)
    const back = await openTestStore()
    expect(await copyStore(other, back)).toEqual({ finished: true, difference: null })
    expect(await of(back)).toEqual(kept)
    await back.close()
    await dropTriggers(other.raw)
    await run(other.raw, "update issued_document set file_digest = 'another'")
    expect((await copyStore(store, other)).difference).toMatchObject({
      table: 'issued_document',
      column: 'file_digest',
    })
  })

  test('has no sessions: people sign in again', async () => {
    await fillAccess(store, '2026-11-20')
    await copyStore(store, other)
    expect(await listSessions(store.access, ACCOUNTANT.subject, LIMITS, new Date('2026-11-20T12:00:01Z'))).toHaveLength(
      1,
    )
    expect(await other.access.read(tx => tx.selectFrom('session').selectAll().execute())).toEqual([])
  })

  test.runIf(RUNS_ALL)('interrupted among many log lines continues from there', async () => {
    for (let nth = 0; nth < 1100; nth += 1) {
      await audit(store.access, { at: NOW, action: 'refusal', actor: anActor(), voen: null, detail: { nth } })
    }
    expect(await copyStore(store, other, { interrupted: () => true })).toEqual({ finished: false, difference: null })
    expect((await gateOf(other)).audited.flat()).toHaveLength(500)
    expect(await copyStore(store, other)).toEqual({ finished: true, difference: null })
    expect(await gateOf(other)).toEqual(await gateOf(store))
  })

  test.runIf(RUNS_ALL)('interrupted keeps what it has and continues from there', async () => {
    await deliverDemonstration(store)
    expect(await copyStore(store, other, { interrupted: () => true })).toEqual({ finished: false, difference: null })
    expect(await verify(other), 'it is in good order on the way').toBeNull()
    expect(await copyStore(store, other)).toEqual({ finished: true, difference: null })
    await expectEqual()
  })

  test('of a store in use is complete up to its snapshot during deliveries', async () => {
    await store.deliver(registered())
    let delivered = 0
    const deliveries = Array.from({ length: 4 }, async (_, writer) => {
      for (let number = 1; number <= 40; number += 1) {
        const line = paidToCode('142330', '0.01', { id: `${writer}/${number}`, voen: TRADER })
        await store.deliver(toLine(line))
        delivered += 1
      }
    })
    for (let times = 0; times < 5; times += 1) {
      expect(await copyStore(store, other)).toEqual({ finished: true, difference: null })
    }
    await Promise.all(deliveries)
    expect(delivered).toBe(160)
    expect(await copyStore(store, other)).toEqual({ finished: true, difference: null })
    await expectEqual()
  })
})

describe('no copy', () => {
  test('is made into a store with other events, which stay unchanged', async () => {
    await store.deliver(registered())
    await other.deliver(registered({ name: 'Another' }))
    const before = await rowsOf(other, 'advance')
    await expect(copyStore(store, other)).rejects.toThrow(NotACopyError)
    expect(await rowsOf(other, 'advance')).toEqual(before)
  })

  test('counts as equal with a different row or rejection', async () => {
    await store.deliver(...STORY)
    await copyStore(store, other)
    await run(other.raw, "update account set name = 'Meddled' where voen = '1400057421'")
    expect((await copyStore(store, other)).difference).toMatchObject({ table: 'account', column: 'name' })
    await copyStore(store, other)
    const untouched = await openTestStore(await makeFile())
    await copyStore(store, untouched)
    await dropTriggers(untouched.raw)
    await run(untouched.raw, "update rejection set problems = '[]' where arrival > 0")
    expect((await copyStore(store, untouched)).difference).toMatchObject({ table: 'rejection', column: 'problems' })
    await untouched.close()
  })

  test('counts as equal with a different log line or mandate', async () => {
    await fillAccess(store, '2026-11-20')
    const [meddled, granted] = [await openTestStore(await makeFile()), await openTestStore(await makeFile())]
    await copyStore(store, meddled)
    await dropTriggers(meddled.raw)
    await run(meddled.raw, "update access_log set name = 'Nobody'")
    expect((await copyStore(store, meddled)).difference).toMatchObject({ table: 'access_log', column: 'name' })

    const terms = { from: '2026-01-01' as PlainDate, to: null, balances: true, exports: true }
    await grantMandate(
      granted.access,
      { voen: TRADER, broker: '9999999991' as Voen, ...terms },
      anActor(ACCOUNTANT),
      NOW,
    )
    expect((await copyStore(store, granted)).difference).toMatchObject({
      ...{ table: 'mandate', row: `voen ${TRADER}, broker 9999999991`, kept: null },
    })
    await meddled.close()
    await granted.close()
  })
})
