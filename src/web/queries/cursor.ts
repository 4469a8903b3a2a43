import type { Cursor } from '../../services/statement/read-ledger.ts'

const SEQ = /^[1-9]\d{0,15}$/

/** A row's `seq` from an address; null when the text is none. */
export function parseSeq(text: string): number | null {
  const seq = SEQ.test(text) ? Number(text) : Number.NaN
  return Number.isSafeInteger(seq) ? seq : null
}

/** Where a ledger page starts: null at the newest row, undefined when the address makes no sense. */
export function parseCursor(before: string | undefined, after: string | undefined): Cursor | null | undefined {
  if (before === undefined && after === undefined) return null
  if (before !== undefined && after !== undefined) return undefined
  const seq = parseSeq(before ?? after ?? '')
  if (seq === null) return undefined
  return before === undefined ? { after: seq } : { before: seq }
}
