import type { Account } from '../../domain/account.ts'
import { type Charge, outstanding } from '../../domain/charge.ts'
import type { PlainDate } from '../../domain/dates.ts'
import { FUNDS, type Fund } from '../../domain/fund.ts'
import type { InterestTerms } from '../../domain/interest.ts'
import { total } from '../../domain/money.ts'
import {
  addPayable,
  compareKeys,
  type DebtFilter,
  type DebtKey,
  type DebtOrder,
  type DebtSums,
  DebtTotals,
  debtKey,
  selects,
  wayToPay,
} from '../../domain/open-debt.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess, Reader } from '../../store/engine/access.ts'
import { findAccount } from '../../store/ledger/accounts.ts'
import { walkChargesOfDocuments, walkOpenCharges } from '../../store/ledger/charges.ts'
import { findLastSeqTo } from '../../store/ledger/entry-ranges.ts'
import { walkOpenThen } from '../../store/ledger/open-debts.ts'
import { type InterestMoment, workOutLines } from './paid-days.ts'
import { PAGE_SIZE } from './read-ledger.ts'

/** A debt, and the late interest worked out for it so far; null for funds that bear none, and without rates. */
export interface OpenDebt {
  /** `reduced` and `settled` are those of the moment. */
  readonly charge: Charge
  readonly interest: bigint | null
}

export interface ListedDebt extends OpenDebt {
  /** What a payment by the number of its declaration would close now (R5), filter or not; 0 where it closes nothing. */
  readonly payable: bigint
}

/** Debts of one declaration or act, or of one fund. */
export interface DebtGroup {
  /** Of all its debts that match the filter, also those on other pages. */
  readonly sums: Pick<DebtSums, 'count' | 'open'>
  readonly debts: readonly ListedDebt[]
}

export interface OpenDebtsPage {
  readonly name: string
  /** The number of events booked on the account: open pages compare it. */
  readonly bookings: number
  /** Of all debts that match the filter. */
  readonly sums: DebtSums
  /** Late interest of those debts; null without rates, and where so many debts match that it is not worked out. */
  readonly interest: bigint | null
  /** The debts of the page. Only the first two orders make several groups. */
  readonly groups: readonly DebtGroup[]
  readonly before: DebtKey | null
  readonly after: DebtKey | null
}

export interface DebtsRequest {
  readonly voen: Voen
  /** Debts as booked up to the end of this day; null for now. */
  readonly on: PlainDate | null
  readonly today: PlainDate
  readonly filter: DebtFilter
  readonly order: DebtOrder
  readonly cursor: { readonly before: DebtKey } | { readonly after: DebtKey } | null
  /** Null where no rates are configured. */
  readonly terms: InterestTerms | null
  /** The most debts of the page; PAGE_SIZE when absent. */
  readonly size?: number
  /** Whether to find out what payments would close. */
  readonly withPayable?: boolean
}

/** Interest is worked out for so many debts together. A few accounts have a hundred thousand. */
export const MAX_INTEREST_DEBTS = 1000

/**
 * One page of the open debts of an account, and their sums. It looks at each open debt once, with turns for other requests
 * between the pieces, and keeps those of the page only.
 * @returns null when no such taxpayer is registered
 */
export function readOpenDebts(reader: ReadAccess, request: DebtsRequest): Promise<OpenDebtsPage | null> {
  const { voen, on, today, filter, order, terms, withPayable = true } = request
  return reader.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    if (!record) return null
    const day = on ?? today
    const upTo = await lastRowOf(tx, record.account, on)
    const found = new FoundDebts(request, day)
    const isSelected = selects(filter, day)
    for await (const charges of walkDebts(tx, record.account, upTo)) {
      for (const charge of charges) if (isSelected(charge)) found.add(charge)
    }
    const { rows, before, after } = found.page()
    const moment = { voen, upTo, terms, to: day }
    return {
      name: record.name,
      bookings: record.bookings,
      sums: found.all,
      interest: terms && found.few ? total((await workOutInterest(tx, moment, found.few)).map(one => one ?? 0n)) : null,
      groups: await toGroups(tx, rows, { moment, order, found, withPayable: withPayable && on === null }),
      before,
      after,
    }
  })
}

/** R1: rows are always in date order, so the rows up to a day end with one of them. */
async function lastRowOf(tx: Reader, { voen, entries }: Account, on: PlainDate | null): Promise<number> {
  return on === null ? entries : ((await findLastSeqTo(tx, voen, on)) ?? 0)
}

/** Yields the debts that were open after a row. Those of now have an index. */
async function* walkDebts(tx: Reader, account: Account, upTo: number): AsyncGenerator<readonly Charge[]> {
  const { voen, entries, totals } = account
  if (upTo < entries) {
    if (upTo > 0) yield* walkOpenThen(work => work(tx), { voen, upTo })
    return
  }
  for (const fund of FUNDS) if (totals[fund].debt > 0) yield* walkOpenCharges(tx, voen, fund)
}

interface FoundPage {
  readonly rows: readonly Charge[]
  readonly before: DebtKey | null
  readonly after: DebtKey | null
}

/** The sums of all debts found, and those nearest to the cursor. */
class FoundDebts {
  readonly all = new DebtTotals()
  /** By document or fund, where the order groups by them. */
  readonly groups = new Map<number | Fund, { count: number; open: bigint }>()
  /** All debts; null when they are too many for interest. */
  few: Charge[] | null = []
  readonly #request: DebtsRequest
  readonly #day: PlainDate
  readonly #size: number
  readonly #nearest: { readonly key: DebtKey; readonly charge: Charge }[] = []
  #isBehindCursor = false

