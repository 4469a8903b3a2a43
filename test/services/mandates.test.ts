import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import type { Mandate } from '../../src/domain/mandate.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { walkAuditLog } from '../../src/services/access/audit.ts'
import { authenticate } from '../../src/services/access/authenticate.ts'
import { findMandate, grantMandate, listMandates, withdrawMandate } from '../../src/services/access/mandates.ts'
import { openSession } from '../../src/services/access/sessions.ts'
import { readAccessLog } from '../../src/services/access/visits.ts'
import { OTHER_TRADER, TRADER } from '../support/oracle/events.ts'
import {
  ACCOUNTANT,
  anActor,
  BROKER,
  DECLARANT,
  DIRECTOR,
  ISSUER,
  LIMITS,
  OTHER_BROKER,
  STRANGER,
} from '../support/people/access-people.ts'
import { all } from '../support/stores/service.ts'
import { NOW, openTestStore, type TestStore } from '../support/stores/store.ts'

const day = (text: string) => text as PlainDate

const TERMS: Omit<Mandate, 'withdrawn'> = {
  voen: TRADER,
  broker: BROKER,
  from: day('2026-01-01'),
  to: null,
  balances: true,
  exports: false,
}

let store: TestStore
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

const grant = (more: Partial<Mandate> = {}, person = ACCOUNTANT) =>
  grantMandate(store.access, { ...TERMS, ...more }, anActor(person, 'handle'), NOW)
const withdraw = (voen = TRADER, broker = BROKER) =>
  withdrawMandate(store.access, { voen, broker }, anActor(ACCOUNTANT, 'handle'), NOW)
const audited = () => all(walkAuditLog(store.access, { from: null, to: null, voen: TRADER, subject: null }))
const rows = () => store.access.read(tx => tx.selectFrom('mandate').selectAll().execute())

/** The audit line of a change to the mandate. */
const line = (action: string, { from, to, balances, exports, broker }: Omit<Mandate, 'withdrawn'>) => ({
  id: expect.any(String),
  at: NOW,
  action,
  actor: anActor(ACCOUNTANT, 'handle'),
  voen: TRADER,
  detail: { broker, from, to, balances, exports },
})

describe('granting a mandate', () => {
  test('stores its terms and audits all of them', async () => {
    expect(await grant()).toBe('granted')
    expect(await findMandate(store.access, { voen: TRADER, broker: BROKER })).toEqual({ ...TERMS, withdrawn: false })
    expect(await audited()).toEqual([line('mandate-granted', TERMS)])
  })

  test.each<[what: string, more: Partial<Mandate>]>([
    ['an end date', { to: day('2026-12-31') }],
    ['another start date', { from: day('2025-06-01') }],
    ['no balances', { balances: false }],
    ['exports', { exports: true }],
  ])('again with %s changes the mandate and keeps one row', async (_, more) => {
    await grant()
    const terms = { ...TERMS, ...more }
    expect(await grant(more)).toBe('changed')
    expect(await listMandates(store.access, TRADER)).toEqual([{ ...terms, withdrawn: false }])
    expect(await audited()).toEqual([line('mandate-granted', TERMS), line('mandate-changed', terms)])
  })

  test('on the same terms changes nothing and audits nothing', async () => {
    await grant({ to: day('2026-12-31') })
    const before = await rows()
    expect(await grant({ to: day('2026-12-31') }, DIRECTOR)).toBe('unchanged')
    expect(await rows()).toEqual(before)
    expect(await audited()).toHaveLength(1)
  })

  test('after a withdrawal grants it again, even on the same terms', async () => {
    await grant()
    await withdraw()
    expect(await grant()).toBe('granted')
    expect(await findMandate(store.access, { voen: TRADER, broker: BROKER })).toEqual({ ...TERMS, withdrawn: false })
    expect((await audited()).map(({ action }) => action)).toEqual([
      'mandate-granted',
      'mandate-withdrawn',
      'mandate-granted',
    ])
  })

  test('does not change mandates of other brokers and companies', async () => {
    await grant()
    await grant({ broker: OTHER_BROKER, balances: false })
    await grant({ voen: OTHER_TRADER, exports: true })
    await grant({ to: day('2026-12-31') })
    expect(await listMandates(store.access, TRADER)).toMatchObject([
      { broker: BROKER, to: '2026-12-31' },
      { broker: OTHER_BROKER, balances: false, to: null },
    ])
    expect(await listMandates(store.access, OTHER_TRADER)).toMatchObject([{ broker: BROKER, exports: true }])
  })

  test('concurrently on the same terms happens once', async () => {
    const done = await Promise.all(Array.from({ length: 6 }, () => grant()))
    expect(done.toSorted()).toEqual(['granted', ...Array(5).fill('unchanged')])
    expect(await audited()).toEqual([line('mandate-granted', TERMS)])
  })

  test('concurrently leaves one mandate, on the terms of one caller', async () => {
    const ends = Array.from({ length: 8 }, (_, index) => day(`2027-01-0${index + 1}`))
    await Promise.all(ends.map(to => grant({ to })))
    const [mandate, ...others] = await listMandates(store.access, TRADER)
    expect(others).toEqual([])
    expect(ends).toContain(mandate?.to)
    expect(await audited()).toHaveLength(8)
  })

  test('fails without a signed-in person, for the company itself, and for reversed dates; nothing is stored', async () => {
    await expect(grantMandate(store.access, TERMS, anActor(), NOW)).rejects.toThrow('signed-in person')
    await expect(grant({ broker: TRADER })).rejects.toThrow(/check/i)
    await expect(grant({ to: day('2025-12-31') })).rejects.toThrow(/check/i)
    expect(await listMandates(store.access, TRADER)).toEqual([])
    expect(await audited()).toEqual([])
  })
})

