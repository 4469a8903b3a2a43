import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { assessed, paidByNumber, registered, TRADER, toLine } from '../support/oracle/events.ts'
import { counts, EXAMPLE, expectRefusal, readText, Vereqe } from '../support/stores/vereqe.ts'

const bytes = readFileSync(EXAMPLE)
const ALL_APPLIED = { applied: 23, duplicate: 0, held: 0, rejected: 0 }
const exported = readText(EXAMPLE.replace('events.ndjson', 'export.csv'))

/** The start of a file, as an interrupted compression leaves it. */
const halfOf = (file: Uint8Array) => file.subarray(0, Math.floor(file.length / 2))

describe('import accepts', () => {
  test('a plain file, and counts its events as duplicates the second time', async () => {
    await using vereqe = await Vereqe.open()
    const first = await vereqe.run(['import', EXAMPLE])
    expect(first).toEqual({ code: 0, signal: null, stdout: `${JSON.stringify(ALL_APPLIED)}\n`, stderr: '' })
    expect(await vereqe.output('export')).toBe(exported)
    const again = await vereqe.run(['import', EXAMPLE])
    expect(counts(again.stdout)).toEqual({ applied: 0, duplicate: 23, held: 0, rejected: 0 })
    expect(again.code).toBe(0)
  })

  test.each<[how: string, content: Uint8Array | string]>([
    ['gzipped', gzipSync(bytes)],
    [
      'gzipped in two parts, one behind the other',
      Buffer.concat([bytes.subarray(0, 700), bytes.subarray(700)].map(part => gzipSync(part))),
    ],
    [
      'with a byte order mark, Windows line ends, blank lines and none at the end',
      `\uFEFF\r\n\n${String(bytes).trimEnd().replaceAll('\n', '\r\n \t\r\n\n')}`,
    ],
  ])('a file %s', async (_, content) => {
    await using vereqe = await Vereqe.open()
    const { code, stdout, stderr } = await vereqe.run(['import', vereqe.file('events', content)])
    expect({ code, stderr, counts: counts(stdout) }).toEqual({ code: 0, stderr: '', counts: ALL_APPLIED })
  })

  test.each<[how: string, input: Uint8Array]>([
    ['plain', bytes],
    ['gzipped', gzipSync(bytes)],
  ])('standard input, %s', async (_, input) => {
    await using vereqe = await Vereqe.open()
    const { code, stdout } = await vereqe.run(['import', '-'], input)
    expect([code, counts(stdout)]).toEqual([0, ALL_APPLIED])
  })

  test('empty input', async () => {
    await using vereqe = await Vereqe.open()
    const { code, stdout } = await vereqe.run(['import', '-'])
    expect([code, counts(stdout)]).toEqual([0, { applied: 0, duplicate: 0, held: 0, rejected: 0 }])
  })
})

describe('import reports', () => {
  test('rejected lines with number and reason, applies the rest and exits with 1', async () => {
    await using vereqe = await Vereqe.open()
    const good = registered()
    const { code, stdout, stderr } = await vereqe.run(
      ['import', '-'],
      Buffer.concat([
        Buffer.from(`\n${JSON.stringify(good)}\n\n{"id":\n`),
        Buffer.from([0x7b, 0xff, 0xfe, 0x7d, 0x0a]),
        Buffer.from(`[1]\n${JSON.stringify({ ...good, name: 'Other' })}\n`),
        Buffer.from(`{"name":"${'x'.repeat(1024 * 1024)}"}\n`),
        Buffer.from(`${JSON.stringify(registered({ voen: '123' }))}\r\n${JSON.stringify(good)}`),
      ]),
    )
    expect(stderr.split('\n')).toEqual([
      'line 4: the line is not JSON',
      'line 5: the line is not UTF-8',
      'line 6: the line is not a JSON object',
      'line 7: an event with this id and different content was already accepted',
      'line 8: the line is longer than 64 KiB',
      'line 9: voen must be ten digits, the last 1 or 2',
      '',
    ])
    expect([code, counts(stdout)]).toEqual([1, { applied: 1, duplicate: 1, held: 0, rejected: 6 }])

    const rejected = (await vereqe.output('rejected'))
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(rejected).toHaveLength(6)
    expect(rejected.map(({ reason }) => reason).sort()).toEqual(
      stderr
        .trimEnd()
        .split('\n')
        .map(line => line.replace(/^line \d+: /, ''))
        .sort(),
    )
    expect(rejected.every(({ held }) => held === false)).toBe(true)
  })

  test('a rejected line each time, but stores it once', async () => {
    await using vereqe = await Vereqe.open()
    const first = await vereqe.import(['{}'])
    const second = await vereqe.import(['{}', '{}'])
    expect([counts(first.stdout), counts(second.stdout)]).toMatchObject([{ rejected: 1 }, { rejected: 2 }])
    expect((await vereqe.output('rejected')).trimEnd().split('\n')).toHaveLength(1)
  })

  test('held events and exits with 0; held lists what each waits for until it arrives', async () => {
    await using vereqe = await Vereqe.open()
    await vereqe.import([])
    expect(await vereqe.output('held')).toBe('')
    const [payment, declaration] = [paidByNumber('A/1', '5.00'), assessed('A/1', { vat: '5.00' })]
    const waiting = await vereqe.import([payment, declaration])
    expect([waiting.code, counts(waiting.stdout)]).toEqual([0, { applied: 0, duplicate: 0, held: 2, rejected: 0 }])
    const held = (await vereqe.output('held'))
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(held).toEqual([
      { arrival: 1, waitsFor: 'the assessment of declaration A/1', event: payment },
      { arrival: 2, waitsFor: `the registration of taxpayer ${TRADER}`, event: declaration },
    ])
    // Events that an earlier delivery held are released, but not counted in this one.
    const released = await vereqe.import([registered()])
    expect([released.code, counts(released.stdout)]).toEqual([0, { applied: 1, duplicate: 0, held: 0, rejected: 0 }])
    expect(await vereqe.output('held')).toBe('')
    expect((await vereqe.output('export')).trimEnd().split('\n')).toHaveLength(3)
  })

  test('an event held and released in the same delivery as applied, or as rejected with its line', async () => {
    await using vereqe = await Vereqe.open()
    const again = assessed('A/1', { vat: '6.00' })
    const { code, stdout, stderr } = await vereqe.import([assessed('A/1', { vat: '5.00' }), again, registered()])
    expect([code, counts(stdout)]).toEqual([1, { applied: 2, duplicate: 0, held: 0, rejected: 1 }])
    expect(stderr).toBe('line 2: a declaration with this number is already assessed\n')
    const [rejected] = (await vereqe.output('rejected')).split('\n')
    expect(JSON.parse(rejected!)).toMatchObject({ held: true, problems: [{ code: 'declaration-assessed-before' }] })
    // The id of a rejected held event stays in use.
    expect(counts((await vereqe.import([again])).stdout)).toMatchObject({ duplicate: 1, rejected: 0 })
  })
})

