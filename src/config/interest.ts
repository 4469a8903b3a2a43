import * as z from 'zod'
import { type Reading, settingTexts, type Variables, wholeNumber } from './fields.ts'

/** A percentage a day from a day on, both as text. */
interface DatedRate {
  readonly from: string
  readonly percent: string
}

export interface InterestConfig {
  /** Null without rates: late interest is not worked out. */
  readonly lateInterest: { readonly rates: readonly DatedRate[]; readonly maxDays: number } | null
}

const RATE = /^(\d{4}-\d{2}-\d{2}):(\d{1,3}(?:\.\d{1,12})?)$/

const DEMONSTRATION_RATES = '2001-01-01:0.1,2026-10-01:0.05'

export const interestEnvironment = z.object({
  LATE_INTEREST: z
    .string()
    .transform((text, context): readonly DatedRate[] => {
      const rates = parseRates(text)
      if (rates) return rates
      context.addIssue(
        'LATE_INTEREST must list percentages a day, each after the day from which it holds, in the order of the days, such as 2001-01-01:0.1,2026-02-01:0.05',
      )
      return z.NEVER
    })
    .optional()
    .register(settingTexts, {
      form: '`DATE:PERCENT`, separated by commas',
      preset: `no late interest is worked out; with the demonstration data, \`${DEMONSTRATION_RATES}\``,
      description:
        'Late interest, in percent of the unpaid amount for each day, from the date on. None is built in. Days before the first date bear none.',
      example: '2001-01-01:0.1',
    }),
  LATE_INTEREST_DAYS: wholeNumber('LATE_INTEREST_DAYS', {
    unit: 'days',
    min: 1,
    max: 36_500,
    preset: 365,
    description: 'Late interest is worked out for at most so many days after the due date.',
  }),
})

/** @param demo true for the demonstration store, which has invented rates of its own */
export function readInterest(variables: Variables, demo: boolean): Reading<InterestConfig> {
  const { data, error } = interestEnvironment.safeParse(
    demo ? { LATE_INTEREST: DEMONSTRATION_RATES, ...variables } : variables,
  )
  if (!data) return { faults: error.issues.map(({ message }) => message) }
  const { LATE_INTEREST: rates, LATE_INTEREST_DAYS: maxDays } = data
  return { faults: [], value: { lateInterest: rates ? { rates, maxDays } : null } }
}

/** @returns null unless each part is a rate from a later day than the one before */
function parseRates(text: string): DatedRate[] | null {
  const rates: DatedRate[] = []
  for (const part of text.split(',')) {
    const [, from, percent] = RATE.exec(part.trim()) ?? []
    if (!from || !isDay(from) || from <= (rates.at(-1)?.from ?? '')) return null
    rates.push({ from, percent: percent! })
  }
  return rates
}

function isDay(text: string): boolean {
  const midnight = Date.parse(`${text}T00:00Z`)
  return text >= '0001' && !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(text)
}
