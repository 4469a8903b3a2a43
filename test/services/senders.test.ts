import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseEvent } from '../../src/domain/event.ts'
import { EVENT_TYPES, isSenderName, maySend, type Sender } from '../../src/domain/sender.ts'
import { makeSenderKey, parsePublicKey } from '../../src/services/intake/make-sender-key.ts'
import {
  addSenderKey,
  findSender,
  listSenders,
  registerSender,
  removeSender,
  removeSenderKey,
} from '../../src/services/intake/senders.ts'
import { assessed, type EventObject, paidByNumber, paidToCode, toLine } from '../support/oracle/events.ts'
import { NOW, openTestStore, type TestStore } from '../support/stores/store.ts'

let store: TestStore
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

const HOP: Sender = { name: 'hop', types: ['payment.received'], channels: ['hop'], bills: true }
const DECLARATIONS: Sender = {
  name: 'declarations',
  types: ['declaration.assessed', 'declaration.amended'],
  channels: [],
  bills: false,
}
const keyOf = (byte: number) => ({ algorithm: 'ed25519', bytes: new Uint8Array(32).fill(byte) }) as const
const LATER = new Date(NOW.getTime() + 60_000)

describe('a sender', () => {
  test('is found with its keys as they were registered, and nobody else is', async () => {
    await registerSender(store.access, HOP, NOW)
    const id = await addSenderKey(store.access, 'hop', keyOf(1), NOW)
    const found = await findSender(store.access, 'hop')
    expect(found?.sender).toEqual(HOP)
    expect(found?.keys).toMatchObject([{ id, ...keyOf(1) }])
    expect(await findSender(store.access, 'bank')).toBeUndefined()
  })

  test('registered again may send something else, and keeps its keys', async () => {
    await registerSender(store.access, HOP, NOW)
    const id = await addSenderKey(store.access, 'hop', keyOf(1), NOW)
    await registerSender(store.access, { ...HOP, channels: ['bank', 'treasury'], bills: false }, LATER)
    const found = await findSender(store.access, 'hop')
    expect(found?.sender).toEqual({ ...HOP, channels: ['bank', 'treasury'], bills: false })
    expect(found?.keys.map(key => key.id)).toEqual([id])
  })

  test('has at most two keys, so that one can take over from the other; a third is refused', async () => {
    await registerSender(store.access, HOP, NOW)
    const first = await addSenderKey(store.access, 'hop', keyOf(1), NOW)
    const second = await addSenderKey(store.access, 'hop', { ...keyOf(2), algorithm: 'hmac-sha256' }, LATER)
    await expect(addSenderKey(store.access, 'hop', keyOf(3), LATER)).rejects.toMatchObject({ code: 'too-many-keys' })
    expect(await addSenderKey(store.access, 'hop', keyOf(1), LATER), 'the same key is no third').toBe(first)
    expect(await removeSenderKey(store.access, 'hop', first)).toBe(true)
    const third = await addSenderKey(store.access, 'hop', keyOf(3), LATER)
    expect((await findSender(store.access, 'hop'))?.keys.map(({ id }) => id).sort()).toEqual([second, third].sort())
  })

  test('gets no third key from two operators at once', async () => {
    await registerSender(store.access, HOP, NOW)
    await addSenderKey(store.access, 'hop', keyOf(1), NOW)
    const both = await Promise.allSettled([2, 3].map(byte => addSenderKey(store.access, 'hop', keyOf(byte), NOW)))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await findSender(store.access, 'hop'))?.keys).toHaveLength(2)
  })

  test('that is not registered gets no key, and has none to remove', async () => {
    await expect(addSenderKey(store.access, 'hop', keyOf(1), NOW)).rejects.toMatchObject({ code: 'unknown-sender' })
    expect(await removeSenderKey(store.access, 'hop', 'none')).toBe(false)
    expect(await removeSender(store.access, 'hop')).toBe(false)
  })

  test('that is removed is gone with its keys, and the others stay', async () => {
    for (const sender of [HOP, DECLARATIONS]) {
      await registerSender(store.access, sender, NOW)
      await addSenderKey(store.access, sender.name, keyOf(1), NOW)
    }
    expect(await removeSender(store.access, 'hop')).toBe(true)
    await registerSender(store.access, HOP, LATER)
    expect((await findSender(store.access, 'hop'))?.keys).toEqual([])
    expect((await findSender(store.access, 'declarations'))?.keys).toHaveLength(1)
  })
})

