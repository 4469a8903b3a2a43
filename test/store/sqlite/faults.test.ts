import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { watchStore } from '../../../src/cli/watch-store.ts'
import type { LogLine } from '../../../src/log.ts'
import { deliverEvents } from '../../../src/services/intake/deliver-events.ts'
import { verify } from '../../../src/services/maintenance/verify.ts'
import { type Database, StoreFaultError } from '../../../src/store/engine/access.ts'
import { openDatabase } from '../../../src/store/engine/database.ts'
import { createApp } from '../../../src/web/app.tsx'
import { assessed, registered, TRADER, toLine } from '../../support/oracle/events.ts'
import { cookieOf, dependenciesOf, representativeOf } from '../../support/people/people.ts'
import { SignedSender } from '../../support/people/signed-sender.ts'
import { exportOf } from '../../support/stores/service.ts'
import { CAN_MOUNT, SmallDisk } from '../../support/stores/small-disk.ts'
import { ask, NOW } from '../../support/stores/store.ts'
import { expectRefusal, MAIN, Vereqe } from '../../support/stores/vereqe.ts'
import { sampleOf } from '../../support/test-matrix.ts'

let folder: string
let own: string
beforeEach(() => {
  own = mkdtempSync(join(tmpdir(), 'vereqe-test-'))
  folder = own
})
afterEach(() => rmSync(own, { recursive: true }))

let disk: SmallDisk | null = null
function useSmallDisk(): void {
  beforeEach(() => {
    disk = SmallDisk.mount(24)
    folder = disk!.folder
  })
  afterEach(() => disk!.unmount())
}

const path = () => join(folder, 'store.db')
const url = () => `sqlite:${path()}`
const events = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => toLine(assessed(`${name}/${index}`, { vat: '10.00' })))
const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    error => (error instanceof StoreFaultError ? error.fault : error),
  )

/** A log that was checkpointed keeps its room, which may take a group of events even on a full disk. */
function emptyLog(): void {
  const connection = new SQLite(path())
  connection.pragma('wal_checkpoint(TRUNCATE)')
  connection.close()
}

/** The application on a store with one account. */
async function serve(store: Database) {
  const app = createApp({ ...dependenciesOf(store), clock: () => NOW, log: () => {} })
  const cookie = await cookieOf(store.access, representativeOf(TRADER), NOW)
  const sender = await SignedSender.register(store.access, () => NOW)
  return {
    page: (address: string) => app.request(address, { headers: { cookie } }),
    deliver: (lines: string[]) => sender.deliver((to, sent) => app.request(to, sent), lines.join('\n')),
  }
}

async function run(words: readonly string[], input = '') {
  await using vereqe = await Vereqe.open()
  return vereqe.run(words, input, { DATABASE_URL: url() })
}

describe.skipIf(!CAN_MOUNT)('a full disk', () => {
  useSmallDisk()

  test('refuses what must be written with its own words, keeps nothing half-done, and is over when there is room', async () => {
    const store = await openDatabase(url())
    const { page, deliver } = await serve(store)
    expect((await deliver([toLine(registered()), ...events('BEFORE', 20)])).status).toBe(200)
    expect((await page('/readyz')).status).toBe(200)
    const before = await exportOf(store)

    emptyLog()
    disk!.fill()
    const refused = await deliver(events('FULL', 2000))
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await refused.json()).toMatchObject({
      code: 'unwritable',
      detail: expect.stringMatching(/cannot be written/),
    })
    expect(await faultOf(deliverEvents(store.writer, events('FULL', 200), NOW))).toBe('full')
    await vi.waitFor(async () => expect((await page('/readyz')).status).toBe(503), 10_000)
    expect(await exportOf(store), 'what is there can be read').toBe(before)

    disk!.clear()
    expect((await page('/readyz')).status).toBe(200)
    expect((await page(`/accounts/${TRADER}`)).status).toBe(200)
    const { outcomes } = await deliverEvents(store.writer, events('AFTER', 200), NOW)
    expect(new Set(outcomes.map(({ became }) => became))).toEqual(new Set(['applied']))
    const rows = await ask(store.exporter, 'select count(*) as n from event')
    expect(rows, 'nothing of a refused group').toEqual([{ n: 1 + 20 + 200 }])
    expect(await verify(store)).toBeNull()
    await store.close()
  })

  test('ends a command in one sentence, with what was committed kept', async () => {
    await using vereqe = await Vereqe.open()
    const env = { DATABASE_URL: url() }
    expect((await vereqe.run(['import', '-'], toLine(registered()), env)).code).toBe(0)
    disk!.fill()
    const refused = await vereqe.run(['import', '-'], events('FULL', 5000).join('\n'), env)
    expectRefusal(refused, /the disk of the store is full.*make room and run the command again/)
    disk!.clear()
    expect((await vereqe.run(['verify'], '', env)).code).toBe(0)
    expect((await vereqe.run(['import', '-'], events('FULL', 5000).join('\n'), env)).stdout).toContain('"applied":5000')
  })
})

