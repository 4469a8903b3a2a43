import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { deliverEvents } from '../../src/services/intake/deliver-events.ts'
import { EVERY_ACCOUNT } from '../../src/store/engine/access.ts'
import { openDatabase } from '../../src/store/engine/database.ts'
import { lastArrival } from '../../src/store/intake/event-log.ts'
import { backUpSqlite } from '../../src/store/maintenance/back-up-sqlite.ts'
import { OTHER_TRADER, registered, toLine } from '../support/oracle/events.ts'
import { CAN_MOUNT, SmallDisk } from '../support/stores/small-disk.ts'
import { makeFile, type StorePlace } from '../support/stores/store-places.ts'
import { EXAMPLE, expectRefusal, MAIN, Vereqe } from '../support/stores/vereqe.ts'

/** Commands on any kind of store; each test names its SQLite files. */
let vereqe: Vereqe
/** A store with the worked example, which no program has open. */
let example: StorePlace
beforeAll(async () => {
  vereqe = await Vereqe.open()
  example = await makeFile()
  await runOn(pathOf(example), ['import', EXAMPLE])
})
afterAll(async () => {
  await example.remove()
  await vereqe[Symbol.asyncDispose]()
})

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vereqe-backup-'))
  copyFileSync(pathOf(example), path('store.db'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const pathOf = ({ url }: StorePlace) => url.slice('sqlite:'.length)
const path = (name: string) => join(folder, name)
const runOn = (store: string, words: readonly string[]) => vereqe.run(words, '', { DATABASE_URL: `sqlite:${store}` })
const backUp = (file = 'backup.db', store = 'store.db') => runOn(path(store), ['backup', path(file)])
const restore = (file = 'backup.db', store = 'restored.db') => runOn(path(store), ['restore', path(file)])

test('a backup of a store in use is restored elsewhere, matches its event log and the head of the store', async () => {
  const inUse = await openDatabase(`sqlite:${path('store.db')}`)
  const { stdout: head } = await runOn(path('store.db'), ['head', '--accounts'])
  expect(await backUp()).toMatchObject({
    code: 0,
    stdout: '',
    stderr: `${path('backup.db')} has 23 events, the last at arrival 23. Its integrity check found no fault.\n`,
  })
  await inUse.close()
  expect(readdirSync(folder)).toEqual(['backup.db', 'store.db'])
  const restored = await restore()
  expect(restored).toMatchObject({ code: 0, stdout: '' })
  expect(restored.stderr).toContain('has 23 events, the last at arrival 23')
  expect(restored.stderr).toContain('run verify, start the server, and ask senders to deliver again all events since')
  for (const name of ['backup.db', 'restored.db']) expect(statSync(path(name)).mode & 0o777).toBe(0o600)
  writeFileSync(path('head'), head)
  const verified = await runOn(path('restored.db'), ['verify', '--against', path('head')])
  expect(verified).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('No event came after it') })
})

describe('a backup while another program writes', () => {
  const PADDING_BYTES = 24 * 1024 * 1024
  let writer: SQLite.Database
  beforeEach(() => {
    writer = new SQLite(path('store.db'))
    writer.pragma('journal_mode = WAL')
    writer.exec(`create table padding (x); insert into padding values (zeroblob(${PADDING_BYTES}))`)
  })
  afterEach(() => writer.close())
  const copying = { interrupted: () => false, onProgress: () => {}, onCheck: () => {} }
  const rows = (file: string) => {
    const connection = new SQLite(file, { readonly: true })
    const count = connection.prepare('select count(*) from padding').pluck().get()
    connection.close()
    return count
  }

  test('ends, and has the store as it was when the backup began', async () => {
    let pieces = 0
    await backUpSqlite(path('store.db'), path('backup.db'), {
      ...copying,
      onProgress: () => {
        pieces += 1
        writer.exec('insert into padding values (1)')
      },
    })
    expect(pieces).toBeGreaterThan(5)
    expect(pieces).toBeLessThan(10)
    expect([rows(path('backup.db')), rows(path('store.db'))]).toEqual([1, pieces + 1])
    // The log can be emptied again as soon as the backup has read the store.
    expect(writer.pragma('wal_checkpoint(truncate)', { simple: true })).toBe(0)
  })

  test('leaves nothing when it is interrupted', async () => {
    let pieces = 0
    const interrupted = () => pieces > 2
    const onProgress = () => {
      pieces += 1
    }
    await expect(
      backUpSqlite(path('store.db'), path('backup.db'), { ...copying, interrupted, onProgress }),
    ).rejects.toThrow(expect.objectContaining({ name: 'InterruptedError' }))
    expect(readdirSync(folder).filter(name => !name.startsWith('store.db'))).toEqual([])
  })
})

