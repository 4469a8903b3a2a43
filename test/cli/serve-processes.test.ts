import { execFileSync } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addressOf, EXAMPLE, expectRefusal, type Running, Vereqe } from '../support/vereqe.ts'

const PAGE = '/accounts/1400057421/ledgers/vat'

let vereqe: Vereqe
beforeEach(async () => {
  vereqe = await Vereqe.open()
  await vereqe.run(['import', EXAMPLE])
})
afterEach(() => vereqe[Symbol.asyncDispose]())

/** Which processes answer, by what each puts before the numbers of its requests. */
async function whoAnswers(url: string): Promise<Set<string>> {
  const answers = await Promise.all(
    Array.from({ length: 24 }, () => fetch(url + PAGE, { headers: { connection: 'close' } })),
  )
  expect(answers.every(({ status }) => status === 200)).toBe(true)
  return new Set(answers.map(({ headers }) => headers.get('x-request-id')!.split('-')[0]!))
}

function childrenOf({ child }: Running): number[] {
  const listed = execFileSync('ps', ['-o', 'pid=', '--ppid', `${child.pid}`], { encoding: 'utf8' })
  return listed.split('\n').filter(Boolean).map(Number)
}

describe('serve with WEB_CONCURRENCY', () => {
  test('answers from so many processes at one address, and ends with all of them', async () => {
    const running = vereqe.start(['serve'], { PORT: '0', WEB_CONCURRENCY: '3' })
    const url = await addressOf(running)
    let seen = new Set<string>()
    while (seen.size < 3) seen = seen.union(await whoAnswers(url))
    expect(seen.size).toBe(3)
    const processes = childrenOf(running)
    running.child.kill('SIGTERM')
    const { code, signal, stderr } = await running.ended
    expect({ code, signal }).toEqual({ code: 0, signal: null })
    expect(stderr.match(/is at/g), 'the address is told once').toHaveLength(1)
    for (const pid of processes) expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  })

  test('replaces a process that is killed, while the others answer', async () => {
    const running = vereqe.start(['serve'], { PORT: '0', WEB_CONCURRENCY: '2' })
    const url = await addressOf(running)
    while ((await whoAnswers(url)).size < 2);
    const [victim] = childrenOf(running)
    process.kill(victim!, 'SIGKILL')
    await whoAnswers(url).catch(() => {})
    while (childrenOf(running).length < 2 || childrenOf(running).includes(victim!)) await setTimeout(20)
    expect((await whoAnswers(url)).size).toBeGreaterThan(0)
    running.child.kill('SIGTERM')
    const { code, stderr } = await running.ended
    expect(code).toBe(0)
    expect(stderr).toMatch(/"event":"process-ended".*"signal":"SIGKILL"/)
  })

  test('tells once what stands in the way of each', async () => {
    const other = vereqe.start(['serve'], { PORT: '0', WEB_CONCURRENCY: '1' })
    const PORT = new URL(await addressOf(other)).port
    const refused = await vereqe.run(['serve'], '', { PORT, WEB_CONCURRENCY: '2' })
    expectRefusal(refused, `cannot listen on 127.0.0.1:${PORT}`)
    other.child.kill('SIGTERM')
    expect(await other.ended).toMatchObject({ code: 0 })
  })

  test.each(['0', '-1', '1.5', 'many', '100'])('of %s says what it must be', async processes => {
    expectRefusal(await vereqe.run(['serve'], '', { WEB_CONCURRENCY: processes }), 'from 1 to 99')
  })
})
