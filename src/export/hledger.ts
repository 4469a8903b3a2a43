/** The journal in hledger's plain-text format. */

import { FUNDS } from '../domain/fund.ts'
import type { JournalPosting, JournalTransaction } from '../domain/journal.ts'
import { manat } from '../domain/money.ts'
import { CHANNELS } from '../domain/operation-type.ts'

/** How amounts are written. */
export const HLEDGER_HEAD = 'decimal-mark .\ncommodity 1000.00 AZN\n'

/**
 * Declares every account of a taxpayer.
 * @param prefix what stands before the names when the journal tells of several taxpayers, else ''
 */
export function toHledgerAccounts(prefix: string): string {
  const names = [
    ...FUNDS.map(fund => `assets:debt:${fund}`),
    ...FUNDS.map(fund => `liabilities:overpayment:${fund}`),
    'liabilities:advance',
    ...FUNDS.map(fund => `revenues:assessed:${fund}`),
    ...CHANNELS.map(channel => `assets:clearing:${channel}`),
  ]
  return `\n${names.map(name => `account ${prefix}${name}\n`).join('')}`
}

/**
 * One transaction: the operation date as its date, the payment date as its secondary date, the declaration or reference
 * as its code. Balances are exclusive assertions (`=`): hledger checks the inclusive ones in quadratic time.
 */
export function toHledger({ entry, postings }: JournalTransaction, prefix: string): string {
  const date = entry.paymentDate ? `${entry.operationDate}=${entry.paymentDate}` : entry.operationDate
  const code = entry.declaration ?? entry.reference
  const head = `${date} *${code === null ? '' : ` (${codeText(code)})`} ${entry.ledger} ${entry.type}`
  const tags = `event: ${tagValue(entry.eventId)}, type: ${entry.type}`
  return `\n${head}  ; ${tags}\n${postings.map(posting => toLine(posting, prefix)).join('')}`
}

function toLine({ account, side, amount, balance }: JournalPosting, prefix: string): string {
  const signed = (credit: boolean, text: string) => (credit && text !== '0.00' ? `-${text}` : text)
  const assertion = balance === undefined ? '' : ` = ${signed(account.startsWith('liabilities:'), manat(balance))} AZN`
  return `    ${prefix}${account}  ${signed(side === 'credit', manat(amount))} AZN${assertion}\n`
}

/** A code ends at its closing bracket and a transaction at its line. */
function codeText(code: string): string {
  return code
    .replaceAll('(', '[')
    .replaceAll(')', ']')
    .replace(/\p{Cc}/gu, ' ')
}

/** A tag's value ends at a comma or with the line: what would end it is written as in a URL. */
function tagValue(text: string): string {
  return text.replace(/[%,\p{Cc}]/gu, encodeURIComponent)
}
