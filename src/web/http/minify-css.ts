const STRING = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/.source
const COMMENTS = new RegExp(`(${STRING})|/\\*.*?\\*/`, 'gs')
const WHITESPACE = new RegExp(`(${STRING})|\\s*([{};,])\\s*|\\s+`, 'gs')

/** Removes comments and indentation: a fifth of the compressed size. */
export function minifyCss(css: string): string {
  const withoutComments = css.replaceAll(COMMENTS, (_, string?: string) => string ?? '')
  return withoutComments.replaceAll(WHITESPACE, (_, string?: string, mark?: string) => string ?? mark ?? ' ')
}
