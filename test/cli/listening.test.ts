import { spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { addressOf, expectRefusal, MAIN, Vereqe } from '../support/stores/vereqe.ts'

/** Containers often let every user take any port. */
const HAS_RESERVED_PORTS = (() => {
  try {
    return Number(readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8')) > 80
  } catch {
    return false
  }
})()

describe('serve', () => {
  test('refuses a port in use, for pages and for metrics, and says which', async () => {
    await using vereqe = await Vereqe.open()
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => other.once('listening', resolve))
    const PORT = String((other.address() as AddressInfo).port)
    const inUse = `cannot listen on 127.0.0.1:${PORT}: port ${PORT} is in use; set`
    const refused = await vereqe.runProcess(['serve'], { PORT, METRICS_PORT: '0' })
    expectRefusal(refused, `${inUse} PORT to a free port, or end the program that uses it`)
    const metrics = await vereqe.runProcess(['serve'], { PORT: '0', METRICS_PORT: PORT })
    expectRefusal(metrics, `${inUse} METRICS_PORT to a free port, or end the program that uses it`)
    other.close()
  })

  test.runIf(HAS_RESERVED_PORTS)('refuses a port below 1024 to a user without the right, and says which', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vereqe-port-'))
    try {
      const asUser = process.getuid?.() === 0
      if (asUser) chownSync(folder, 65_534, 65_534)
      const serve = (settings: Record<string, string>) => {
        const env = {
          PATH: process.env.PATH,
          DATABASE_URL: `sqlite:${join(folder, 'store.db')}`,
          PORT: '0',
          ...settings,
        }
        const options = { env, encoding: 'utf8', timeout: 20_000, ...(asUser && { uid: 65_534 }) } as const
        const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, 'serve'], options)
        return { code: status, signal: null, stdout, stderr }
      }
      const refusal = (setting: string) =>
        `cannot listen on 127.0.0.1:80: this user may not use port 80; set ${setting} to a port from 1024 on`
      expectRefusal(serve({ PORT: '80' }), refusal('PORT'))
      expectRefusal(serve({ METRICS_PORT: '80' }), refusal('METRICS_PORT'))
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('says which other fault keeps it from listening', async () => {
    await using vereqe = await Vereqe.open()
    expectRefusal(
      await vereqe.runProcess(['serve'], { HOST: '192.0.2.1', TEST_IDENTITY: 'for-everybody' }),
      /192.0.2.1:3000: .*set HOST and PORT/,
    )
  })

  test('tells once, with several processes, that a setting is mistyped', async () => {
    await using vereqe = await Vereqe.open()
    const several = { PORT: '0', WEB_CONCURRENCY: '2', OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'vereqe' }
    const running = vereqe.start(['serve'], { ...several, METRIC_PORT: '1' })
    await addressOf(running)
    running.child.kill('SIGTERM')
    expect((await running.ended).stderr.match(/METRIC_PORT/g)).toHaveLength(1)
  })
})
