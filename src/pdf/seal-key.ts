import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { CryptoKeySigner, P12Signer, type Signer } from '@libpdf/core'

/** The files of the operator cannot seal. The message says why. */
export class SealKeyError extends Error {
  override readonly name = 'SealKeyError'
}

export interface SealFiles {
  /** A PKCS#12 file; or certificates as PEM, that of the key first. */
  readonly file: string
  /** The private key as PEM; null where it is in the other file. */
  readonly keyFile: string | null
  readonly password: string
}

/** What a thread needs to seal: DER, or the PKCS#12 file as it is. */
export type SealKey =
  | { readonly p12: Uint8Array; readonly password: string }
  | { readonly pkcs8: Uint8Array; readonly certificate: Uint8Array; readonly chain: readonly Uint8Array[] }

/**
 * Reads the key and its certificate. It must be an RSA key: its signatures are the same each time, so that a sealed file can
 * be made again byte for byte.
 * @throws {SealKeyError}
 */
export async function readSealKey({ file, keyFile, password }: SealFiles): Promise<SealKey> {
  const content = await readSealFile(file, 'SEAL_FILE')
  const text = content.toString('latin1')
  if (!text.includes('-----BEGIN ')) {
    if (keyFile !== null) throw new SealKeyError('SEAL_FILE is a PKCS#12 file, which has its key: unset SEAL_KEY_FILE')
    return { p12: new Uint8Array(content), password }
  }
  const keyText = keyFile === null ? text : (await readSealFile(keyFile, 'SEAL_KEY_FILE')).toString('latin1')
  return readPem(text, keyText, keyFile === null ? 'SEAL_FILE' : 'SEAL_KEY_FILE', password)
}

/** @throws {SealKeyError} */
export async function signerOf(key: SealKey): Promise<Signer> {
  if ('p12' in key) return signerOfP12(key)
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const privateKey = await crypto.subtle.importKey('pkcs8', new Uint8Array(key.pkcs8), algorithm, false, ['sign'])
  return new CryptoKeySigner(privateKey, key.certificate, 'RSA', 'RSASSA-PKCS1-v1_5', [...key.chain])
}

async function signerOfP12({ p12, password }: Extract<SealKey, { p12: unknown }>): Promise<Signer> {
  const signer = await P12Signer.create(p12, password).catch(() => {
    throw new SealKeyError('the file of SEAL_FILE is neither PEM nor a PKCS#12 file that SEAL_PASSWORD opens')
  })
  if (signer.signatureAlgorithm !== 'RSASSA-PKCS1-v1_5')
    throw new SealKeyError('the key of SEAL_FILE is not an RSA key')
  return signer
}

function readPem(text: string, keyText: string, keySetting: string, password: string): SealKey {
  const [first, ...others] = [...text.matchAll(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)].map(
    ([block]) => certificateOf(block),
  )
  if (!first) throw new SealKeyError('the file of SEAL_FILE has no certificate')
  const key = privateKeyOf(keyText, keySetting, password)
  if (key.asymmetricKeyType !== 'rsa') throw new SealKeyError(`the key of ${keySetting} is not an RSA key`)
  if (!first.checkPrivateKey(key)) {
    throw new SealKeyError(`the first certificate of SEAL_FILE is not that of the key in ${keySetting}`)
  }
  return {
    pkcs8: new Uint8Array(key.export({ type: 'pkcs8', format: 'der' })),
    certificate: new Uint8Array(first.raw),
    chain: others.map(({ raw }) => new Uint8Array(raw)),
  }
}

function certificateOf(block: string): X509Certificate {
  try {
    return new X509Certificate(block)
  } catch {
    throw new SealKeyError('a certificate of SEAL_FILE cannot be read')
  }
}

function privateKeyOf(text: string, setting: string, password: string): KeyObject {
  const block = /-----BEGIN ([A-Z]+ )*PRIVATE KEY-----[\s\S]+?-----END ([A-Z]+ )*PRIVATE KEY-----/.exec(text)?.[0]
  if (!block) throw new SealKeyError(`the file of ${setting} has no private key`)
  try {
    return createPrivateKey({ key: block, passphrase: password })
  } catch {
    throw new SealKeyError(`the private key of ${setting} cannot be read, or SEAL_PASSWORD does not open it`)
  }
}

function readSealFile(path: string, setting: string): Promise<Buffer> {
  return readFile(path).catch((error: Error) => {
    throw new SealKeyError(`the file of ${setting} cannot be read: ${error.message}`)
  })
}
