import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../src/store/engine/database.ts'
import { deliverBatch, lanesOf, overHttp } from '../support/people/signed-delivery.ts'
import { countStored, SignedSender } from '../support/people/signed-sender.ts'
import { addressOf, DEMONSTRATION, Vereqe } from '../support/stores/vereqe.ts'
import { RUNS_ALL } from '../support/test-matrix.ts'

const CONNECTIONS = 4
const BATCH_SIZE = RUNS_ALL ? 40 : 10
const MAX_LINES = RUNS_ALL ? Number.POSITIVE_INFINITY : 600
const clock = () => new Date()

let lines: string[]
beforeAll(async () => {
  lines = gunzipSync(await readFile(DEMONSTRATION))
    .toString()
    .trimEnd()
    .split('\n')
    .slice(0, MAX_LINES)
})

test('four parallel connections that repeat every tenth batch book the same rows as import', async () => {
  await using imported = await Vereqe.open()
  await imported.import(lines)
  await using vereqe = await Vereqe.open()
  const store = await openDatabase(vereqe.storeUrl)
  const sender = await SignedSender.register(store.access, clock)
  const running = vereqe.start(['serve'], { PORT: '0' })
  const url = await addressOf(running)
  const counts: Record<string, number> = {}
  let repeated = 0
  const deliver = async (batch: readonly string[]) => {
    const ids: string[] = []
    await deliverBatch(
      sender,
      overHttp(() => url),
      batch,
      ({ id, became }) => {
        ids.push(id)
        counts[became] = (counts[became] ?? 0) + 1
      },
    )
    expect(ids).toEqual(batch.map(line => JSON.parse(line).id))
  }
  await Promise.all(
    lanesOf(lines, CONNECTIONS, BATCH_SIZE).map(async lane => {
      for (const [index, batch] of lane.entries()) {
        await deliver(batch)
        if (index % 10 !== 9) continue
        await deliver(batch)
        repeated += batch.length
      }
    }),
  )
  expect(repeated).toBeGreaterThan(0)
  expect(counts.duplicate).toBe(repeated)
  expect((counts.applied ?? 0) + (counts.held ?? 0)).toBe(lines.length)
  expect(await countStored(store)).toEqual({ events: lines.length, rejections: 0 })
  await store.close()
  running.child.kill('SIGTERM')
  expect(await running.ended).toMatchObject({ code: 0 })
  expect((await vereqe.output('export')) === (await imported.output('export'))).toBe(true)
  expect(await vereqe.run(['verify'])).toMatchObject({ code: 0, stdout: '' })
})

test('a body that is too large gets 413, and an interrupted body books nothing', async () => {
  await using vereqe = await Vereqe.open()
  const store = await openDatabase(vereqe.storeUrl)
  const sender = await SignedSender.register(store.access, clock)
  const running = vereqe.start(['serve'], { PORT: '0' })
  const url = await addressOf(running)
  const wire = overHttp(() => url)
  const large = await sender.deliver(wire, Buffer.alloc(12 * 1024 * 1024, ' '))
  expect([large.status, await large.json()]).toMatchObject([413, { code: 'too-many-bytes' }])
  // The server stops reading, so the connection cannot carry another request.
  expect(large.headers.get('connection')).toBe('close')
  const leaving = new AbortController()
  const sent = sender.delivery(lines.join('\n'))
  const half = new ReadableStream({
    async pull(controller) {
      controller.enqueue(sent.body!.subarray(0, 1000))
      await new Promise(resolve => setTimeout(resolve, 50))
      leaving.abort()
    },
  })
  const init = { ...sent, body: half, duplex: 'half', signal: leaving.signal } as RequestInit
  await expect(fetch(`${url}/intake/v1/events`, init)).rejects.toThrow()
  expect(await countStored(store)).toEqual({ events: 0, rejections: 0 })
  await deliverBatch(sender, wire, lines.slice(0, 3))
  await store.close()
  running.child.kill('SIGTERM')
  const { code, stderr } = await running.ended
  expect(code).toBe(0)
  expect(stderr).not.toContain('failure')
})
