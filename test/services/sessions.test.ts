import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { OPERATOR } from '../../src/domain/audit.ts'
import type { Person } from '../../src/domain/person.ts'
import type { LogoutOrder, Session } from '../../src/domain/session.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { walkAuditLog } from '../../src/services/access/audit.ts'
import { authenticate } from '../../src/services/access/authenticate.ts'
import { openIdToken } from '../../src/services/access/id-token.ts'
import {
  endAllSessions,
  endOtherSessions,
  endSession,
  listSessions,
  obeyLogoutOrder,
  openSession,
  touchSession,
} from '../../src/services/access/sessions.ts'
import { ACCOUNTANT, anActor, DIRECTOR, ISSUER, LIMITS } from '../support/people/access-people.ts'
import { all } from '../support/stores/service.ts'
import { NOW, openTestStore, type TestStore } from '../support/stores/store.ts'

const MINUTE_MS = 60_000
const later = (minutes: number, by_ms = 0) => new Date(NOW.getTime() + minutes * MINUTE_MS + by_ms)

let store: TestStore
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

interface Opening {
  readonly person?: Person
  readonly replaced?: string | null
  readonly now?: Date
  readonly providerSession?: string | null
}

const open = ({ person = ACCOUNTANT, replaced = null, now = NOW, providerSession = 'sid' }: Opening = {}) =>
  openSession(store.access, {
    signedIn: { person, issuer: ISSUER, idToken: 'id token', providerSession },
    actor: anActor(),
    replaced,
    limits: LIMITS,
    now,
  })
const authenticated = async (token: string, now = NOW) =>
  (await authenticate(store.access, { token, voen: null }, LIMITS, now))?.session ?? null
const touch = (session: Session, now: Date) => touchSession(store.access, session, LIMITS, now)
const rows = () => store.access.read(tx => tx.selectFrom('session').selectAll().execute())

/** The audit lines, without the fields that are the same in every line. */
async function audited() {
  const lines = await all(walkAuditLog(store.access, { from: null, to: null, voen: null, subject: null }))
  return lines.map(({ action, actor, detail }) => [action, actor.subject, detail])
}
const DIGEST = expect.stringMatching(/^[0-9a-f]{64}$/)
const SIGNED_IN = ['sign-in', ACCOUNTANT.subject, { companies: 1, replaced: null, digest: DIGEST }]