test('a store that may not grow refuses a delivery, keeps what it had, and goes on when it may', async () => {
  const store = await openDatabase(url())
  await deliverEvents(store.writer, [toLine(registered())], NOW)
  // SQLite raises the error of a full disk, on every machine.
  await ask(store.writer, 'pragma max_page_count = 1')
  expect(await faultOf(deliverEvents(store.writer, events('FULL', 500), NOW))).toBe('full')
  await ask(store.writer, 'pragma max_page_count = 1000000')
  expect((await deliverEvents(store.writer, events('FULL', 500), NOW)).outcomes).toContainEqual({ became: 'applied' })
  expect(await verify(store)).toBeNull()
  await store.close()
})

test.each(['full', 'read-only', 'locked', 'unreachable', 'failing', 'damaged', 'replaced'] as const)(
  'a store that is %s makes a page answer 503 in the words of users, with Retry-After',
  async fault => {
    const store = await openDatabase(url())
    await deliverEvents(store.writer, [toLine(registered())], NOW)
    const cookie = await cookieOf(store.access, representativeOf(TRADER), NOW)
    const fails = () => Promise.reject(new StoreFaultError(fault, 'SECRET PATH'))
    const access = { ...store.access, read: fails, write: fails, proveWritable: fails }
    const app = createApp({ ...dependenciesOf({ ...store, access }), clock: () => NOW, log: () => {} })
    const response = await app.request(`/accounts/${TRADER}?lang=en`, { headers: { cookie } })
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
    const text = await response.text()
    const cannotSave = ['full', 'read-only', 'locked'].includes(fault)
    expect(text).toContain(cannotSave ? 'cannot save anything at the moment' : 'not available at the moment')
    expect(text).not.toContain('SECRET')
    expect((await app.request('/readyz')).status).toBe(503)
    await store.close()
  },
)

describe.skipIf(!CAN_MOUNT)('a read-only disk', () => {
  useSmallDisk()

  test('can be verified and exported, without a file beside the store, and not written', async () => {
    await run(['import', '-'], [toLine(registered()), ...events('A', 20)].join('\n'))
    const exported = await run(['export'])
    disk!.makeReadOnly()
    expect(readdirSync(folder)).toEqual(['store.db'])
    expect(await run(['export'])).toEqual(exported)
    expect(await run(['verify'])).toMatchObject({ code: 0, stderr: 'The store matches its event log.\n' })
    for (const words of [
      ['cards', '--from', '2026-01-01', '--to', '2026-12-31'],
      ['journal'],
      ['held'],
      ['audit'],
      ['senders'],
      ['rejected'],
    ]) {
      expect(await run(words), words[0]).toMatchObject({ code: 0, stderr: '' })
    }
    for (const words of [['import', '-'], ['retry-held'], ['serve']]) {
      expectRefusal(await run(words, '{}'), /the file, its folder or its disk is read-only/)
    }
  })

  test('with commits that are only in the -wal file says so', async () => {
    const store = await openDatabase(url())
    await deliverEvents(store.writer, [toLine(registered())], NOW)
    for (const end of ['', '-wal']) copyFileSync(`${path()}${end}`, join(folder, `copy.db${end}`))
    await store.close()
    disk!.makeReadOnly()
    await using vereqe = await Vereqe.open()
    const refused = await vereqe.run(['verify'], '', { DATABASE_URL: `sqlite:${join(folder, 'copy.db')}` })
    expectRefusal(refused, /its -wal file has newer commits.*copy both files elsewhere/)
  })
})

