/** What shows nothing and separates nothing: control characters, marks of writing direction, soft hyphens and the like. */
const INVISIBLE = /(?!\s)[\p{Cc}\p{Cf}]/gu

/**
 * What a person typed or pasted, without blanks around it and without what cannot be seen. Dates and numbers that are
 * copied elsewhere often bring such marks along, and a mistake that cannot be seen cannot be mended.
 */
export function typedText(text: string): string {
  return text.replace(INVISIBLE, '').trim()
}