describe('signing in', () => {
  test('opens a session that the token authenticates, and audits it', async () => {
    const { token, session } = await open()
    expect(session).toEqual({
      handle: session.handle,
      issuer: ISSUER,
      person: ACCOUNTANT,
      openedAt: NOW,
      lastSeenAt: NOW,
      sealedIdToken: expect.stringMatching(/^sealed:/),
      userAgent: anActor().userAgent,
      address: anActor().address,
    })
    expect(await authenticated(token)).toEqual(session)
    const [line] = await all(walkAuditLog(store.access, { from: null, to: null, voen: null, subject: null }))
    expect(line).toMatchObject({
      ...{
        at: NOW,
        action: 'sign-in',
        voen: null,
        detail: { companies: 1, replaced: null, digest: DIGEST },
      },
      actor: { ...anActor(), subject: ACCOUNTANT.subject, name: ACCOUNTANT.name, session: session.handle },
    })
  })

  test('keeps the ID token so that only the token of the session opens it', async () => {
    const [one, other] = [await open(), await open()]
    const stored = (await rows()).map(({ id_token }) => id_token!)
    expect(stored.join()).not.toContain('id token')
    const { sealedIdToken } = (await authenticated(one.token))!
    expect(openIdToken(sealedIdToken!, one.token)).toBe('id token')
    expect(openIdToken(sealedIdToken!, other.token)).toBeNull()
    expect(openIdToken(sealedIdToken!.slice(0, -4), one.token), 'a changed one').toBeNull()
    expect(openIdToken('as.stored.before', one.token), 'one of an earlier version').toBe('as.stored.before')
  })

  test('gives every session its own token of 256 bits, and stores only the digest', async () => {
    const opened = [await open(), await open(), await open({ person: DIRECTOR })]
    const tokens = opened.map(({ token }) => token)
    for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(new Set([...tokens, ...opened.map(({ session }) => session.handle)]).size).toBe(6)
    const storedSessions = JSON.stringify([await rows(), await audited()])
    for (const token of tokens) expect(storedSessions).not.toContain(token)
    for (const { digest, handle } of await rows()) {
      expect(await authenticated(digest), 'a digest authenticates no one').toBeNull()
      expect(await authenticated(handle)).toBeNull()
    }
  })

  test('ends the browser’s previous session', async () => {
    const before = await open()
    const after = await open({ person: DIRECTOR, replaced: before.token })
    expect(await authenticated(before.token)).toBeNull()
    expect(await authenticated(after.token)).toEqual(after.session)
    expect((await audited()).at(-1)).toEqual([
      'sign-in',
      DIRECTOR.subject,
      { companies: 2, replaced: before.session.handle, digest: DIGEST },
    ])
  })

  test('with an unknown token replaces no session', async () => {
    const other = await open()
    await open({ replaced: 'no such token' })
    expect(await authenticated(other.token)).not.toBeNull()
    expect(await audited()).toEqual([SIGNED_IN, SIGNED_IN])
  })

  test('deletes sessions past the idle limit, and no others', async () => {
    await open()
    const used = await open()
    await touch(used.session, later(5))
    await open({ now: later(20) })
    expect((await rows()).map(({ handle }) => handle)).toContain(used.session.handle)
    expect(await rows()).toHaveLength(2)
  })

  test('deletes sessions of a clock that was years ahead, which none of them outlives', async () => {
    const ahead = await open({ now: later(5 * 365 * 24 * 60) })
    const littleAhead = await open({ now: later(15) })
    expect(await authenticated(ahead.token)).toBeNull()
    expect(await authenticated(littleAhead.token)).not.toBeNull()
    await open()
    expect((await rows()).map(({ handle }) => handle)).not.toContain(ahead.session.handle)
    expect((await rows()).map(({ handle }) => handle)).toContain(littleAhead.session.handle)
  })

  test('accepts names with a lone surrogate or a NUL', async () => {
    const companies = [{ voen: '1400057421' as Voen, name: 'Half \ud83d, null \0', position: '\ude00' }]
    const { token } = await open({ person: { subject: 's \0', name: 'n', companies } })
    expect((await authenticated(token))?.person).toEqual({
      subject: 's \0',
      name: 'n',
      companies: [{ voen: '1400057421', name: 'Half \ufffd, null \0', position: '\ufffd' }],
    })
  })
})

describe('a session is over', () => {
  test('after twenty minutes without a request', async () => {
    const { token } = await open()
    expect(await authenticated(token, later(20, -1))).not.toBeNull()
    expect(await authenticated(token, later(20))).toBeNull()
  })

  test('eight hours after the sign-in, even if active', async () => {
    let { token, session } = await open()
    for (let minute = 15; minute < 480; minute += 15) session = await touch(session, later(minute))
    session = await touch(session, later(479))
    expect(await authenticated(token, later(480, -1))).toEqual(session)
    expect(await authenticated(token, later(480))).toBeNull()
  })

  test('as if idle when it is only authenticated', async () => {
    const { token } = await open()
    for (let minute = 1; minute < 20; minute += 1) expect(await authenticated(token, later(minute))).not.toBeNull()
    expect(await authenticated(token, later(20))).toBeNull()
  })
})

describe('using a session', () => {
  test('extends it, and writes at most once a minute', async () => {
    const { token, session } = await open()
    expect(await touch(session, later(1))).toEqual(session)
    expect(await authenticated(token, later(1))).toEqual(session)
    const touched = await touch(session, later(1, 1))
    expect(touched).toEqual({ ...session, lastSeenAt: later(1, 1) })
    expect(await authenticated(token, later(21))).toEqual(touched)
    expect(await authenticated(token, later(21, 1))).toBeNull()
  })

  test('writes more often when the idle limit is short', async () => {
    const { session } = await open()
    const brief = { ...LIMITS, idle_ms: 10_000 }
    expect(await touchSession(store.access, session, brief, later(0, 1000))).toEqual(session)
    expect((await touchSession(store.access, session, brief, later(0, 1001))).lastSeenAt).toEqual(later(0, 1001))
  })

  test('never replaces a later time of another process', async () => {
    const { token, session } = await open()
    await touch(session, later(9))
    expect((await touch(session, later(5))).lastSeenAt).toEqual(later(9))
    expect((await authenticated(token, later(9)))?.lastSeenAt).toEqual(later(9))
  })

  test('that has ended does not revive it', async () => {
    const { token, session } = await open()
    await endSession(store.access, {
      handle: session.handle,
      subject: ACCOUNTANT.subject,
      actor: anActor(ACCOUNTANT),
      action: 'sign-out',
      now: later(2),
    })
    expect(await touch(session, later(5))).toEqual(session)
    expect(await authenticated(token, later(5))).toBeNull()
    expect(await rows()).toEqual([])
  })

  test('while it ends leaves it ended, in any order', async () => {
    for (let times = 0; times < 20; times += 1) {
      const { token, session } = await open()
      const ending = () =>
        endSession(store.access, {
          handle: session.handle,
          subject: ACCOUNTANT.subject,
          actor: anActor(ACCOUNTANT),
          action: 'sign-out',
          now: later(5),
        })
      const touching = () => touch(session, later(5, times))
      await Promise.all(times % 2 ? [touching(), ending(), touching()] : [ending(), touching(), touching()])
      expect(await authenticated(token, later(5, times))).toBeNull()
    }
  })
})

