/** Texts that the contract accepts and that do harm where they are written out as they came. */

const codes = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index))

/** U+0000–U+001F and U+007F–U+009F without tab and line breaks. */
export const CONTROLS = [...codes(0, 31), ...codes(127, 159)].filter(character => !'\t\n\r'.includes(character))

/** What turns the following text or breaks its line. */
export const TURNING = ['\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067', '\u2028', '\u2029']

export const FORMULAS_IN_DISGUISE = [
  '\0=1+1',
  '\u0085=1+1',
  '\u200B=1+1',
  '\uFEFF=1+1',
  '\u202E=1+1',
  '\u2068=1+1',
  '\u00AD-1',
  ' =1+1',
  '\u00A0@SUM(A1)',
  '\u3164+1',
]

export const HEBREW = 'שלום'

/** The control characters of a text, by code point. */
export function controlsIn(text: string): string[] {
  return CONTROLS.filter(character => text.includes(character)).map(
    character => `U+${character.codePointAt(0)!.toString(16).padStart(4, '0')}`,
  )
}
