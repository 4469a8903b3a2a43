import { setImmediate } from 'node:timers/promises'
import { type Charge, inSettlementOrder } from '../../domain/charge.ts'
import { earlier, type PlainDate } from '../../domain/dates.ts'
import { bearsInterest, type InterestLine, type InterestTerms, lateInterest } from '../../domain/interest.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess, Reader } from '../../store/engine/access.ts'
import { findAccount } from '../../store/ledger/accounts.ts'
import { findChargesOfDocument } from '../../store/ledger/charges.ts'
import { type ChargePart, findChargesOfRange, findPartsOfCharges } from '../../store/ledger/open-debts.ts'
import { readTurnover } from './read-turnover.ts'

/** A charge with late interest, stretch by stretch. */
export interface ChargeInterest {
  readonly charge: Charge
  readonly lines: readonly InterestLine<ChargePart>[]
  readonly interest: bigint
}

/** Late interest that customs charged, as booked up to a day. */
export interface ChargedInterest {
  /** Assessed, less reductions. */
  readonly assessed: bigint
  readonly settled: bigint
}

export interface InterestSheet {
  readonly name: string
  /** In settlement order. */
  readonly charges: readonly ChargeInterest[]
  /** Of all charges; null for an account with so many documents that it is not added up. */
  readonly total: bigint | null
  /** The document after which the next page begins; null on the last page. */
  readonly next: number | null
  readonly charged: ChargedInterest
}

export interface InterestRequest {
  readonly voen: Voen
  /** The last day counted. */
  readonly to: PlainDate
  readonly today: PlainDate
  readonly terms: InterestTerms
  /** The document after which the page begins. */
  readonly after: number
}

/** A page ends with the document that brings it to so many stretches. */
export const SHEET_LINES = 60

/** A page looks through so many documents at most, and a sheet of more has no total. */
export const SHEET_DOCUMENTS = 2000

const DOCUMENTS_AT_ONCE = 20

/**
 * One page of the late interest of an account by rule R10. All that was booked until now is known, also when the last day
 * counted is in the past.
 * @returns null when no such taxpayer is registered
 */
export async function readInterestSheet(reader: ReadAccess, request: InterestRequest): Promise<InterestSheet | null> {
  const { voen, to, today, after } = request
  const turnover = await readTurnover(reader, voen, { from: FIRST_DAY, to: earlier(to, today) })
  if (!turnover) return null
  const { movements } = turnover.find(({ ledger }) => ledger === 'late-interest')!
  const charged = {
    assessed: movements.assessed - movements.reducedUnpaid - movements.reducedPaid,
    settled: movements.settled,
  }
  return reader.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    if (!record) return null
    const { documents } = record.account
    const isWhole = documents <= SHEET_DOCUMENTS
    const charges: ChargeInterest[] = []
    let [total, lines, next, hasMore] = [0n, 0, null as number | null, !isWhole]
    const first = isWhole ? 0 : after
    const last = Math.min(documents, first + SHEET_DOCUMENTS)
    for await (const { document, ofDocument } of walkInterest(tx, request, first, last)) {
      for (const { interest } of ofDocument) total += interest
      if (next !== null) hasMore = true
      if (document <= after || next !== null) continue
      charges.push(...ofDocument)
      for (const { lines: ofCharge } of ofDocument) lines += ofCharge.length
      if (lines < SHEET_LINES) continue
      next = document
      if (!isWhole) break
    }
    const end = next ?? last
    const hasNext = hasMore && end < documents
    return { name: record.name, charges, total: isWhole ? total : null, next: hasNext ? end : null, charged }
  })
}

const FIRST_DAY = '0001-01-01' as PlainDate

interface DocumentInterest {
  readonly document: number
  readonly ofDocument: readonly ChargeInterest[]
}

/** Yields each document with a charge that bears interest, with a turn for other requests between the pieces. */
async function* walkInterest(
  tx: Reader,
  request: InterestRequest,
  first: number,
  last: number,
): AsyncGenerator<DocumentInterest> {
  for (let after = first; after < last; after += DOCUMENTS_AT_ONCE) {
    if (after > first) await setImmediate()
    const range = { voen: request.voen, after, last: Math.min(last, after + DOCUMENTS_AT_ONCE) }
    const found = await workOut(tx, request, await findChargesOfRange(tx, range))
    for (const [document, ofDocument] of Map.groupBy(found, ({ charge }) => charge.document)) {
      yield { document, ofDocument: ofDocument.sort((one, other) => inSettlementOrder(one.charge, other.charge)) }
    }
  }
}

/** @returns the charges that bear interest up to the day */
async function workOut(
  tx: Reader,
  { voen, to, terms }: Pick<InterestRequest, 'voen' | 'to' | 'terms'>,
  charges: readonly Charge[],
): Promise<ChargeInterest[]> {
  const bearing = charges.filter(charge => bearsInterest(charge) && charge.dueOn < to)
  const changed = bearing.filter(({ reduced, settled }) => reduced + settled > 0).map(({ row }) => row)
  const parts = await findPartsOfCharges(tx, voen, changed, Number.MAX_SAFE_INTEGER)
  return bearing.flatMap(charge => {
    const lines = [...lateInterest(charge, parts.get(charge.row) ?? [], terms, to)]
    const interest = lines.reduce((sum, line) => sum + line.interest, 0n)
    return lines.length === 0 ? [] : [{ charge, lines, interest }]
  })
}

/** @returns null when the account has no such charge */
export function readChargeInterest(
  reader: ReadAccess,
  { voen, to, terms }: Pick<InterestRequest, 'voen' | 'to' | 'terms'>,
  { document, number }: Pick<Charge, 'document' | 'number'>,
): Promise<(ChargeInterest & { readonly name: string }) | null> {
  return reader.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    const charge = (await findChargesOfDocument(tx, voen, document)).find(charge => charge.number === number)
    if (!record || !charge) return null
    const [found] = await workOut(tx, { voen, to, terms }, [charge])
    return { name: record.name, ...(found ?? { charge, lines: [], interest: 0n }) }
  })
}
