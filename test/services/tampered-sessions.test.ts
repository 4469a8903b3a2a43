import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { describeFinding } from '../../src/cli/describe-finding.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { endSession, obeyLogoutOrder, openSession } from '../../src/services/access/sessions.ts'
import { verifyStore } from '../../src/services/maintenance/verify-store.ts'
import type { SessionTable } from '../../src/store/engine/schema.ts'
import { ACCOUNTANT, anActor, DIRECTOR, ISSUER, LIMITS } from '../support/people/access-people.ts'
import { NOW, openTestStore, type TestStore } from '../support/stores/store.ts'
import { kind } from '../support/stores/store-places.ts'
import { RUNS_ALL } from '../support/test-matrix.ts'

let store: TestStore
let opened: string
beforeEach(async () => {
  store = await openTestStore()
  opened = await open()
})
afterEach(() => store.close())

async function open(replaced: string | null = null, person = ACCOUNTANT): Promise<string> {
  const signedIn = { person, issuer: ISSUER, idToken: null, providerSession: 'provider' }
  const { token } = await openSession(store.access, { signedIn, actor: anActor(), replaced, limits: LIMITS, now: NOW })
  return token
}

const sentences = async () => (await verifyStore(store)).findings.map(describeFinding)
const rows = () => store.access.read(tx => tx.selectFrom('session').selectAll().execute())
/** Runs a statement with the role of the program itself. */
const tamper = (statement: string) => store.access.write(trx => sql.raw(statement).execute(trx))
const insert = (row: SessionTable) => store.access.write(trx => trx.insertInto('session').values(row).execute())

test('verify finds nothing after sign-ins, sign-outs and a sign-in that replaces another', async () => {
  await open(opened, DIRECTOR)
  await open()
  expect(await rows()).toHaveLength(2)
  expect(await sentences()).toEqual([])
})

test('a forged session is named, also when it has the handle of another', async () => {
  const [{ handle, ...row } = {} as SessionTable] = await rows()
  await insert({ ...row, handle: 'ghost', digest: 'x' })
  expect(await sentences()).toEqual(['session (handle ghost) is only in the store'])
  await tamper("delete from session where digest <> 'x'")
  await tamper(`update session set handle = '${handle}'`)
  expect(await sentences()).toEqual([
    expect.stringMatching(/^session \(handle \S+\): content is \w{64} in the store, and \w{64} in the audit log$/),
  ])
})

const companies = JSON.stringify([{ voen: '2000000002' as Voen, name: 'Other', position: null }])

/** What is compared does not depend on the kind of store. */
const comparesRows = RUNS_ALL || kind() === 'sqlite'

test.runIf(comparesRows).each<[what: string, change: string, says: RegExp]>([
  ['companies', `companies = '${companies}'`, /: content is \w{64} in the store/],
  ['person', "subject = 'somebody'", /: subject is somebody in the store, and .+ in the audit log$/],
  ['sign-in', "opened_at = '2027-01-01T00:00:00.000Z'", /: openedAt is 2027-01-01T00:00:00.000Z in the store/],
])('a session with another %s is named', async (_, change, says) => {
  await tamper(`update session set ${change}`)
  expect(await sentences()).toEqual([expect.stringMatching(says)])
})

test.each<[what: string, end: (row: SessionTable) => Promise<unknown>]>([
  ['signed out', row => endSession(store.access, { ...row, actor: anActor(), action: 'sign-out', now: NOW })],
  ['ended by a later sign-in', () => open(opened)],
  [
    'ended by the identity provider',
    ({ subject }) =>
      obeyLogoutOrder(store.access, { id: 'o', until: NOW, subject, providerSession: null }, anActor(), NOW),
  ],
])('a session that was %s is named when it is there again', async (_, end) => {
  const [row] = await rows()
  await end(row!)
  expect(await sentences()).toEqual([])
  await insert(row!)
  expect(await sentences()).toEqual([`session (handle ${row!.handle}) is only in the store`])
})