test('a file that its user may only read can be verified and exported', async () => {
  await run(['import', '-'], [toLine(registered()), ...events('A', 20)].join('\n'))
  const exported = await run(['export'])
  chmodSync(path(), 0o444)
  chmodSync(folder, 0o755)
  // Root may write every file.
  const uid = process.getuid?.() === 0 ? { uid: 65_534 } : {}
  for (const [words, stdout] of [
    ['export', exported.stdout],
    ['verify', ''],
  ] as const) {
    const { status, ...output } = spawnSync(process.execPath, [MAIN, words], {
      env: { DATABASE_URL: url(), TMPDIR: '/tmp' },
      encoding: 'utf8',
      ...uid,
    })
    expect({ status, stdout: output.stdout }, output.stderr).toEqual({ status: 0, stdout })
  }
})

const READING = [
  ['verify'],
  ['export'],
  ['cards', '--from', '2026-01-01', '--to', '2026-12-31'],
  ['journal'],
  ['held'],
  ['audit'],
  ['senders'],
  ['rejected'],
]

/** Commands that read open a store in the same way. */
describe.each(sampleOf(READING, 4))('%s', (...words) => {
  test.each<[what: string, prepare: () => void, says: RegExp]>([
    ['a missing file', () => {}, /there is no such file; check DATABASE_URL/],
    ['a folder', () => mkdirSync(path()), /it is a folder; name a file in it/],
    ['an empty file', () => writeFileSync(path(), ''), /the file is empty/],
    ['a text', () => writeFileSync(path(), 'a letter'), /the file is not a database/],
    ['a database of another program', () => execute('create table t (n)'), /without the schema/],
    [
      'a database of another program in WAL mode',
      () => execute('pragma journal_mode = wal; create table t (n)'),
      /without the schema/,
    ],
  ])('refuses %s in one sentence and leaves it as it is, byte for byte', async (_, prepare, says) => {
    prepare()
    const before = filesIn(folder)
    expectRefusal(await run(words), says)
    expect(filesIn(folder)).toEqual(before)
  })
})

function execute(statements: string): void {
  new SQLite(path()).exec(statements).close()
}

/** The bytes of each file. */
function filesIn(folder: string): Map<string, string> {
  const names = readdirSync(folder).sort()
  const isFile = (name: string) => statSync(join(folder, name)).isFile()
  return new Map(names.map(name => [name, isFile(name) ? readFileSync(join(folder, name), 'latin1') : 'a folder']))
}

test.each([['import', '-'], ['serve'], ['migrate']])(
  '%s makes no store in a database of another program',
  async (...words) => {
    execute('create table t (n)')
    const before = filesIn(folder)
    expectRefusal(await run(words, '{}'), /the file is a database without the schema of this program/)
    expect(filesIn(folder)).toEqual(before)
  },
)

test('the log of another program keeps its commits too', async () => {
  const other = new SQLite(path())
  other.exec('pragma journal_mode = wal; create table t (n)')
  const [before, log] = ['', '-wal'].map(end => readFileSync(`${path()}${end}`, 'latin1'))
  expectRefusal(await run(['verify']), /without the schema/)
  expect(['', '-wal'].map(end => readFileSync(`${path()}${end}`, 'latin1'))).toEqual([before, log])
  other.close()
})