describe('backup refuses', () => {
  test('a file that exists, and leaves it as it is', async () => {
    writeFileSync(path('backup.db'), 'kept')
    expectRefusal(await backUp(), `cannot write ${path('backup.db')}: there is a file of that name`)
    expectRefusal(await backUp('store.db'), 'there is a file of that name')
    expect(readFileSync(path('backup.db'), 'utf8')).toBe('kept')
  })

  test('a folder that does not exist', async () => {
    const sentence = `there is no folder ${path('missing')}; make it, and let this user write in it`
    expectRefusal(await backUp('missing/backup.db'), sentence)
    copyFileSync(path('store.db'), path('backup.db'))
    expectRefusal(await restore('backup.db', 'missing/store.db'), sentence)
  })

  test('a store that does not exist, or is none', async () => {
    expectRefusal(await backUp('backup.db', 'missing.db'), 'there is no such file')
    writeFileSync(path('text.db'), 'text')
    expectRefusal(await backUp('backup.db', 'text.db'), 'the file is not a database')
    new SQLite(path('other.db')).exec('create table t (x)').close()
    expectRefusal(await backUp('backup.db', 'other.db'), 'a database without the schema of this program')
    expect(readdirSync(folder)).toEqual(['other.db', 'store.db', 'text.db'])
  })

  test('a damaged store, and keeps no copy of it', async () => {
    damage(path('store.db'))
    expectRefusal(await backUp(), /the file is damaged.*; keep it as it is and restore a backup\n$/)
    expect(existsSync(path('backup.db'))).toBe(false)
  })

  test('a PostgreSQL store, and names its own tools', async () => {
    const postgres = { DATABASE_URL: 'postgres://vereqe:secret@127.0.0.1:1/vereqe' }
    expectRefusal(await vereqe.run(['backup', 'x'], '', postgres), /pg_dump.*OPERATIONS\.md/)
    expectRefusal(await vereqe.run(['restore', 'x'], '', postgres), /pg_restore.*OPERATIONS\.md/)
  })
})

describe.skipIf(!CAN_MOUNT)('on a disk of its own', () => {
  let disk: SmallDisk
  beforeEach(() => {
    disk = SmallDisk.mount(24)!
  })
  afterEach(() => disk.unmount())
  const onDisk = (name: string) => join(disk.folder, name)

  test('backup and restore refuse a full disk and a read-only one, and leave nothing', async () => {
    copyFileSync(path('store.db'), path('backup.db'))
    const both = async () => [
      await runOn(path('store.db'), ['backup', onDisk('new.db')]),
      await runOn(onDisk('new.db'), ['restore', path('backup.db')]),
    ]
    disk.fill()
    for (const refused of await both()) expectRefusal(refused, /cannot write .*it needs 9 MiB, and its disk has 0 MiB/)
    disk.clear()
    disk.makeReadOnly()
    for (const refused of await both()) expectRefusal(refused, /cannot write .*its disk is read-only/)
    expect(readdirSync(disk.folder)).toEqual([])
  })

  test('a store that can only be read is backed up', async () => {
    copyFileSync(path('store.db'), onDisk('store.db'))
    disk.makeReadOnly()
    expect(await runOn(onDisk('store.db'), ['backup', path('backup.db')])).toMatchObject({ code: 0 })
    expect(readFileSync(path('backup.db')).equals(readFileSync(path('store.db')))).toBe(true)
  })

  test('a store is not backed up while its disk is nearly full, because its log would grow', async () => {
    copyFileSync(path('store.db'), onDisk('store.db'))
    writeFileSync(onDisk('other'), Buffer.alloc(10 * 1024 * 1024))
    expectRefusal(
      await runOn(onDisk('store.db'), ['backup', path('backup.db')]),
      'the disk of the store is nearly full, and its log grows during a backup',
    )
    expect(existsSync(path('backup.db'))).toBe(false)
  })
})

