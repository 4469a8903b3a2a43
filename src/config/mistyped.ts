import { SETTING_GROUPS } from './settings.ts'

const NAMES = SETTING_GROUPS.flatMap(({ settings }) => settings.map(({ name }) => name))

/** A short name, such as PORT, is near to many words. */
const LONG_NAME = 8

/**
 * Finds variables that are probably mistyped settings. Others belong to other programs.
 * @returns a sentence for each, without a full stop
 */
export function findMistyped(variables: Iterable<string>): string[] {
  const set = new Set(variables)
  // A setting that is set is hardly mistyped beside it.
  const unset = NAMES.filter(name => !set.has(name))
  const others = [...set].filter(name => !NAMES.includes(name))
  return others.flatMap(name => {
    const meant = unset.find(setting => isNear(name.toUpperCase(), setting))
    return meant === undefined ? [] : [`${name} is no setting of this program and is ignored; did you mean ${meant}?`]
  })
}

function isNear(name: string, setting: string): boolean {
  const most = setting.length > LONG_NAME ? 2 : 1
  return Math.abs(name.length - setting.length) <= most && distance(name, setting) <= most
}

/** How many characters must be inserted, removed or replaced, or swapped with the next one. */
function distance(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, column) => column)]
  for (let row = 1; row <= one.length; row += 1) {
    rows[row] = [row]
    for (let column = 1; column <= other.length; column += 1) {
      const differs = one[row - 1] === other[column - 1] ? 0 : 1
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      rows[row]![column] = Math.min(
        rows[row - 1]![column]! + 1,
        rows[row]![column - 1]! + 1,
        rows[row - 1]![column - 1]! + differs,
        swapped ? rows[row - 2]![column - 2]! + 1 : Number.POSITIVE_INFINITY,
      )
    }
  }
  return rows[one.length]![other.length]!
}
