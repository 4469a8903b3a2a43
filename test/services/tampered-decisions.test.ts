import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { describeFinding } from '../../src/cli/describe-finding.ts'
import { parseHead, printHead } from '../../src/domain/head.ts'
import { clearRejections } from '../../src/services/intake/clear-rejections.ts'
import { deliverEvents } from '../../src/services/intake/deliver-events.ts'
import { dismissHeldEvent } from '../../src/services/intake/held.ts'
import { makeHead, rootOf } from '../../src/services/maintenance/head.ts'
import { verifyStore } from '../../src/services/maintenance/verify-store.ts'
import { EVERY_ACCOUNT } from '../../src/store/engine/access.ts'
import { findAccountSeals } from '../../src/store/ledger/accounts.ts'
import { paidByNumber, registered } from '../support/oracle/events.ts'
import { ask, NOW, openTestStore, type TestStore } from '../support/stores/store.ts'
import { kind, run } from '../support/stores/store-places.ts'
import { RUNS_ALL } from '../support/test-matrix.ts'

const LATER = new Date(NOW.getTime() + 3_600_000)
const AFTER_HEAD = '2026-12-24T00:00:00.000Z'

/** Two held events, the first of them dismissed, and rejections of two senders, with a head from an hour later. */
let store: TestStore
let head: string
let [dismissed, held] = [0, 0]
beforeEach(async () => {
  store = await openTestStore()
  const { outcomes } = await store.deliver(registered(), paidByNumber('NO/1', '1.00'), paidByNumber('NO/2', '1.00'))
  ;[dismissed, held] = outcomes.flatMap(outcome => (outcome.became === 'held' ? [outcome.arrival] : [])) as [
    number,
    number,
  ]
  for (const [sender, line] of [
    ['hop', '1'],
    ['hop', '2'],
    ['bank', '3'],
  ] as const)
    await deliverEvents(store.writer, [line], NOW, sender)
  await dismissHeldEvent(store.writer, dismissed, 'Sent again', NOW)
  head = printHead(await makeHead(store, { now: LATER, previous: null, withSeals: false }))
})
afterEach(() => store.close())

/** The sentences of `verify`, without a head and with one. */
async function verified(against = head) {
  const sentences = []
  for (const options of [{}, { head: parseHead(against)! }]) {
    const { findings } = await verifyStore(store, options)
    sentences.push(findings.map(describeFinding))
  }
  return { alone: sentences[0], against: sentences[1] }
}

/** Runs statements with the roles of the program itself: nobody need own the database. */
const tamper = async (statements: readonly string[]) => {
  for (const statement of statements) {
    if (!statement.includes('log_chain')) await ask(store.writer, statement)
    else await store.access.write(trx => sql.raw(statement).execute(trx))
  }
}

/** The head as the program printed it before allocations were sealed. Nothing is booked after it. */
async function thirdFormat(): Promise<string> {
  const seals = await store.reader.snapshot(EVERY_ACCOUNT, tx => findAccountSeals(tx, 'rows'))
  return printHead({ ...parseHead(head)!, chain: 'rows', root: rootOf(seals) })
}
/** The head as version 0.2.0 printed it. */
const secondFormat = async () => printHead({ ...parseHead(await thirdFormat())!, counts: null })
/** The head as version 0.1.0 printed it. */
const firstFormat = async () => printHead({ ...parseHead(await secondFormat())!, decisions: null })

const forgeClearing = (sender = "'nobody'") =>
  `insert into rejection_clearing values ('forged', ${sender}, '${AFTER_HEAD}', 'r', 3, 0, '${AFTER_HEAD}')`
const CLEARING = 'rejection_clearing (id forged) is only in the store'

test('verify finds nothing in a store with audited decisions, also in those made after the head', async () => {
  expect(await verified()).toEqual({ alone: [], against: [] })
  await dismissHeldEvent(store.writer, held, 'Again', LATER)
  await clearRejections(store.writer, { sender: 'hop', before: null, reason: 'r' }, LATER)
  expect(await verified()).toEqual({ alone: [], against: [] })
  for (const earlier of [await firstFormat(), await secondFormat(), await thirdFormat()])
    expect(await verified(earlier)).toEqual({ alone: [], against: [] })
})

