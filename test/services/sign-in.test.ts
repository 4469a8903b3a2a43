import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { consumeSignInAttempt, saveSignInAttempt } from '../../src/services/access/sign-in.ts'
import { ask, NOW, openTestStore, type TestStore } from '../support/stores/store.ts'

const MINUTE_MS = 60_000
const later = (minutes: number, by_ms = 0) => new Date(NOW.getTime() + minutes * MINUTE_MS + by_ms)

const ATTEMPT = {
  state: 'the state',
  browser: 'the cookie',
  nonce: 'the nonce',
  codeVerifier: 'the verifier',
  returnTo: '/accounts/1400057421?from=2026-01-01',
}
const REMEMBERED = { nonce: ATTEMPT.nonce, codeVerifier: ATTEMPT.codeVerifier, returnTo: ATTEMPT.returnTo }

let store: TestStore
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

const remember = (more: Partial<typeof ATTEMPT> = {}, now = NOW) =>
  saveSignInAttempt(store.access, { ...ATTEMPT, ...more }, now)
const take = (now = NOW, state = ATTEMPT.state, browser = ATTEMPT.browser) =>
  consumeSignInAttempt(store.access, { state, browser }, now)
const rows = () => store.access.read(tx => tx.selectFrom('sign_in_attempt').selectAll().execute())

describe('a sign-in attempt', () => {
  test('is returned once', async () => {
    await remember()
    expect(await take(later(1))).toEqual(REMEMBERED)
    expect(await take(later(1))).toBeNull()
    expect(await rows()).toEqual([])
  })

  test('is returned to one of two concurrent callers', async () => {
    for (let times = 0; times < 10; times += 1) {
      await remember()
      const taken = await Promise.all([take(), take(), take(), take()])
      expect(taken.filter(attempt => attempt !== null)).toEqual([REMEMBERED])
    }
  })

  test('expires after ten minutes', async () => {
    await remember()
    expect(await take(later(10))).toEqual(REMEMBERED)
    await remember()
    expect(await take(later(10, 1))).toBeNull()
    expect(await take(later(1)), 'it is gone').toBeNull()
  })

  test('is not returned for an unknown state', async () => {
    await remember()
    for (const state of ['', 'another state', 'the state ']) expect(await take(NOW, state)).toBeNull()
    expect(await take()).toEqual(REMEMBERED)
  })

  test('is not returned to another browser, and stays available to its own', async () => {
    await remember()
    for (const browser of ['', 'another cookie']) expect(await take(NOW, ATTEMPT.state, browser)).toBeNull()
    expect(await take()).toEqual(REMEMBERED)
  })

  test('is independent of the browser’s other attempts', async () => {
    await remember()
    await remember({ state: 'another state', nonce: 'another nonce' })
    expect(await take(NOW, 'another state')).toMatchObject({ nonce: 'another nonce' })
    expect(await take()).toEqual(REMEMBERED)
  })
})

describe('the store', () => {
  test('keeps only digests of the state and the cookie', async () => {
    await remember()
    const stored = JSON.stringify(await rows())
    expect(stored).toContain(ATTEMPT.nonce)
    expect(stored).not.toContain(ATTEMPT.state)
    expect(stored).not.toContain(ATTEMPT.browser)
    const [row] = await rows()
    expect(await take(NOW, row!.state, row!.browser), 'a digest returns no attempt').toBeNull()
  })

  test('deletes expired attempts when a new one is saved, and no others', async () => {
    await remember({ state: 'old' })
    await remember({ state: 'younger' }, later(1))
    await remember({}, later(10, 1))
    expect(await rows()).toHaveLength(2)
    expect(await take(later(10, 1), 'younger')).not.toBeNull()
  })

  test('does not start a delivery', async () => {
    await remember()
    expect(await ask(store.reader, 'select arrival from event')).toEqual([])
  })
})
