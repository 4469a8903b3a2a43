import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findSender } from '../../src/services/intake/senders.ts'
import { openDatabase } from '../../src/store/engine/database.ts'
import { expectRefusal, Vereqe } from '../support/stores/vereqe.ts'

let vereqe: Vereqe
beforeEach(async () => {
  vereqe = await Vereqe.open()
})
afterEach(() => vereqe[Symbol.asyncDispose]())

const HOP = ['add-sender', 'hop', '--types', 'payment.received', '--channels', 'hop', '--bills']
const PUBLIC_KEY = `whpk_${Buffer.alloc(32, 7).toString('base64')}`

async function listed(): Promise<Record<string, unknown>[]> {
  const text = await vereqe.output('senders')
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line))
}

/** The output of a command that must succeed. */
async function done(...words: string[]): Promise<{ stdout: string; stderr: string }> {
  const { code, stdout, stderr } = await vereqe.run(words)
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^[^\n]+\.\n$/) })
  return { stdout, stderr }
}

describe('add-sender', () => {
  test('registers a sender, and changes it when it runs again', async () => {
    expect(await done(...HOP)).toEqual({ stdout: '', stderr: 'hop is registered.\n' })
    await done('add-sender', 'desk', '--types', 'declaration.amended,declaration.assessed')
    const desk = { types: ['declaration.assessed', 'declaration.amended'], channels: [], bills: false, keys: [] }
    const hop = { name: 'hop', types: ['payment.received'], channels: ['hop'], bills: true, keys: [] }
    expect(await listed()).toEqual([{ name: 'desk', ...desk }, hop])
    await done('add-sender', 'hop', '--types', 'payment.received', '--channels', 'bank,treasury')
    expect((await listed())[1]).toEqual({ ...hop, channels: ['bank', 'treasury'], bills: false })
    await done(...HOP, '--title', 'Government Payment Portal')
    expect((await listed())[1]).toEqual({ ...hop, title: 'Government Payment Portal' })
  })

  test.each<[what: string, words: string[], says: RegExp]>([
    ['a missing name', [], /add-sender needs NAME; usage: add-sender NAME --types/],
    [
      'a name in upper case',
      ['HOP', '--types', 'charge.assessed'],
      /lower-case letters, digits and hyphens, not "HOP"/,
    ],
    [
      'a sender without event types',
      ['hop'],
      /--types must list the event types to accept, among taxpayer\.registered, /,
    ],
    ['an unknown type', ['hop', '--types', 'gift'], /--types must be among taxpayer\.registered.*, not "gift"/],
    [
      'an unknown channel',
      ['hop', '--types', 'payment.received', '--channels', 'cash'],
      /--channels must be among hop, bank, vat-deposit, treasury, not "cash"/,
    ],
    ['payments without a channel', ['hop', '--types', 'payment.received'], /payment\.received needs --channels/],
    ['a channel without payments', ['d', '--types', 'charge.assessed', '--channels', 'hop'], /no other type takes it/],
    ['a title of two lines', ['d', '--types', 'charge.assessed', '--title', 'a\nb'], /--title must be one line/],
    ['a title that nobody sees', ['d', '--types', 'charge.assessed', '--title', '\u200b'], /that people can see/],
    ['a flag with a value', ['d', '--types', 'charge.assessed', '--bills', 'no'], /--bills takes no value, not "no"/],
  ])('refuses %s', async (_, words, says) => {
    expectRefusal(await vereqe.run(['add-sender', ...words]), says)
  })
})

