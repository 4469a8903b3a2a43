import { chmodSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { deliverEvents } from '../../src/services/intake/deliver-events.ts'
import { openDatabase } from '../../src/store/engine/database.ts'
import { freePort } from '../support/browser/free-port.ts'
import { registered, toLine } from '../support/oracle/events.ts'
import { HostileProvider } from '../support/people/hostile-provider.ts'
import { CAN_MOUNT, SmallDisk } from '../support/stores/small-disk.ts'
import { kind, makeFile, type StorePlace } from '../support/stores/store-places.ts'
import { EXAMPLE, Vereqe } from '../support/stores/vereqe.ts'

let vereqe: Vereqe
let example: StorePlace
let provider: HostileProvider
const servers: Server[] = []
beforeAll(async () => {
  vereqe = await Vereqe.open()
  example = await makeFile()
  await vereqe.run(['import', EXAMPLE], '', { DATABASE_URL: example.url })
  provider = await HostileProvider.open()
})
afterAll(async () => {
  for (const server of servers) server.close()
  await provider[Symbol.asyncDispose]()
  await example.remove()
  await vereqe[Symbol.asyncDispose]()
})

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vereqe-doctor-'))
  copyFileSync(example.url.slice('sqlite:'.length), path())
  provider.answers = {}
  provider.metadata = {}
})
afterEach(() => rmSync(folder, { recursive: true }))

