import { isVoen } from '../../domain/voen.ts'
import { proveAccount, rootOf } from '../../services/maintenance/head.ts'
import { EVERY_ACCOUNT } from '../../store/engine/access.ts'
import { findAccountSeals } from '../../store/ledger/accounts.ts'
import { CommandError, defineCommand, print } from '../command.ts'
import { readHead } from '../head-file.ts'

export const headProofCommand = defineCommand({
  name: 'head-proof',
  usage: 'VOEN --head FILE',
  summary:
    'Print as JSON the proof that an account with its bookings was in a head. The head must have been made with --accounts, or the store be as it was then.',
  example: 'head-proof 1400057421 --head 2026-11-29.head',
  options: { head: 'string' },
  operands: ['VOEN'],
  async run({ openStore, stdout }, { head: path }, [voen = '']) {
    if (!isVoen(voen)) throw new CommandError(`VOEN must be ten digits, the last 1 or 2, not "${voen}"`)
    if (path === undefined) throw new CommandError('head-proof needs --head with the file of a head')
    const { root, chain, seals: named } = await readHead('head', path)
    const seals =
      named ?? (await (await openStore('read')).reader.snapshot(EVERY_ACCOUNT, tx => findAccountSeals(tx, chain)))
    if (rootOf(seals) !== root) {
      const reason = named
        ? 'its accounts do not give its root'
        : 'it names no accounts, and the store has changed since'
      throw new CommandError(`${path} proves nothing: ${reason}`)
    }
    const proof = proveAccount(seals, voen)
    if (!proof) throw new CommandError(`no account in ${path} has the VÖEN ${voen}`)
    const { account, index, size, path: hashes } = proof
    const hex = hashes.map(hash => Buffer.from(hash).toString('hex'))
    await print(stdout, `${JSON.stringify({ ...account, index, size, path: hex, root })}\n`)
    return 0
  },
})
