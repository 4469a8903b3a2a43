/** Tables of exports: what their cells mean, whichever format writes them. */

/**
 * `text` is ours; `sender` is text of a sender; `words` are those of people, and wrap; an `identifier` names something and is never calculated with, whatever it
 * looks like. A `date` is a plain date, an `amount` is in qəpik, a `rate` is a decimal number as text.
 */
export type Kind = 'text' | 'sender' | 'words' | 'identifier' | 'date' | 'amount' | 'count' | 'rate'

export type Value = string | number | bigint | null

export interface Column<Item> {
  readonly heading: string
  readonly kind: Kind
  /** In characters. */
  readonly width: number
  of(item: Item): Value
  /** Whether the amounts of all rows have a sum that means something. */
  readonly isSummed?: boolean
}

export interface Cell {
  readonly kind: Kind
  readonly value: Value
  readonly isStrong?: boolean
  readonly isHeading?: boolean
  /** What a workbook computes the value with. */
  readonly formula?: string
}

/** Null is an empty cell. */
export type Row = readonly (Cell | null)[]

export interface Table<Item> {
  readonly title: string
  /** What the table is about: each a label and its value. */
  readonly facts: readonly Row[]
  readonly columns: readonly Column<Item>[]
  readonly batches: AsyncIterable<readonly Item[]>
}

export function label(text: string): Cell {
  return { kind: 'text', value: text, isStrong: true }
}