test('a copy in rollback mode is read as it is, and switched to WAL by a command that writes', async () => {
  await run(['import', '-'], [toLine(registered()), ...events('A', 20)].join('\n'))
  execute('pragma journal_mode = delete')
  const before = filesIn(folder)
  for (const words of READING) expect(await run(words), words[0]).toMatchObject({ code: 0 })
  expect(filesIn(folder)).toEqual(before)
  expect(await run(['retry-held'])).toMatchObject({ code: 0 })
  const raw = new SQLite(path(), { readonly: true })
  expect(raw.pragma('journal_mode', { simple: true })).toBe('wal')
  raw.close()
})

test.each([['verify'], ['import', '-'], ['serve']])(
  'a store of a newer version is refused by %s and stays as it is, byte for byte',
  async (...words) => {
    await run(['migrate'])
    execute("insert into kysely_migration values ('9999-later', '2030-01-01')")
    const before = filesIn(folder)
    expectRefusal(
      await run(words),
      /a newer version of this program has changed its schema \(9999-later\); use that version/,
    )
    expect(filesIn(folder)).toEqual(before)
  },
)

test('a damaged file ends a command in one sentence', async () => {
  await run(['import', '-'], [toLine(registered()), ...events('A', 200)].join('\n'))
  const file = openSync(path(), 'r+')
  for (let at = 4096; at < statSync(path()).size; at += 4096) writeSync(file, Buffer.alloc(100, 0xff), 0, 100, at)
  closeSync(file)
  expectRefusal(
    await run(['verify']),
    /the file is damaged \(SQLITE_CORRUPT\w*\); keep it as it is and restore a backup/,
  )
})

describe('a store in a folder that does not exist', () => {
  const store = () => join(folder, 'above', 'folder', 'store.db')
  const runThere = async (words: readonly string[], env: Record<string, string> = {}) => {
    await using vereqe = await Vereqe.open()
    return vereqe.run(words, toLine(registered()), { DATABASE_URL: `sqlite:${store()}`, ...env })
  }
  const mend = () =>
    `there is no folder ${join(folder, 'above', 'folder')}; make it, and let this user write in it; check`

  test.each([
    ['serve'],
    ['import', '-'],
    ['migrate'],
    ['demo'],
    ['add-sender', 'hop', '--types', 'payment.received', '--channels', 'hop'],
  ])('is not made by %s, which says what to make', async (...words) => {
    expectRefusal(await runThere(words), mend())
    expect(readdirSync(folder)).toEqual([])
  })

  test('is no target of copy, and no source', async () => {
    await run(['migrate'])
    expectRefusal(await runThere(['copy', url(), `sqlite:${store()}`]), mend())
    expectRefusal(await runThere(['copy', `sqlite:${store()}`, url()]), `there is no folder ${join(folder, 'above')}`)
  })

  test('is made with its folder when only the last one is missing, and not below a file', async () => {
    mkdirSync(join(folder, 'above'))
    expect(await runThere(['import', '-'])).toMatchObject({ code: 0 })
    rmSync(join(folder, 'above', 'folder'), { recursive: true })
    writeFileSync(join(folder, 'above', 'folder'), '')
    expectRefusal(await runThere(['import', '-']), mend())
  })

  test('is refused so to a user who may not make the folder', () => {
    chmodSync(folder, 0o755)
    mkdirSync(join(folder, 'above'), { mode: 0o555 })
    // Root may write every folder.
    const user = process.getuid?.() === 0 ? { uid: 65_534 } : {}
    const env = { PATH: process.env.PATH, DATABASE_URL: `sqlite:${store()}` }
    const { status, stderr } = spawnSync(process.execPath, [MAIN, 'migrate'], { ...user, env, encoding: 'utf8' })
    expect([status, stderr]).toEqual([2, expect.stringContaining(mend())])
  })
})

