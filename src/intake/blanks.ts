/** The blanks of JSON, and no others. */
function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

/**
 * The text without the blanks around it. From both ends, place by place: an expression that looks for blanks before the
 * end begins anew at each blank inside the text, and who sends many of them would stop everything for minutes.
 */
export function withoutBlanksAround(text: string): string {
  let [from, to] = [0, text.length]
  while (from < to && isBlank(text.charCodeAt(from))) from += 1
  while (to > from && isBlank(text.charCodeAt(to - 1))) to -= 1
  return text.slice(from, to)
}
