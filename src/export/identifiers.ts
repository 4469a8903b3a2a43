/** Which identifiers a spreadsheet would read as something else. */
import { LANGUAGES } from '../i18n/index.ts'

/** Spreadsheets know the months of the language that they are set to: ours, and Turkish beside Azerbaijani. */
const MONTHS = new Set(
  [...LANGUAGES, 'tr'].flatMap(language =>
    (['short', 'long'] as const).flatMap(month => {
      const [named, inDate] = [{ month }, { month, day: 'numeric' } as const].map(options => {
        const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' })
        return Array.from(
          { length: 12 },
          (_, index) => format.formatToParts(Date.UTC(2026, index, 1)).find(({ type }) => type === 'month')!.value,
        )
      }) as [string[], string[]]
      return [...named, ...inDate].flatMap(name => [name, name.slice(0, 3)].map(folded))
    }),
  ),
)

const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu

/** Letters alone may be `TRUE` in some language; `#N/A` is an error. */
const WORD = /^(\p{L}+$|#)/u

/** Groups of digits of which one is too long for a date, a time or a fraction. */
const GROUPS = /^(?=.*\d{6})\d+([/-]\d+)+$/

const LETTERS = /\p{L}+/gu

/** `5 AZN`, `12:30 pm`. */
const UNIT = /^\P{L}*\p{Nd}\P{L}*\p{L}{1,4}\.?$/u

const EXPONENT = /^[\p{Nd}.,]+[eE][+-]?\p{Nd}+$/u

/**
 * Whether a spreadsheet would keep an identifier as it is. In doubt it would not: `0123`, `1E5`, `MAR-05`, `1/2` and
 * twenty digits become numbers and dates, each in the spreadsheet of another language.
 */
export function staysText(identifier: string): boolean {
  const text = identifier.replace(INVISIBLE, '').trim()
  if (WORD.test(text) || UNIT.test(text) || EXPONENT.test(text)) return false
  const words = text.match(LETTERS) ?? []
  if (words.length === 0) return GROUPS.test(text)
  return words.length > 1 || !MONTHS.has(folded(words[0]!))
}

function folded(word: string): string {
  return word.toLowerCase().replace(/\.$/, '').normalize('NFD').replace(/\p{M}/gu, '')
}
