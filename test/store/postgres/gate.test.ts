import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../../src/domain/dates.ts'
import { walkAuditLog } from '../../../src/services/access/audit.ts'
import { authenticate } from '../../../src/services/access/authenticate.ts'
import { grantMandate, withdrawMandate } from '../../../src/services/access/mandates.ts'
import { endOtherSessions, endSession, obeyLogoutOrder, openSession } from '../../../src/services/access/sessions.ts'
import { consumeSignInAttempt, saveSignInAttempt } from '../../../src/services/access/sign-in.ts'
import { recordExport } from '../../../src/services/access/visits.ts'
import { dismissHeldEvent } from '../../../src/services/intake/held.ts'
import {
  addSenderKey,
  findSender,
  registerSender,
  removeSender,
  removeSenderKey,
} from '../../../src/services/intake/senders.ts'
import type { AccessStore } from '../../../src/store/engine/access.ts'
import { walkHeldEvents } from '../../../src/store/intake/held-events.ts'
import { paidByNumber, paidToCode, registered, TRADER } from '../../support/oracle/events.ts'
import { ACCOUNTANT, anActor, BROKER, ISSUER, LIMITS } from '../../support/people/access-people.ts'
import { loseNextCommit } from '../../support/stores/lost-commits.ts'
import { all } from '../../support/stores/service.ts'
import { NOW, openTestStore, type TestStore } from '../../support/stores/store.ts'

let store: TestStore
let access: AccessStore
beforeEach(async () => {
  store = await openTestStore()
  access = store.access
})
afterEach(() => store.close())

const actor = anActor(ACCOUNTANT, 'handle')
const signedIn = { person: ACCOUNTANT, issuer: ISSUER, idToken: null, providerSession: 'sid' }
const open = () => openSession(access, { signedIn, actor, replaced: null, limits: LIMITS, now: NOW })
const rowsOf = async (table: 'session' | 'mandate' | 'access_log' | 'logout_token') =>
  (await access.read(tx => tx.selectFrom(table).selectAll().execute())).length
const audited = async () =>
  (await all(walkAuditLog(access, { from: null, to: null, voen: null, subject: null }))).map(({ action }) => action)

