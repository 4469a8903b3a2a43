import { UNPRINTABLE } from './printable-characters.ts'

/** A text for the template: as it is, or in pieces between which a line may break. */
export type PrintableText = string | readonly Piece[]

/** Text that breaks between its words, or a part of a long word, which does not break. */
type Piece = string | readonly [part: string]

/** A word of this length fits into each column. */
const MAX_WORD_LENGTH = 18
const PART_LENGTH = 6

const LONG_WORD = new RegExp(`\\S{${MAX_WORD_LENGTH + 1},}`, 'gu')
// Addresses and numbers break behind their own strokes.
const PARTS = new RegExp(`[^-/]{0,${PART_LENGTH}}[-/]|.{1,${PART_LENGTH}}`, 'gsu')

/**
 * Makes a text of anybody printable. Characters that no font has become U+FFFD, blanks are plain ones, and words that
 * could be wider than their column come in pieces: the compiler itself would print over the edge.
 */
export function printableText(text: string): PrintableText {
  const printable = printableLine(text)
  const pieces: Piece[] = []
  let end = 0
  for (const { 0: word, index } of printable.matchAll(LONG_WORD)) {
    if (index > end) pieces.push(printable.slice(end, index))
    for (const part of word.match(PARTS)!) pieces.push([part])
    end = index + word.length
  }
  if (pieces.length === 0) return printable
  return end < printable.length ? [...pieces, printable.slice(end)] : pieces
}

/** The same for a text that may not break, or that is not printed. */
export function printableLine(text: string): string {
  return text.replace(/[\t\n\r]+/g, ' ').replace(UNPRINTABLE, '\uFFFD')
}
