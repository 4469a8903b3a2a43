import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Checkpoints } from '../../../src/store/engine/sqlite-checkpoints.ts'

let folder: string
let connection: SQLite.Database
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vereqe-test-'))
  connection = new SQLite(join(folder, 'store.db'))
  connection.pragma('journal_mode = WAL')
  connection.pragma('wal_autocheckpoint = 0')
  connection.exec('create table text (content text)')
})
afterEach(() => {
  connection.close()
  rmSync(folder, { recursive: true })
})

function write(megabytes: number): void {
  connection.prepare('insert into text values (?)').run('x'.repeat(megabytes * 1024 * 1024))
}

/** Pages that are in the log only. */
function pagesLeft(): number {
  const [{ log, checkpointed }] = connection.pragma('wal_checkpoint(NOOP)') as [{ log: number; checkpointed: number }]
  return log - checkpointed
}

test('a log of 17 MB is moved into the file, and a small one waits for more', async () => {
  const checkpoints = new Checkpoints(join(folder, 'store.db'))
  write(1)
  await checkpoints.run(connection)
  expect(pagesLeft()).toBeGreaterThan(200)
  write(16)
  await checkpoints.run(connection)
  expect(pagesLeft()).toBe(0)
  await checkpoints.close()
})

test('a thread that finds no file makes none; the log is moved without it, and the commit does not fail', async () => {
  const elsewhere = join(folder, 'moved.db')
  const checkpoints = new Checkpoints(elsewhere)
  for (const _ of ['once', 'and with a new thread']) {
    write(17)
    await checkpoints.run(connection)
    expect(pagesLeft()).toBe(0)
  }
  await checkpoints.close()
  expect(['', '-wal', '-shm'].filter(end => existsSync(elsewhere + end))).toEqual([])
})

test('a store whose log was never long has no thread to end', async () => {
  await new Checkpoints(join(folder, 'store.db')).close()
})

test('the last connection to close removes the log, because the thread has closed its own before', async () => {
  const checkpoints = new Checkpoints(join(folder, 'store.db'))
  write(17)
  await checkpoints.run(connection)
  await checkpoints.close()
  connection.close()
  expect(existsSync(join(folder, 'store.db-wal'))).toBe(false)
})