describe('restore refuses', () => {
  beforeEach(() => copyFileSync(path('store.db'), path('backup.db')))

  test('a place where a store is, and says what to move away', async () => {
    const before = readFileSync(path('store.db'))
    const server = await openDatabase(`sqlite:${path('store.db')}`)
    const refused = await restore('backup.db', 'store.db')
    const [log, index] = [path('store.db-wal'), path('store.db-shm')]
    expectRefusal(refused, `stop its server, and move ${path('store.db')} and ${log} and ${index} away`)
    await server.close()
    expect(readFileSync(path('store.db')).equals(before)).toBe(true)
  })

  test('no moved store, whose server then takes no more events', async () => {
    const server = await openDatabase(`sqlite:${path('store.db')}`)
    const deliver = () => deliverEvents(server.writer, [toLine(registered({ voen: OTHER_TRADER }))], new Date())
    mkdirSync(path('old'))
    for (const end of ['', '-wal', '-shm']) renameSync(path(`store.db${end}`), path(`old/store.db${end}`))
    await expect(deliver()).rejects.toThrow('the file of the store was removed, moved or replaced while it was open')
    expect(await restore('backup.db', 'store.db')).toMatchObject({ code: 0 })
    await expect(deliver()).rejects.toThrow('moved or replaced while it was open')
    await expect(server.access.proveWritable()).rejects.toThrow('moved or replaced while it was open')
    await server.close()
    const after = await openDatabase(`sqlite:${path('store.db')}`)
    expect(await after.reader.snapshot(EVERY_ACCOUNT, lastArrival)).toBe(23)
    await after.close()
    expect(await runOn(path('store.db'), ['verify'])).toMatchObject({ code: 0 })
  })

  test('a place where the log of an old store has been forgotten', async () => {
    writeFileSync(path('restored.db-wal'), 'log')
    expectRefusal(await restore(), `move ${path('restored.db-wal')} away`)
  })

  test('a store without a name: the demonstration is not replaced', async () => {
    expectRefusal(await vereqe.run(['restore', path('backup.db')], '', { DATABASE_URL: '' }), 'set DATABASE_URL=')
  })

  test('a backup that is missing, damaged, cut off, of another program or of a newer version', async () => {
    expectRefusal(await restore('missing.db'), `cannot copy the backup ${path('missing.db')}: there is no such file`)
    new SQLite(path('other.db')).exec('create table t (x)').close()
    expectRefusal(await restore('other.db'), 'a database without the schema of this program')
    const newer = new SQLite(path('store.db'))
    newer.exec("insert into kysely_migration values ('9999-later', '')")
    newer.close()
    expectRefusal(await restore('store.db'), 'a newer version of this program has changed its schema (9999-later)')
    copyFileSync(path('backup.db'), path('short.db'))
    truncateSync(path('short.db'), 100_000)
    const another = /cannot copy the backup .*the file is damaged.*; this backup is damaged, take another one\n$/
    expectRefusal(await restore('short.db'), another)
    damage(path('backup.db'))
    expectRefusal(await restore(), another)
    expect(readdirSync(folder).filter(name => name.startsWith('restored'))).toEqual([])
  })

  test('a backup that its user may not read', () => {
    mkdirSync(path('closed'), { mode: 0 })
    const env = { PATH: process.env.PATH, DATABASE_URL: `sqlite:${path('restored.db')}` }
    // Root may read every folder.
    const user = process.getuid?.() === 0 ? { uid: 65_534 } : {}
    const words = [MAIN, 'restore', path('closed/backup.db')]
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { ...user, env, encoding: 'utf8' })
    chmodSync(path('closed'), 0o700)
    const refusal = /cannot copy the backup .*: this user may not use the file or its folder; let this user read it\n$/
    expectRefusal({ code: status, signal: null, stdout, stderr }, refusal)
  })

  test('a store in use in place of a backup: its log has events that the file has not', async () => {
    const inUse = await openDatabase(`sqlite:${path('store.db')}`)
    await inUse.access.proveWritable()
    expectRefusal(await restore('store.db'), 'so it is a store; make a backup of it first')
    await inUse.close()
  })
})

/** Overwrites pages of rows and indexes; the header stays sound. */
function damage(file: string): void {
  const bytes = readFileSync(file)
  for (let page = 20; page < bytes.length / 4096; page += 1) bytes.fill(0x5a, page * 4096, page * 4096 + 200)
  writeFileSync(file, bytes)
}
