/**
 * The account as an ISO 20022 bank statement, camt.053.001.08: one statement a ledger, whose entries lead from the opening
 * to the closing balance.
 */
import type { PlainDate } from '../../domain/dates.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import { manat } from '../../domain/money.ts'
import { netBalance, netEffect } from '../../domain/net-balance.ts'
import { withoutControls } from '../../domain/visible-text.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { LedgerWalk } from '../../services/statement/exports.ts'
import { escapeXml } from '../workbook/cells.ts'
import {
  type AccountingFile,
  accountNumber,
  firstCharacters,
  moneyEntries,
  purposeOf,
  usedLedgers,
} from './money-account.ts'

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'

/** The greatest lengths of the schema's texts. */
const MAX = { name: 140, accountName: 70, line: 140, information: 500 }

/** Yields the message in pieces. */
export async function* camt053(file: AccountingFile): AsyncGenerator<string> {
  const { statement, now } = file
  const { voen, from, to } = statement
  const made = now.toISOString().slice(0, 19)
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${NAMESPACE}"><BkToCstmrStmt>`
  const message = element('MsgId', `${voen}-${made.replace(/\D/g, '')}`) + element('CreDtTm', `${made}Z`)
  yield `${wrapped('GrpHdr', message)}\n`
  for (const ledger of usedLedgers(statement)) {
    const id = `${accountNumber(voen, ledger.turnover.ledger)}-${compact(from)}-${compact(to)}`
    const period = element('FrDtTm', `${from}T00:00:00+04:00`) + element('ToDtTm', `${to}T23:59:59+04:00`)
    yield `<Stmt>${element('Id', id)}${element('CreDtTm', `${made}Z`)}${wrapped('FrToDt', period)}`
    yield `${accountOf(file, ledger)}${balancesOf(file, ledger)}\n`
    for await (const entries of ledger.walk())
      yield moneyEntries(entries)
        .map(entry => entryOf(entry, file.t))
        .join('')
    yield '</Stmt>\n'
  }
  yield '</BkToCstmrStmt></Document>\n'
}

function accountOf({ statement: { voen, name }, t }: AccountingFile, { turnover: { ledger } }: LedgerWalk): string {
  const owner = element('Nm', firstCharacters(name, MAX.name))
  const taxNumber = element('Id', voen) + wrapped('SchmeNm', element('Cd', 'TXID'))
  return wrapped(
    'Acct',
    wrapped('Id', wrapped('Othr', element('Id', accountNumber(voen, ledger)))),
    element('Ccy', 'AZN'),
    element('Nm', firstCharacters(t.ledgers[ledger], MAX.accountName)),
    wrapped('Ownr', owner, wrapped('Id', wrapped('OrgId', wrapped('Othr', taxNumber)))),
    wrapped('Svcr', wrapped('FinInstnId', element('Nm', t.accounting.customs))),
  )
}

function balancesOf({ statement: { from, to } }: AccountingFile, { turnover }: LedgerWalk): string {
  const balance = (code: string, of: bigint, on: PlainDate) =>
    wrapped(
      'Bal',
      wrapped('Tp', wrapped('CdOrPrtry', element('Cd', code))),
      amountOf(of),
      wrapped('Dt', element('Dt', on)),
    )
  return balance('OPBD', netBalance(turnover.opening), from) + balance('CLBD', netBalance(turnover.closing), to)
}

function entryOf(entry: LedgerEntry, t: Catalogue): string {
  const { seq, type, operationDate, paymentDate, eventId } = entry
  const lines = purposeOf(entry, t).flatMap(text => inLines(text, MAX.line))
  const event = firstCharacters(withoutControls(eventId), MAX.information)
  const details = wrapped(
    'TxDtls',
    wrapped('Refs', element('AcctSvcrRef', String(seq))),
    wrapped('RmtInf', ...lines.map(line => element('Ustrd', line))),
    element('AddtlTxInf', event),
  )
  const written = wrapped(
    'Ntry',
    element('NtryRef', String(seq)),
    amountOf(netEffect(entry)),
    wrapped('Sts', element('Cd', 'BOOK')),
    wrapped('BookgDt', element('Dt', operationDate)),
    paymentDate === null ? '' : wrapped('ValDt', element('Dt', paymentDate)),
    element('AcctSvcrRef', String(seq)),
    wrapped('BkTxCd', wrapped('Prtry', element('Cd', type))),
    wrapped('NtryDtls', details),
  )
  return `${written}\n`
}

/** Amounts have no sign: a word says on which side they stand. */
function amountOf(amount: bigint): string {
  const [side, size] = amount < 0n ? ['DBIT', -amount] : ['CRDT', amount]
  return `<Amt Ccy="AZN">${manat(size as bigint)}</Amt>${element('CdtDbtInd', side as string)}`
}

function inLines(text: string, max: number): string[] {
  const characters = [...text]
  const count = Math.ceil(characters.length / max)
  return Array.from({ length: count }, (_, line) => characters.slice(line * max, (line + 1) * max).join(''))
}

function compact(day: PlainDate): string {
  return day.replaceAll('-', '')
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`
}

function wrapped(name: string, ...parts: readonly string[]): string {
  return `<${name}>${parts.join('')}</${name}>`
}
