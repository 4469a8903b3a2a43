import { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { type BodySource, INCOMING_LIMITS, IncomingBodies, MAX_BYTES } from '../../src/intake/incoming-bodies.ts'

const MEBIBYTE = 1024 * 1024
const LIMITS = { bytes: 3 * MEBIBYTE, bytesPerSource: 2 * MEBIBYTE, pause_ms: 200, rest_ms: 100 }

/** A body that arrives when the test sends it. */
class Body {
  readonly stream = new Readable({ read() {} })

  async send(bytes: number): Promise<void> {
    this.stream.push(Buffer.alloc(bytes, 7))
    await setTimeout(5)
  }

  end(): void {
    this.stream.push(null)
  }

  fail(): void {
    this.stream.destroy(new Error('The sender disconnected'))
  }
}

/** A sender at an address of its own. */
const from = (name: string) => ({ sender: name, network: `address of ${name}` })

/** Reads a body that nobody checks. */
const read = (bodies: IncomingBodies, stream: Readable, source: BodySource) =>
  bodies.read(stream, source, async body => body)

const fault = (fault: string) => expect.objectContaining({ fault })

describe('a body', () => {
  test('is read as it was sent, whatever its pieces', async () => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251))
    const pieces: Buffer[] = []
    for (let at = 0, size = 1; at < bytes.length; at += size, size = (size * 3) % 70_001) {
      pieces.push(bytes.subarray(at, at + size))
    }
    const whole = await read(new IncomingBodies(), Readable.from(pieces, { objectMode: false }), from('a'))
    expect(whole.equals(bytes)).toBe(true)
    expect((await read(new IncomingBodies(), Readable.from([]), from('a'))).length).toBe(0)
  })

  test('that is too large is refused before it ends', async () => {
    const body = new Body()
    const reading = expect(read(new IncomingBodies(), body.stream, from('a'))).rejects.toEqual(fault('too-many-bytes'))
    await body.send(MAX_BYTES)
    await body.send(1)
    await reading
  })

  test('that stops is refused; one that goes on slowly is read', async () => {
    const bodies = new IncomingBodies(LIMITS)
    const [stopped, slow] = [new Body(), new Body()]
    const refused = expect(read(bodies, stopped.stream, from('a'))).rejects.toEqual(fault('too-slow'))
    const reading = read(bodies, slow.stream, from('b'))
    for (let time = 0; time < 8; time += 1) {
      await slow.send(1)
      await setTimeout(50)
    }
    await refused
    slow.end()
    expect((await reading).length).toBe(8)
  })

  test('whose sender leaves is not whole', async () => {
    const body = new Body()
    const reading = expect(read(new IncomingBodies(), body.stream, from('a'))).rejects.toEqual(fault('not-whole'))
    await body.send(10)
    body.fail()
    await reading
  })
})

