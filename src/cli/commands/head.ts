import { printHead } from '../../domain/head.ts'
import { makeHead } from '../../services/maintenance/head.ts'
import { signHead } from '../../services/maintenance/head-signature.ts'
import { defineCommand, print } from '../command.ts'
import { readTextFile, withKey } from '../head-file.ts'

export const headCommand = defineCommand({
  name: 'head',
  usage: '[--accounts] [--previous FILE] [--key FILE]',
  summary:
    'Print a few lines that pin down the store as it is now, for verify --against. Keep them elsewhere. --accounts adds a line for each account, so that a difference can be named; --previous adds the digest of the head before; --key signs with an Ed25519 private key in PEM.',
  example: 'head --previous 2026-11-28.head --key head-key.pem > 2026-11-29.head',
  options: { accounts: 'boolean', previous: 'string', key: 'string' },
  operands: [],
  async run({ openStore, clock, stdout }, { accounts = false, previous, key }) {
    const before = previous === undefined ? null : await readTextFile('previous', previous)
    const pem = key === undefined ? null : await readTextFile('key', key)
    // A key that cannot sign is refused before the store is read.
    if (pem !== null) withKey('key', () => signHead('', pem))
    const store = await openStore('read')
    const text = printHead(await makeHead(store, { now: clock(), previous: before, withSeals: accounts }))
    await print(stdout, pem === null ? text : signHead(text, pem))
    return 0
  },
})