describe.each(['before', 'meanwhile', 'after'] as const)('a connection lost %s the server commits', when => {
  test('still opens one session, with a valid token', async () => {
    loseNextCommit(when)
    const { token, session } = await open()
    expect((await authenticate(access, { token, voen: null }, LIMITS, NOW))?.session).toEqual(session)
    expect(await rowsOf('session')).toBe(1)
    expect(await audited()).toEqual(['sign-in'])
  })

  test('ends sessions once and reports it', async () => {
    const [first] = [await open(), await open(), await open()]
    loseNextCommit(when)
    const { handle } = first.session
    expect(await endSession(access, { handle, subject: ACCOUNTANT.subject, actor, action: 'sign-out', now: NOW })).toBe(
      true,
    )
    loseNextCommit(when)
    expect(
      await endOtherSessions(access, { handle: 'none of them', subject: ACCOUNTANT.subject, actor, now: NOW }),
    ).toBe(2)
    expect(await rowsOf('session')).toBe(0)
    expect(await audited()).toEqual(['sign-in', 'sign-in', 'sign-in', 'sign-out', 'session-ended', 'session-ended'])
  })

  test('obeys a logout order once and does not report a replay', async () => {
    await open()
    loseNextCommit(when)
    const order = { id: 'id', until: new Date(NOW.getTime() + 60_000), subject: null, providerSession: 'sid' }
    expect(await obeyLogoutOrder(access, order, actor, NOW)).toBe('obeyed')
    expect(await obeyLogoutOrder(access, order, actor, NOW)).toBe('replayed')
    expect(await audited()).toEqual(['sign-in', 'provider-sign-out'])
  })

  test('grants and withdraws a mandate once and reports it', async () => {
    const terms = { from: '2026-01-01' as PlainDate, to: null, balances: true, exports: true }
    const mandate = { voen: TRADER, broker: BROKER, ...terms }
    loseNextCommit(when)
    expect(await grantMandate(access, mandate, actor, NOW)).toBe('granted')
    loseNextCommit(when)
    expect(await grantMandate(access, { ...mandate, exports: false }, actor, NOW)).toBe('changed')
    loseNextCommit(when)
    expect(await withdrawMandate(access, { voen: TRADER, broker: BROKER }, actor, NOW)).toBe(true)
    expect(await rowsOf('mandate')).toBe(1)
    expect(await audited()).toEqual(['mandate-granted', 'mandate-changed', 'mandate-withdrawn'])
  })

  test('logs an export once', async () => {
    loseNextCommit(when)
    const visit = { voen: TRADER, at: NOW, action: 'exported', subject: 's', name: 'n', broker: null } as const
    await recordExport(access, { ...visit, detail: 'vat' }, actor, {})
    expect(await rowsOf('access_log')).toBe(1)
    expect(await audited()).toEqual(['export'])
  })

  test('adds a sender key once, removes key and sender once, and reports it', async () => {
    await registerSender(access, { name: 'hop', types: ['payment.received'], channels: ['hop'], bills: false }, NOW)
    await addSenderKey(access, 'hop', { algorithm: 'ed25519', bytes: new Uint8Array(32) }, NOW)
    loseNextCommit(when)
    const id = await addSenderKey(access, 'hop', { algorithm: 'hmac-sha256', bytes: new Uint8Array(32) }, NOW)
    expect((await findSender(access, 'hop'))?.keys).toHaveLength(2)
    loseNextCommit(when)
    expect(await removeSenderKey(access, 'hop', id, NOW)).toBe(true)
    expect(await removeSenderKey(access, 'hop', id, NOW)).toBe(false)
    loseNextCommit(when)
    expect(await removeSender(access, 'hop', NOW)).toBe(true)
    expect(await findSender(access, 'hop')).toBeUndefined()
  })

  test('dismisses a held event once and reports it', async () => {
    await store.deliver(paidByNumber('A/1', '5.00'))
    // The first, concurrent attempt has nothing to commit.
    loseNextCommit(when)
    expect(await dismissHeldEvent(store.writer, 1, 'r', NOW)).toBe(true)
    expect(await dismissHeldEvent(store.writer, 1, 'r', NOW)).toBe(false)
    expect(await all(walkHeldEvents(store.exporter))).toEqual([])
  })

  test('returns a sign-in attempt at most once; a user who loses it signs in again', async () => {
    await saveSignInAttempt(access, { state: 's', browser: 'b', nonce: 'n', codeVerifier: 'v', returnTo: '/' }, NOW)
    loseNextCommit(when)
    const taken = [
      await consumeSignInAttempt(access, { state: 's', browser: 'b' }, NOW),
      await consumeSignInAttempt(access, { state: 's', browser: 'b' }, NOW),
    ]
    expect(taken.filter(Boolean).length).toBeLessThanOrEqual(1)
    if (when === 'before') expect(taken[0]).not.toBeNull()
  })
})

describe('access transactions and deliveries', () => {
  test('do not wait for each other, not even for an exclusive delivery', async () => {
    await store.deliver(registered())
    const [inside, leave] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const alone = store.writer.transaction(async trx => {
      await sql`lock table held_event in share row exclusive mode`.execute(trx)
      inside.resolve()
      await leave.promise
    })
    await inside.promise
    const { token } = await open()
    expect(await authenticate(access, { token, voen: TRADER }, LIMITS, NOW)).toMatchObject({ access: { broker: null } })
    leave.resolve()
    await alone

    const [changing, commit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const change = access.write(async trx => {
      await trx.deleteFrom('session').execute()
      changing.resolve()
      await commit.promise
    })
    await changing.promise
    const { outcomes } = await store.deliver(paidToCode('142330', '1.00'))
    expect(outcomes).toEqual([{ became: 'applied' }])
    commit.resolve()
    await change
  })

  test('a failed change of an access table reports why and leaves nothing', async () => {
    const failing = access.write(async trx => {
      await trx.insertInto('logout_token').values({ id: 'x', until: NOW.toISOString() }).execute()
      throw new Error('The person went away')
    })
    await expect(failing).rejects.toThrow('The person went away')
    expect(await rowsOf('logout_token')).toBe(0)
    await expect(access.write(trx => trx.insertInto('rejection').defaultValues().execute())).rejects.toThrow(
      'permission denied for table rejection',
    )
  })
})
