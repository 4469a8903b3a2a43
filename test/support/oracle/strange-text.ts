import fc from 'fast-check'

/** Characters that a database might damage, and characters of its escapes, so that they combine by chance. */
const piece = fc.oneof(
  fc.constantFrom('\0', '\u0001', '\u0002', '\\', '\\\\', '\\u', '\\u0', '\\u000', '\\u0000', '\\u0001', '\\u0002'),
  fc.constantFrom('\\ud83d', '\\ude00', '\\uD83D', '\\ud8', '\\ud8/', '0', '1', 'd83d', 'u', '/', '"', "'", '\n'),
  fc.constantFrom('\ufffd', '\uffff', '\ue000', '\ud7ff', '😀', '\u{10ffff}', 'ə', 'İ', ' ', 'e\u0301'),
  fc.string({ unit: 'binary', maxLength: 3 }),
)

/** Texts of any code points, without lone surrogates, as UTF-8 input is. */
export const strangeText = fc.array(piece, { maxLength: 8 }).map(pieces => pieces.join(''))

/** The order of UTF-8 bytes. JavaScript's own order puts surrogate pairs before U+E000. */
export function byCodePoints(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other))
}
