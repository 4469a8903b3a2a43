import type { Cursor } from '../../services/page.ts'

const SEQ = /^[1-9]\d{0,15}$/

export function parseSeq(text: string): number | null {
  const seq = SEQ.test(text) ? Number(text) : Number.NaN
  return Number.isSafeInteger(seq) ? seq : null
}

/** The start of a page: null at the newest row, undefined if the parameters are invalid. */
export function parseCursor(before: string | undefined, after: string | undefined): Cursor | null | undefined {
  if (before === undefined && after === undefined) return null
  if (before !== undefined && after !== undefined) return undefined
  const seq = parseSeq(before ?? after ?? '')
  if (seq === null) return undefined
  return before === undefined ? { after: seq } : { before: seq }
}
