import { execFileSync } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/store/engine/database.ts'
import { TRADER } from '../support/oracle/events.ts'
import { cookieOf, representativeOf } from '../support/people/people.ts'
import { addressOf, EXAMPLE, expectRefusal, type Running, Vereqe } from '../support/stores/vereqe.ts'

const PAGE = `/accounts/${TRADER}/ledgers/vat`

/** Several processes need a real provider. No test signs in there. */
const SEVERAL = { PORT: '0', OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'vereqe' }

let vereqe: Vereqe
let cookie: string
beforeEach(async () => {
  vereqe = await Vereqe.open()
  await vereqe.run(['import', EXAMPLE])
  const store = await openDatabase(vereqe.storeUrl)
  cookie = await cookieOf(store.access, representativeOf(TRADER), new Date())
  await store.close()
})
afterEach(() => vereqe[Symbol.asyncDispose]())

/** The processes that answer, by the prefix of their request ids. */
async function answeringProcesses(url: string): Promise<Set<string>> {
  const answers = await Promise.all(
    Array.from({ length: 24 }, () => fetch(url + PAGE, { headers: { connection: 'close', cookie } })),
  )
  expect(answers.every(({ status }) => status === 200)).toBe(true)
  return new Set(answers.map(({ headers }) => headers.get('x-request-id')!.split('-')[0]!))
}

function childrenOf({ child }: Running): number[] {
  const listed = execFileSync('ps', ['-o', 'pid=', '--ppid', `${child.pid}`], { encoding: 'utf8' })
  return listed.split('\n').filter(Boolean).map(Number)
}

describe('serve with WEB_CONCURRENCY', () => {
  test('answers from all processes at one address, and ends with all of them', async () => {
    const running = vereqe.start(['serve'], { ...SEVERAL, WEB_CONCURRENCY: '3' })
    const url = await addressOf(running)
    let seen = new Set<string>()
    while (seen.size < 3) seen = seen.union(await answeringProcesses(url))
    expect(seen.size).toBe(3)
    const processes = childrenOf(running)
    running.child.kill('SIGTERM')
    const { code, signal, stderr } = await running.ended
    expect({ code, signal }).toEqual({ code: 0, signal: null })
    expect(stderr.match(/is at/g), 'the address is printed once').toHaveLength(1)
    for (const pid of processes) expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  })

  test('replaces a process that is killed, while the others answer', async () => {
    const running = vereqe.start(['serve'], { ...SEVERAL, WEB_CONCURRENCY: '2' })
    const url = await addressOf(running)
    while ((await answeringProcesses(url)).size < 2);
    const [victim] = childrenOf(running)
    process.kill(victim!, 'SIGKILL')
    await answeringProcesses(url).catch(() => {})
    while (childrenOf(running).length < 2 || childrenOf(running).includes(victim!)) await setTimeout(20)
    expect((await answeringProcesses(url)).size).toBeGreaterThan(0)
    running.child.kill('SIGTERM')
    const { code, stderr } = await running.ended
    expect(code).toBe(0)
    expect(stderr).toMatch(/ERROR process-ended .*signal=SIGKILL/)
  })

  test('reports once why no process can start', async () => {
    const other = vereqe.start(['serve'], { PORT: '0', WEB_CONCURRENCY: '1' })
    const PORT = new URL(await addressOf(other)).port
    const refused = await vereqe.runProcess(['serve'], { ...SEVERAL, PORT, WEB_CONCURRENCY: '2' })
    expectRefusal(refused, `cannot listen on 127.0.0.1:${PORT}`)
    other.child.kill('SIGTERM')
    expect(await other.ended).toMatchObject({ code: 0 })
  })

  test('refuses several processes with the test identity provider', async () => {
    expectRefusal(
      await vereqe.run(['serve'], '', { PORT: '0', WEB_CONCURRENCY: '2' }),
      'set WEB_CONCURRENCY=1, or OIDC_ISSUER',
    )
  })

  test.each(['0', '-1', '1.5', 'many', '100'])('rejects %s processes', async processes => {
    expectRefusal(await vereqe.run(['serve'], '', { WEB_CONCURRENCY: processes }), 'from 1 to 99')
  })
})

describe('serve in production', () => {
  const PRODUCTION = { PORT: '0', NODE_ENV: 'production' }

  test.each([
    [{}, 'set OIDC_ISSUER and OIDC_CLIENT_ID'],
    [{ PUBLIC_URL: 'https://vereqe.example' }, 'set OIDC_ISSUER and OIDC_CLIENT_ID'],
    [{ OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'vereqe' }, 'set PUBLIC_URL'],
    [{ NODE_ENV: 'prod' }, 'set OIDC_ISSUER and OIDC_CLIENT_ID'],
  ])('refuses %j with a sentence', async (settings, says) => {
    expectRefusal(await vereqe.run(['serve'], '', { ...PRODUCTION, ...settings }), says)
  })

  test('starts with a real provider, without the test provider', async () => {
    const settings = { ...SEVERAL, ...PRODUCTION, PUBLIC_URL: 'https://vereqe.example', WEB_CONCURRENCY: '1' }
    const running = vereqe.start(['serve'], settings)
    const url = await addressOf(running)
    expect((await fetch(`${url}/test-identity/.well-known/openid-configuration`)).status).toBe(404)
    running.child.kill('SIGTERM')
    expect(await running.ended).toMatchObject({ code: 0 })
  })

  test('allows every other command', async () => {
    expect(await vereqe.run(['verify'], '', PRODUCTION)).toMatchObject({ code: 0 })
  })
})