describe('add-key', () => {
  test('generates an Ed25519 key, prints the private half once and stores the public half', async () => {
    await done(...HOP)
    const { stdout, stderr } = await done('add-key', 'hop')
    expect(stdout).toMatch(/^whsk_[A-Za-z0-9+/]{43}=\n$/)
    const [{ keys } = { keys: [] }] = (await listed()) as { keys: Record<string, unknown>[] }[]
    expect(keys).toEqual([
      { id: expect.stringMatching(/^[0-9a-f]{16}$/), algorithm: 'ed25519', madeAt: expect.any(String) },
    ])
    expect(stderr).toBe(`Key ${keys[0]!.id} is registered for hop.\n`)
    const store = await openDatabase(vereqe.storeUrl)
    const [key] = (await findSender(store.access, 'hop'))!.keys
    await store.close()
    expect(Buffer.from(key!.bytes).toString('base64')).not.toBe(stdout.slice('whsk_'.length, -1))
  })

  test('generates an HMAC secret with --algorithm', async () => {
    await done(...HOP)
    const { stdout } = await done('add-key', 'hop', '--algorithm', 'hmac-sha256')
    expect(stdout).toMatch(/^whsec_[A-Za-z0-9+/]{43}=\n$/)
    expect(await vereqe.output('senders')).not.toContain(stdout.slice('whsec_'.length, 20))
  })

  test('encrypts an HMAC secret under SECRETS_KEY, and in production stores none without it', async () => {
    await done(...HOP)
    const key = randomBytes(32).toString('base64')
    const add = (env: Record<string, string>) => vereqe.run(['add-key', 'hop', '--algorithm', 'hmac-sha256'], '', env)
    expectRefusal(await add({ NODE_ENV: 'production' }), 'the secret would be stored unencrypted; set SECRETS_KEY')
    const { code, stdout, stderr } = await add({ NODE_ENV: 'production', SECRETS_KEY: key })
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('unencrypted')])
    const secret = Buffer.from(stdout.trim().slice('whsec_'.length), 'base64')

    const store = await openDatabase(vereqe.storeUrl)
    const stored = await store.access.read(tx => tx.selectFrom('sender_key').select('key').execute())
    expect(Buffer.from(stored[0]!.key, 'base64').includes(secret)).toBe(false)
    const keysFor = async (text: string | null) =>
      (await findSender(store.access, 'hop', text === null ? null : Buffer.from(text, 'base64')))!.keys
    expect((await keysFor(key)).map(({ bytes }) => Buffer.from(bytes))).toEqual([secret])
    expect(await keysFor(null)).toEqual([])
    expect(await keysFor(randomBytes(32).toString('base64'))).toEqual([])
    await store.close()
    expectRefusal(
      await vereqe.run(['serve']),
      'SECRETS_KEY is not set, but a key encrypted the secrets of hop; set that',
    )
    const other = { SECRETS_KEY: randomBytes(32).toString('base64') }
    expectRefusal(
      await vereqe.run(['serve'], '', other),
      'SECRETS_KEY is not the key that encrypted the secrets of hop',
    )
    expectRefusal(await vereqe.run(['senders'], '', { SECRETS_KEY: 'short' }), 'SECRETS_KEY must be 32 bytes in base64')
  })

  test('without SECRETS_KEY warns outside production that an HMAC secret is stored unencrypted', async () => {
    await done(...HOP)
    expect((await vereqe.run(['add-key', 'hop', '--algorithm', 'hmac-sha256'])).stderr).toContain('unencrypted')
    expect((await vereqe.run(['add-key', 'hop'])).stderr).not.toContain('unencrypted')
  })

  test('registers a public key without printing it, and allows two active keys for rotation', async () => {
    await done(...HOP)
    expect((await done('add-key', 'hop', '--public-key', PUBLIC_KEY)).stdout).toBe('')
    await done('add-key', 'hop')
    expectRefusal(await vereqe.run(['add-key', 'hop']), '"hop" already has two keys; remove-key revokes one')
    const [{ keys } = { keys: [] }] = (await listed()) as { keys: { id: string }[] }[]
    expect(keys).toHaveLength(2)
    await done('remove-key', 'hop', keys[0]!.id)
    await done('add-key', 'hop')
  })

  test.each<[what: string, words: string[], says: RegExp]>([
    ['an unknown sender', ['hop'], /no sender is registered as "hop"; add-sender registers one/],
    ['an unknown algorithm', ['hop', '--algorithm', 'rsa'], /must be one of ed25519, hmac-sha256, not "rsa"/],
    [
      'a private key',
      ['hop', '--public-key', 'whsk_abc'],
      /must be whpk_ and the 32 bytes of an Ed25519 public key in base64/,
    ],
    ['a public key for HMAC', ['hop', '--public-key', PUBLIC_KEY, '--algorithm', 'hmac-sha256'], /no public key/],
  ])('refuses %s', async (_, words, says) => {
    await vereqe.run(['migrate'])
    const refused = await vereqe.run(['add-key', ...words])
    expectRefusal(refused, says)
    expect(refused.stderr).not.toContain('whsk_abc')
  })
})

describe('remove-key and remove-sender', () => {
  test('delete a key and a sender', async () => {
    await done(...HOP)
    await done('add-key', 'hop', '--public-key', PUBLIC_KEY)
    expect(await done('remove-sender', 'hop')).toEqual({ stdout: '', stderr: 'hop is unregistered.\n' })
    expect(await listed()).toEqual([])
  })

  test('refuse a key or a sender that does not exist', async () => {
    await done(...HOP)
    expectRefusal(
      await vereqe.run(['remove-key', 'hop', '0123']),
      'sender "hop" has no key "0123"; senders lists the keys',
    )
    expectRefusal(await vereqe.run(['remove-key', 'hop']), 'remove-key needs NAME ID')
    expectRefusal(await vereqe.run(['remove-sender', 'bank']), 'no sender is registered as "bank"; senders lists them')
  })
})
