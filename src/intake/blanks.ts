/** JSON whitespace only. */
function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

/**
 * Trims JSON whitespace. A regular expression for trailing blanks backtracks at each blank inside the text: a body full
 * of blanks would block the server for minutes.
 */
export function withoutBlanksAround(text: string): string {
  let [from, to] = [0, text.length]
  while (from < to && isBlank(text.charCodeAt(from))) from += 1
  while (to > from && isBlank(text.charCodeAt(to - 1))) to -= 1
  return text.slice(from, to)
}