test('verify without a folder for temporary files names TMPDIR', async () => {
  await run(['migrate'])
  await using vereqe = await Vereqe.open()
  const verifyIn = (TMPDIR: string) => vereqe.runProcess(['verify'], { DATABASE_URL: url(), TMPDIR })
  expect(await verifyIn(folder)).toMatchObject({ code: 0 })
  const missing = join(folder, 'missing')
  const sentence = `this user cannot write in ${missing}, the folder for temporary files; make it, or name another in TMPDIR`
  expectRefusal(await verifyIn(missing), sentence)
})

describe('a store that is served', () => {
  const replace = (file: string) => {
    copyFileSync(file, `${file}-other`)
    renameSync(`${file}-other`, file)
  }
  test.each<[what: string, name: string, change: () => void]>([
    ['file was removed', 'file', () => rmSync(path())],
    ['file was replaced', 'file', () => replace(path())],
    ['log was removed', '-wal file', () => rmSync(`${path()}-wal`)],
    ['log was replaced', '-wal file', () => replace(`${path()}-wal`)],
    ['index of the log was removed', '-shm file', () => rmSync(`${path()}-shm`)],
  ])('whose %s: the page is polite, and the log says what the operator does', async (_, name, change) => {
    const lines: LogLine[] = []
    const store = watchStore(await openDatabase(url()), line => lines.push(line))
    const { page, deliver } = await serve(store)
    expect((await deliver([toLine(registered())])).status).toBe(200)
    expect((await page('/readyz')).status).toBe(200)
    change()
    const refused = await page(`/accounts/${TRADER}?lang=en`)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await refused.text()).not.toContain('restart')
    expect((await deliver([...events('LATE', 1)])).status).toBe(503)
    // A proof that has succeeded lasts for three seconds.
    expect(await faultOf(store.access.proveWritable())).toBe('replaced')
    expect(lines).toEqual([
      expect.objectContaining({
        event: 'store-lost',
        fault: 'replaced',
        reason: `the ${name} of the store was removed, moved or replaced while it was open`,
        remedy:
          'restart the server without kill -9, and run verify; stop it before you move, remove or restore a file of the store',
      }),
    ])
    await store.close()
  })

  test('refuses what was written to a log that was removed before the commit, and keeps all when it is closed', async () => {
    const store = await openDatabase(url())
    const lines = [toLine(registered()), ...events('KEPT', 20)]
    const { deliver } = await serve(store)
    expect((await deliver(lines)).status).toBe(200)
    const removing = store.access.write(async () => rmSync(`${path()}-wal`))
    expect(await faultOf(removing)).toBe('replaced')
    await store.close()
    const again = await openDatabase(url())
    expect((await deliverEvents(again.writer, lines, NOW)).outcomes.map(({ became }) => became)).toEqual(
      lines.map(() => 'duplicate'),
    )
    await again.close()
  })

  test('takes events as long as nobody touches its files, also beside other programs that open and close it', async () => {
    const store = await openDatabase(url())
    await using vereqe = await Vereqe.open()
    for (const name of ['A', 'B', 'C']) {
      const file = join(folder, `${name}.ndjson`)
      writeFileSync(file, events(name, 3).join('\n'))
      expect(await vereqe.runProcess(['import', file], { DATABASE_URL: url() })).toMatchObject({ code: 0 })
      await deliverEvents(store.writer, [toLine(registered()), ...events(name, 20)], NOW)
      emptyLog()
    }
    await store.close()
  })
})

test('a new store, its folder and the files beside it are for their owner only', async () => {
  const nested = join(folder, 'data', 'store.db')
  const before = process.umask(0)
  try {
    const store = await openDatabase(`sqlite:${nested}`)
    await deliverEvents(store.writer, [toLine(registered())], NOW)
    const modes = ['', '-wal', '-shm'].map(end => statSync(`${nested}${end}`).mode & 0o777)
    expect(modes).toEqual([0o600, 0o600, 0o600])
    expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700)
    await store.close()
  } finally {
    process.umask(before)
  }
})
