import { statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '../support/stores/store-places.ts'
import { counts, DEMONSTRATION, expectRefusal, type Running, Vereqe } from '../support/stores/vereqe.ts'

const CARDS = ['cards', '--from', '2025-03-01', '--to', '2026-03-31']

let lines: string[]
let uninterrupted: { export: string; cards: string }
beforeAll(async () => {
  lines = gunzipSync(await readFile(DEMONSTRATION))
    .toString()
    .trimEnd()
    .split('\n')
  await using vereqe = await Vereqe.open()
  await vereqe.run(['import', DEMONSTRATION])
  uninterrupted = { export: await vereqe.output('export'), cards: await vereqe.output(...CARDS) }
})

/** The number of accepted events, read through a second connection. */
async function accepted(vereqe: Vereqe): Promise<number> {
  const raw = vereqe.openRaw()
  try {
    const { rows } = await run(raw, 'select count(*) as n from event')
    return Number(rows[0]!.n)
  } catch {
    return 0
  } finally {
    await raw.destroy()
  }
}

async function until(happened: () => Promise<boolean>): Promise<void> {
  while (!(await happened())) await setTimeout(5)
}

function feed({ child }: Running, newLines: readonly string[]): void {
  child.stdin.write(`${newLines.join('\n')}\n`)
}

/** Imports everything again and compares the store with one that was never interrupted. */
async function expectFinished(vereqe: Vereqe, before: number): Promise<void> {
  const { code, stdout, stderr } = await vereqe.run(['import', DEMONSTRATION])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const rest = lines.length - before
  expect(counts(stdout)).toEqual({ applied: rest, duplicate: before, held: 0, rejected: 0 })
  expect((await vereqe.output('export')) === uninterrupted.export).toBe(true)
  expect(await vereqe.output(...CARDS)).toBe(uninterrupted.cards)
  expect(await vereqe.run(['verify'])).toMatchObject({ code: 0, stdout: '' })
}

describe('an import that gets a signal', () => {
  let vereqe: Vereqe
  beforeAll(async () => {
    vereqe = await Vereqe.open()
  })
  afterAll(() => vereqe[Symbol.asyncDispose]())

  test('stops after the current group, says so, and imports the rest when it runs again', async () => {
    const running = vereqe.start(['import', '-'])
    feed(running, lines.slice(0, 1500))
    await until(async () => (await accepted(vereqe)) >= 1000)
    running.child.kill('SIGTERM')
    // The import waits for more lines when the signal arrives, and the next group it commits is its last.
    await setTimeout(300)
    feed(running, lines.slice(1500))
    running.child.stdin.end()
    expectRefusal(
      await running.ended,
      /the import was interrupted; delivered events are kept, run the same command again/,
    )
    const before = await accepted(vereqe)
    expect(before).toBeGreaterThanOrEqual(1000)
    expect(before).toBeLessThan(lines.length)
    await expectFinished(vereqe, before)
  })
})

describe('an import that is killed', () => {
  let vereqe: Vereqe
  beforeAll(async () => {
    vereqe = await Vereqe.open()
  })
  afterAll(() => vereqe[Symbol.asyncDispose]())

  /** The size of the store's files. */
  async function written(): Promise<number> {
    if (vereqe.storeUrl.startsWith('sqlite:')) {
      return statSync(`${vereqe.storeUrl.slice('sqlite:'.length)}-wal`, { throwIfNoEntry: false })?.size ?? 0
    }
    const raw = vereqe.openRaw()
    const { rows } = await run(raw, 'select pg_database_size(current_database()) as bytes')
    await raw.destroy()
    return Number(rows[0]!.bytes)
  }

  /** Moments to kill the process, from its start to the middle of its writing. */
  const MOMENTS: readonly (readonly [name: string, come: (startBytes: number) => Promise<void>])[] = [
    ['when it has hardly begun', () => setTimeout(30)],
    ['when it makes the store', start => until(async () => (await written()) > start)],
    ['when the first events are written', start => until(async () => (await written()) > start + 100_000)],
    ['when the first group is stored', () => until(async () => (await accepted(vereqe)) >= 1000)],
    ['when it starts again', () => setTimeout(200)],
    ['when it opens what the last one left', () => setTimeout(400)],
    ['when it meets what is there already', () => setTimeout(600)],
    [
      'when more is written',
      start => Promise.race([until(async () => (await written()) > start + 200_000), setTimeout(2000)]),
    ],
    ['when the second group is stored', () => until(async () => (await accepted(vereqe)) >= 2000)],
    ['when it waits for the rest', () => setTimeout(800)],
  ]

  test('ten times at ten moments loses nothing and books nothing twice', async () => {
    const stored: number[] = []
    for (const [, come] of MOMENTS) {
      const start = await written()
      // The input has all lines but does not end: the last group waits, so the process never ends by itself.
      const running = vereqe.start(['import', '-'])
      feed(running, lines)
      await come(start)
      running.child.kill('SIGKILL')
      expect(await running.ended).toMatchObject({ code: null, signal: 'SIGKILL', stdout: '' })
      stored.push(await accepted(vereqe))
    }
    // Only whole groups are committed, and they stay.
    expect(stored.filter(events => ![0, 1000, 2000].includes(events))).toEqual([])
    expect(stored).toEqual(stored.toSorted((one, other) => one - other))
    expect(stored.at(-1)).toBe(2000)
    await expectFinished(vereqe, 2000)
  })
})
