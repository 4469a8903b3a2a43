/**
 * The account in 1C's exchange format with banks, 1CClientBankExchange 1.03: lines `key=value`, dates dd.mm.yyyy, amounts
 * with a point. Each ledger is an account; each row that changes its balance is a document.
 */
import { type PlainDate, todayInBaku } from '../../domain/dates.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import { manat } from '../../domain/money.ts'
import { netBalance, netEffect, netMovements } from '../../domain/net-balance.ts'
import { withoutControls } from '../../domain/visible-text.ts'
import type { LedgerWalk } from '../../services/statement/exports.ts'
import {
  type AccountingFile,
  accountNumber,
  firstCharacters,
  moneyEntries,
  purposeOf,
  usedLedgers,
} from './money-account.ts'
import { windows1251 } from './windows-1251.ts'

type Line = readonly [key: string, value: string]

/** The greatest lengths of the format. */
const MAX = { name: 160, purpose: 210 }

/** The only kind of document that every program takes. */
const DOCUMENT = 'Платежное поручение'

/** Yields the file in pieces, in the encoding that it names. */
export async function* clientBankExchange(file: AccountingFile): AsyncGenerator<Uint8Array> {
  const ledgers = usedLedgers(file.statement)
  yield windows1251(headOf(file, ledgers) + ledgers.map(ledger => sectionOf(file, ledger)).join(''))
  for (const { walk } of ledgers)
    for await (const entries of walk())
      yield windows1251(
        moneyEntries(entries)
          .map(entry => documentOf(entry, file))
          .join(''),
      )
  yield windows1251('КонецФайла\r\n')
}

function headOf({ statement, now, t }: AccountingFile, ledgers: readonly LedgerWalk[]): string {
  return `1CClientBankExchange\r\n${lines([
    ['ВерсияФормата', '1.03'],
    ['Кодировка', 'Windows'],
    ['Отправитель', t.service],
    ['ДатаСоздания', written(todayInBaku(now))],
    ['ВремяСоздания', `${t.format.time(now)}:00`],
    ...periodOf(statement),
    ...accounts(statement.voen, ledgers),
    ['Документ', DOCUMENT],
  ])}`
}

function accounts(voen: string, ledgers: readonly LedgerWalk[]): Line[] {
  return ledgers.map(({ turnover: { ledger } }) => ['РасчСчет', accountNumber(voen, ledger)])
}

function sectionOf({ statement }: AccountingFile, { turnover }: LedgerWalk): string {
  const { ledger, opening, closing, movements } = turnover
  const { raised, lowered } = netMovements(ledger, movements)
  return `СекцияРасчСчет\r\n${lines([
    ...periodOf(statement),
    ['РасчСчет', accountNumber(statement.voen, ledger)],
    ['НачальныйОстаток', signed(netBalance(opening))],
    ['ВсегоПоступило', manat(raised)],
    ['ВсегоСписано', manat(lowered)],
    ['КонечныйОстаток', signed(netBalance(closing))],
  ])}КонецРасчСчет\r\n`
}

/**
 * The account is the company's, kept by customs. Money that comes in or goes out is the company's too, in its bank or on
 * another of these accounts; what customs assesses it takes, and what it reduces it gives back.
 */
function documentOf(entry: LedgerEntry, { statement, t }: AccountingFile): string {
  const { seq, type, ledger, operationDate, amount } = entry
  const [account, day] = [accountNumber(statement.voen, ledger), written(operationDate)]
  const company = oneLine(statement.name, MAX.name)
  const isWithCustoms = type === 'assessment' || type === 'reduction'
  const [otherSide, taxNumber] = isWithCustoms ? [t.accounting.customs, ''] : [company, statement.voen]
  const parties: Line[] =
    netEffect(entry) > 0n
      ? [
          ...party('Плательщик', otherSide, taxNumber),
          ['ПолучательСчет', account],
          ['ДатаПоступило', day],
          ...party('Получатель', company, statement.voen),
        ]
      : [
          ['ПлательщикСчет', account],
          ['ДатаСписано', day],
          ...party('Плательщик', company, statement.voen),
          ...party('Получатель', otherSide, taxNumber),
        ]
  return `СекцияДокумент=${DOCUMENT}\r\n${lines([
    ['Номер', String(seq)],
    ['Дата', day],
    ['Сумма', manat(amount)],
    ...parties,
    ['НазначениеПлатежа', oneLine(purposeOf(entry, t).join('; '), MAX.purpose)],
  ])}КонецДокумента\r\n`
}

/** @param taxNumber empty for customs, which is no taxpayer */
function party(role: 'Плательщик' | 'Получатель', name: string, taxNumber: string): Line[] {
  return taxNumber === ''
    ? [[role, name]]
    : [
        [role, name],
        [`${role}ИНН`, taxNumber],
      ]
}

function periodOf({ from, to }: AccountingFile['statement']): Line[] {
  return [
    ['ДатаНачала', written(from)],
    ['ДатаКонца', written(to)],
  ]
}

function lines(of: readonly Line[]): string {
  return of.map(([key, value]) => `${key}=${value}\r\n`).join('')
}

/** A line end would end the value. */
function oneLine(text: string, max: number): string {
  return firstCharacters(withoutControls(text).replace(/[\t\r\n]+/g, ' '), max)
}

function written(day: PlainDate): string {
  return day.split('-').toReversed().join('.')
}

function signed(amount: bigint): string {
  return amount < 0n ? `-${manat(-amount)}` : manat(amount)
}
