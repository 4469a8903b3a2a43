import { createHash, generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseHead, printSeal } from '../../src/domain/head.ts'
import { rootOfProof } from '../../src/domain/merkle-tree.ts'
import { registered, toLine } from '../support/oracle/events.ts'
import { EXAMPLE, expectRefusal, readText, Vereqe } from '../support/stores/vereqe.ts'

const VOEN = '1400057421'

const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})
const sha256 = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest()

let vereqe: Vereqe
let [key, publicKeyFile] = ['', '']
beforeAll(async () => {
  vereqe = await Vereqe.open()
  await vereqe.run(['import', EXAMPLE])
  await vereqe.import([toLine(registered({ voen: '2000000002' })), toLine(registered({ voen: '1000000001' }))])
  ;[key, publicKeyFile] = [vereqe.file('key.pem', privateKey), vereqe.file('public.pem', publicKey)]
})
afterAll(() => vereqe[Symbol.asyncDispose]())

describe('head', () => {
  test('prints the count, last arrival, time and root, the same at each time', async () => {
    const [one, other] = [await vereqe.output('head'), await vereqe.output('head')].map(text => parseHead(text)!)
    expect(one).toMatchObject({ events: 25, lastArrival: 25, accounts: 3, previous: null, seals: null })
    expect(other).toEqual({ ...one, time: other!.time, before: other!.before })
  })

  test('names every account with --accounts, and the digest of the head before with --previous', async () => {
    const first = await vereqe.output('head')
    const next = parseHead(await vereqe.output('head', '--accounts', '--previous', vereqe.file('first.head', first)))
    expect(next?.seals?.map(({ voen, bookings }) => [voen, bookings])).toEqual([
      ['1000000001', 1],
      [VOEN, 22],
      ['2000000002', 1],
    ])
    expect(next?.previous).toBe(createHash('sha256').update(first).digest('hex'))
  })

  test.each<[what: string, words: () => string[], says: RegExp]>([
    [
      'a missing file',
      () => ['--previous', '/nowhere/x'],
      /cannot read the file of --previous: there is no file \/nowhere\/x/,
    ],
    ['a key that is none', () => ['--key', EXAMPLE], /cannot use the file of --key: it has no key in PEM/],
    ['a public key', () => ['--key', publicKeyFile], /cannot use the file of --key: it has no key in PEM/],
  ])('refuses %s', async (_, words, says) => {
    expectRefusal(await vereqe.run(['head', ...words()]), says)
  })
})

describe('verify --against', () => {
  test('accepts a head that is signed with the key', async () => {
    const signed = vereqe.file('signed.head', await vereqe.output('head', '--key', key))
    const { code, stdout, stderr } = await vereqe.run(['verify', '--against', signed, '--public-key', publicKeyFile])
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(stderr).toMatch(/^The head of \S+ covers 25 events\. No event came after it\.\nThe store matches/)
  })

  test.each<[what: string, change: (signed: string) => string]>([
    ['unsigned', signed => signed.replace(/signature .*\n/, '')],
    ['changed after it was signed', signed => signed.replace('last-arrival 25', 'last-arrival 24')],
    ['signed with another key', signed => signed.replace(/(signature ed25519 ).*/, `$1${'A'.repeat(86)}==`)],
  ])('refuses a head that is %s', async (_, change) => {
    const file = vereqe.file('other.head', change(await vereqe.output('head', '--key', key)))
    const refused = await vereqe.run(['verify', '--against', file, '--public-key', publicKeyFile])
    expectRefusal(refused, /other\.head is not signed with the key of --public-key/)
  })

  test('says that a signature was not checked, and finds a changed number of events', async () => {
    const signed = await vereqe.output('head', '--key', key)
    const unchecked = await vereqe.run(['verify', '--against', vereqe.file('signed.head', signed)])
    expect(unchecked).toMatchObject({ code: 0, stdout: '' })
    expect(unchecked.stderr).toMatch(/^The head is signed; --public-key FILE checks its signature\.\n/)
    const changed = vereqe.file('changed.head', signed.replace('events 25 ', 'events 99 '))
    expect((await vereqe.run(['verify', '--against', changed])).code).toBe(1)
  })

  test('refuses a file that is no head, and a key without a head', async () => {
    expectRefusal(await vereqe.run(['verify', '--against', EXAMPLE]), /is not a head as the command head prints it/)
    expectRefusal(await vereqe.run(['verify', '--public-key', key]), /--public-key needs --against/)
  })
})

describe('head-proof', () => {
  test('proves from the head alone that an account with its bookings was in it', async () => {
    const text = await vereqe.output('head', '--accounts')
    const proof = JSON.parse(await vereqe.output('head-proof', VOEN, '--head', vereqe.file('named.head', text)))
    const { index, size, path, root, ...account } = proof
    const hashes = path.map((hash: string) => Buffer.from(hash, 'hex'))
    const proven = rootOfProof(Buffer.from(printSeal(account)), { index, size, path: hashes }, sha256)
    expect(Buffer.from(proven!).toString('hex')).toBe(root)
    expect({ root, bookings: account.bookings }).toEqual({ root: parseHead(text)?.root, bookings: 22 })
    const more = rootOfProof(
      Buffer.from(printSeal({ ...account, bookings: 23 })),
      { index, size, path: hashes },
      sha256,
    )
    expect(Buffer.from(more!).toString('hex')).not.toBe(root)
  })

  test('checks a proof against a head, without a store', async () => {
    const head = vereqe.file('named.head', await vereqe.output('head', '--accounts'))
    const text = await vereqe.output('head-proof', VOEN, '--head', head)
    const check = (proof: string, voen = VOEN) =>
      vereqe.run(['head-proof', voen, '--head', head, '--check', vereqe.file('proof.json', proof)])
    expect(await check(text)).toMatchObject({ code: 0, stdout: expect.stringContaining('with 22 bookings') })
    for (const [proof, voen] of [
      [text.replace('"bookings":22', '"bookings":23')],
      [text.replace(/"index":\d/, '"index":9')],
      ['{}'],
      [text, '3000000001'],
    ] as const) {
      expect(await check(proof, voen)).toMatchObject({ code: 1, stdout: expect.stringContaining('does not prove') })
    }
  })

  test('proves from the store for a head without accounts, until the store changes', async () => {
    await using copy = await vereqe.copy()
    const head = copy.file('short.head', await copy.output('head'))
    expect(JSON.parse(await copy.output('head-proof', VOEN, '--head', head))).toMatchObject({ voen: VOEN, size: 3 })
    await copy.import([readText(EXAMPLE).split('\n')[1]!.replace('"ex-02"', '"later"')])
    expectRefusal(await copy.run(['head-proof', VOEN, '--head', head]), /names no accounts, and the store has changed/)
  })

  test('refuses an account that is not in the head, and a head with other accounts than its root', async () => {
    const text = await vereqe.output('head', '--accounts')
    const head = vereqe.file('named.head', text)
    expectRefusal(
      await vereqe.run(['head-proof', '3000000001', '--head', head]),
      /no account in .* has the VÖEN 3000000001/,
    )
    const changed = vereqe.file('changed.head', text.replace(`account ${VOEN} 22`, `account ${VOEN} 21`))
    expectRefusal(await vereqe.run(['head-proof', VOEN, '--head', changed]), /its accounts do not give its root/)
    expectRefusal(await vereqe.run(['head-proof', VOEN]), /head-proof needs --head/)
    expectRefusal(await vereqe.run(['head-proof', 'x', '--head', head]), /VOEN must be ten digits/)
  })
})
