import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseEvent } from '../../src/domain/event.ts'
import { EVENT_TYPES, findForbiddenPart, isSenderName, type Sender } from '../../src/domain/sender.ts'
import { makeSigningKey, parsePublicKey, printSigningKey, verifyingKeyOf } from '../../src/intake/sender-key.ts'
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

describe('a registered sender', () => {
  test('is found with its keys; an unregistered sender is not found', async () => {
    await registerSender(store.access, HOP, NOW)
    const id = await addSenderKey(store.access, 'hop', keyOf(1), NOW)
    const found = await findSender(store.access, 'hop')
    expect(found?.sender).toEqual(HOP)
    expect(found?.keys).toMatchObject([{ id, ...keyOf(1) }])
    expect(await findSender(store.access, 'bank')).toBeUndefined()
  })

  test('can be registered again with other permissions, and keeps its keys', async () => {
    await registerSender(store.access, HOP, NOW)
    const id = await addSenderKey(store.access, 'hop', keyOf(1), NOW)
    await registerSender(store.access, { ...HOP, channels: ['bank', 'treasury'], bills: false }, LATER)
    const found = await findSender(store.access, 'hop')
    expect(found?.sender).toEqual({ ...HOP, channels: ['bank', 'treasury'], bills: false })
    expect(found?.keys.map(key => key.id)).toEqual([id])
  })

  test('has at most two keys, enough for rotation; a third is refused', async () => {
    await registerSender(store.access, HOP, NOW)
    const first = await addSenderKey(store.access, 'hop', keyOf(1), NOW)
    const second = await addSenderKey(store.access, 'hop', { ...keyOf(2), algorithm: 'hmac-sha256' }, LATER)
    await expect(addSenderKey(store.access, 'hop', keyOf(3), LATER)).rejects.toMatchObject({ code: 'too-many-keys' })
    expect(await addSenderKey(store.access, 'hop', keyOf(1), LATER), 'the same key is no third').toBe(first)
    expect(await removeSenderKey(store.access, 'hop', first, LATER)).toBe(true)
    const third = await addSenderKey(store.access, 'hop', keyOf(3), LATER)
    expect((await findSender(store.access, 'hop'))?.keys.map(({ id }) => id).sort()).toEqual([second, third].sort())
  })

  test('gets no third key when two operators add keys at the same time', async () => {
    await registerSender(store.access, HOP, NOW)
    await addSenderKey(store.access, 'hop', keyOf(1), NOW)
    const both = await Promise.allSettled([2, 3].map(byte => addSenderKey(store.access, 'hop', keyOf(byte), NOW)))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await findSender(store.access, 'hop'))?.keys).toHaveLength(2)
  })

  test('is required before keys can be added or removed', async () => {
    await expect(addSenderKey(store.access, 'hop', keyOf(1), NOW)).rejects.toMatchObject({ code: 'unknown-sender' })
    expect(await removeSenderKey(store.access, 'hop', 'none', NOW)).toBe(false)
    expect(await removeSender(store.access, 'hop', NOW)).toBe(false)
  })

  test('can be removed with its keys; other senders stay', async () => {
    for (const sender of [HOP, DECLARATIONS]) {
      await registerSender(store.access, sender, NOW)
      await addSenderKey(store.access, sender.name, keyOf(1), NOW)
    }
    expect(await removeSender(store.access, 'hop', NOW)).toBe(true)
    await registerSender(store.access, HOP, LATER)
    expect((await findSender(store.access, 'hop'))?.keys).toEqual([])
    expect((await findSender(store.access, 'declarations'))?.keys).toHaveLength(1)
  })
})

test('the list of senders is sorted by name and shows the ids of keys, never the keys', async () => {
  for (const sender of [HOP, DECLARATIONS]) await registerSender(store.access, sender, NOW)
  const id = await addSenderKey(store.access, 'hop', keyOf(1), LATER)
  expect(await listSenders(store.access)).toEqual([
    { sender: DECLARATIONS, keys: [] },
    { sender: HOP, keys: [{ id, algorithm: 'ed25519', madeAt: LATER }] },
  ])
})

function may(sender: Sender, event: EventObject): boolean {
  const delivery = parseEvent(toLine(event))
  return 'event' in delivery && findForbiddenPart(sender, delivery.event) === null
}

describe('the permissions of a sender', () => {
  test('cover event types and, for payments, channels', () => {
    expect(may(HOP, paidByNumber('A/1', '1.00'))).toBe(true)
    expect(may(HOP, paidToCode('142330', '1.00', { channel: 'bank' }))).toBe(false)
    expect(may(HOP, assessed('A/1', { vat: '1.00' }))).toBe(false)
    expect(may(DECLARATIONS, assessed('A/1', { vat: '1.00' }))).toBe(true)
    expect(EVENT_TYPES).toHaveLength(9)
  })

  test.each(['hop', 'bank-1', '7'])('%s is a valid sender name', name => expect(isSenderName(name)).toBe(true))
  test.each(['', 'HOP', '-hop', 'a b', 'a\n', 'x'.repeat(64)])('%j is not a valid sender name', name => {
    expect(isSenderName(name)).toBe(false)
  })
})

describe('sender keys', () => {
  test('an Ed25519 key is printed as its seed, and its public key verifies signatures', () => {
    const key = makeSigningKey('ed25519')
    const seed = Buffer.from(printSigningKey(key).slice('whsk_'.length), 'base64')
    expect(seed).toHaveLength(32)
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(verifyingKeyOf(key).bytes).toString('base64url') }
    const signing = createPrivateKey({ key: { ...jwk, d: seed.toString('base64url') }, format: 'jwk' })
    const checking = createPublicKey({ key: jwk, format: 'jwk' })
    expect(verify(null, Buffer.from('m'), checking, sign(null, Buffer.from('m'), signing))).toBe(true)
  })

  test('an HMAC key is printed as the stored secret, and each key is new', () => {
    const [one, other] = [makeSigningKey('hmac-sha256'), makeSigningKey('hmac-sha256')]
    expect(printSigningKey(one)).toBe(`whsec_${Buffer.from(verifyingKeyOf(one).bytes).toString('base64')}`)
    expect(printSigningKey(one)).not.toBe(printSigningKey(other))
  })

  test('a public key is accepted as whpk_ and 32 bytes in base64', () => {
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