describe('a person', () => {
  const list = (person: Person, now = NOW) => listSessions(store.access, person.subject, LIMITS, now)

  test('lists the person’s own active sessions, newest first', async () => {
    const first = await open()
    await open({ now: later(1) })
    const third = await open({ now: later(2) })
    await open({ person: DIRECTOR, now: later(3) })
    const touched = await touch(first.session, later(10))
    expect(await list(ACCOUNTANT, later(21))).toEqual([third.session, touched])
    expect(await list(ACCOUNTANT, later(60))).toEqual([])
  })

  const end = (handle: string, person: Person) =>
    endSession(store.access, {
      handle,
      subject: person.subject,
      actor: anActor(person, 'acting'),
      action: 'session-ended',
      now: later(1),
    })

  test('ends one of the person’s own sessions, once', async () => {
    const [one, other] = [await open(), await open()]
    expect(await end(one.session.handle, ACCOUNTANT)).toBe(true)
    expect(await end(one.session.handle, ACCOUNTANT)).toBe(false)
    expect(await authenticated(one.token)).toBeNull()
    expect(await authenticated(other.token)).not.toBeNull()
    const ended = ['session-ended', ACCOUNTANT.subject, { session: one.session.handle }]
    expect(await audited()).toEqual([SIGNED_IN, SIGNED_IN, ended])
  })

  test('cannot end another person’s or an unknown session', async () => {
    const { token, session } = await open()
    expect(await end(session.handle, DIRECTOR)).toBe(false)
    expect(await end('no such session', ACCOUNTANT)).toBe(false)
    expect(await end(token, ACCOUNTANT), 'its token is no name for it').toBe(false)
    expect(await authenticated(token)).not.toBeNull()
    expect(await audited(), 'nothing changed, so nothing is audited').toEqual([SIGNED_IN])
  })

  test('ends all the person’s other sessions', async () => {
    const [mine, second, third, directors] = [
      await open(),
      await open(),
      await open(),
      await open({ person: DIRECTOR }),
    ]
    const endOthers = () =>
      endOtherSessions(store.access, {
        handle: mine.session.handle,
        subject: ACCOUNTANT.subject,
        actor: anActor(ACCOUNTANT),
        now: later(1),
      })
    expect(await endOthers()).toBe(2)
    expect(await endOthers()).toBe(0)
    const opened = [mine, second, third, directors]
    const alive = await Promise.all(opened.map(async ({ token }) => (await authenticated(token)) !== null))
    expect(alive).toEqual([true, false, false, true])
    const endedSessions = (await audited())
      .slice(4)
      .map(([action, , detail]) => [action, (detail as { session: string }).session])
    expect(endedSessions.toSorted()).toEqual(
      [second, third].map(({ session }) => ['session-ended', session.handle]).toSorted(),
    )
  })
})

