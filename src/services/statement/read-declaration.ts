import { type Charge, outstanding } from '../../domain/charge.ts'
import type { Declaration, DeclarationNumber } from '../../domain/declaration.ts'
import { FUNDS, type Fund, isCustomsFund } from '../../domain/fund.ts'
import { total } from '../../domain/money.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess } from '../../store/engine/access.ts'
import { findAccount } from '../../store/ledger/accounts.ts'
import { findChargesOfDocument } from '../../store/ledger/charges.ts'
import { findDeclaration } from '../../store/ledger/declarations.ts'
import { type HistoryRow, readHistory } from './declaration-history.ts'
import { declarationVersion } from './versions.ts'

/** The sums of a declaration in one fund: assessed − reduced − paid = open. */
export interface FundCharges {
  readonly fund: Fund
  readonly assessed: bigint
  readonly reduced: bigint
  readonly paid: bigint
  readonly outstanding: bigint
  /** An amendment or cancellation has changed what was assessed. */
  readonly amended: boolean
}

export interface DeclarationStatement {
  readonly name: string
  /** Changes when something is booked on the declaration: open pages compare it. */
  readonly version: string
  readonly declaration: Declaration
  /** Funds with charges, in fund order. */
  readonly funds: readonly FundCharges[]
  /** Outstanding and payable by declaration number (R5). */
  readonly payable: bigint
  /** Outstanding charges of an amendment: not payable by number (note 1 of the guide). */
  readonly amendedOutstanding: bigint
  /** Outstanding in the e-service funds, which have codes of their own. */
  readonly eserviceOutstanding: bigint
  /** Rows on all ledgers in booking order, at most as many as asked for. */
  readonly history: readonly HistoryRow[]
  /** The cursor of the next page; null on the last. */
  readonly next: number | null
}

export const DECLARATION_PAGE_SIZE = 100

interface DeclarationRequest {
  readonly voen: Voen
  readonly number: DeclarationNumber
  /** The `seq` after which the page starts; null for the first page. */
  readonly after: number | null
  /** The broker that must have filed it; null for any. */
  readonly declarant: Voen | null
  /** The most rows of the history. */
  readonly limit?: number
}

/** @returns null when the account has no such declaration */
export function readDeclaration(
  reader: ReadAccess,
  { voen, number, after, declarant, limit = DECLARATION_PAGE_SIZE }: DeclarationRequest,
): Promise<DeclarationStatement | null> {
  return reader.snapshot(voen, async tx => {
    const [declaration, record] = await Promise.all([findDeclaration(tx, voen, number), findAccount(tx, voen)])
    if (!declaration || !record || (declarant !== null && declaration.declarant !== declarant)) return null
    const [charges, found, version] = await Promise.all([
      findChargesOfDocument(tx, voen, declaration.document),
      readHistory(tx, { voen, number, after: after ?? 0, limit: limit + 1 }),
      declarationVersion(tx, declaration),
    ])
    const ofCustoms = charges.filter(charge => isCustomsFund(charge.fund))
    const history = found.slice(0, limit)
    const next = found.length > limit ? history.at(-1)!.entry.seq : null
    return {
      name: record.name,
      version,
      declaration,
      funds: fundByFund(charges),
      payable: total(ofCustoms.filter(charge => !charge.amended).map(outstanding)),
      amendedOutstanding: total(ofCustoms.filter(charge => charge.amended).map(outstanding)),
      eserviceOutstanding: total(charges.filter(charge => !isCustomsFund(charge.fund)).map(outstanding)),
      history,
      next,
    }
  })
}

export function fundByFund(charges: readonly Charge[]): FundCharges[] {
  return FUNDS.flatMap(fund => {
    const ofFund = charges.filter(charge => charge.fund === fund)
    if (ofFund.length === 0) return []
    return [
      {
        fund,
        assessed: total(ofFund.map(charge => charge.amount)),
        reduced: total(ofFund.map(charge => charge.reduced)),
        paid: total(ofFund.map(charge => charge.settled)),
        outstanding: total(ofFund.map(outstanding)),
        amended: ofFund.some(charge => charge.amended || charge.reduced > 0),
      },
    ]
  })
}