describe('withdrawing a mandate', () => {
  test('stores it as withdrawn with its terms, and audits it', async () => {
    await grant({ to: day('2026-12-31') })
    expect(await withdraw()).toBe(true)
    const terms = { ...TERMS, to: day('2026-12-31') }
    expect(await findMandate(store.access, { voen: TRADER, broker: BROKER })).toEqual({ ...terms, withdrawn: true })
    expect((await audited()).at(-1)).toEqual(line('mandate-withdrawn', terms))
  })

  test('that is missing or already withdrawn does nothing', async () => {
    await grant()
    expect(await withdraw(OTHER_TRADER)).toBe(false)
    expect(await withdraw(TRADER, OTHER_BROKER)).toBe(false)
    expect(await withdraw()).toBe(true)
    expect(await withdraw()).toBe(false)
    expect(await audited()).toHaveLength(2)
  })

  test('concurrently happens once', async () => {
    await grant()
    const done = await Promise.all(Array.from({ length: 6 }, () => withdraw()))
    expect(done.filter(Boolean)).toHaveLength(1)
    expect(await audited()).toHaveLength(2)
  })
})

describe('what is done to a mandate', () => {
  const visits = async () =>
    (await readAccessLog(store.access, TRADER, null)).visits.map(({ id: _, ...visit }) => visit)
  const shown = (action: string, { from, to, balances, exports, broker }: Omit<Mandate, 'withdrawn'>) => ({
    voen: TRADER,
    at: NOW,
    action,
    subject: ACCOUNTANT.subject,
    name: ACCOUNTANT.name,
    broker: null,
    detail: JSON.stringify({ broker, from, to, balances, exports }),
  })

  test('stands in the access log of the account: who, when, which broker, which terms', async () => {
    await grant()
    await grant({ exports: true })
    await grant({ exports: true })
    await withdraw()
    await withdraw()
    const wider = { ...TERMS, exports: true }
    expect(await visits()).toEqual([
      shown('mandate-withdrawn', wider),
      shown('mandate-changed', wider),
      shown('mandate-granted', TERMS),
    ])
  })

  test('is in the mandates and in both logs, or in none of them', async () => {
    const unfit = { ...anActor(ACCOUNTANT), address: null as never }
    await expect(grantMandate(store.access, TERMS, unfit, NOW)).rejects.toThrow()
    expect([await rows(), await visits(), await audited()]).toEqual([[], [], []])
    await grant()
    const before = [await rows(), await visits(), await audited()]
    await expect(withdrawMandate(store.access, TERMS, unfit, NOW)).rejects.toThrow()
    expect([await rows(), await visits(), await audited()]).toEqual(before)
  })
})

describe('a person who requests an account', () => {
  const tokenOf = async (person: typeof ACCOUNTANT) => {
    const signedIn = { person, issuer: ISSUER, idToken: null, providerSession: null }
    return (await openSession(store.access, { signedIn, actor: anActor(), replaced: null, limits: LIMITS, now: NOW }))
      .token
  }
  const accessOf = async (token: string, voen: Voen | null = TRADER, now = NOW) =>
    (await authenticate(store.access, { token, voen }, LIMITS, now))?.access

  test('sees the own company’s account, whatever its mandates are', async () => {
    const own = { voen: TRADER, broker: null, balances: true, exports: true }
    expect(await accessOf(await tokenOf(ACCOUNTANT))).toEqual(own)
    expect(await accessOf(await tokenOf(DIRECTOR), OTHER_TRADER)).toEqual({ ...own, voen: OTHER_TRADER })
  })

  test('sees a client’s account from the grant to the withdrawal, on the current terms', async () => {
    const token = await tokenOf(DECLARANT)
    expect(await accessOf(token)).toBeNull()
    await grant()
    expect(await accessOf(token)).toEqual({ voen: TRADER, broker: BROKER, balances: true, exports: false })
    await grant({ balances: false, exports: true })
    expect(await accessOf(token)).toEqual({ voen: TRADER, broker: BROKER, balances: false, exports: true })
    await withdraw()
    expect(await accessOf(token)).toBeNull()
  })

  test('sees a client’s account on the days of the mandate, in Baku time', async () => {
    await grant({ from: day('2026-11-23'), to: day('2026-11-23') })
    const token = await tokenOf(DECLARANT)
    const midnight = new Date('2026-11-22T20:00:00Z')
    const limits = { idle_ms: 1e12, warning_ms: 0, whole_ms: 1e12 }
    const accessAt = async (ms: number) =>
      (await authenticate(store.access, { token, voen: TRADER }, limits, new Date(midnight.getTime() + ms)))!.access
    expect(await accessAt(-1)).toBeNull()
    expect(await accessAt(0)).toMatchObject({ broker: BROKER })
    expect(await accessAt(86_400_000 - 1)).toMatchObject({ broker: BROKER })
    expect(await accessAt(86_400_000)).toBeNull()
  })

  test('sees no other account; a stranger sees none', async () => {
    await grant()
    expect(await accessOf(await tokenOf(DECLARANT), OTHER_TRADER)).toBeNull()
    expect(await accessOf(await tokenOf(STRANGER))).toBeNull()
    expect(await accessOf(await tokenOf(ACCOUNTANT), OTHER_TRADER)).toBeNull()
    expect(await accessOf(await tokenOf(DECLARANT), BROKER), 'its own').toMatchObject({ broker: null })
    expect(await accessOf('no such token')).toBeUndefined()
    expect(await accessOf(await tokenOf(ACCOUNTANT), null), 'no account was asked for').toBeNull()
  })
})
