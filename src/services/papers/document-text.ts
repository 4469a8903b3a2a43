/** Writes what a document says as JSON for software: the same text each time, byte for byte. */
import type { LedgerFigures } from '../../domain/act/act.ts'
import { ACT_LINES } from '../../domain/act/lines.ts'
import { canonicalJson } from '../../domain/canonical-json.ts'
import type { Charge } from '../../domain/charge.ts'
import type { ClosingLine, DocumentTerms, Issuer } from '../../domain/issued-document.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import { manat, total } from '../../domain/money.ts'
import { KIND_NAMES } from '../../domain/movements.ts'
import type { PaperNumber } from '../../domain/paper-number.ts'
import { recordOf } from '../../domain/record.ts'
import { selectsRows } from '../../domain/statement-filter.ts'
import type { Voen } from '../../domain/voen.ts'
import type { HistoryRow } from '../statement/declaration-history.ts'
import type { ExtractLedger } from '../statement/extract.ts'
import type { DocumentContent } from './document-content.ts'

export interface WrittenDocument {
  readonly voen: Voen
  readonly number: PaperNumber
  readonly issuedAt: Date
  readonly issuer: Issuer
  readonly terms: DocumentTerms
  readonly content: DocumentContent
}

/** Yields the text in pieces of a few milliseconds. */
export async function* writeDocument(document: WrittenDocument): AsyncGenerator<string> {
  const { content } = document
  yield `{"document":${canonicalJson(headOf(document))},\n"rows":[`
  let separator = '\n'
  for await (const rows of walkRows(content)) {
    if (rows.length === 0) continue
    yield separator + rows.map(row => canonicalJson(row)).join(',\n')
    separator = ',\n'
  }
  yield '\n]}\n'
}

function headOf({ voen, number, issuedAt, issuer, terms, content }: WrittenDocument): unknown {
  const { about, books, closing, company, day, language, proof } = terms
  return {
    format: `vereqe-document ${terms.format}`,
    number,
    voen,
    company,
    issuedAt: issuedAt.toISOString(),
    issuedBy: { name: issuer.name, broker: issuer.broker },
    day,
    language,
    about,
    books,
    closing: closing.map(closingText),
    proof,
    ...summaryOf(terms, content),
  }
}

function closingText({ ledger, debt, overpayment }: ClosingLine): unknown {
  return { ledger, debt: manat(BigInt(debt)), overpayment: overpayment && manat(BigInt(overpayment)) }
}

function summaryOf({ about }: DocumentTerms, content: DocumentContent): object {
  switch (content.kind) {
    case 'extract': {
      const isSelection = about.kind === 'extract' && selectsRows(about)
      return { ledgers: content.extract.ledgers.map(ledger => ledgerText(ledger, isSelection)) }
    }
    case 'declaration':
      return {
        funds: content.funds.map(({ fund, assessed, reduced, paid, outstanding }) => ({
          ...{ fund, assessed: manat(assessed), reduced: manat(reduced) },
          ...{ paid: manat(paid), open: manat(outstanding) },
        })),
      }
    case 'open-debts':
      return { open: manat(total(content.closing.map(({ debt }) => BigInt(debt)))), count: content.debts.length }
    case 'act':
      return {}
  }
}

function ledgerText({ turnover, selected, leftOut }: ExtractLedger, isSelection: boolean): unknown {
  const { ledger, opening, closing } = turnover
  const totals = ({ debt, overpayment }: typeof opening) => ({ debt: manat(debt), overpayment: manat(overpayment) })
  const sums = ({ count, sums }: typeof selected) => ({
    count,
    ...Object.fromEntries(KIND_NAMES.map(kind => [kind, manat(sums[kind])])),
  })
  return {
    ledger,
    opening: totals(opening),
    closing: totals(closing),
    selection: isSelection,
    selected: sums(selected),
    leftOut: sums(leftOut),
  }
}

async function* walkRows(content: DocumentContent): AsyncGenerator<readonly unknown[]> {
  switch (content.kind) {
    case 'extract':
      for (const { selected, walk } of content.extract.ledgers) {
        if (selected.count === 0) continue
        for await (const entries of walk()) yield entries.map(entryText)
      }
      return
    case 'declaration':
      yield content.history.map(historyText)
      return
    case 'open-debts':
      yield content.debts.map(debtText)
      return
    case 'act':
      yield content.ledgers.map(ledgerOfAct)
  }
}

function entryText({ voen: _, eventId: __, amount, debt, overpayment, ...entry }: LedgerEntry): unknown {
  return { ...entry, amount: manat(amount), debt: manat(debt), overpayment: manat(overpayment) }
}

function ledgerOfAct({ ledger, figures }: LedgerFigures): unknown {
  return { ledger, ...recordOf(ACT_LINES, line => manat(figures[line])) }
}

/** The broker that filed a declaration sees its documents, but neither the balances of the account nor its payments. */
function historyText({ entry: { ledger, operationDate, type, cause, amount }, after }: HistoryRow): unknown {
  const open = ledger === 'advance' ? null : manat(after.open)
  return { ledger, operationDate, type, cause, amount: manat(amount), open }
}

function debtText({ document: _, number: __, ...charge }: Charge): unknown {
  const { amount, reduced, settled } = charge
  return { ...charge, amount: manat(amount), reduced: manat(reduced), settled: manat(settled) }
}
