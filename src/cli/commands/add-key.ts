import { RefusalError } from '../../domain/problem.ts'
import { KEY_ALGORITHMS, type KeyAlgorithm } from '../../domain/sender.ts'
import { explainSenderRefusal } from '../../i18n/operator-en.ts'
import {
  makeSigningKey,
  parsePublicKey,
  printSigningKey,
  type VerifyingKey,
  verifyingKeyOf,
} from '../../intake/sender-key.ts'
import { addSenderKey } from '../../services/intake/senders.ts'
import { CommandError, defineCommand, print } from '../command.ts'

export const addKeyCommand = defineCommand({
  name: 'add-key',
  usage: 'NAME [--public-key whpk_…] [--algorithm hmac-sha256]',
  summary:
    'Register a public key, or generate a key and print the private half once. At most two keys are active, for rotation.',
  example: 'add-key hop --public-key whpk_1nSzsYM6mmGZfSRGSq0QkAbBMrfV7eJtmAY0BTVK2M0=',
  options: { 'public-key': 'string', algorithm: 'string' },
  operands: ['NAME'],
  async run({ config, openStore, clock, stdout, stderr }, options, [name = '']) {
    const { secret, verifyingKey } = chooseKey(options)
    const isOpen = verifyingKey.algorithm === 'hmac-sha256' && config.secretsKey === null
    if (isOpen && config.production) {
      throw new CommandError('the secret would be stored unencrypted; set SECRETS_KEY, or use an ed25519 key')
    }
    const store = await openStore('write')
    const id = await addSenderKey(store.access, name, verifyingKey, clock(), config.secretsKey).catch(error => {
      if (error instanceof RefusalError) throw new CommandError(explainSenderRefusal(error.code, name))
      throw error
    })
    if (secret) await print(stdout, `${secret}\n`)
    const warning = isOpen ? ' Its secret is stored unencrypted; SECRETS_KEY encrypts those that come later.' : ''
    await print(stderr, `Key ${id} is registered for ${name}.${warning}\n`)
    return 0
  },
})

interface KeyOptions {
  readonly 'public-key'?: string | undefined
  readonly algorithm?: string | undefined
}

/** @throws {CommandError} */
function chooseKey(options: KeyOptions): { readonly secret: string | null; readonly verifyingKey: VerifyingKey } {
  const { 'public-key': publicKey, algorithm = 'ed25519' } = options
  if (!isAlgorithm(algorithm)) {
    throw new CommandError(`--algorithm must be one of ${KEY_ALGORITHMS.join(', ')}, not "${algorithm}"`)
  }
  if (publicKey === undefined) {
    const signingKey = makeSigningKey(algorithm)
    return { secret: printSigningKey(signingKey), verifyingKey: verifyingKeyOf(signingKey) }
  }
  if (algorithm !== 'ed25519')
    throw new CommandError('--public-key needs the algorithm ed25519: hmac-sha256 has no public key')
  const bytes = parsePublicKey(publicKey)
  // Do not repeat the value: it may be a private key, given by mistake.
  if (!bytes) throw new CommandError('--public-key must be whpk_ and the 32 bytes of an Ed25519 public key in base64')
  return { secret: null, verifyingKey: { algorithm, bytes } }
}

function isAlgorithm(text: string): text is KeyAlgorithm {
  return (KEY_ALGORITHMS as readonly string[]).includes(text)
}
