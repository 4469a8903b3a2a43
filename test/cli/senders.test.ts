import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findSender } from '../../src/services/intake/senders.ts'
import { openDatabase } from '../../src/store/engine/database.ts'
import { expectRefusal, Vereqe } from '../support/stores/vereqe.ts'

let vereqe: Vereqe
beforeEach(async () => {
  vereqe = await Vereqe.open()
})
afterEach(() => vereqe[Symbol.asyncDispose]())

const HOP = ['add-sender', 'hop', '--types', 'payment.received', '--channels', 'hop', '--bills', 'yes']
const PUBLIC_KEY = `whpk_${Buffer.alloc(32, 7).toString('base64')}`

async function listed(): Promise<Record<string, unknown>[]> {
  const text = await vereqe.output('senders')
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line))
}

/** What a command says that must go well. */
async function done(...words: string[]): Promise<{ stdout: string; stderr: string }> {
  const { code, stdout, stderr } = await vereqe.run(words)
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^[^\n]+\.\n$/) })
  return { stdout, stderr }
}

describe('add-sender', () => {
  test('registers who may send what, and again changes it', async () => {
    expect(await done(...HOP)).toEqual({ stdout: '', stderr: 'hop is registered.\n' })
    await done('add-sender', 'desk', '--types', 'declaration.amended,declaration.assessed')
    const desk = { types: ['declaration.assessed', 'declaration.amended'], channels: [], bills: false, keys: [] }
    const hop = { name: 'hop', types: ['payment.received'], channels: ['hop'], bills: true, keys: [] }
    expect(await listed()).toEqual([{ name: 'desk', ...desk }, hop])
    await done('add-sender', 'hop', '--types', 'payment.received', '--channels', 'bank,treasury')
    expect((await listed())[1]).toEqual({ ...hop, channels: ['bank', 'treasury'], bills: false })
  })

  test.each<[what: string, words: string[], says: RegExp]>([
    ['without a name', [], /add-sender needs NAME; usage: add-sender NAME --types/],
    ['under a name in capitals', ['HOP', '--types', 'charge.assessed'], /small letters, digits and hyphens, not "HOP"/],
    ['for nothing', ['hop'], /--types must name what it may send, of taxpayer\.registered, /],
    ['for an unknown type', ['hop', '--types', 'gift'], /--types must be of taxpayer\.registered.*, not "gift"/],
    [
      'through an unknown channel',
      ['hop', '--types', 'payment.received', '--channels', 'cash'],
      /--channels must be of hop, bank, vat-deposit, treasury, not "cash"/,
    ],
    ['for payments through no channel', ['hop', '--types', 'payment.received'], /--channels goes with/],
    ['through a channel, without payments', ['d', '--types', 'charge.assessed', '--channels', 'hop'], /goes with/],
    ['with bills that are neither', ['d', '--types', 'charge.assessed', '--bills', 'no'], /--bills must be yes/],
  ])('is refused %s', async (_, words, says) => {
    expectRefusal(await vereqe.run(['add-sender', ...words]), says)
  })
})

describe('add-key', () => {
  test('makes an Ed25519 key, prints it this once, and keeps the other half', async () => {
    await done(...HOP)
    const { stdout, stderr } = await done('add-key', 'hop')
    expect(stdout).toMatch(/^whsk_[A-Za-z0-9+/]{43}=\n$/)
    const [{ keys } = { keys: [] }] = (await listed()) as { keys: Record<string, unknown>[] }[]
    expect(keys).toEqual([
      { id: expect.stringMatching(/^[0-9a-f]{16}$/), algorithm: 'ed25519', madeAt: expect.any(String) },
    ])
    expect(stderr).toBe(`hop may sign with the key ${keys[0]!.id}.\n`)
    const store = await openDatabase(vereqe.storeUrl)
    const [key] = (await findSender(store.access, 'hop'))!.keys
    await store.close()
    expect(Buffer.from(key!.bytes).toString('base64')).not.toBe(stdout.slice('whsk_'.length, -1))
  })

  test('makes a secret of HMAC when it is asked to', async () => {
    await done(...HOP)
    const { stdout } = await done('add-key', 'hop', '--algorithm', 'hmac-sha256')
    expect(stdout).toMatch(/^whsec_[A-Za-z0-9+/]{43}=\n$/)
    expect(await vereqe.output('senders')).not.toContain(stdout.slice('whsec_'.length, 20))
  })

  test('takes a public key, prints nothing of it, and has two live ones for a rotation', async () => {
    await done(...HOP)
    expect((await done('add-key', 'hop', '--public-key', PUBLIC_KEY)).stdout).toBe('')
    await done('add-key', 'hop')
    expectRefusal(await vereqe.run(['add-key', 'hop']), '"hop" has two keys already; remove-key removes one')
    const [{ keys } = { keys: [] }] = (await listed()) as { keys: { id: string }[] }[]
    expect(keys).toHaveLength(2)
    await done('remove-key', 'hop', keys[0]!.id)
    await done('add-key', 'hop')
  })

  test.each<[what: string, words: string[], says: RegExp]>([
    ['to nobody', ['hop'], /nobody is registered as "hop"; add-sender registers a sender/],
    ['of an unknown algorithm', ['hop', '--algorithm', 'rsa'], /must be one of ed25519, hmac-sha256, not "rsa"/],
    ['that is not public', ['hop', '--public-key', 'whsk_abc'], /must be whpk_ and the base64 of the 32 bytes/],
    ['that is public, of HMAC', ['hop', '--public-key', PUBLIC_KEY, '--algorithm', 'hmac-sha256'], /no public key/],
  ])('is refused %s', async (_, words, says) => {
    const refused = await vereqe.run(['add-key', ...words])
    expectRefusal(refused, says)
    expect(refused.stderr).not.toContain('whsk_abc')
  })
})

describe('remove-key and remove-sender', () => {
  test('take away what is there', async () => {
    await done(...HOP)
    await done('add-key', 'hop', '--public-key', PUBLIC_KEY)
    expect(await done('remove-sender', 'hop')).toEqual({ stdout: '', stderr: 'hop is removed.\n' })
    expect(await listed()).toEqual([])
  })

  test('and refuse what is not', async () => {
    await done(...HOP)
    expectRefusal(await vereqe.run(['remove-key', 'hop', '0123']), '"hop" has no key "0123"; senders lists them')
    expectRefusal(await vereqe.run(['remove-key', 'hop']), 'remove-key needs NAME ID')
    expectRefusal(await vereqe.run(['remove-sender', 'bank']), 'nobody is registered as "bank"; senders lists them')
  })
})
