/** Text without what a browser does to its blanks. */
export function words(text: string): string {
  return text.replaceAll(/[\s ­]+/g, ' ').trim()
}
