import { type Charge, inSettlementOrder, outstanding } from '../../domain/charge.ts'
import { earlier, type PlainDate } from '../../domain/dates.ts'
import type { InterestTerms } from '../../domain/interest.ts'
import { total } from '../../domain/money.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess, Reader } from '../../store/engine/access.ts'
import { type AccountRecord, findAccount } from '../../store/ledger/accounts.ts'
import { findChargeByNumber, walkDocumentsWithCharges } from '../../store/ledger/charges.ts'
import { type PaidLine, workOutLines } from './paid-days.ts'
import { readTurnover } from './read-turnover.ts'

/** A charge with late interest, stretch by stretch. */
export interface ChargeInterest {
  readonly charge: Charge
  /** Those of the page. */
  readonly lines: readonly PaidLine[]
  /** Of all lines of the charge. */
  readonly interest: bigint
  /** Lines of the charge are on the page before. */
  readonly continued: boolean
}

/** The last charge of a page, and the last day of its last line where the charge goes on. */
export interface SheetPlace extends Pick<Charge, 'document' | 'number'> {
  readonly day: PlainDate | null
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
  /** Of all charges; null for an account with so many documents or rows that it is not added up. */
  readonly total: bigint | null
  /** That part of the total which is of debts that are open now; the rest is of debts that were paid or taken off. */
  readonly ofOpen: bigint | null
  /** The place after which the next page begins; null on the last page. */
  readonly next: SheetPlace | null
  readonly charged: ChargedInterest
}

export interface InterestRequest {
  readonly voen: Voen
  /** The last day counted. */
  readonly to: PlainDate
  readonly today: PlainDate
  readonly terms: InterestTerms
  /** The place after which the page begins; null for the first page. */
  readonly after: SheetPlace | null
}

/** A page ends with the charge that brings it to so many stretches, and within a charge of more. */
export const SHEET_LINES = 60

/** A sheet of more documents has no total. */
export const SHEET_DOCUMENTS = 2000

/** A sheet of an account with more rows has no total: a document may have any number of charges and payments. */
export const SHEET_ROWS = 50_000

/** A page of a sheet without a total looks through so many charges at most. */
export const SHEET_CHARGES = 5000

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
    const isWhole = hasTotal(record)
    const page = new SheetPage(after, isWhole ? Number.POSITIVE_INFINITY : SHEET_CHARGES)
    let sum = 0n
    let ofOpen = 0n
    for await (const found of walkInterest(tx, request, isWhole)) {
      sum += found.interest
      if (outstanding(found.charge) > 0) ofOpen += found.interest
      if (!found.isBefore) page.add(found)
      if (!isWhole && page.next !== null) break
    }
    const totals = isWhole ? { total: sum, ofOpen } : { total: null, ofOpen: null }
    return { name: record.name, charges: page.charges, ...totals, next: page.next, charged }
  })
}

function hasTotal({ account: { documents, entries } }: AccountRecord): boolean {
  return documents <= SHEET_DOCUMENTS && entries <= SHEET_ROWS
}

const FIRST_DAY = '0001-01-01' as PlainDate

/** Takes the charges from its place on until it is full. */
class SheetPage {
  readonly charges: ChargeInterest[] = []
  /** Set as soon as the page ends and more may follow. */
  next: SheetPlace | null = null
  readonly #after: SheetPlace | null
  /** How many charges it looks through. */
  readonly #limit: number
  #looked = 0
  #lines = 0
  #full: SheetPlace | null = null

  constructor(after: SheetPlace | null, limit: number) {
    this.#after = after
    this.#limit = limit
  }