describe('bodies that arrive at the same time', () => {
  test('of one sender from one address have a share, which others do not lose', async () => {
    const bodies = new IncomingBodies(LIMITS)
    const [first, second, other] = [new Body(), new Body(), new Body()]
    const reading = read(bodies, first.stream, from('a'))
    const refused = expect(read(bodies, second.stream, from('a'))).rejects.toEqual(fault('too-busy'))
    const otherRead = read(bodies, other.stream, from('b'))
    await first.send(1.5 * MEBIBYTE)
    await second.send(0.6 * MEBIBYTE)
    await refused
    await other.send(MEBIBYTE)
    other.end()
    first.end()
    expect((await otherRead).length).toBe(MEBIBYTE)
    expect((await reading).length).toBe(1.5 * MEBIBYTE)
  })

  test('beyond the bound of all end the one that has been arriving for the longest time', async () => {
    const bodies = new IncomingBodies(LIMITS)
    const [oldest, second, newest] = [new Body(), new Body(), new Body()]
    const refused = expect(read(bodies, oldest.stream, from('a'))).rejects.toEqual(fault('too-busy'))
    const reading = [read(bodies, second.stream, from('b')), read(bodies, newest.stream, from('c'))]
    for (const body of [oldest, second, newest]) await body.send(1.1 * MEBIBYTE)
    await refused
    second.end()
    newest.end()
    expect((await Promise.all(reading)).map(body => body.length)).toEqual([1153433, 1153433])
  })

  test('of one address have one share, whatever senders they name, until a sender has signed there', async () => {
    const bodies = new IncomingBodies(LIMITS)
    const signed = { sender: 'signed', network: 'shared' }
    bodies.prove(signed)
    const [first, second, other] = [new Body(), new Body(), new Body()]
    const reading = read(bodies, first.stream, { sender: 'one', network: 'shared' })
    const refused = expect(read(bodies, second.stream, { sender: 'two', network: 'shared' })).rejects.toEqual(
      fault('too-busy'),
    )
    const otherRead = read(bodies, other.stream, signed)
    await first.send(1.5 * MEBIBYTE)
    await second.send(0.6 * MEBIBYTE)
    await refused
    await other.send(MEBIBYTE)
    for (const body of [first, other]) body.end()
    expect((await Promise.all([reading, otherRead])).map(({ length }) => length)).toEqual([1.5 * MEBIBYTE, MEBIBYTE])
  })

  test('beyond the bound of all end one of the largest share, and none of a sender that has signed', async () => {
    const bodies = new IncomingBodies(LIMITS)
    bodies.prove(from('a'))
    const [signed, small, large, last] = [new Body(), new Body(), new Body(), new Body()]
    const reading = [read(bodies, signed.stream, from('a')), read(bodies, small.stream, from('b'))]
    const refused = expect(read(bodies, large.stream, from('c'))).rejects.toEqual(fault('too-busy'))
    await signed.send(1.5 * MEBIBYTE)
    await small.send(0.2 * MEBIBYTE)
    await large.send(0.8 * MEBIBYTE)
    reading.push(read(bodies, last.stream, from('d')))
    await last.send(0.7 * MEBIBYTE)
    await refused
    for (const body of [signed, small, last]) body.end()
    expect((await Promise.all(reading)).map(({ length }) => length / MEBIBYTE)).toEqual([
      1.5,
      expect.closeTo(0.2),
      expect.closeTo(0.7),
    ])
  })

  test('that are too many end the reading from their address for a while, but not from a sender that has signed', async () => {
    const bodies = new IncomingBodies(LIMITS)
    bodies.prove(from('a'))
    for (const source of [from('a'), from('b')]) {
      const body = new Body()
      const refused = expect(read(bodies, body.stream, source)).rejects.toEqual(fault('too-busy'))
      await body.send(2.1 * MEBIBYTE)
      await refused
    }
    const next = async (name: string) => (await read(bodies, Readable.from([]), from(name))).length
    await expect(next('b')).rejects.toEqual(fault('too-busy'))
    expect(await next('a')).toBe(0)
    await setTimeout(150)
    expect(await next('b')).toBe(0)
  })

  test('in the share of a sender that has signed end the oldest, so that one that arrives at once is read', async () => {
    const bodies = new IncomingBodies(LIMITS)
    bodies.prove(from('a'))
    const [oldest, second] = [new Body(), new Body()]
    const refused = expect(read(bodies, oldest.stream, from('a'))).rejects.toEqual(fault('too-busy'))
    const reading = read(bodies, second.stream, from('a'))
    for (const body of [oldest, second]) await body.send(MEBIBYTE)
    const whole = await read(bodies, Readable.from([Buffer.alloc(1000)], { objectMode: false }), from('a'))
    expect(whole.length).toBe(1000)
    await refused
    second.end()
    expect((await reading).length).toBe(MEBIBYTE)
  })

  test('are checked one after another when they are large, and count until their check ends', async () => {
    const bodies = new IncomingBodies(LIMITS)
    bodies.prove(from('a'))
    const checks: (() => void)[] = []
    const check = () => new Promise<void>(resolve => checks.push(resolve))
    const large = () => Readable.from([Buffer.alloc(0.9 * MEBIBYTE)], { objectMode: false })
    const first = bodies.read(large(), from('a'), check)
    await setTimeout(20)
    const second = expect(bodies.read(large(), from('a'), check)).rejects.toEqual(fault('too-busy'))
    await setTimeout(20)
    expect(checks).toHaveLength(1)
    const third = bodies.read(large(), from('a'), check)
    await second
    checks[0]!()
    await first
    await setTimeout(20)
    expect(checks).toHaveLength(2)
    checks[1]!()
    await third
  })

  test('leave nothing behind: a source may send its share again and again', async () => {
    const bodies = new IncomingBodies(LIMITS)
    for (let time = 0; time < 5; time += 1) {
      const body = new Body()
      const reading = read(bodies, body.stream, from('a'))
      await body.send(1.9 * MEBIBYTE)
      body.end()
      await reading
    }
  })

  test('have room for two of the largest bodies of one source, and for two such sources', () => {
    expect(INCOMING_LIMITS.bytesPerSource).toBeGreaterThanOrEqual(2 * MAX_BYTES)
    expect(INCOMING_LIMITS.bytes).toBeGreaterThanOrEqual(2 * INCOMING_LIMITS.bytesPerSource)
  })
})
