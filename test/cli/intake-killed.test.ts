import { readFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/engine/database.ts'
import { freePort } from '../support/browser/free-port.ts'
import { deliverBatch, lanesOf, overHttp } from '../support/people/signed-delivery.ts'
import { SignedSender } from '../support/people/signed-sender.ts'
import { ask } from '../support/stores/store.ts'
import { kind } from '../support/stores/store-places.ts'
import { addressOf, DEMONSTRATION, Vereqe } from '../support/stores/vereqe.ts'

/** On a PostgreSQL server, which is not what is killed, each takes three times as long. */
const KILLS = kind() === 'postgres' ? 20 : 100
const CONNECTIONS = 4

/** So many events to a batch that each life of the server books some, and the last ones are left to the end. */
const batchSize = (events: number) => Math.max(2, Math.floor(events / (KILLS * 6)))

/** Chance that is the same in every run. */
function chances(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor((state / 2 ** 31) * below)
  }
}

test(`a server killed ${KILLS} times in the midst of a delivery loses nothing it acknowledged and doubles nothing`, async () => {
  const lines = gunzipSync(await readFile(DEMONSTRATION))
    .toString()
    .trimEnd()
    .split('\n')
  await using imported = await Vereqe.open()
  await imported.run(['import', DEMONSTRATION])
  await using vereqe = await Vereqe.open()
  const store = await openDatabase(vereqe.storeUrl)
  const sender = await SignedSender.register(store.access, () => new Date())
  await store.close()

  const PORT = String(await freePort())
  const wire = overHttp(() => `http://127.0.0.1:${PORT}`)
  const acknowledged = new Set<string>()
  const refused: string[] = []
  let failures = 0
  let news = () => {}
  /** Sends each batch until it is acknowledged whole. */
  const delivered = Promise.all(
    lanesOf(lines, CONNECTIONS, batchSize(lines.length)).map(async lane => {
      for (const batch of lane) {
        const attempt = () =>
          deliverBatch(sender, wire, batch, ({ id, became }) => {
            if (became === 'rejected') refused.push(id)
            acknowledged.add(id)
            news()
          }).then(
            () => true,
            () => false,
          )
        while (!(await attempt())) {
          failures += 1
          await setTimeout(20)
        }
      }
    }),
  )
  const chance = chances(7)

  async function expectAllKept(): Promise<number> {
    const said = [...acknowledged]
    const kept = await openDatabase(vereqe.storeUrl)
    try {
      const rows = await ask<{ id: string }>(kept.reader, 'select id from event_id')
      const ids = new Set(rows.map(({ id }) => id))
      expect(said.filter(id => !ids.has(id))).toEqual([])
      return ids.size
    } finally {
      await kept.close()
    }
  }

  const kept: number[] = []
  for (let kill = 0; kill < KILLS; kill += 1) {
    const running = vereqe.start(['serve'], { PORT })
    await addressOf(running)
    const heard = new Promise<void>(resolve => {
      news = resolve
    })
    await heard
    await setTimeout(chance(40))
    running.child.kill('SIGKILL')
    expect(await running.ended).toMatchObject({ code: null, signal: 'SIGKILL' })
    kept.push(await expectAllKept())
  }
  expect(kept).toEqual(kept.toSorted((one, other) => one - other))
  expect(kept.at(-1), 'it was killed in the midst').toBeLessThan(lines.length)

  const running = vereqe.start(['serve'], { PORT })
  await addressOf(running)
  await delivered
  expect(failures).toBeGreaterThanOrEqual(KILLS)
  expect(refused).toEqual([])
  expect(acknowledged.size).toBe(lines.length)
  expect(await expectAllKept()).toBe(lines.length)
  running.child.kill('SIGTERM')
  expect(await running.ended).toMatchObject({ code: 0 })
  expect((await vereqe.output('export')) === (await imported.output('export'))).toBe(true)
  expect(await vereqe.run(['verify'])).toMatchObject({ code: 0, stdout: '' })
}, 900_000)
