/** Collapses white space, as each browser treats it differently. */
export function words(text: string): string {
  return text.replaceAll(/[\s ­]+/g, ' ').trim()
}