test('a number of rejections that were not kept is missed, unless an audited clearing covers it', async () => {
  // The bound is 10,000; a clearing explains why fewer are there.
  const count = (sender: string, day: string) => `insert into rejection_not_kept values ('${sender}', '${day}', 5)`
  await clearRejections(store.writer, { sender: null, before: null, reason: 'r' }, NOW)
  await tamper([count('hop', '2026-11-01'), count('bank', '2026-11-01')])
  const later = new Date(LATER.getTime() + 86_400_000)
  const pinned = printHead(await makeHead(store, { now: LATER, previous: null, withSeals: false }))
  await tamper([count('hop', '2026-11-22')])
  expect(await verified(pinned)).toEqual({ alone: [], against: [] })
  await clearRejections(store.writer, { sender: 'hop', before: null, reason: 'r' }, later)
  expect(await verified(pinned)).toEqual({ alone: [], against: [] })
  for (const [change, count] of [
    ["update rejection_not_kept set count = 6 where sender = 'bank'", 6],
    ["delete from rejection_not_kept where sender = 'bank'", 0],
  ] as const) {
    await tamper([change])
    const says = `the rejections of bank that were not kept are not those of the head without what was cleared since: there are ${count} from before then, there were 5, and 0 were cleared`
    expect(await verified(pinned)).toEqual({ alone: [], against: [says] })
  }
})

const lost = 'rejection is not what it was at the head: it has 0 rows from before then, and had 3'

test.each<[what: string, statements: () => string[], alone: () => string[], onlyAgainst: string[]]>([
  [
    'a forged clearing of a sender without rejections, and no rejections',
    // A clearing of every sender is needed for the deletion only.
    () => [forgeClearing('null'), 'delete from rejection'],
    () => [CLEARING],
    [lost],
  ],
  [
    'a number of rejections that were not kept, of a sender with few',
    () => [`insert into rejection_not_kept values ('hop', '${AFTER_HEAD.slice(0, 10)}', 99999)`],
    () => ['rejection_not_kept (sender hop) is only in the store'],
    [],
  ],
  ['a forged clearing', () => [forgeClearing()], () => [CLEARING], []],
  [
    'a forged dismissal that is dated after the head',
    () => [
      `insert into dismissal values ('', ${held}, 'r', '${AFTER_HEAD}')`,
      `delete from held_event where arrival = ${held}`,
    ],
    () => [`dismissal (voen , arrival ${held}) is only in the store`],
    [],
  ],
  [
    'a forged dismissal that counts as one from before they were audited',
    () => [
      `insert into dismissal values ('', ${held}, 'r', '${AFTER_HEAD}')`,
      `delete from held_event where arrival = ${held}`,
      "update log_chain set unaudited = 1 where voen = ''",
    ],
    () => [],
    ['1 dismissals and clearings count as from before they were audited, and at the head it was 0'],
  ],
  [
    'a greater number of decisions from before they were audited',
    () => ["update log_chain set unaudited = 2 where voen = ''"],
    () => ['0 dismissals and clearings are from before they were audited, and there were 2'],
    ['2 dismissals and clearings count as from before they were audited, and at the head it was 0'],
  ],
])('%s is named', async (_, statements, alone, onlyAgainst) => {
  await tamper(statements())
  expect(await verified()).toEqual({ alone: alone(), against: [...onlyAgainst, ...alone()] })
})

/** What is compared does not depend on the kind of store. */
const comparesRows = RUNS_ALL || kind() === 'sqlite'

describe.runIf(comparesRows)('after an audited clearing of one sender', () => {
  beforeEach(async () => {
    await clearRejections(store.writer, { sender: 'hop', before: null, reason: 'r' }, LATER)
  })

  test.each<[what: string, statements: string[], sentence: string]>([
    [
      'a missing rejection of another sender',
      [forgeClearing('null'), "delete from rejection where sender = 'bank'"],
      'the rejections of bank are not those of the head without what was cleared since: there are 0 from before then, there were 1, and 0 were cleared',
    ],
    [
      'a rejection of the sender that was cleared',
      [`insert into rejection values ('d', 0, null, 'x', '[]', '${NOW.toISOString()}', 'hop')`, forgeClearing('null')],
      'the rejections of hop are not those of the head without what was cleared since: there are 1 from before then, there were 2, and 2 were cleared',
    ],
    [
      'a rejection of a held event',
      [`insert into rejection values ('d', 2, null, 'x', '[]', '${NOW.toISOString()}', '')`, forgeClearing('null')],
      'the rejections of held events are not those of the head without what was cleared since: there are 1 from before then, there were 0, and 0 were cleared',
    ],
  ])('%s is named', async (_, statements, sentence) => {
    await tamper(statements)
    expect(await verified()).toEqual({ alone: [CLEARING], against: [sentence, CLEARING] })
  })

  test.runIf(kind() === 'sqlite')('a forged reason is named', async () => {
    await run(store.raw, 'drop trigger rejection_clearing_no_update')
    await run(store.raw, "update rejection_clearing set reason = 'x'")
    expect((await verified()).alone![0]).toMatch(
      /^rejection_clearing \(id \S+\): reason is x in the store, and r in the audit log$/,
    )
  })
})