const path = () => join(folder, 'store.db')

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  servers.push(server)
  await new Promise(resolve => server.once('listening', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** @returns the exit code, and the findings by check: each a level and a sentence */
async function examine(env: Record<string, string> = {}) {
  const settings = { DATABASE_URL: `sqlite:${path()}`, OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: 'vereqe', ...env }
  const { code, stdout, stderr } = await vereqe.run(['doctor'], '', settings)
  expect(stderr).toBe('')
  const lines = stdout.trimEnd().split('\n')
  const findings = lines.map(line => /^(ok|warning|fault) +(\S.*?) {2,}(\S.*)$/.exec(line)!.slice(1))
  const of = (check: string) =>
    findings.filter(([, name]) => name === check).map(([level, , text]) => `${level}: ${text}`)
  return { code, stdout, of, levels: new Set(findings.map(([level]) => level)) }
}

test('finds nothing wrong where all is well, and prints a line for each check', async () => {
  const publicUrl = await listen((_, response) => response.end('ready'))
  const { code, of, levels, stdout } = await examine({ PUBLIC_URL: publicUrl, HOP_URL: 'https://gpp.example' })
  expect({ code, levels: [...levels] }).toEqual({ code: 0, levels: ['ok'] })
  expect(stdout.split('\n').map(line => line.slice(9, 26).trim())).toEqual([
    'settings',
    'Node.js',
    'store',
    'writing',
    'file mode',
    'write-ahead log',
    'disk',
    'seal',
    'secrets',
    'clock',
    'identity provider',
    'provider clock',
    'public address',
    'proxies',
    'payment portal',
    '',
  ])
  expect(of('public address')).toEqual([`ok: ${publicUrl}/readyz answers that the server may get requests`])
  expect(of('payment portal')).toEqual(['ok: debts link to https://gpp.example (HOP_URL)'])
})

describe('settings', () => {
  test('each faulty one is a fault with its sentence, and nothing else is tried', async () => {
    const { code, of } = await examine({ PORT: 'none', HOP_URL: 'gpp' })
    expect(code).toBe(1)
    expect(of('settings')).toEqual([
      'fault: PORT must be a number from 0 to 65535',
      expect.stringContaining('fault: HOP_URL must be the https address of the payment portal'),
    ])
    expect(of('store')).toEqual([])
  })

  test('that are mistyped are warnings, beside faults too', async () => {
    const warned = 'warning: METRIC_PORT is no setting of this program and is ignored; did you mean METRICS_PORT?'
    const { code, of } = await examine({ METRIC_PORT: '9464' })
    expect([code, of('settings')]).toEqual([0, [warned]])
    expect((await examine({ METRIC_PORT: '9464', PORT: 'none' })).of('settings')[1]).toBe(warned)
  })

  test('those with which production does not start are faults', async () => {
    const { code, of } = await examine({ NODE_ENV: 'production', OIDC_ISSUER: '', OIDC_CLIENT_ID: '' })
    expect(code).toBe(1)
    expect(of('settings')).toHaveLength(2)
    expect(of('settings')[0]).toContain('fault: Production needs a real identity provider')
    expect(of('identity provider')[0]).toContain('warning: OIDC_ISSUER is unset')
  })

  test('secrets and passwords are never printed', async () => {
    const secretsKey = Buffer.alloc(32, 7).toString('base64')
    const secrets = { OIDC_CLIENT_SECRET: 'very-secret', SECRETS_KEY: secretsKey }
    const outputs = [
      await examine(secrets),
      await examine({ ...secrets, DATABASE_URL: 'postgres://vereqe:very-secret@127.0.0.1:99999/vereqe' }),
      await examine({ ...secrets, PORT: 'none' }),
    ]
    for (const { stdout } of outputs) {
      expect(stdout).not.toContain('very-secret')
      expect(stdout).not.toContain(secretsKey)
    }
    expect(outputs[1]!.of('store')[0]).toMatch(/^fault: postgres:\/\/vereqe:…@127.0.0.1:99999\/vereqe cannot be opened/)
  })
})

describe('the store', () => {
  test('is not changed, in use or not', async () => {
    const files = () => readdirSync(folder).map(name => [name, readFileSync(join(folder, name)).toString('base64')])
    const before = files()
    await examine()
    expect(files()).toEqual(before)
    const inUse = await openDatabase(`sqlite:${path()}`)
    await inUse.access.proveWritable()
    // The third file has the locks of the readers.
    const lasting = () => files().filter(([name]) => name !== 'store.db-shm')
    const beside = lasting()
    expect((await examine()).code).toBe(0)
    expect(lasting()).toEqual(beside)
    await inUse.close()
  })

  test('is not made when it is missing', async () => {
    rmSync(path())
    const { code, of } = await examine()
    expect(code).toBe(0)
    expect(of('store')[0]).toMatch(/^warning: .*there is no such file; the server makes a store when it starts/)
    expect(readdirSync(folder)).toEqual([])
  })

  test('in a folder that would not be made with it is a fault', async () => {
    const inFolders = (...names: string[]) => examine({ DATABASE_URL: `sqlite:${join(folder, ...names, 'store.db')}` })
    expect((await inFolders('one')).of('store')[0]).toContain('warning')
    const { code, of } = await inFolders('one', 'two')
    const sentence = `there is no folder ${join(folder, 'one', 'two')}; make it, and let this user write in it`
    expect([code, of('store')]).toEqual([1, [expect.stringMatching(new RegExp(`^fault: .*${sentence}`))]])
  })

  test('of an older version is a warning, and keeps its schema', async () => {
    const file = new SQLite(path())
    file.exec('delete from kysely_migration where name = (select max(name) from kysely_migration)')
    const count = () => file.prepare('select count(*) from kysely_migration').pluck().get()
    const before = count()
    expect((await examine()).of('store')[0]).toMatch(/^warning: .*its schema is older; run migrate/)
    expect(count()).toBe(before)
    file.close()
  })

  test('that is damaged, or of a newer version, is a fault', async () => {
    const file = new SQLite(path())
    file.exec("insert into kysely_migration values ('9999-later', '')")
    file.close()
    const newer = await examine()
    expect([newer.code, newer.of('store')[0]]).toEqual([1, expect.stringContaining('a newer version of this program')])
    copyFileSync(EXAMPLE, path())
    expect((await examine()).of('store')[0]).toMatch(/^fault: .*the file is not a database/)
  })

  test('that others can read is a warning', async () => {
    chmodSync(path(), 0o644)
    const { code, of } = await examine()
    expect([code, of('file mode')]).toEqual([
      0,
      ['warning: it is 0644, so others can read or write the file; run chmod 600 on it'],
    ])
  })

  test.skipIf(!CAN_MOUNT)('on a full disk cannot be written', async () => {
    const disk = SmallDisk.mount(24)!
    try {
      const store = join(disk.folder, 'store.db')
      copyFileSync(path(), store)
      const levels = async () => {
        const { code, of } = await examine({ DATABASE_URL: `sqlite:${store}` })
        return [code, of('writing')[0], of('disk')[0]]
      }
      expect(await levels()).toEqual([0, expect.stringMatching(/^ok/), expect.stringMatching(/^ok/)])
      disk.fill()
      expect(await levels()).toEqual([
        1,
        'fault: the disk of the store is full; make room',
        expect.stringMatching(/^fault: \d MiB are free/),
      ])
    } finally {
      disk.unmount()
    }
  })

  test.runIf(kind() === 'postgres')(
    'on a server that does not wait for the disk, or ends long work, is named',
    async () => {
      await vereqe.run(['migrate'])
      const raw = vereqe.openRaw()
      const name = new URL(vereqe.storeUrl).pathname.slice(1)
      const { sql } = await import('kysely')
      // The server of the tests has fsync off.
      const before = await examine({ DATABASE_URL: vereqe.storeUrl })
      const fault = 'fault: fsync or full_page_writes is off, so a crash can damage the store; set both to on'
      expect([before.code, before.of('durability'), before.of('time-outs')]).toEqual([1, [fault], []])
      await sql.raw(`alter database ${name} set synchronous_commit = off`).execute(raw)
      await sql.raw(`alter database ${name} set statement_timeout = '20s'`).execute(raw)
      await raw.destroy()
      const { of } = await examine({ DATABASE_URL: vereqe.storeUrl })
      expect([...of('durability'), ...of('time-outs')]).toEqual([
        fault,
        'warning: synchronous_commit is off; this program turns it on where it writes; set it to on for the database and this login',
        'warning: statement_timeout can end an upgrade of the schema; reset what is set for the database and this login',
      ])
    },
  )

  test.runIf(kind() === 'postgres')('on a server that takes no writes is a fault', async () => {
    await vereqe.run(['migrate'])
    expect((await examine({ DATABASE_URL: vereqe.storeUrl })).of('writing')[0]).toMatch(/^ok: PostgreSQL \d+/)
    const raw = vereqe.openRaw()
    const name = new URL(vereqe.storeUrl).pathname.slice(1)
    const { sql } = await import('kysely')
    await sql.raw(`alter database ${name} set default_transaction_read_only = on`).execute(raw)
    await raw.destroy()
    const { code, of } = await examine({ DATABASE_URL: vereqe.storeUrl })
    expect([code, of('writing')[0]]).toEqual([1, expect.stringContaining('fault: default_transaction_read_only is on')])
  })
})

describe('the clock', () => {
  test('that has jumped since the last receipt is a fault', async () => {
    const old = new Date('2020-01-01T08:00:00.000Z')
    rmSync(path())
    const store = await openDatabase(`sqlite:${path()}`)
    await deliverEvents(store.writer, [toLine(registered({ occurredAt: old.toISOString() }))], old)
    await store.close()
    const { code, of } = await examine()
    expect([code, of('clock')[0]]).toEqual([1, expect.stringMatching(/^fault: .*2020-01-01T08.*accept-clock/)])
  })

  test('that differs from the one of the identity provider is a warning, beyond what signatures allow a fault', async () => {
    let late_ms = 60_000
    const issuer = await listen((_, response) => {
      response
        .setHeader('date', new Date(Date.now() - late_ms).toUTCString())
        .writeHead(404)
        .end()
    })
    const clocks = async () => (await examine({ OIDC_ISSUER: issuer })).of('provider clock')[0]
    expect(await clocks()).toMatch(
      /^warning: this clock is (59|60|61) s ahead of that of the identity provider; set it/,
    )
    late_ms = -3_600_000
    expect(await clocks()).toMatch(/^fault: this clock is (3599|3600|3601) s behind that of the identity provider/)
  })
})

describe('the identity provider', () => {
  test('that names itself otherwise is a fault', async () => {
    provider.metadata = { issuer: 'https://other.example' }
    const { code, of } = await examine()
    expect([code, of('identity provider')[0]]).toEqual([
      1,
      expect.stringMatching(/^fault: .*issuer.*nobody can sign in/),
    ])
  })

  test('that does not answer is a fault', async () => {
    const { code, of } = await examine({ OIDC_ISSUER: `http://127.0.0.1:${await freePort()}` })
    expect([code, of('identity provider')[0]]).toEqual([1, expect.stringMatching(/^fault: http:.*ECONNREFUSED/)])
    expect(of('provider clock')[0]).toMatch(/^ok: no other clock/)
  })
})

describe('the public address', () => {
  test('where nothing listens is a warning: the server may not have started', async () => {
    const { code, of } = await examine({ PUBLIC_URL: `http://127.0.0.1:${await freePort()}` })
    expect([code, of('public address')[0]]).toEqual([0, expect.stringContaining('warning: nothing listens at')])
  })

  test('where another program answers, or a server that is not ready, is a fault', async () => {
    const other = await listen((_, response) => response.writeHead(404).end())
    expect((await examine({ PUBLIC_URL: other })).of('public address')[0]).toMatch(
      /^fault: .* answers 404, but not this program; let the proxy forward/,
    )
    const proxy = await listen((_, response) => response.writeHead(502).end())
    expect((await examine({ PUBLIC_URL: proxy })).of('public address')[0]).toMatch(
      /^fault: .* answers 502: the proxy does not reach the server; start it/,
    )
    const ill = await listen((_, response) => response.writeHead(503).end('not ready: full'))
    expect((await examine({ PUBLIC_URL: ill })).of('public address')[0]).toMatch(/^fault: .* answers "not ready: full"/)
  })

  test('that is https without a proxy is a warning', async () => {
    const { of } = await examine({ PUBLIC_URL: 'https://127.0.0.1:1', NODE_ENV: 'production' })
    expect(of('proxies')[0]).toMatch(/^warning: PUBLIC_URL is https, so a proxy is in front, but PROXIES=0/)
  })
})
