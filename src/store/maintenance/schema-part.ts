/** A table, a column, an index, a trigger, a policy, a grant and so on. */
export interface SchemaPart {
  /** Names the part, for example `trigger event_no_update on event`. */
  readonly part: string
  /** The table that it belongs to; empty for roles, functions, settings and whatever belongs to the whole database. */
  readonly of: string
  readonly definition: string
}

export function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
