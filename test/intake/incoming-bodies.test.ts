import { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { INCOMING_LIMITS, IncomingBodies, MAX_BYTES } from '../../src/intake/request-body.ts'

const MEBIBYTE = 1024 * 1024
const LIMITS = { bytes: 3 * MEBIBYTE, bytesPerSource: 2 * MEBIBYTE, pause_ms: 200 }

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

const fault = (fault: string) => expect.objectContaining({ fault })

describe('a body', () => {
  test('is read as it was sent, whatever its pieces', async () => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251))
    const pieces: Buffer[] = []
    for (let at = 0, size = 1; at < bytes.length; at += size, size = (size * 3) % 70_001) {
      pieces.push(bytes.subarray(at, at + size))
    }
    const read = await new IncomingBodies().read(Readable.from(pieces, { objectMode: false }), 'a')
    expect(read.equals(bytes)).toBe(true)
    expect((await new IncomingBodies().read(Readable.from([]), 'a')).length).toBe(0)
  })

  test('that is too large is refused before it ends', async () => {
    const body = new Body()
    const reading = expect(new IncomingBodies().read(body.stream, 'a')).rejects.toEqual(fault('too-many-bytes'))
    await body.send(MAX_BYTES)
    await body.send(1)
    await reading
  })

  test('that stops is refused; one that goes on slowly is read', async () => {
    const bodies = new IncomingBodies(LIMITS)
    const [stopped, slow] = [new Body(), new Body()]
    const refused = expect(bodies.read(stopped.stream, 'a')).rejects.toEqual(fault('too-slow'))
    const read = bodies.read(slow.stream, 'b')
    for (let time = 0; time < 8; time += 1) {
      await slow.send(1)
      await setTimeout(50)
    }
    await refused
    slow.end()
    expect((await read).length).toBe(8)
  })

  test('whose sender leaves is not whole', async () => {
    const body = new Body()
    const reading = expect(new IncomingBodies().read(body.stream, 'a')).rejects.toEqual(fault('not-whole'))
    await body.send(10)
    body.fail()
    await reading
  })
})

describe('bodies that arrive at the same time', () => {
  test('of one sender from one address have a share, which others do not lose', async () => {
    const bodies = new IncomingBodies(LIMITS)
    const [first, second, other] = [new Body(), new Body(), new Body()]
    const reading = bodies.read(first.stream, 'a')
    const refused = expect(bodies.read(second.stream, 'a')).rejects.toEqual(fault('too-busy'))
    const otherRead = bodies.read(other.stream, 'b')
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
    const refused = expect(bodies.read(oldest.stream, 'a')).rejects.toEqual(fault('too-busy'))
    const reading = [bodies.read(second.stream, 'b'), bodies.read(newest.stream, 'c')]
    for (const body of [oldest, second, newest]) await body.send(1.1 * MEBIBYTE)
    await refused
    second.end()
    newest.end()
    expect((await Promise.all(reading)).map(body => body.length)).toEqual([1153433, 1153433])
  })

  test('leave nothing behind: a source may send its share again and again', async () => {
    const bodies = new IncomingBodies(LIMITS)
    for (let time = 0; time < 5; time += 1) {
      const body = new Body()
      const reading = bodies.read(body.stream, 'a')
      await body.send(1.9 * MEBIBYTE)
      body.end()
      await reading
    }
  })

  test('have room for two of the largest bodies of one source, and for four sources', () => {
    expect(INCOMING_LIMITS.bytesPerSource).toBeGreaterThanOrEqual(2 * MAX_BYTES)
    expect(INCOMING_LIMITS.bytes).toBeGreaterThanOrEqual(4 * INCOMING_LIMITS.bytesPerSource)
  })
})
