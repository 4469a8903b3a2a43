/** Where people pay: the Government Payment Portal (HÖP). */
import * as z from 'zod'
import { isSafe, parseAddress, type Reading, type Variables } from './fields.ts'

export interface HopConfig {
  /** The address of the portal; null when it is not said. */
  readonly hopUrl: string | null
}

const environment = z.object({
  HOP_URL: z
    .string()
    .refine(
      text => isPortal(parseAddress(text)),
      'HOP_URL must be the https address of the payment portal, such as https://gpp.az (http only on this machine)',
    )
    .optional(),
})

export function readHop(variables: Variables): Reading<HopConfig> {
  const { data, error } = environment.safeParse(variables)
  if (!data) return { faults: error.issues.map(({ message }) => message) }
  return { faults: [], value: { hopUrl: data.HOP_URL ?? null } }
}

function isPortal(url: URL | null): boolean {
  return url !== null && isSafe(url)
}
