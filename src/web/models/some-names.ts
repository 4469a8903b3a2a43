import type { Catalogue } from '../../i18n/index.ts'

/** How many are named before the others are only counted, and how much is shown of each. */
const MOST_NAMED = 5
const MOST_CHARACTERS = 40

/** Names the first of what a person typed, and says how many more there are. */
export function someNames(names: readonly string[], { someNames }: Catalogue): string {
  const named = names.slice(0, MOST_NAMED).map(shorten).join(', ')
  return names.length > MOST_NAMED ? someNames(named, names.length - MOST_NAMED) : named
}

function shorten(name: string): string {
  const characters = [...name]
  return characters.length > MOST_CHARACTERS ? `${characters.slice(0, MOST_CHARACTERS).join('')}…` : name
}
