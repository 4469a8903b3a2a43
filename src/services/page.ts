/** A page starts at a key: with the rows before it (older), or with those right after it (newer). */
export type Cursor = { readonly before: number } | { readonly after: number }

export interface Page<Row> {
  /** Newest first, unless asked for in ascending order. */
  readonly rows: readonly Row[]
  /** The cursors of the neighbouring pages; null at either end. */
  readonly newer: Cursor | null
  readonly older: Cursor | null
}

/** Keys strictly between the two; an absent bound is open. */
export interface KeyBounds {
  readonly after?: number
  readonly before?: number
}

/** The pages at both ends of a list. */
export const OLDEST = { after: 0 } as const satisfies Cursor
export const NEWEST = { before: Number.MAX_SAFE_INTEGER } as const satisfies Cursor

/** Whether a cursor asks for the page where reading on ends. */
export function isLastPage(cursor: Cursor | null, ascending: boolean): boolean {
  if (cursor === null) return false
  return ascending
    ? 'before' in cursor && cursor.before === NEWEST.before
    : 'after' in cursor && cursor.after === OLDEST.after
}

/** The rows that are left for the last page, so that it is the one that reading on from the first page reaches. */
export function lastPageSize(count: number, size: number): number {
  return count % size || size
}

interface PageRequest<Row> {
  readonly size: number
  /** Null for the newest page. */
  readonly cursor: Cursor | null
  /** Older rows first; the page without a cursor is then the oldest. */
  readonly ascending?: boolean
  /** A unique key that grows from older to newer rows. */
  readonly keyOf: (row: Row) => number
  /** Finds rows within bounds, in key order or reversed, at most `limit`. */
  readonly find: (bounds: KeyBounds, order: 'asc' | 'desc', limit: number) => Promise<Row[]>
}

/**
 * Reads one page by its key (keyset paging): the cost does not depend on how many rows precede it. One row more than the
 * page holds tells whether another page follows; one row on the other side tells whether there is a way back.
 */
export async function pageAround<Row>({
  size,
  cursor: asked,
  ascending = false,
  keyOf,
  find,
}: PageRequest<Row>): Promise<Page<Row>> {
  const toPage = (rows: readonly Row[], hasNewer: boolean, hasOlder: boolean): Page<Row> => {
    const [newest, oldest] = [rows[0], rows.at(-1)]
    return {
      rows: ascending ? rows.toReversed() : rows,
      newer: hasNewer && newest !== undefined ? { after: keyOf(newest) } : null,
      older: hasOlder && oldest !== undefined ? { before: keyOf(oldest) } : null,
    }
  }
  const cursor = asked ?? (ascending ? OLDEST : null)
  if (cursor && 'after' in cursor) {
    const [found, older] = await Promise.all([
      find({ after: cursor.after }, 'asc', size + 1),
      find({ before: cursor.after + 1 }, 'desc', 1),
    ])
    return toPage(found.slice(0, size).reverse(), found.length > size, older.length > 0)
  }
  const [found, newer] = await Promise.all([
    find(cursor ? { before: cursor.before } : {}, 'desc', size + 1),
    cursor ? find({ after: cursor.before - 1 }, 'asc', 1) : [],
  ])
  return toPage(found.slice(0, size), newer.length > 0, found.length > size)
}
