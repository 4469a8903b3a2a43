import { type DeclarationNumber, isDeclarationNumber } from '../declaration.ts'

/** Forgives lower case and surrounding blanks. @returns null when the text cannot be a number */
export function parseDeclarationNumber(typed: string): DeclarationNumber | null {
  const number = typed.trim().toUpperCase()
  return isDeclarationNumber(number) ? number : null
}

/** The usual form of a number: the office, the date as ddmmyy, the position in the office's register. */
const USUAL_NUMBER = /^\d{5}\/\d{6}\/\d{6,8}$/

/** Always separates numbers. Blanks may not: a single-line field turns pasted line ends into blanks. */
const SEPARATOR = /[,;\t\r\n]/

export interface TypedNumbers {
  /** Distinct, in typed order. */
  readonly numbers: readonly DeclarationNumber[]
  /** Texts that cannot be numbers, as typed; distinct. */
  readonly malformed: readonly string[]
}

/**
 * Splits typed text, or a pasted spreadsheet column, into declaration numbers. Commas, semicolons, tabs and line ends
 * separate numbers. Blanks do too, with two exceptions: beside a `/` (`00010 / 030326 / 000001`), and where a part
 * without its blanks is one number in the usual form (`00010/0303 26/000001`).
 */
export function parseDeclarationNumbers(typed: string): TypedNumbers {
  const numbers = new Set<DeclarationNumber>()
  const malformed = new Set<string>()
  for (const text of typed.split(SEPARATOR).flatMap(splitAtBlanks)) {
    const number = parseDeclarationNumber(text)
    if (number === null) malformed.add(text)
    else numbers.add(number)
  }
  return { numbers: [...numbers], malformed: [...malformed] }
}

function splitAtBlanks(text: string): string[] {
  // Collapse blanks first: a pattern for blanks before a slash takes quadratic time on long runs.
  const spaced = text.replace(/\s+/g, ' ')
  const joined = spaced.replaceAll(' ', '')
  if (USUAL_NUMBER.test(joined)) return [joined]
  return spaced
    .replace(/ ?\/ ?/g, '/')
    .split(' ')
    .filter(part => part !== '')
}
