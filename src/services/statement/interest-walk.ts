import { type Charge, inSettlementOrder } from '../../domain/charge.ts'
import type { PlainDate } from '../../domain/dates.ts'
import type { InterestTerms } from '../../domain/interest.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess, Reader } from '../../store/engine/access.ts'
import { findAccount } from '../../store/ledger/accounts.ts'
import { findChargeByNumber, walkDocumentsWithCharges } from '../../store/ledger/charges.ts'
import { type PaidLine, workOutLines } from './paid-days.ts'

export interface ChargeLine {
  readonly charge: Charge
  readonly line: PaidLine
}

/** Late interest with what is booked when a download starts. */
export interface InterestWalk {
  readonly name: string
  /** Yields the stretches of days, charge after charge in settlement order. */
  walk(): AsyncGenerator<readonly ChargeLine[]>
}

interface InterestWalkRequest {
  readonly voen: Voen
  /** The last day counted. */
  readonly to: PlainDate
  readonly terms: InterestTerms
  /** Null for all charges. */
  readonly only: Pick<Charge, 'document' | 'number'> | null
}

const CHARGES_AT_ONCE = 100

/** A charge may have any number of stretches. */
const LINES_AT_ONCE = 200

/**
 * The past of an account does not change, so the pieces of a download are as of one row, whatever is booked meanwhile.
 * @returns null when no such taxpayer is registered, or the account has no such charge
 */
export function openInterestWalk(
  exporter: ReadAccess,
  { voen, to, terms, only }: InterestWalkRequest,
): Promise<InterestWalk | null> {
  return exporter.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    const chosen = only && (await findChargeByNumber(tx, voen, only))
    if (!record || (only !== null && !chosen)) return null
    const upTo = record.account.entries
    const read = <Result>(work: (tx: Reader) => Promise<Result>) => exporter.snapshot(voen, work)

    async function* walk(): AsyncGenerator<readonly ChargeLine[]> {
      for await (const charges of chosen ? [[chosen]] : walkDocumentsWithCharges(read, voen, 0)) {
        const known = charges.filter(({ row }) => row <= upTo).toSorted(inSettlementOrder)
        for (let from = 0; from < known.length; from += CHARGES_AT_ONCE) {
          const lines = await read(tx => linesOf(tx, known.slice(from, from + CHARGES_AT_ONCE)))
          for (let at = 0; at < lines.length; at += LINES_AT_ONCE) yield lines.slice(at, at + LINES_AT_ONCE)
        }
      }
    }

    async function linesOf(tx: Reader, charges: readonly Charge[]): Promise<ChargeLine[]> {
      const found: ChargeLine[] = []
      for await (const { charge, lines } of workOutLines(tx, { voen, upTo, terms, to }, charges)) {
        for (const line of lines ?? []) found.push({ charge, line })
      }
      return found
    }

    return { name: record.name, walk }
  })
}
