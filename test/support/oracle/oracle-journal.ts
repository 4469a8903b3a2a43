import type { Oracle } from './oracle.ts'
import type { OracleAccount, OracleEntry } from './oracle-account.ts'
import { manat } from './oracle-output.ts'
import { accountsOf } from './oracle-tables.ts'

/** The journal by section 8 (double entry). */

export interface OraclePosting {
  /** Without the VÖEN. */
  account: string
  /** A debit is positive, a credit negative. */
  amount: bigint
}

export interface OracleTransaction {
  voen: string
  date: string
  secondDate: string
  declaration: string
  reference: string
  event: string
  type: string
  postings: OraclePosting[]
}

/** The transactions of an account in booking order: one a row, and one for the two rows of a drawdown or a transfer. */
export function transactionsOf(account: OracleAccount): OracleTransaction[] {
  return account.entries.filter(isFirstSide).map(row => ({
    voen: account.voen,
    date: row.operation_date,
    secondDate: row.payment_date,
    declaration: row.declaration,
    reference: row.reference,
    event: row.event_id,
    type: row.type,
    postings: postingsOf(row, account),
  }))
}

/** The second rows of a drawdown and a transfer are the other side of the posting of the first. */
function isFirstSide({ type, ledger }: OracleEntry): boolean {
  return type !== 'transfer-in' && !(type === 'advance-drawdown' && ledger === 'advance')
}

function postingsOf(row: OracleEntry, account: OracleAccount): OraclePosting[] {
  const { ledger, channel, amount } = row
  const debt = `assets:debt:${ledger}`
  const overpayment = overpaymentOf(row)
  const assessed = `revenues:assessed:${ledger}`
  switch (row.type) {
    case 'assessment':
      return move(amount, debt, assessed)
    case 'hop-payment':
      return move(amount, `assets:clearing:${channel}`, debt)
    case 'overpayment-offset':
      return move(amount, overpayment, debt)
    case 'advance-drawdown':
      return move(amount, 'liabilities:advance', debt)
    case 'reduction':
      return account.allocations
        .filter(allocation => allocation.row === row)
        .flatMap(({ effect, amount }) => move(amount, assessed, effect === 'debt' ? debt : overpayment))
    case 'refund':
      return move(amount, overpayment, 'assets:clearing:refund')
    case 'transfer-out':
      return move(amount, overpayment, overpaymentOf(account.entries[row.row]!)) // its twin is the next row
    default:
      return move(amount, `assets:clearing:${channel}`, overpayment)
  }
}

function overpaymentOf({ ledger }: OracleEntry): string {
  return ledger === 'advance' ? 'liabilities:advance' : `liabilities:overpayment:${ledger}`
}

const move = (amount: bigint, debit: string, credit: string): OraclePosting[] => [
  { account: debit, amount },
  { account: credit, amount: -amount },
]

/** Every account in hledger's format; accounts are prefixed with their VÖEN when there are several. */
export function journalOf(oracle: Oracle): string {
  const isPrefixed = oracle.voens.length > 1
  const transactions = accountsOf(oracle)
    .flatMap(transactionsOf)
    .toSorted((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0))
  const name = ({ voen }: OracleTransaction, account: string) => (isPrefixed ? `${voen}:${account}` : account)
  const declared = new Set(
    transactions.flatMap(transaction => transaction.postings.map(({ account }) => name(transaction, account))),
  )
  const blocks = transactions.map(transaction => {
    const lines = transaction.postings.map(
      ({ account, amount }) => `    ${name(transaction, account)}  ${signed(amount)} AZN`,
    )
    return [headOf(transaction), ...lines].join('\n')
  })
  const declarations =
    declared.size > 0
      ? [
          [...declared]
            .sort()
            .map(account => `account ${account}`)
            .join('\n'),
        ]
      : []
  return `${['decimal-mark .\ncommodity 1000.00 AZN', ...declarations, ...blocks].join('\n\n')}\n`
}

function headOf({ date, secondDate, declaration, reference, event, type }: OracleTransaction): string {
  const code = declaration || reference
  const tags = [`event: ${printable(event)}`, `type: ${type}`]
  if (declaration && reference) tags.push(`reference: ${printable(reference)}`)
  const dates = secondDate ? `${date}=${secondDate}` : date
  return `${dates} *${code ? ` (${printable(code)})` : ''} ${type}  ; ${tags.join(', ')}`
}

/** Without the characters that mean something in a head. */
const printable = (text: string) => text.replace(/[\p{Cc}\u2028\u2029,;()]/gu, '_')

const signed = (amount: bigint) => (amount < 0n ? `-${manat(-amount)}` : manat(amount))
