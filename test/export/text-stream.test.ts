import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type StreamEnd, textStream } from '../../src/export/text-stream.ts'

/** A source that counts its pieces and records whether it was ended. */
function pieces(count: number, failAt = Number.POSITIVE_INFINITY) {
  const told = { made: 0, ended: false }
  const ends: StreamEnd[] = []
  async function* make(): AsyncGenerator<string> {
    try {
      while (told.made < count) {
        if (told.made === failAt) throw new Error('The disk is gone')
        told.made += 1
        yield `${told.made}ə\n`
      }
    } finally {
      told.ended = true
    }
  }
  return { told, ends, stream: textStream(make(), 'somebody', end => ends.push(end)) }
}

test('the stream yields all pieces as bytes', async () => {
  const { told, ends, stream } = pieces(3)
  expect(await new Response(stream).text()).toBe('1ə\n2ə\n3ə\n')
  expect(told).toEqual({ made: 3, ended: true })
  expect(ends).toEqual([{ how: 'complete', bytes: 12 }])
})

test('no piece is produced before it is read', async () => {
  const { told, stream } = pieces(1000)
  const reader = stream.getReader()
  expect(told.made).toBe(0)
  await reader.read()
  await reader.read()
  expect(told).toEqual({ made: 2, ended: false })
})

test('a consumer that leaves ends the source without a failure', async () => {
  const { told, ends, stream } = pieces(1000)
  const reader = stream.getReader()
  await reader.read()
  await reader.cancel()
  expect(told).toEqual({ made: 1, ended: true })
  expect(ends).toEqual([{ how: 'left', bytes: 4 }])
})

test('a consumer that leaves during a piece is no failure either', async () => {
  const { told, ends, stream } = pieces(1000)
  const reader = stream.getReader()
  await reader.read()
  await turn()
  const waited = reader.read()
  await Promise.all([reader.cancel(), waited])
  await turn()
  expect(told).toEqual({ made: 1, ended: true })
  expect(ends).toEqual([{ how: 'left', bytes: 4 }])
})

test('a source that fails after its consumer has left ends once', async () => {
  const failed = Promise.withResolvers<never>()
  async function* failing(): AsyncGenerator<string> {
    yield 'first'
    await failed.promise
  }
  const ends: StreamEnd[] = []
  const reader = textStream(failing(), 'somebody', end => ends.push(end)).getReader()
  await reader.read()
  const waiting = reader.read()
  await turn()
  await turn()
  const left = reader.cancel()
  failed.reject(new Error('The disk is gone'))
  await Promise.all([waiting, left])
  expect(ends).toEqual([{ how: 'left', bytes: 5 }])
})

test('a failing source breaks the stream off and reports the error', async () => {
  const { told, ends, stream } = pieces(1000, 2)
  const reader = stream.getReader()
  await reader.read()
  await reader.read()
  await expect(reader.read()).rejects.toThrow('The disk is gone')
  expect(told).toEqual({ made: 2, ended: true })
  expect(ends).toEqual([{ how: 'failed', bytes: 8, error: new Error('The disk is gone') }])
})

test('other work gets a turn between two pieces', async () => {
  const { stream } = pieces(3)
  let turns = 0
  const reader = stream.getReader()
  for (let more = true; more; ) {
    const turn = setImmediate(() => {
      turns += 1
    })
    more = !(await reader.read()).done
    clearImmediate(turn)
  }
  expect(turns).toBe(4)
})

test('streams that are read at the same time make one piece a turn of the event loop', async () => {
  const sources = [pieces(3), pieces(3), pieces(3)]
  const read = Promise.all(sources.map(({ stream }) => new Response(stream).text()))
  const made = () => sources.reduce((sum, { told }) => sum + told.made, 0)
  for (let turns = 1; turns <= 9; turns += 1) {
    await turn()
    expect(made()).toBeLessThanOrEqual(turns)
  }
  expect(await read).toEqual(Array(3).fill('1ə\n2ə\n3ə\n'))
})
