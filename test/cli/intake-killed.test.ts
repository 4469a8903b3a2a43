import { readFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/engine/database.ts'
import { freePort } from '../support/browser/free-port.ts'
import { deliverBatch, lanesOf, overHttp } from '../support/people/signed-delivery.ts'
import { SignedSender } from '../support/people/signed-sender.ts'
import { KILL_MOMENTS, killAt } from '../support/stores/kill-moments.ts'
import { ask } from '../support/stores/store.ts'
import { kind } from '../support/stores/store-places.ts'
import { addressOf, DEMONSTRATION, type Running, Vereqe } from '../support/stores/vereqe.ts'
import { RUNS_ALL } from '../support/test-matrix.ts'

const CONNECTIONS = 4
/** Each life books a few batches of them. */
const MAX_LINES = RUNS_ALL ? Number.POSITIVE_INFINITY : 600

/** A life of the server that ends with SIGKILL. */
interface Life {
  readonly env: Record<string, string>
  /** Without it the server kills itself. */
  readonly kill?: (running: Running, acknowledgement: Promise<void>) => Promise<void>
}

function randomNumbers(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor((state / 2 ** 31) * below)
  }
}

/** Delivers events of the demonstration while the server lives and dies, and checks what each life leaves in the store. */
async function deliverThrough(lives: readonly Life[]): Promise<void> {
  const lines = gunzipSync(await readFile(DEMONSTRATION))
    .toString()
    .trimEnd()
    .split('\n')
    .slice(0, MAX_LINES)
  await using imported = await Vereqe.open()
  await imported.import(lines)
  await using vereqe = await Vereqe.open()
  const store = await openDatabase(vereqe.storeUrl)
  const sender = await SignedSender.register(store.access, () => new Date())
  await store.close()

  const PORT = String(await freePort())
  const wire = overHttp(() => `http://127.0.0.1:${PORT}`)
  const acknowledged = new Set<string>()
  const rejected: string[] = []
  let failures = 0
  let onAcknowledged = () => {}
  // Small enough that each life books some batches and the last ones remain.
  const batchSize = Math.max(2, Math.floor(lines.length / (lives.length * 6)))
  const delivered = Promise.all(
    lanesOf(lines, CONNECTIONS, batchSize).map(async lane => {
      for (const batch of lane) {
        const attempt = () =>
          deliverBatch(sender, wire, batch, ({ id, became }) => {
            if (became === 'rejected') rejected.push(id)
            acknowledged.add(id)
            onAcknowledged()
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

  /** @returns the number of events in the store, which has every acknowledged one */
  async function expectAcknowledgedStored(): Promise<number> {
    const expected = [...acknowledged]
    const opened = await openDatabase(vereqe.storeUrl)
    try {
      const rows = await ask<{ id: string }>(opened.reader, 'select id from event_id')
      const ids = new Set(rows.map(({ id }) => id))
      expect(expected.filter(id => !ids.has(id))).toEqual([])
      return ids.size
    } finally {
      await opened.close()
    }
  }

  const stored: number[] = []
  for (const { env, kill } of lives) {
    const acknowledgement = new Promise<void>(resolve => {
      onAcknowledged = resolve
    })
    const running = vereqe.start(['serve'], { PORT, ...env })
    await kill?.(running, acknowledgement)
    expect(await running.ended).toMatchObject({ code: null, signal: 'SIGKILL' })
    stored.push(await expectAcknowledgedStored())
  }
  expect(stored).toEqual(stored.toSorted((one, other) => one - other))
  expect(stored.at(-1), 'the deliveries outlast the kills').toBeLessThan(lines.length)

  const running = vereqe.start(['serve'], { PORT })
  await addressOf(running)
  await delivered
  expect(failures).toBeGreaterThanOrEqual(lives.length)
  expect(rejected).toEqual([])
  expect(acknowledged.size).toBe(lines.length)
  expect(await expectAcknowledgedStored()).toBe(lines.length)
  running.child.kill('SIGTERM')
  expect(await running.ended).toMatchObject({ code: 0 })
  expect((await vereqe.output('export')) === (await imported.output('export'))).toBe(true)
  expect(await vereqe.run(['verify'])).toMatchObject({ code: 0, stdout: '' })
}

/** Each moment is met once; the whole matrix meets it at its first, second and fourth time too, on SQLite. */
const COUNTS = RUNS_ALL && kind() === 'sqlite' ? [1, 2, 4] : [2]

test('a server killed at every moment of a delivery loses and doubles nothing', async () => {
  await deliverThrough(KILL_MOMENTS.flatMap(moment => COUNTS.map(count => ({ env: killAt(moment, count) }))))
}, 600_000)

const RANDOM_KILLS = kind() === 'postgres' ? 20 : 100

if (RUNS_ALL) {
  test(`a server killed ${RANDOM_KILLS} times at random moments loses and doubles nothing`, async () => {
    const random = randomNumbers(7)
    await deliverThrough(
      Array.from({ length: RANDOM_KILLS }, () => ({
        env: {},
        kill: async ({ child }, acknowledgement) => {
          await acknowledgement
          await setTimeout(random(40))
          child.kill('SIGKILL')
        },
      })),
    )
  }, 900_000)
}
