import { readFile } from 'node:fs/promises'
import { type Head, parseHead } from '../domain/head.ts'
import { isSignedWith, splitSignature, UnknownKeyError } from '../services/maintenance/head-signature.ts'
import { CommandError } from './command.ts'

/** @throws {CommandError} when the file cannot be read */
export async function readTextFile(option: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    const reason = isMissing ? `there is no file ${path}` : (error as Error).message
    throw new CommandError(`cannot read the file of --${option}: ${reason}`)
  }
}

interface Signature {
  /** The path of the key that checks it. */
  readonly publicKey?: string | undefined
  /** Called when the head has a signature and there is no key. */
  readonly onUnchecked?: () => Promise<void>
}

/**
 * Reads a head from a file, and checks its signature when there is a public key.
 * @throws {CommandError}
 */
export async function readHead(
  option: string,
  path: string,
  { publicKey, onUnchecked }: Signature = {},
): Promise<Head> {
  const signed = splitSignature(await readTextFile(option, path))
  if (publicKey === undefined) {
    if (signed.signature !== null) await onUnchecked?.()
  } else {
    const pem = await readTextFile('public-key', publicKey)
    if (!withKey('public-key', () => isSignedWith(signed, pem))) {
      throw new CommandError(`${path} is not signed with the key of --public-key; use a head that you have signed`)
    }
  }
  const head = parseHead(signed.text)
  if (!head) throw new CommandError(`${path} is not a head as the command head prints it`)
  return head
}

/** @throws {CommandError} when the file of the option has no Ed25519 key */
export function withKey<Result>(option: string, use: () => Result): Result {
  try {
    return use()
  } catch (error) {
    if (!(error instanceof UnknownKeyError)) throw error
    throw new CommandError(`cannot use the file of --${option}: ${error.message}; make one with openssl genpkey`)
  }
}
