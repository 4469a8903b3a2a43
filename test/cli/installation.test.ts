import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../../src/store/engine/database.ts'
import { countStored, SignedSender } from '../support/people/signed-sender.ts'
import { addressOf, EXAMPLE, Vereqe } from '../support/stores/vereqe.ts'
import { RUNS_ALL } from '../support/test-matrix.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const MAIN = 'dist/src/cli/main.js'
const run = promisify(execFile)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vereqe-installation-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('SIGTERM to npm start ends the server: a delivery in progress is booked and answered, and the port is free', async () => {
  await using vereqe = await Vereqe.open()
  const store = await openDatabase(vereqe.storeUrl)
  const sender = await SignedSender.register(store.access, () => new Date())
  const running = vereqe.startNpm(ROOT, { PORT: '0' })
  const url = await addressOf(running)
  const sent = sender.delivery(readFileSync(EXAMPLE))
  const body = new ReadableStream({
    async start(controller) {
      controller.enqueue(sent.body!.subarray(0, 1000))
      await setTimeout(200)
      running.child.kill('SIGTERM')
      // Longer than the server lets idle connections live.
      await setTimeout(1000)
      controller.enqueue(sent.body!.subarray(1000))
      controller.close()
    },
  })
  const init = { ...sent, body, duplex: 'half' } as RequestInit
  const answer = await fetch(`${url}/intake/v1/events`, init)
  expect(answer.status).toBe(200)
  await answer.text()
  expect(await running.ended).toMatchObject({ code: 0, signal: null })
  await expect(fetch(`${url}/healthz`)).rejects.toThrow()
  expect(await countStored(store)).toEqual({ events: 23, rejections: 0 })
  await store.close()
})

if (RUNS_ALL) {
  test('a release holds all that the server needs besides its packages', async () => {
    const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: ROOT })
    await run('tar', ['xzf', stdout.trim().split('\n').at(-1)!], { cwd: folder })
    const release = join(folder, 'package')
    expect(existsSync(join(release, 'npm-shrinkwrap.json')), 'the exact versions of the packages').toBe(true)
    symlinkSync(join(ROOT, 'node_modules'), join(release, 'node_modules'))
    await using vereqe = await Vereqe.open(join(release, MAIN))
    const running = vereqe.start(['serve'], { PORT: '0', DATABASE_URL: '' })
    const url = await addressOf(running)
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    running.child.kill('SIGTERM')
    expect(await running.ended).toMatchObject({ code: 0 })
  })

  test('without development packages the program is compiled to the same bytes, and no compiler stays', async () => {
    const parts = ['package.json', 'package-lock.json', 'tsconfig.json', '.deploy', 'src', 'views', 'migrations']
    for (const part of parts) cpSync(join(ROOT, part), join(folder, part), { recursive: true })
    const env = { ...process.env, npm_config_prefer_offline: 'true', npm_config_omit: 'dev' }
    await run(process.execPath, ['.deploy/compile.js'], { cwd: folder, env })
    expect(readFileSync(join(folder, MAIN)).equals(readFileSync(join(ROOT, MAIN)))).toBe(true)
    expect(existsSync(join(folder, 'node_modules'))).toBe(false)
    const again = await run(process.execPath, ['.deploy/compile.js', '--check'], { cwd: folder })
    expect(again.stderr).toBe('')
  })
}
