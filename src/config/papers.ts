import * as z from 'zod'
import { type Reading, settingTexts, type Variables } from './fields.ts'

export interface PapersConfig {
  /** The file of the last head, which was made with --accounts; null without one. */
  readonly headFile: string | null
}

export const papersEnvironment = z.object({
  HEAD_FILE: z.string().optional().register(settingTexts, {
    form: 'the path of a file',
    preset: 'none: documents have no proof, and say so',
    description:
      'The last head, as `head --accounts` prints it; write it there again each night. Each PDF document carries the proof that its account is in that head as an attachment, which `head-proof --check` checks.',
    example: '/var/lib/vereqe/last.head',
  }),
})

export function readPapers(variables: Variables): Reading<PapersConfig> {
  const { data, error } = papersEnvironment.safeParse(variables)
  if (!data) return { faults: error.issues.map(({ message }) => message) }
  return { faults: [], value: { headFile: data.HEAD_FILE ?? null } }
}
