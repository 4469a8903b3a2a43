import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadApplication } from '../../src/cli/application.ts'
import { removeSandbox } from '../../src/cli/sandbox.ts'
import { hasSandbox, readConfig } from '../../src/config.ts'
import { ListenError, startServer } from '../../src/server.ts'
import { listSenders } from '../../src/services/intake/senders.ts'
import { openDatabase } from '../../src/store/engine/database.ts'
import { SECURITY_HEADERS } from '../../src/web/http/security-headers.ts'
import { TRADER } from '../support/oracle/events.ts'
import { addressOf, Vereqe } from '../support/stores/vereqe.ts'
import { Html } from '../web/html.ts'
import { policyOf } from '../web/policy.ts'
import { TODAY, Trial } from './trial.ts'

const PRODUCTION = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://vereqe.example',
  OIDC_ISSUER: 'https://id.example',
  OIDC_CLIENT_ID: 'vereqe',
}
const REGISTER = { voen: TRADER, name: 'Nümunə Ticarət MMC' }

describe('the sandbox', () => {
  let trial: Trial
  beforeEach(async () => {
    trial = await Trial.open()
  })
  afterEach(() => trial[Symbol.asyncDispose]())

  const post = (headers: Record<string, string>, body: string) =>
    fetch(`${trial.url}/sandbox/officer/register`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    })

  test('keeps working when a second server finds the port taken', async () => {
    const { hostname, port } = new URL(trial.url)
    const other = await loadApplication({ config: readConfig({}), clock: () => TODAY }, trial.store, () => {})
    await expect(startServer(other, hostname, Number(port))).rejects.toThrow(ListenError)
    expect((await trial.officer('register', REGISTER)).text).toContain('Qəbul edildi')
  })

  test('sends the security headers with each page, and no-store', async () => {
    for (const path of [
      '/sandbox',
      '/sandbox/hop',
      '/sandbox/hop/unknown-payer',
      '/sandbox/officer',
      '/sandbox/officer/assess',
      '/sandbox/nowhere',
    ]) {
      const answer = await fetch(trial.url + path, { redirect: 'manual' })
      const policy = policyOf(new Html(await answer.text()))
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        ...SECURITY_HEADERS,
        'content-security-policy': policy,
        'cache-control': 'no-store',
      })
    }
  })

  test.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
    {},
  ])('refuses a form from another origin: %j', async (headers: Record<string, string>) => {
    const response = await post(headers, String(new URLSearchParams(REGISTER)))
    expect(response.status).toBe(403)
    expect(await response.text()).toContain('Sorğu bu saytın səhifəsindən göndərilməyib')
    expect((await trial.hop({ voen: TRADER })).status).toBe(404)
  })

  test('redirects a foreign host name to the public URL', async () => {
    const { port } = new URL(trial.url)
    for (const method of ['GET', 'POST']) {
      const options = { port, method, path: '/sandbox/hop?voen=1', headers: { host: `evil.example:${port}` } }
      const [answer] = (await once(request(options).end(), 'response')) as [IncomingMessage]
      answer.resume()
      expect([answer.statusCode, answer.headers.location]).toEqual([303, `${trial.url}/sandbox/hop?voen=1`])
    }
  })

  test('refuses a form that is too long', async () => {
    const body = String(new URLSearchParams({ ...REGISTER, x: 'x'.repeat(100_000) }))
    expect((await post({ 'sec-fetch-site': 'same-origin' }, body)).status).toBe(422)
  })

  test('shows a calm page when the intake refuses its key', async () => {
    await removeSandbox(trial.store.access, new Date())
    const response = await post({ 'sec-fetch-site': 'same-origin' }, String(new URLSearchParams(REGISTER)))
    expect(response.status).toBe(503)
    expect(await response.text()).toContain('iki dəfə yazılmayacaq')
  })

  test('makes new keys at each start and revokes the old ones', async () => {
    const idsOf = async () => (await listSenders(trial.store.access)).flatMap(({ keys }) => keys.map(({ id }) => id))
    const before = await idsOf()
    expect(before).toHaveLength(2)
    const next = await Trial.open({ store: trial.store })
    const after = await idsOf()
    expect(after).toHaveLength(2)
    expect(after.filter(id => before.includes(id))).toEqual([])
    expect((await next.officer('register', REGISTER)).status).toBe(200)
    expect((await trial.officer('register', REGISTER)).status).toBe(503)
    await next.stop()
  })

  test('may send only the events of the two systems it acts as', async () => {
    expect((await listSenders(trial.store.access)).map(({ sender }) => sender)).toEqual([
      {
        name: 'sandbox-declarations',
        title: 'Sınaq: Gömrük əməkdaşının iş yeri',
        types: expect.not.arrayContaining(['payment.received']),
        channels: [],
        bills: false,
        objections: true,
      },
      {
        name: 'sandbox-hop',
        title: 'Sınaq: Ödəniş portalı (HÖP)',
        types: ['payment.received'],
        channels: ['hop'],
        bills: true,
      },
    ])
  })
})

describe('hasSandbox', () => {
  test.each([
    [{}, true],
    [{ DATABASE_URL: 'sqlite:/x.db' }, true],
    [{ DATABASE_URL: 'sqlite:/x.db', HOST: '0.0.0.0' }, false],
    [{ DATABASE_URL: 'sqlite:/x.db', HOST: '0.0.0.0', TEST_IDENTITY: 'for-everybody' }, true],
    [{ DATABASE_URL: 'sqlite:/x.db', PUBLIC_URL: 'https://vereqe.example' }, false],
    [{ OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'vereqe', WEB_CONCURRENCY: '2' }, false],
    [PRODUCTION, false],
    [{ ...PRODUCTION, TEST_IDENTITY: 'for-everybody' }, false],
  ])('%j: %s', (settings, expected) => {
    expect(hasSandbox(readConfig(settings))).toBe(expected)
  })

  test('production has no sandbox, and removes the senders of an earlier trial', async () => {
    await using vereqe = await Vereqe.open()
    const trial = vereqe.start(['serve'], { PORT: '0' })
    expect((await fetch(`${await addressOf(trial)}/sandbox/hop`)).status).toBe(200)
    trial.child.kill('SIGTERM')
    await trial.ended
    const store = await openDatabase(vereqe.storeUrl)
    expect(await listSenders(store.access)).toHaveLength(2)
    const running = vereqe.start(['serve'], { ...PRODUCTION, PORT: '0', WEB_CONCURRENCY: '1' })
    const url = await addressOf(running)
    for (const path of ['/sandbox', '/sandbox/hop', '/sandbox/officer']) {
      expect((await fetch(url + path)).status).toBe(404)
    }
    expect(await listSenders(store.access)).toEqual([])
    await store.close()
    running.child.kill('SIGTERM')
    expect(await running.ended).toMatchObject({ code: 0 })
  })
})
