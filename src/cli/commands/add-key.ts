import { RefusalError } from '../../domain/problem.ts'
import { KEY_ALGORITHMS, type KeyAlgorithm, type SenderKey } from '../../domain/sender.ts'
import { explainSenderRefusal } from '../../i18n/operator-en.ts'
import { type MadeKey, makeSenderKey, parsePublicKey } from '../../services/intake/make-sender-key.ts'
import { addSenderKey } from '../../services/intake/senders.ts'
import { type Command, CommandError, type Options, print } from '../command.ts'

export const addKeyCommand: Command = {
  name: 'add-key',
  usage: 'NAME [--public-key whpk_…] [--algorithm hmac-sha256]',
  summary:
    'Let a sender sign with a key of its own, or make one and print it, this once; two are live at most, for rotation.',
  example: 'add-key hop --public-key whpk_1nSzsYM6mmGZfSRGSq0QkAbBMrfV7eJtmAY0BTVK2M0=',
  options: ['public-key', 'algorithm'],
  operands: ['NAME'],
  async run({ openStore, clock, stdout, stderr }, options, [name = '']) {
    const { secret, kept } = keyOf(options)
    const store = await openStore()
    const id = await addSenderKey(store.access, name, kept, clock()).catch(error => {
      if (error instanceof RefusalError) throw new CommandError(explainSenderRefusal(error.code, name))
      throw error
    })
    if (secret) await print(stdout, `${secret}\n`)
    await print(stderr, `${name} may sign with the key ${id}.\n`)
    return 0
  },
}

/** @throws {CommandError} */
function keyOf(options: Options): MadeKey | { readonly secret: null; readonly kept: Omit<SenderKey, 'id'> } {
  const { 'public-key': publicKey, algorithm = 'ed25519' } = options
  if (!isAlgorithm(algorithm)) {
    throw new CommandError(`--algorithm must be one of ${KEY_ALGORITHMS.join(', ')}, not "${algorithm}"`)
  }
  if (publicKey === undefined) return makeSenderKey(algorithm)
  if (algorithm !== 'ed25519') throw new CommandError('--public-key goes with ed25519: hmac-sha256 has no public key')
  const bytes = parsePublicKey(publicKey)
  // A private key in the wrong place is not said again.
  if (!bytes)
    throw new CommandError('--public-key must be whpk_ and the base64 of the 32 bytes of an Ed25519 public key')
  return { secret: null, kept: { algorithm, bytes } }
}

function isAlgorithm(text: string): text is KeyAlgorithm {
  return (KEY_ALGORITHMS as readonly string[]).includes(text)
}
