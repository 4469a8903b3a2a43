import type { Head } from '../../domain/head.ts'
import { isVoen, type Voen } from '../../domain/voen.ts'
import { type AccountProof, AccountProver, rootOfAccountProof } from '../../services/maintenance/head.ts'
import { EVERY_ACCOUNT } from '../../store/engine/access.ts'
import { findAccountSeals } from '../../store/ledger/accounts.ts'
import { type CommandContext, CommandError, defineCommand, print } from '../command.ts'
import { readHead, readTextFile } from '../head-file.ts'

export const headProofCommand = defineCommand({
  name: 'head-proof',
  usage: 'VOEN --head FILE [--check PROOF]',
  summary:
    'Print as JSON the proof that an account with its bookings was in a head. The head must have been made with --accounts, or the store be as it was then. --check compares such a proof with the head instead, for example the one that is attached to a PDF document; it needs no store.',
  example: 'head-proof 1400057421 --head 2026-11-29.head',
  options: { head: 'string', check: 'string' },
  operands: ['VOEN'],
  async run(context, { head: path, check }, [voen = '']) {
    if (!isVoen(voen)) throw new CommandError(`VOEN must be ten digits, the last 1 or 2, not "${voen}"`)
    if (path === undefined) throw new CommandError('head-proof needs --head with the file of a head')
    const head = await readHead('head', path)
    if (check !== undefined) {
      const proof = parseProof(await readTextFile('check', check))
      const isProven = proof?.account.voen === voen && rootOfAccountProof(proof) === head.root
      await print(
        context.stdout,
        isProven ? describeProof(proof, head) : `${check} does not prove ${voen} in ${path}.\n`,
      )
      return isProven ? 0 : 1
    }
    const { account, index, size, path: hashes } = await prove(context, head, { path, voen })
    const hex = hashes.map(hash => Buffer.from(hash).toString('hex'))
    await print(context.stdout, `${JSON.stringify({ ...account, index, size, path: hex, root: head.root })}\n`)
    return 0
  },
})

/** @throws {CommandError} */
async function prove(
  { openStore }: CommandContext,
  { root, chain, seals: named }: Head,
  { path, voen }: { path: string; voen: Voen },
): Promise<AccountProof> {
  const seals =
    named ?? (await (await openStore('read')).reader.snapshot(EVERY_ACCOUNT, tx => findAccountSeals(tx, chain)))
  const prover = new AccountProver(seals)
  if (prover.root !== root) {
    const reason = named ? 'its accounts do not give its root' : 'it names no accounts, and the store has changed since'
    throw new CommandError(`${path} proves nothing: ${reason}`)
  }
  const proof = prover.prove(voen)
  if (!proof) throw new CommandError(`no account in ${path} has the VÖEN ${voen}`)
  return proof
}

function describeProof({ account: { voen, bookings, seal } }: AccountProof, { time }: Head): string {
  return `The head of ${time} has the account ${voen} with ${bookings} bookings and the seal ${seal}.\n`
}

/** @returns null for a text that is no proof */
function parseProof(text: string): AccountProof | null {
  try {
    const { voen, bookings, seal, index, size, path } = JSON.parse(text)
    const hashes = (path as string[]).map(hex => Buffer.from(hex, 'hex'))
    return isVoen(voen) ? { account: { voen, bookings, seal }, index, size, path: hashes } : null
  } catch {
    return null
  }
}
