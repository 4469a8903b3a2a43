import { PassThrough, Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { MAX_LINE_BYTES, readEventLines } from '../../src/intake/event-lines.ts'
import type { NumberedLine } from '../../src/services/intake/import-events.ts'

async function read(source: Readable): Promise<NumberedLine[]> {
  const lines: NumberedLine[] = []
  for await (const line of readEventLines(source)) lines.push(line)
  return lines
}

const linesOf = (bytes: Uint8Array | string) => read(Readable.from([Buffer.from(bytes as string)]))

/** Delivers one byte at a time, each after the previous one was read. */
function dripping(bytes: Uint8Array): Readable {
  const source = new PassThrough()
  void (async () => {
    for (const byte of bytes) {
      source.write(Buffer.from([byte]))
      await setImmediate()
    }
    source.end()
  })()
  return source
}

const TWO = [
  { number: 1, line: '{"a":"ə"}' },
  { number: 3, line: '[2]' },
]

describe('the lines of a delivery', () => {
  test.each<[how: string, text: string | Uint8Array]>([
    ['plain', '{"a":"ə"}\n\n[2]\n'],
    ['without an end to the last line', '{"a":"ə"}\n\n[2]'],
    ['with carriage returns', '{"a":"ə"}\r\n\r\n[2]\r\n'],
    ['with blanks around them and between', ' {"a":"ə"}\t\n \t \n[2] \n \n\n'],
    ['with a byte order mark', '\uFEFF{"a":"ə"}\n\n[2]\n'],
    ['with a byte order mark at each line', '\uFEFF{"a":"ə"}\n\uFEFF\n\uFEFF[2]\n'],
    ['gzipped', gzipSync('{"a":"ə"}\n\n[2]\n')],
    ['gzipped with a byte order mark inside', gzipSync('\uFEFF{"a":"ə"}\n\n[2]\n')],
    ['gzipped in parts', Buffer.concat(['{"a":"', 'ə"}\n\n', '[2]'].map(part => gzipSync(part)))],
  ])('%s are numbered; blank lines are counted but skipped', async (_, text) => {
    expect(await linesOf(text)).toEqual(TWO)
  })

  test.each<[how: string, bytes: Uint8Array]>([
    ['plain', Buffer.from('{"a":"ə"}\n\n[2]\n')],
    ['with a byte order mark', Buffer.from('\uFEFF{"a":"ə"}\n\n[2]\n')],
    ['gzipped', gzipSync('{"a":"ə"}\n\n[2]\n')],
  ])('are the same when they arrive byte by byte, %s', async (_, bytes) => {
    expect(await read(dripping(bytes))).toEqual(TWO)
  })

  test('have no byte order mark at the seam of two files that arrive one after the other', async () => {
    const files = ['\uFEFF{"a":"ə"}\n\n', '\uFEFF[2]\n'].map(file => Buffer.from(file))
    expect(await read(Readable.from(files))).toEqual(TWO)
  })

  test.each([
    ['nothing', ''],
    ['line ends only', '\n\r\n\n'],
    ['a byte order mark only', '\uFEFF'],
    ['nothing, gzipped', gzipSync('')],
  ])('are empty for %s', async (_, text) => {
    expect(await linesOf(text)).toEqual([])
  })
})

describe('an unreadable line', () => {
  test('that is not UTF-8 is reported with readable content, and the next line is read', async () => {
    const bytes = Buffer.concat([Buffer.from('{}\n{"a":"'), Buffer.from([0xff, 0xc3]), Buffer.from('"}\n[2]\n')])
    expect((await linesOf(bytes)).slice(1)).toEqual([
      { number: 2, line: { content: expect.stringContaining('{"a":"\uFFFD'), problem: { code: 'not-utf8' } } },
      { number: 3, line: '[2]' },
    ])
  })

  test('that is too long is reported with its beginning, and the next line is read', async () => {
    const [, first, second] = await linesOf(`{}\n${'x'.repeat(MAX_LINE_BYTES + 1)}\n[2]`)
    expect(first).toEqual({ number: 2, line: { content: expect.any(String), problem: { code: 'too-long' } } })
    expect((first!.line as { content: string }).content.length).toBeLessThan(10_000)
    expect(second).toEqual({ number: 3, line: '[2]' })
  })

  test('of too many blanks is reported as too long, not skipped', async () => {
    const [only] = await linesOf(' '.repeat(MAX_LINE_BYTES + 1))
    expect(only?.line).toMatchObject({ problem: { code: 'too-long' } })
  })

  test('has more than the maximum length: a line of exactly that length is read', async () => {
    const text = 'x'.repeat(MAX_LINE_BYTES)
    expect((await linesOf(`{}\n${text}\n`))[1]).toEqual({ number: 2, line: text })
  })
})

describe('a source that fails', () => {
  test.each([
    ['cut off', gzipSync('[1]\n'.repeat(100)).subarray(0, 20)],
    ['damaged', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff])],
  ])('with %s gzip throws instead of ending', async (_, bytes) => {
    await expect(linesOf(bytes)).rejects.toThrow()
  })

  test.each([
    ['at once', []],
    ['in the middle', [Buffer.from('[1]\n[2')]],
    ['in the middle of its gzip', [gzipSync('[1]\n'.repeat(100)).subarray(0, 20)]],
  ])('%s throws instead of ending', async (_, chunks) => {
    const source = Readable.from(
      (async function* () {
        yield* chunks
        throw new Error('The disk is gone')
      })(),
      { objectMode: false },
    )
    await expect(read(source)).rejects.toThrow('The disk is gone')
  })
})
