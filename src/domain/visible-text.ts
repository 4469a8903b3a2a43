/** Text of senders, which may hold any character, at the edge where people or other programs read it. */

/** All control characters but tab and line break. Every page is searched, and a search for `\p{Cc}` takes twice as long. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: The pattern matches control characters.
const CONTROL = /[\0-\x08\v\f\x0E-\x1F\x7F-\x9F]/g

/** Marks that turn the direction of all that follows, until another mark ends them. */
const DIRECTION = /[\u202A-\u202E\u2066-\u2069]/gu

const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u

const [FIRST_STRONG_ISOLATE, POP_ISOLATE] = ['\u2068', '\u2069']

/** Puts the replacement character for control characters other than tab and line break: U+0000 ends a text elsewhere. */
export function withoutControls(text: string): string {
  return text.replace(CONTROL, '\uFFFD')
}

/** Also replaces the marks that could turn round what stands beside the text. */
export function visibleText(text: string): string {
  return withoutControls(text).replace(DIRECTION, '\uFFFD')
}

/** Also default-ignorable characters, and an empty Braille cell. */
const BLANK = /^[\s\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]+$/u

/** Whether nothing of the text can be seen. */
export function isBlank(text: string): boolean {
  return BLANK.test(text)
}

/** Puts a sign for a blank where a text consists of nothing that can be seen: a link needs a text. */
export function seenText(text: string): string {
  const visible = visibleText(text)
  return isBlank(visible) ? '\u2423' : visible
}

/** For a text inside a sentence: right-to-left letters do not reorder the sentence. */
export function isolatedText(text: string): string {
  const visible = seenText(text)
  return RIGHT_TO_LEFT.test(visible) ? FIRST_STRONG_ISOLATE + visible + POP_ISOLATE : visible
}
