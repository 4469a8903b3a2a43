/**
 * Letters that people type in place of one another. Some are written as codes, because sources hold no Azerbaijani text:
 * the schwas (Latin, Cyrillic, turned e), the dotless i, and g and s with their marks.
 */
const SAME_LETTERS: Readonly<Record<string, string>> = {
  '\u0259': 'e',
  '\u04D9': 'e',
  '\u01DD': 'e',
  '\u0131': 'i',
  '\u00E7': 'c',
  '\u011F': 'g',
  '\u00F6': 'o',
  '\u015F': 's',
  '\u0219': 's',
  '\u00FC': 'u',
  '\\': '/',
}

const VARIANTS = new RegExp(`[${Object.keys(SAME_LETTERS).join('').replace('\\', '\\\\')}]`, 'g')
/** The lower case of a dotted capital I has two characters. */
const DOTTED_I = /i\u0307/g
const DASHES = /[\u2010-\u2015\u2212]/g
/** Number signs, quotes, apostrophes, currency signs: what comes along when a number or a name is copied. */
const SIGNS = /[\s\u2116#"'`\u00AB\u00BB\u00B4\u02BC\u2018-\u201F\u2032\u2033\u20BC*;,]+/g
const PLAIN = /^[a-z0-9/.-]*$/

/**
 * Text for comparing what people type with what is stored: upper and lower case, Azerbaijani letters and their Latin
 * neighbours, kinds of dashes and slashes are the same; quotes and number signs are blanks. Never shown.
 */
export function foldText(text: string): string {
  if (PLAIN.test(text)) return text
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(VARIANTS, letter => SAME_LETTERS[letter]!)
    .replace(DOTTED_I, 'i')
    .replace(DASHES, '-')
    .replace(SIGNS, ' ')
    .trim()
}

/** Letters that nothing else is folded to, and digits: in a folded text they stand as in the text itself, but for case. */
const UNMISTAKABLE = /[abdfhjlmnpqrtvwxyz0-9]+/g

/**
 * The longest part of a folded text that every text which contains it must contain too, in lower case. A store can look
 * for it before the texts are folded. Empty when there is none.
 */
export function unmistakablePart(folded: string): string {
  return (folded.match(UNMISTAKABLE) ?? []).reduce(
    (longest, part) => (part.length > longest.length ? part : longest),
    '',
  )
}