describe('import refuses', () => {
  test.each<[what: string, words: (vereqe: Vereqe) => string[], says: RegExp]>([
    ['a missing file', () => ['import', 'nowhere.ndjson'], /cannot read nowhere\.ndjson: .*no such file/],
    ['a folder', ({ folder }) => ['import', folder], /cannot read .*directory/],
    ['a missing operand', () => ['import'], /import needs FILE; usage: import FILE/],
    ['two files', () => ['import', EXAMPLE, EXAMPLE], /too many words; usage: import FILE/],
  ])('%s', async (_, words, says) => {
    await using vereqe = await Vereqe.open()
    expectRefusal(await vereqe.run(words(vereqe)), says)
  })

  test('half a gzip file, keeps its complete events, and imports the rest from the whole file', async () => {
    await using vereqe = await Vereqe.open()
    const whole = gzipSync(bytes)
    const file = vereqe.file('half.ndjson.gz', halfOf(whole))
    expectRefusal(
      await vereqe.run(['import', file]),
      /cannot read .*half\.ndjson\.gz to the end: unexpected end of file/,
    )
    expectRefusal(await vereqe.run(['import', '-'], halfOf(whole)), /cannot read - to the end/)
    const { stdout } = await vereqe.run(['import', vereqe.file('whole.ndjson.gz', whole)])
    const { applied, duplicate } = counts(stdout) as { applied: number; duplicate: number }
    expect(applied + duplicate).toBe(23)
    expect(await vereqe.output('export')).toBe(exported)
  })

  test('a file that only begins like gzip', async () => {
    await using vereqe = await Vereqe.open()
    expectRefusal(await vereqe.run(['import', '-'], Buffer.from([0x1f, 0x8b, 1, 2, 3, 4])), /cannot read - to the end/)
  })
})

describe('a file without events', () => {
  test.each([
    [
      'random bytes',
      Buffer.from(randomBytes(3_000_000).map(byte => byte | 0x80)),
      /it is no text; import reads events/,
    ],
    ['a JSON array', '[{"id":"a"},\n{"id":"b"}]', /it is a JSON array; write one event a line/],
    ['UTF-16', Buffer.from('{"id":"a"}\n', 'utf16le'), /it is text in UTF-16; save it as UTF-8/],
    ['gzip in gzip', gzipSync(gzipSync('{"id":"a"}')), /it is compressed twice/],
    ['one line of words', 'hello', /none of its first lines is a JSON object/],
  ])('%s is told by what it is, with exit 2, and nothing is kept', async (_, content, says) => {
    await using vereqe = await Vereqe.open()
    expectRefusal(await vereqe.run(['import', vereqe.file('file', content)]), says)
    expectRefusal(await vereqe.run(['import', '-'], content), says)
    expect(await vereqe.output('rejected')).toBe('')
  })

  test('is not a file of two files put together, each with a byte order mark', async () => {
    await using vereqe = await Vereqe.open()
    const file = (voen: string) => `\uFEFF${toLine(registered({ voen, id: voen }))}\n`
    const { stdout } = await vereqe.run(['import', '-'], file('1000000001') + file('2000000002'))
    expect(counts(stdout)).toMatchObject({ applied: 2, rejected: 0 })
  })
})
