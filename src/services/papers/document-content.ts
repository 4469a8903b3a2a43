/** Makes the content of a document from the books as they stood at its position, whatever was booked later. */

import type { LedgerTotals } from '../../domain/account.ts'
import type { LedgerFigures } from '../../domain/act/act.ts'
import { actFiguresOf } from '../../domain/act/lines.ts'
import { type Charge, outstanding } from '../../domain/charge.ts'
import type { PlainDate } from '../../domain/dates.ts'
import { FUNDS, LEDGERS } from '../../domain/fund.ts'
import type { ClosingLine, DocumentSubject } from '../../domain/issued-document.ts'
import { total } from '../../domain/money.ts'
import { selects } from '../../domain/open-debt.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess } from '../../store/engine/access.ts'
import { findAccount } from '../../store/ledger/accounts.ts'
import { findChargesOfDocument } from '../../store/ledger/charges.ts'
import { findDeclaration } from '../../store/ledger/declarations.ts'
import { findLastSeqTo } from '../../store/ledger/entry-ranges.ts'
import { findChargesThen, walkOpenThen } from '../../store/ledger/open-debts.ts'
import { type HistoryRow, readHistory } from '../statement/declaration-history.ts'
import { openStatementExtract, type StatementExtract } from '../statement/extract.ts'
import { type FundCharges, fundByFund } from '../statement/read-declaration.ts'
import { readMovements } from '../statement/read-movements.ts'
import { findRowWindow } from '../statement/window.ts'

/** What a document says. `closing` are its last figures. */
export type DocumentContent = { readonly closing: readonly ClosingLine[] } & (
  | { readonly kind: 'extract'; readonly extract: StatementExtract }
  | { readonly kind: 'declaration'; readonly funds: readonly FundCharges[]; readonly history: readonly HistoryRow[] }
  | { readonly kind: 'open-debts'; readonly debts: readonly Charge[] }
  | { readonly kind: 'act'; readonly ledgers: readonly LedgerFigures[] }
)

/** The rows that a document lists. */
export function rowsOf(content: DocumentContent): number {
  switch (content.kind) {
    case 'extract':
      return content.extract.ledgers.reduce((sum, { selected }) => sum + selected.count, 0)
    case 'declaration':
      return content.history.length
    case 'open-debts':
      return content.debts.length
    case 'act':
      return content.ledgers.length
  }
}

/** The most rows of a document: about 240 printed pages. */
export const MAX_DOCUMENT_ROWS = 10_000

interface ContentRequest {
  readonly voen: Voen
  readonly about: DocumentSubject
  /** The last row of the account that counts. */
  readonly upTo: number
  /** The day on which the document was issued. */
  readonly day: PlainDate
  /** The most rows that it may have; MAX_DOCUMENT_ROWS when absent. */
  readonly maxRows?: number
}

/** A document would have more rows than asked for. */
export class TooManyRowsError extends Error {
  override readonly name = 'TooManyRowsError'
  /** How many it would have; null where they were not counted to their end. */
  readonly rows: number | null

  constructor(rows: number | null = null) {
    super()
    this.rows = rows
  }
}

/**
 * @returns null when the account has no such thing up to there
 * @throws {TooManyRowsError}
 */
export function makeContent(reader: ReadAccess, request: ContentRequest): Promise<DocumentContent | null> {
  switch (request.about.kind) {
    case 'extract':
      return makeExtract(reader, request, request.about)
    case 'declaration':
      return makeDeclaration(reader, request, request.about)
    case 'open-debts':
      return makeDebts(reader, request, request.about)
    case 'act':
      return makeAct(reader, request, request.about)
  }
}

type Of<Kind> = Extract<DocumentSubject, { kind: Kind }>

async function makeExtract(
  reader: ReadAccess,
  { voen, upTo, day, maxRows = MAX_DOCUMENT_ROWS }: ContentRequest,
  { ledger, ...filter }: Of<'extract'>,
): Promise<DocumentContent | null> {
  const ledgers = ledger === null ? LEDGERS : [ledger]
  const extract = await openStatementExtract(reader, {
    ...{ voen, ledgers, filter, today: day, asOf: upTo },
    max: maxRows,
  })
  if (!extract) return null
  if (extract.ledgers.some(({ leftOut }) => leftOut.count > 0)) {
    throw new TooManyRowsError(extract.ledgers.reduce((sum, { selected }) => sum + selected.count, 0))
  }
  const closing = extract.ledgers.map(({ ledger, turnover }) => closingOf(ledger, turnover.closing))
  return { kind: 'extract', extract, closing }
}

function closingOf(ledger: ClosingLine['ledger'], { debt, overpayment }: LedgerTotals): ClosingLine {
  return { ledger, debt: `${debt}`, overpayment: `${overpayment}` }
}

function makeDeclaration(
  reader: ReadAccess,
  { voen, upTo, maxRows = MAX_DOCUMENT_ROWS }: ContentRequest,
  { declaration }: Of<'declaration'>,
): Promise<DocumentContent | null> {
  return reader.snapshot(voen, async tx => {
    const found = await findDeclaration(tx, voen, declaration)
    if (!found) return null
    const read = await readHistory(tx, { voen, number: declaration, after: 0, limit: maxRows + 1 })
    const history = read.filter(({ entry }) => entry.seq <= upTo)
    if (history.length > maxRows) throw new TooManyRowsError()
    const charges = (await findChargesOfDocument(tx, voen, found.document)).filter(({ row }) => row <= upTo)
    const funds = fundByFund(await findChargesThen(tx, charges, { voen, upTo }))
    const closing = funds.map(({ fund, outstanding }) => openLine(fund, outstanding))
    return { kind: 'declaration', funds, history, closing }
  })
}

function openLine(ledger: ClosingLine['ledger'], open: bigint): ClosingLine {
  return { ledger, debt: `${open}`, overpayment: null }
}

async function makeDebts(
  reader: ReadAccess,
  { voen, upTo, day, maxRows = MAX_DOCUMENT_ROWS }: ContentRequest,
  { on, filter }: Of<'open-debts'>,
): Promise<DocumentContent> {
  const last =
    on === null ? upTo : Math.min(upTo, (await reader.snapshot(voen, tx => findLastSeqTo(tx, voen, on))) ?? 0)
  const isSelected = selects(filter, on ?? day)
  const debts: Charge[] = []
  for await (const charges of walkOpenThen(work => reader.snapshot(voen, work), { voen, upTo: last })) {
    debts.push(...charges.filter(isSelected))
    if (debts.length > maxRows) throw new TooManyRowsError()
  }
  const closing = FUNDS.flatMap(fund => {
    const ofFund = debts.filter(debt => debt.fund === fund)
    return ofFund.length === 0 ? [] : [openLine(fund, total(ofFund.map(outstanding)))]
  })
  return { kind: 'open-debts', debts, closing }
}

/** The figures of customs, from the books as they stood when the act was drawn up. */
function makeAct(
  reader: ReadAccess,
  { voen }: ContentRequest,
  { from, to, upTo }: Of<'act'>,
): Promise<DocumentContent | null> {
  return reader.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    if (!record) return null
    const window = await findRowWindow(tx, voen, { from, to }, upTo)
    const turnoverOf = await readMovements(tx, record, { ledgers: LEDGERS, window })
    const turnovers = LEDGERS.map(turnoverOf)
    return {
      kind: 'act',
      ledgers: turnovers.map(turnover => ({ ledger: turnover.ledger, figures: actFiguresOf(turnover) })),
      closing: turnovers.map(({ ledger, closing }) => closingOf(ledger, closing)),
    }
  })
}
