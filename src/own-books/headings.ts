import type { Cell } from '../domain/own-books/cell.ts'
import { foldText } from '../domain/typed/fold.ts'
import { cutText } from '../domain/typed/text.ts'

/** Titles of reports stand above the headings. */
const SOUGHT_ROWS = 30

/** The row with the headings, counted from 1: the first that has the most texts. */
export function headingRowOf(rows: readonly (readonly Cell[])[]): number {
  let [best, most] = [1, 0]
  for (const [index, row] of rows.slice(0, SOUGHT_ROWS).entries()) {
    const texts = row.filter(({ text, kind }) => kind === 'text' && /\p{L}/u.test(text)).length
    if (texts > most) [best, most] = [index + 1, texts]
  }
  return best
}

/** What columns of such headings usually hold. */
export const COLUMN_ROLES = ['date', 'debit', 'credit', 'amount', 'declaration', 'reference', 'ledger', 'text'] as const

export type ColumnRole = (typeof COLUMN_ROLES)[number]

/**
 * Beginnings of words, folded, in the three languages; the first role that fits takes the column. Where a role has several, the
 * first is sought in all headings before the next: a card of 1C has "Аналитика Дт" before "Дебет", and "Период" for its days.
 */
const WORDS: Readonly<Record<ColumnRole, readonly RegExp[]>> = {
  date: [/(^| )(tarix|date|дата)/, /^(period|период|gun|day|день)$/],
  debit: [/(^| )(debet|debit|дебет)( |$|,|\.)/, /(^| )дт( |$|,|\.)/],
  credit: [/(^| )(kredit|credit|кредит)( |$|,|\.)/, /(^| )кт( |$|,|\.)/],
  amount: [/(^| )(mebleg|amount|сумма|sum)/],
  declaration: [/(^| )(gb|beyanname|declaration|гтд|дт|декларац)/],
  reference: [
    /(^| )(sened|odenis|reference|document|платеж|документ|номер|nomre|number|тапшыр|tapsiriq)/,
    /(^| )no( |$|\.)/,
  ],
  ledger: [/(^| )(fond|vergi|vereqe|fund|ledger|вид|фонд|тип)/],
  text: [/(^| )(teyinat|izah|mezmun|description|text|details|назначен|содержан|описан|коммент|qeyd)/],
}

/** A guess for the form; a person confirms it. */
export function guessRoles(headings: readonly string[]): Readonly<Record<ColumnRole, number | null>> {
  const folded = headings.map(foldText)
  const taken = new Set<number>()
  const columnOf = (words: RegExp) => folded.findIndex((heading, index) => !taken.has(index) && words.test(heading))
  const roles = COLUMN_ROLES.map(role => {
    const column = WORDS[role].map(columnOf).find(index => index >= 0) ?? null
    if (column !== null) taken.add(column)
    return [role, column] as const
  })
  return Object.fromEntries(roles) as Record<ColumnRole, number | null>
}

/** The first rows that are kept hold no more of a cell. */
const MAX_HEADING = 200

/** The same for files with the same headings, whatever stands below and above. */
export function foldedHeadings(headings: readonly string[]): string {
  return headings
    .map(heading => foldText(cutText(heading, MAX_HEADING)))
    .join('\t')
    .replace(/\t+$/, '')
}
