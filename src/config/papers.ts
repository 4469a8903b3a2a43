import * as z from 'zod'
import { type Reading, settingTexts, type Variables } from './fields.ts'

export interface PapersConfig {
  /** The file of the last head, which was made with --accounts; null without one. */
  readonly headFile: string | null
  /** The key that seals PDF documents; null without one. */
  readonly seal: { readonly file: string; readonly password: string } | null
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
    form: 'the path of a PKCS#12 file with an RSA key and its certificates',
    preset: 'none: documents are not sealed',
    description:
      'Seals each PDF document (PAdES B-B). The key must be an RSA key, so that a sealed document can be made again byte for byte. The server does not start with a file that it cannot open, or a certificate that is not valid.',
    example: '/etc/vereqe/seal.p12',
  }),
  SEAL_PASSWORD: z.string().optional().register(settingTexts, {
    form: 'a text',
    preset: 'the empty one',
    description: 'Opens the file of `SEAL_FILE`.',
  }),
})

export function readPapers(variables: Variables): Reading<PapersConfig> {
  const { data, error } = papersEnvironment.safeParse(variables)
  if (!data) return { faults: error.issues.map(({ message }) => message) }
  const { HEAD_FILE, SEAL_FILE, SEAL_PASSWORD } = data
  const seal = SEAL_FILE === undefined ? null : { file: SEAL_FILE, password: SEAL_PASSWORD ?? '' }
  return { faults: [], value: { headFile: HEAD_FILE ?? null, seal } }
}