  add({ charge, lines, interest }: Omit<WorkedOut, 'isBefore'>): void {
    if (this.next !== null) return
    const { document, number } = charge
    const left = this.#leftOf(charge, lines)
    if (left.length > 0) {
      if (this.#full !== null) {
        this.next = this.#full
        return
      }
      const shown = left.length > SHEET_LINES ? left.slice(0, SHEET_LINES - this.#lines) : left
      this.charges.push({ charge, lines: shown, interest, continued: left.length < lines.length })
      this.#lines += shown.length
      if (shown.length < left.length) this.next = { document, number, day: shown.at(-1)!.to }
      else if (this.#lines >= SHEET_LINES) this.#full = { document, number, day: null }
    }
    this.#looked += 1
    if (this.#looked >= this.#limit) this.next ??= this.#full ?? { document, number, day: null }
  }

  #leftOf({ document, number }: Charge, lines: readonly PaidLine[]): readonly PaidLine[] {
    const after = this.#after
    if (!after?.day || after.document !== document || after.number !== number) return lines
    const { day } = after
    return lines.filter(({ from }) => from > day)
  }
}

interface WorkedOut {
  readonly charge: Charge
  /** Empty where it bears no interest up to the day. */
  readonly lines: readonly PaidLine[]
  readonly interest: bigint
  /** The charge is on a page before. */
  readonly isBefore: boolean
}

const CHARGES_AT_ONCE = 100

/** Yields the charges in settlement order, with turns for other requests; from the page on, or all. */
async function* walkInterest(tx: Reader, request: InterestRequest, all: boolean): AsyncGenerator<WorkedOut> {
  const { voen, after } = request
  for await (const charges of walkDocumentsWithCharges(work => work(tx), voen, all ? 0 : (after?.document ?? 0))) {
    const sorted = charges.toSorted(inSettlementOrder)
    const start = firstOnPage(sorted, after)
    for (let from = all ? 0 : start; from < sorted.length; from += CHARGES_AT_ONCE) {
      let index = from
      for await (const worked of workOut(tx, request, sorted.slice(from, from + CHARGES_AT_ONCE))) {
        yield { ...worked, isBefore: index < start }
        index += 1
      }
    }
  }
}

/** @returns the index of the first charge that is on the page, among charges of some documents */
function firstOnPage(charges: readonly Charge[], after: SheetPlace | null): number {
  if (after === null) return 0
  const last = charges.findIndex(({ document, number }) => document === after.document && number === after.number)
  if (last !== -1) return after.day === null ? last + 1 : last
  const next = charges.findIndex(({ document }) => document >= after.document)
  return next === -1 ? charges.length : next
}

async function* workOut(
  tx: Reader,
  { voen, to, terms }: Pick<InterestRequest, 'voen' | 'to' | 'terms'>,
  charges: readonly Charge[],
): AsyncGenerator<Omit<WorkedOut, 'isBefore'>> {
  for await (const { charge, lines } of workOutLines(tx, { voen, upTo: Number.MAX_SAFE_INTEGER, terms, to }, charges)) {
    yield { charge, lines: lines ?? [], interest: total((lines ?? []).map(({ interest }) => interest)) }
  }
}

/** @returns one page of the late interest of a charge; null when the account has no such charge */
export function readChargeInterest(
  reader: ReadAccess,
  { voen, to, terms, after }: Pick<InterestRequest, 'voen' | 'to' | 'terms' | 'after'>,
  name: Pick<Charge, 'document' | 'number'>,
): Promise<Omit<InterestSheet, 'charged' | 'name' | 'ofOpen'> | null> {
  return reader.snapshot(voen, async tx => {
    const charge = await findChargeByNumber(tx, voen, name)
    if (!charge) return null
    const page = new SheetPage(after, Number.POSITIVE_INFINITY)
    let sum = 0n
    for await (const found of workOut(tx, { voen, to, terms }, [charge])) {
      sum = found.interest
      page.add(found)
    }
    // The page names the charge, also where it bears none.
    const charges = page.charges.length > 0 ? page.charges : [{ charge, lines: [], interest: sum, continued: false }]
    return { charges, total: sum, next: page.next }
  })
}