  constructor(request: DebtsRequest, day: PlainDate) {
    this.#request = request
    this.#day = day
    this.#size = request.size ?? PAGE_SIZE
  }

  add(charge: Charge): void {
    const { order } = this.#request
    this.all.add(charge, this.#day)
    if (this.few && this.few.push(charge) > MAX_INTEREST_DEBTS) this.few = null
    const group = groupOf(charge, order)
    if (group !== null) {
      const sums = this.groups.get(group) ?? { count: 0, open: 0n }
      sums.count += 1
      sums.open += BigInt(outstanding(charge))
      this.groups.set(group, sums)
    }
    const key = debtKey(charge, order)
    if (!this.#isOnPageSide(key)) {
      this.#isBehindCursor = true
      return
    }
    if (this.#nearest.push({ key, charge }) >= Math.max(2 * this.#size, 16 * PAGE_SIZE)) this.#keepNearest()
  }

  page(): FoundPage {
    this.#keepNearest()
    const { cursor } = this.#request
    const isBackward = cursor !== null && 'before' in cursor
    const shown = this.#nearest.slice(0, this.#size)
    const hasMore = this.#nearest.length > this.#size
    if (isBackward) shown.reverse()
    const [first, last] = [shown[0]?.key ?? null, shown.at(-1)?.key ?? null]
    return {
      rows: shown.map(({ charge }) => charge),
      before: (isBackward ? hasMore : this.#isBehindCursor) ? first : null,
      after: (isBackward ? this.#isBehindCursor : hasMore) ? last : null,
    }
  }

  #isOnPageSide(key: DebtKey): boolean {
    const { cursor } = this.#request
    if (cursor === null) return true
    return 'before' in cursor ? compareKeys(key, cursor.before) < 0 : compareKeys(key, cursor.after) > 0
  }

  /** One more than the page has tells whether another page follows. */
  #keepNearest(): void {
    const { cursor } = this.#request
    const direction = cursor !== null && 'before' in cursor ? -1 : 1
    this.#nearest.sort((one, other) => direction * compareKeys(one.key, other.key))
    this.#nearest.splice(this.#size + 1)
  }
}

function groupOf({ document, fund }: Charge, order: DebtOrder): number | Fund | null {
  if (order === 'declaration') return document
  return order === 'fund' ? fund : null
}

interface GroupRequest {
  readonly moment: Moment
  readonly order: DebtOrder
  readonly found: FoundDebts
  readonly withPayable: boolean
}

async function toGroups(tx: Reader, rows: readonly Charge[], request: GroupRequest): Promise<DebtGroup[]> {
  const { moment, order, found, withPayable } = request
  const interests = await workOutInterest(tx, moment, rows)
  const payables = new Map<number, bigint>()
  if (withPayable) {
    const documents = new Set(rows.filter(row => wayToPay(row) === 'number').map(({ document }) => document))
    for await (const charges of walkChargesOfDocuments(tx, moment.voen, [...documents])) addPayable(payables, charges)
  }
  const debts = rows.map((charge, index): ListedDebt => {
    const payable = wayToPay(charge) === 'number' ? payables.get(charge.document) : undefined
    return { charge, interest: interests[index]!, payable: payable ?? 0n }
  })
  return [...Map.groupBy(debts, ({ charge }) => groupOf(charge, order))].map(([group, ofGroup]) => ({
    sums: group === null ? found.all : found.groups.get(group)!,
    debts: ofGroup,
  }))
}

interface Moment extends Omit<InterestMoment, 'terms'> {
  /** Null where no rates are configured. */
  readonly terms: InterestTerms | null
}

/**
 * Late interest by rule R10, with what had been booked up to a row.
 * @returns the interest of each charge; null where it bears none, and for all of them without rates
 */
async function workOutInterest(
  tx: Reader,
  { terms, ...moment }: Moment,
  charges: readonly Charge[],
): Promise<(bigint | null)[]> {
  if (terms === null) return charges.map(() => null)
  const interests: (bigint | null)[] = []
  for await (const { lines } of workOutLines(tx, { ...moment, terms }, charges)) {
    interests.push(lines && total(lines.map(({ interest }) => interest)))
  }
  return interests
}

/** Debts as they stand when a download starts. */
export interface DebtsWalk {
  readonly name: string
  /** Yields the debts that match the filter, in the order of their documents. */
  walk(): AsyncGenerator<OpenDebt[]>
}

/**
 * The past of an account does not change, so the pieces of a download are as of one row, whatever is booked meanwhile.
 * @returns null when no such taxpayer is registered
 */
export function openDebtsWalk(
  exporter: ReadAccess,
  { voen, on, today, filter, terms }: Pick<DebtsRequest, 'voen' | 'on' | 'today' | 'filter' | 'terms'>,
): Promise<DebtsWalk | null> {
  return exporter.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    if (!record) return null
    const upTo = await lastRowOf(tx, record.account, on)
    const day = on ?? today
    const isSelected = selects(filter, day)
    async function* walk(): AsyncGenerator<OpenDebt[]> {
      const read = <Result>(work: (tx: Reader) => Promise<Result>) => exporter.snapshot(voen, work)
      for await (const charges of walkOpenThen(read, { voen, upTo })) {
        const selected = charges.filter(isSelected)
        if (selected.length === 0) continue
        const interests = await read(tx => workOutInterest(tx, { voen, upTo, terms, to: day }, selected))
        yield selected.map((charge, index) => ({ charge, interest: interests[index]! }))
      }
    }
    return { name: record.name, walk }
  })
}
