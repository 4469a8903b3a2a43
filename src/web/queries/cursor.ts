import type { Cursor } from '../../services/page.ts'
import type { AllocationPlace } from '../../store/ledger/allocations.ts'

const SEQ = /^[1-9]\d{0,15}$/

export function parseSeq(text: string): number | null {
  const seq = SEQ.test(text) ? Number(text) : Number.NaN
  return Number.isSafeInteger(seq) ? seq : null
}

/** The start of a page; `after=0` is the oldest one. Null at the newest row, undefined if the parameters are invalid. */
export function parseCursor(before: string | undefined, after: string | undefined): Cursor | null | undefined {
  if (before === undefined && after === undefined) return null
  if (before !== undefined && after !== undefined) return undefined
  const seq = after === '0' ? 0 : parseSeq(before ?? after ?? '')
  if (seq === null) return undefined
  return before === undefined ? { after: seq } : { before: seq }
}

export function cursorQuery(cursor: Cursor): string {
  return 'before' in cursor ? `before=${cursor.before}` : `after=${cursor.after}`
}

/** The part of a row after which a list begins: null at its start, undefined if the parameter is invalid. */
export function parsePlace(text: string | undefined): AllocationPlace | null | undefined {
  if (text === undefined) return null
  const [row = '', position = '', ...others] = text.split('-')
  const place = { row: parseSeq(row), position: parseSeq(position) }
  return place.row === null || place.position === null || others.length > 0
    ? undefined
    : { row: place.row, position: place.position }
}
