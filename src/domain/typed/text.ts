/** Invisible characters that separate nothing: control characters, direction marks, soft hyphens. */
const INVISIBLE = /(?!\s)[\p{Cc}\p{Cf}]/gu

/**
 * Removes invisible characters and surrounding blanks from typed or pasted text. Copied dates and numbers often contain
 * such characters, and users cannot correct a mistake that they do not see.
 */
export function typedText(text: string): string {
  return text.replace(INVISIBLE, '').trim()
}

/** The first characters of a text, counted as people do: none is cut in two. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text
  // A character has one unit or two.
  return [...text.slice(0, 2 * length)].slice(0, length).join('')
}
