import * as z from 'zod'
import { isSafe, parseAddress, type Reading, settingTexts, type Variables } from './fields.ts'

export interface HopConfig {
  readonly hopUrl: string | null
}

export const hopEnvironment = z.object({
  HOP_URL: z
    .string()
    .refine(
      text => isPortal(parseAddress(text)),
      'HOP_URL must be the https address of the payment portal, such as https://gpp.az (http only on this machine)',
    )
    .optional()
    .register(settingTexts, {
      form: 'an https URL',
      preset: 'the trial portal `/sandbox/hop` where there is one, otherwise `https://gpp.az`',
      description: 'The Government Payment Portal, to which debts link. No money moves in the trial portal.',
      example: 'https://gpp.az',
    }),
})

export function readHop(variables: Variables): Reading<HopConfig> {
  const { data, error } = hopEnvironment.safeParse(variables)
  if (!data) return { faults: error.issues.map(({ message }) => message) }
  return { faults: [], value: { hopUrl: data.HOP_URL ?? null } }
}

function isPortal(url: URL | null): boolean {
  return url !== null && isSafe(url)
}
