/** What an identity provider says of a person or a company, found by the paths of the configuration. */

/** The most that is kept of a name or a position. */
const LENGTH = 200

/** The value at a dotted path; undefined when there is none. */
export function valueAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (part, name) =>
        part instanceof Object && Object.hasOwn(part, name) ? (part as Record<string, unknown>)[name] : undefined,
      value,
    )
}

/**
 * A text as it may be shown: in one line, without characters that control what stands around them, and not endless.
 * @returns null when nothing is left
 */
export function cleanText(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const line = value.replace(/\s+/gu, ' ').replace(/\p{C}/gu, '')
  return shorten(line.trim()) || null
}

export function shorten(text: string): string {
  return [...text].slice(0, LENGTH).join('').trim()
}

/** Whether a person can be known by it: not blank, in one line, and no longer than OpenID Connect allows. */
export function isSubject(text: string): boolean {
  return /^\P{C}{1,255}$/u.test(text) && text.trim() !== ''
}

/** The first of the paths at which one of the sets of claims says something. */
export function nameIn(claims: readonly unknown[], paths: readonly string[]): string | null {
  const texts = paths.flatMap(path => claims.map(set => cleanText(valueAt(set, path))))
  return texts.find(text => text !== null) ?? null
}

/** Whether one of the sets of claims says no, as a truth value or as its word. */
export function saysNo(claims: readonly unknown[], path: string): boolean {
  return claims.some(set => String(valueAt(set, path)).trim().toLowerCase() === 'false')
}