describe('a logout order', () => {
  const order = (more: Partial<LogoutOrder>): LogoutOrder => ({
    id: 'order',
    until: later(5),
    subject: null,
    providerSession: null,
    ...more,
  })
  const obey = (given: LogoutOrder, now = later(1)) => obeyLogoutOrder(store.access, given, anActor(), now)

  /** The active ones of four sessions: two sign-ins of one person, one without a provider session, and another person's. */
  async function alive(act: () => Promise<unknown>): Promise<string[]> {
    const opened = {
      laptop: await open({ providerSession: 'laptop' }),
      phone: await open({ providerSession: 'phone' }),
      nameless: await open({ providerSession: null }),
      another: await open({ person: DIRECTOR, providerSession: 'another' }),
    }
    await act()
    const names = await Promise.all(
      Object.entries(opened).map(async ([name, { token }]) => ((await authenticated(token, later(1))) ? [name] : [])),
    )
    return names.flat()
  }

  test.each<[what: string, order: Partial<LogoutOrder>, left: string[], ended: number]>([
    ['for one sign-in ends that session', { providerSession: 'phone' }, ['laptop', 'nameless', 'another'], 1],
    [
      'of one sign-in of a person ends that, and what may be it',
      { providerSession: 'phone', subject: ACCOUNTANT.subject },
      ['laptop', 'another'],
      2,
    ],
    ['for a person ends all the person’s sessions', { subject: ACCOUNTANT.subject }, ['another'], 3],
    ['for an unknown sign-in ends none', { providerSession: 'x' }, ['laptop', 'phone', 'nameless', 'another'], 0],
    ['for an unknown person ends none', { subject: 'x' }, ['laptop', 'phone', 'nameless', 'another'], 0],
    ['without a person and a sign-in ends none', {}, ['laptop', 'phone', 'nameless', 'another'], 0],
  ])('%s', async (_, given, left, ended) => {
    expect(await alive(async () => expect(await obey(order(given))).toBe('obeyed'))).toEqual(left)
    const [action, , detail] = (await audited()).at(-1)!
    expect([action, detail]).toMatchObject(['provider-sign-out', { sessions: ended }])
    expect(`${(detail as { ended: string }).ended}`.split(',').filter(Boolean)).toHaveLength(ended)
  })

  test('is audited with the subject of the sessions', async () => {
    const { session } = await open({ providerSession: 'phone' })
    await obey(order({ providerSession: 'phone' }))
    const detail = { sessions: 1, ended: session.handle }
    expect((await audited()).at(-1)).toEqual(['provider-sign-out', ACCOUNTANT.subject, detail])
  })

  test('has no effect when it is replayed', async () => {
    const of = order({ subject: ACCOUNTANT.subject })
    await open()
    expect(await obey(of)).toBe('obeyed')
    const { token } = await open({ now: later(2) })
    expect(await obey(of, later(3))).toBe('replayed')
    expect(await authenticated(token, later(3))).not.toBeNull()
    expect((await audited()).map(([action]) => action)).toEqual(['sign-in', 'provider-sign-out', 'sign-in'])
  })

  test('that arrives several times at once is obeyed once', async () => {
    for (let times = 0; times < 10; times += 1) {
      const of = order({ id: `order ${times}`, subject: ACCOUNTANT.subject })
      const answers = await Promise.all(Array.from({ length: 6 }, () => obey(of)))
      expect(answers.toSorted()).toEqual(['obeyed', ...Array(5).fill('replayed')])
    }
  })

  test('is stored until it expires', async () => {
    const ids = async () => {
      const storedOrders = await store.access.read(tx => tx.selectFrom('logout_token').select('id').execute())
      return storedOrders.map(({ id }) => id)
    }
    await obey(order({ id: 'first', until: later(5) }))
    await obey(order({ id: 'second', until: later(9) }), later(5))
    expect((await ids()).toSorted()).toEqual(['first', 'second'])
    await obey(order({ id: 'third', until: later(9) }), later(5, 1))
    expect((await ids()).toSorted()).toEqual(['second', 'third'])
  })
})

test('an operator ends the sessions of everybody, each with its line, and whoever signs in later has one', async () => {
  const sessions: Session[] = []
  // More than one transaction ends.
  for (let count = 0; count < 501; count += 1) {
    sessions.push((await open({ person: count % 2 === 0 ? ACCOUNTANT : DIRECTOR })).session)
  }
  const before = (await audited()).length
  expect(await endAllSessions(store.access, OPERATOR, later(1))).toBe(501)
  expect(await rows()).toEqual([])
  const lines = (await audited()).slice(before)
  expect(lines.map(([action, subject]) => [action, subject])).toEqual(sessions.map(() => ['session-ended', null]))
  expect(new Set(lines.map(([, , detail]) => (detail as { session: string }).session))).toEqual(
    new Set(sessions.map(({ handle }) => handle)),
  )
  expect(await endAllSessions(store.access, OPERATOR, later(2))).toBe(0)
  expect(await audited()).toHaveLength(before + 501)
  const { token } = await open({ now: later(2) })
  expect(await authenticated(token, later(2))).not.toBeNull()
})
