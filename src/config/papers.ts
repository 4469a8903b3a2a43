import * as z from 'zod'
import { type Reading, settingTexts, type Variables } from './fields.ts'

export interface PapersConfig {
  /** The file of the last head, which was made with --accounts; null without one. */
  readonly headFile: string | null
  /** The key that seals PDF documents; null without one. */
  readonly seal: { readonly file: string; readonly keyFile: string | null; readonly password: string } | null
}

export const papersEnvironment = z.object({
  HEAD_FILE: z.string().optional().register(settingTexts, {
    form: 'the path of a file',
    preset: 'none: documents have no proof, and say so',
    description:
      'The last head, as `head --accounts` prints it; write it there again each night. Each PDF document carries the proof that its account is in that head as an attachment, which `head-proof --check` checks.',
    example: '/var/lib/vereqe/last.head',
  }),
  SEAL_FILE: z.string().optional().register(settingTexts, {
    form: 'the path of a PKCS#12 file with an RSA key and its certificates, or of a PEM file with certificates',
    preset: 'none: documents are not sealed',
    description:
      'Seals each PDF document (PAdES B-B). In a PEM file the certificate of the key comes first, then those that lead to its root; the private key is there too, or in `SEAL_KEY_FILE`. The key must be an RSA key, so that a sealed document can be made again byte for byte. The server does not start with a file that it cannot open, or a certificate that has ended or is not yet valid; 30 days before its end, the log and `doctor` say so.',
    example: '/etc/vereqe/seal.p12',
  }),
  SEAL_KEY_FILE: z.string().optional().register(settingTexts, {
    form: 'the path of a PEM file with a private key',
    preset: 'none: the key is in the file of `SEAL_FILE`',
    description: 'The key of the first certificate in the PEM file of `SEAL_FILE`, where it is in a file of its own.',
    example: '/etc/vereqe/seal.key',
  }),
  SEAL_PASSWORD: z.string().optional().register(settingTexts, {
    form: 'a text',
    preset: 'the empty one',
    description: 'Opens the PKCS#12 file or the encrypted private key.',
  }),
})

export function readPapers(variables: Variables): Reading<PapersConfig> {
  const { data, error } = papersEnvironment.safeParse(variables)
  if (!data) return { faults: error.issues.map(({ message }) => message) }
  const { HEAD_FILE, SEAL_FILE, SEAL_KEY_FILE, SEAL_PASSWORD } = data
  if (SEAL_FILE === undefined && SEAL_KEY_FILE !== undefined) {
    return { faults: ['SEAL_KEY_FILE is set, but SEAL_FILE with its certificate is not'] }
  }
  const seal =
    SEAL_FILE === undefined ? null : { file: SEAL_FILE, keyFile: SEAL_KEY_FILE ?? null, password: SEAL_PASSWORD ?? '' }
  return { faults: [], value: { headFile: HEAD_FILE ?? null, seal } }
}
