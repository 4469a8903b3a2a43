import { existsSync, readdirSync, statSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import SQLite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/store/engine/database.ts'
import { assessed, registered, toLine } from '../support/oracle/events.ts'
import { deliverBatch, overHttp } from '../support/people/signed-delivery.ts'
import { SignedSender } from '../support/people/signed-sender.ts'
import { kind } from '../support/stores/store-places.ts'
import { addressOf, DEMONSTRATION, Vereqe } from '../support/stores/vereqe.ts'
import { RUNS_ALL } from '../support/test-matrix.ts'

const EVENTS_A_DELIVERY = 5
const PAUSE_MS = 50
const PADDING_BYTES = 200 * 1024 * 1024

/** A store of 200 MiB, so that a backup takes seconds. */
async function openLargeStore(): Promise<{ vereqe: Vereqe; path: string; sender: SignedSender }> {
  const vereqe = await Vereqe.open()
  await vereqe.run(['import', DEMONSTRATION])
  const path = vereqe.storeUrl.slice('sqlite:'.length)
  const raw = new SQLite(path)
  // The pages stay in the file, unused, and a backup copies them.
  raw.exec(`create table padding (x); insert into padding values (zeroblob(${PADDING_BYTES})); drop table padding`)
  raw.pragma('wal_checkpoint(truncate)')
  raw.close()
  const store = await openDatabase(vereqe.storeUrl)
  const sender = await SignedSender.register(store.access, () => new Date())
  await store.close()
  return { vereqe, path, sender }
}

// The reduced matrix proves in test/cli/backup.test.ts that a backup ends beside a writer, and what an interruption leaves.
describe.runIf(RUNS_ALL && kind() === 'sqlite')('a backup while 100 events a second arrive', () => {
  test('ends, delays no delivery for long, and restored elsewhere it is what the source was at its head', async () => {
    const { vereqe, path, sender } = await openLargeStore()
    await using _ = vereqe
    const running = vereqe.start(['serve'], { PORT: '0' })
    const url = await addressOf(running)
    const wire = overHttp(() => url)
    await deliverBatch(sender, wire, [toLine(registered())])
    const waits_ms: number[] = []
    let delivering = true
    const load = (async () => {
      for (let batch = 0; delivering; batch += 1) {
        const begun_ms = performance.now()
        const events = Array.from({ length: EVENTS_A_DELIVERY }, (_, at) =>
          toLine(assessed(`LOAD/${batch}/${at}`, { vat: '1.00' })),
        )
        await deliverBatch(sender, wire, events)
        waits_ms.push(performance.now() - begun_ms)
        await setTimeout(Math.max(0, PAUSE_MS - (performance.now() - begun_ms)))
      }
    })()
    for (const name of ['one', 'two', 'three']) {
      const backup = `${vereqe.folder}/${name}.db`
      expect(await vereqe.runProcess(['backup', backup])).toMatchObject({ code: 0 })
      const restored = { DATABASE_URL: `sqlite:${vereqe.folder}/${name}-restored.db` }
      expect(await vereqe.run(['restore', backup], '', restored)).toMatchObject({ code: 0 })
      const { stdout } = await vereqe.run(['head', '--accounts'], '', restored)
      const head = vereqe.file(`${name}.head`, stdout)
      expect(await vereqe.run(['verify', '--against', head])).toMatchObject({
        code: 0,
        stderr: expect.stringMatching(/ [1-9]\d* events came after it/),
      })
    }
    delivering = false
    await load
    running.child.kill('SIGTERM')
    await running.ended
    expect(waits_ms.length).toBeGreaterThan(20)
    expect(Math.max(...waits_ms)).toBeLessThan(5000)
    expect(statSync(path).size).toBeGreaterThan(PADDING_BYTES)
  })

  test('is interrupted by SIGINT or SIGTERM: it says so, and leaves nothing', async () => {
    const { vereqe } = await openLargeStore()
    await using _ = vereqe
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const { child, ended } = vereqe.start(['backup', `${vereqe.folder}/backup.db`])
      while (!readdirSync(vereqe.folder).some(name => name.endsWith('.part'))) await setTimeout(1)
      child.kill(signal)
      expect(await ended).toMatchObject({ code: 2, stderr: 'vereqe: interrupted; nothing of the copy is kept\n' })
      expect(readdirSync(vereqe.folder)).toEqual([])
    }
    expect(existsSync(`${vereqe.folder}/backup.db`)).toBe(false)
  })
})
