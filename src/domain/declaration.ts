import type { Voen } from './voen.ts'

declare const brand: unique symbol

/** The number of a customs declaration (GB), unique in the whole service. */
export type DeclarationNumber = string & { readonly [brand]: 'DeclarationNumber' }

const DECLARATION_NUMBER = /^[0-9A-Z/-]{1,40}$/

export function isDeclarationNumber(text: string): text is DeclarationNumber {
  return DECLARATION_NUMBER.test(text)
}

/** What a person typed or pasted, with lower case and surrounding blanks forgiven; null when it cannot be a number. */
export function parseDeclarationNumber(typed: string): DeclarationNumber | null {
  const number = typed.trim().toUpperCase()
  return isDeclarationNumber(number) ? number : null
}

/** A number as customs writes it: the office, the date as ddmmyy, the place in the office's register. */
const USUAL_NUMBER = /^\d{5}\/\d{6}\/\d{6,8}$/

/** Between two numbers; a single-line field makes blanks of the line ends that are pasted into it. */
const CERTAIN_SEPARATOR = /[,;\t\r\n]/

export interface TypedNumbers {
  /** Distinct, in the order in which they were typed. */
  readonly numbers: readonly DeclarationNumber[]
  /** What cannot be a number, as it was typed; distinct. */
  readonly malformed: readonly string[]
}

/**
 * The numbers in what a person typed, or pasted from a column of a spreadsheet. Commas, semicolons, tabs and line ends
 * always stand between numbers. So does any other blank, except beside a `/` (`00010 / 030326 / 000001`), and where all
 * that stands between two of those others is, without its blanks, one number as customs writes it (`00010/0303 26/000001`).
 */
export function parseDeclarationNumbers(typed: string): TypedNumbers {
  const numbers = new Set<DeclarationNumber>()
  const malformed = new Set<string>()
  for (const text of typed.split(CERTAIN_SEPARATOR).flatMap(splitAtBlanks)) {
    const number = parseDeclarationNumber(text)
    if (number === null) malformed.add(text)
    else numbers.add(number)
  }
  return { numbers: [...numbers], malformed: [...malformed] }
}

function splitAtBlanks(text: string): string[] {
  // One blank for many: a pattern for blanks before a slash would look at each of them from every one before it.
  const spaced = text.replace(/\s+/g, ' ')
  const joined = spaced.replaceAll(' ', '')
  if (USUAL_NUMBER.test(joined)) return [joined]
  return spaced
    .replace(/ ?\/ ?/g, '/')
    .split(' ')
    .filter(part => part !== '')
}

/** A declaration as its account knows it. */
export interface Declaration {
  readonly voen: Voen
  readonly number: DeclarationNumber
  /** Its place in the account's sequence of documents (R2). */
  readonly document: number
  /** The broker's VÖEN, when a broker filed it. */
  readonly declarant: Voen | null
  readonly cancelled: boolean
}

/** A declaration owes something, owes nothing, or is no more. */
export type DeclarationState = 'open' | 'settled' | 'cancelled'

/** @param open what is still open of its charges */
export function stateOfDeclaration({ cancelled }: Declaration, open: bigint): DeclarationState {
  if (cancelled) return 'cancelled'
  return open > 0n ? 'open' : 'settled'
}
