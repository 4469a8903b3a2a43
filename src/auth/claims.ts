/** Reads claims of an identity provider at the paths that the configuration names. */

/** Longer names and positions are cut. */
const MAX_LENGTH = 200

/** Returns the value at a dotted path, or undefined. Inherited properties do not count. */
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
 * Makes a text safe to show: one line, without control characters, and cut to the maximum length.
 * @returns null when nothing is left
 */
export function cleanText(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const line = value.replace(/\s+/gu, ' ').replace(/\p{C}/gu, '')
  return shorten(line.trim()) || null
}

export function shorten(text: string): string {
  return [...text].slice(0, MAX_LENGTH).join('').trim()
}

/** Accepts a valid `sub`: not blank, one line, at most 255 characters (OpenID Connect). */
export function isSubject(text: string): boolean {
  return /^\P{C}{1,255}$/u.test(text) && text.trim() !== ''
}

/** Returns the text at the first path that has one in any of the claim sets. */
export function findName(claims: readonly unknown[], paths: readonly string[]): string | null {
  const texts = paths.flatMap(path => claims.map(set => cleanText(valueAt(set, path))))
  return texts.find(text => text !== null) ?? null
}

/** Returns true when any claim set has `false` at the path, as a boolean or as text. */
export function isFalse(claims: readonly unknown[], path: string): boolean {
  return claims.some(set => String(valueAt(set, path)).trim().toLowerCase() === 'false')
}