test('senders are listed by name with the ids of their keys, and no key is told', async () => {
  for (const sender of [HOP, DECLARATIONS]) await registerSender(store.access, sender, NOW)
  const id = await addSenderKey(store.access, 'hop', keyOf(1), LATER)
  expect(await listSenders(store.access)).toEqual([
    { sender: DECLARATIONS, keys: [] },
    { sender: HOP, keys: [{ id, algorithm: 'ed25519', madeAt: LATER }] },
  ])
})

function may(sender: Sender, event: EventObject): boolean {
  const delivery = parseEvent(toLine(event))
  return 'event' in delivery && maySend(sender, delivery.event)
}

describe('what a sender may send', () => {
  test('is of its types and, when it is a payment, through its channels', () => {
    expect(may(HOP, paidByNumber('A/1', '1.00'))).toBe(true)
    expect(may(HOP, paidToCode('142330', '1.00', { channel: 'bank' }))).toBe(false)
    expect(may(HOP, assessed('A/1', { vat: '1.00' }))).toBe(false)
    expect(may(DECLARATIONS, assessed('A/1', { vat: '1.00' }))).toBe(true)
    expect(EVENT_TYPES).toHaveLength(6)
  })

  test.each(['hop', 'bank-1', '7'])('a sender may be called %s', name => expect(isSenderName(name)).toBe(true))
  test.each(['', 'HOP', '-hop', 'a b', 'a\n', 'x'.repeat(64)])('and not %j', name => {
    expect(isSenderName(name)).toBe(false)
  })
})

describe('a key that is made', () => {
  test('with Ed25519 is told as its seed, of which the public half is kept', () => {
    const { secret, kept } = makeSenderKey('ed25519')
    const seed = Buffer.from(secret.slice('whsk_'.length), 'base64')
    expect(seed).toHaveLength(32)
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(kept.bytes).toString('base64url') }
    const signing = createPrivateKey({ key: { ...jwk, d: seed.toString('base64url') }, format: 'jwk' })
    const checking = createPublicKey({ key: jwk, format: 'jwk' })
    expect(verify(null, Buffer.from('m'), checking, sign(null, Buffer.from('m'), signing))).toBe(true)
  })

  test('with HMAC is told as it is kept, and never made twice', () => {
    const [one, other] = [makeSenderKey('hmac-sha256'), makeSenderKey('hmac-sha256')]
    expect(one.secret).toBe(`whsec_${Buffer.from(one.kept.bytes).toString('base64')}`)
    expect(one.secret).not.toBe(other.secret)
  })

  test('elsewhere is taken when it is 32 bytes in base64 behind whpk_', () => {
    const bytes = Buffer.alloc(32, 7)
    expect(parsePublicKey(`whpk_${bytes.toString('base64')}`)).toEqual(bytes)
    const wrong = [
      '',
      'whpk_',
      `whsk_${bytes.toString('base64')}`,
      bytes.toString('base64'),
      `whpk_${Buffer.alloc(31).toString('base64')}`,
      `whpk_${bytes.toString('hex')}`,
      `whpk_${bytes.toString('base64')}\n`,
      `whpk_${bytes.toString('base64').slice(0, -1)}`,
    ]
    expect(wrong.map(parsePublicKey)).toEqual(wrong.map(() => null))
  })
})
