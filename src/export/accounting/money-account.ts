/** What the formats of bank statements share: each ledger is an account with one balance. */
import { fundPosition, type Ledger } from '../../domain/fund.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import { netEffect } from '../../domain/net-balance.ts'
import { withoutControls } from '../../domain/visible-text.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { LedgerWalk, StatementWalk } from '../../services/statement/exports.ts'

/** What a file is made of, as of the moment when it starts. All rows of the period are in it. */
export interface AccountingFile {
  readonly statement: StatementWalk
  readonly now: Date
  readonly t: Catalogue
}

/** The number of a ledger as an account: the VÖEN and the place of the ledger in fund order, from 01. */
export function accountNumber(voen: string, ledger: Ledger): string {
  return `${voen}${String(fundPosition(ledger) + 1).padStart(2, '0')}`
}

/** Ledgers with rows in the period or a balance; all of them, if none has any. */
export function usedLedgers({ ledgers }: StatementWalk): readonly LedgerWalk[] {
  const used = ledgers.filter(
    ({ turnover: { count, opening } }) => count > 0 || opening.debt !== 0 || opening.overpayment !== 0,
  )
  return used.length > 0 ? used : ledgers
}

/** Rows that change the net balance: an offset within a ledger does not, and no such format has room for it. */
export function moneyEntries(entries: readonly LedgerEntry[]): LedgerEntry[] {
  return entries.filter(entry => netEffect(entry) !== 0n)
}

/** What a row is for, in words: its kind, the declaration, the sender's number. */
export function purposeOf({ type, declaration, reference }: LedgerEntry, t: Catalogue): string[] {
  return [t.operationTypes[type], declaration, reference].flatMap(text => (text ? [withoutControls(text)] : []))
}

/** The first so many characters of a text. */
export function firstCharacters(text: string, max: number): string {
  return [...text].slice(0, max).join('')
}
