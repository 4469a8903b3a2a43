/** Writes the journal in hledger's plain-text format. */

import { FUNDS } from '../domain/fund.ts'
import { Journal, type JournalPosting, type JournalTransaction, REFUNDS } from '../domain/journal.ts'
import type { LedgerEntry } from '../domain/ledger-entry.ts'
import { manat } from '../domain/money.ts'
import { CHANNELS } from '../domain/operation-type.ts'

export const HLEDGER_HEAD = 'decimal-mark .\ncommodity 1000.00 AZN\n'

/**
 * Declares every account of a taxpayer.
 * @param prefix precedes the account names when the journal has several taxpayers, else ''
 */
function toHledgerAccounts(prefix: string): string {
  const names = [
    ...FUNDS.map(fund => `assets:debt:${fund}`),
    ...FUNDS.map(fund => `liabilities:overpayment:${fund}`),
    'liabilities:advance',
    ...FUNDS.map(fund => `revenues:assessed:${fund}`),
    ...CHANNELS.map(channel => `assets:clearing:${channel}`),
    REFUNDS,
  ]
  return `\n${names.map(name => `account ${prefix}${name}\n`).join('')}`
}

/**
 * Yields the journal of a taxpayer, in pieces.
 * @param batches all rows of the account, in booking order
 */
export async function* hledgerJournal(
  batches: AsyncIterable<readonly LedgerEntry[]>,
  prefix: string,
): AsyncGenerator<string> {
  const journal = new Journal()
  yield toHledgerAccounts(prefix)
  for await (const entries of batches) {
    const transactions = entries.flatMap(entry => journal.record(entry) ?? [])
    yield transactions.map(transaction => toHledger(transaction, prefix)).join('')
  }
}

/** Yields the journal of one taxpayer as a file, in pieces. */
export async function* hledgerFile(batches: AsyncIterable<readonly LedgerEntry[]>): AsyncGenerator<string> {
  yield HLEDGER_HEAD
  yield* hledgerJournal(batches, '')
}

/**
 * Writes a transaction: the operation date is its date, the payment date its secondary date, the declaration or the
 * reference its code. Balances are exclusive assertions (`=`): hledger checks inclusive ones in quadratic time.
 */
function toHledger({ entry, postings }: JournalTransaction, prefix: string): string {
  const date = entry.paymentDate ? `${entry.operationDate}=${entry.paymentDate}` : entry.operationDate
  const code = entry.declaration ?? entry.reference
  const head = `${date} *${code === null ? '' : ` (${codeText(code)})`} ${entry.ledger} ${entry.type}`
  // With a declaration for its code, a payment's own number is a tag.
  const other =
    entry.declaration !== null && entry.reference !== null ? `, reference: ${tagValue(entry.reference)}` : ''
  const tags = `event: ${tagValue(entry.eventId)}, type: ${entry.type}${other}`
  return `\n${head}  ; ${tags}\n${postings.map(posting => toLine(posting, prefix)).join('')}`
}

function toLine({ account, side, amount, balance }: JournalPosting, prefix: string): string {
  const signed = (credit: boolean, text: string) => (credit && text !== '0.00' ? `-${text}` : text)
  const assertion = balance === undefined ? '' : ` = ${signed(account.startsWith('liabilities:'), manat(balance))} AZN`
  return `    ${prefix}${account}  ${signed(side === 'credit', manat(amount))} AZN${assertion}\n`
}

/** A closing bracket ends a code, and a line end ends a transaction. */
function codeText(code: string): string {
  return code
    .replaceAll('(', '[')
    .replaceAll(')', ']')
    .replace(/\p{Cc}/gu, ' ')
}

/** A comma or a line end ends a tag's value, so both are percent-encoded. */
function tagValue(text: string): string {
  return text.replace(/[%,\p{Cc}]/gu, encodeURIComponent)
}
