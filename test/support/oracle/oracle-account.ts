import { CUSTOMS_FUNDS, FUNDS, type Fund, LEDGERS, type Ledger } from '../../../src/domain/fund.ts'
import type { OracleEvent } from './oracle-contract.ts'

export interface OracleEntry {
  voen: string
  operation_date: string
  ledger: Ledger
  declaration: string
  reference: string
  type: string
  channel: string
  payment_date: string
  amount: bigint
  debt: bigint
  overpayment: bigint
  event_id: string
  /** The number of the row in its account, from 1. */
  row: number
  cause: string
}

export interface OracleCharge {
  document: number
  fund: Fund
  declaration: string
  reference: string
  amended: boolean
  assessedOn: string
  dueOn: string
  amount: bigint
  reduced: bigint
  settled: bigint
  /** The row that charged it. */
  row: OracleEntry
}

/** R9: a row that raised overpayment, and what is left of it. */
export interface OracleSource {
  row: OracleEntry
  raised: bigint
  left: bigint
}

/** R9: a part of a row's amount: the charge that it closes or reduces, and the row that its money comes from. */
export interface OracleAllocation {
  row: OracleEntry
  effect: 'debt' | 'overpayment'
  charge: OracleCharge | null
  source: OracleEntry | null
  amount: bigint
}

/** An amount taken from a source. */
interface Taken {
  source: OracleEntry
  amount: bigint
}

export class Overflow extends Error {
  override readonly name = 'Overflow'
}

const MAX_QEPIK = 2n ** 53n - 1n
const least = (left: bigint, right: bigint) => (left < right ? left : right)
const isCustoms = (fund: Fund) => (CUSTOMS_FUNDS as readonly Fund[]).includes(fund)

export const openOf = (charge: OracleCharge) => charge.amount - charge.reduced - charge.settled

/** "Open charges stand in order of (document, fund order, age)." Sorting is stable, so age decides last. */
export const inSettlementOrder = (charges: readonly OracleCharge[]) =>
  charges.toSorted((one, two) => one.document - two.document || FUNDS.indexOf(one.fund) - FUNDS.indexOf(two.fund))

/** R5: "that declaration's open charges in the customs funds, except charges marked *amended*". */
export const isPayableByNumber = (charge: OracleCharge) =>
  charge.declaration !== '' && isCustoms(charge.fund) && !charge.amended

/** One account and the posting rules R1 to R9, sentence by sentence. */
export class OracleAccount {
  readonly entries: OracleEntry[] = []
  readonly charges: OracleCharge[] = []
  readonly overpayment = new Map<Ledger, bigint>(LEDGERS.map(ledger => [ledger, 0n]))
  /** Oldest row first. */
  readonly sources: OracleSource[] = []
  /** In row order, and within a row in the order applied. */
  readonly allocations: OracleAllocation[] = []
  readonly documents: string[] = []
  readonly #cancelled = new Set<string>()
  #event!: OracleEvent
  #date = ''

  readonly voen: string

  constructor(voen: string) {
    this.voen = voen
  }

  isCancelled(declaration: string): boolean {
    return this.#cancelled.has(declaration)
  }

  debt(ledger: Ledger): bigint {
    return this.charges.filter(charge => charge.fund === ledger).reduce((sum, charge) => sum + openOf(charge), 0n)
  }

  /** @param event an assignment has the fields of its payment too */
  book(event: OracleEvent): void {
    this.#event = event
    this.#date = [event.date, this.entries.at(-1)?.operation_date ?? ''].sort().at(-1)! // R1: the later of the two
    if (event.type === 'declaration.assessed') this.#assess(event.declaration!, '')
    if (event.type === 'charge.assessed') this.#assess('', event.reference!)
    if (event.type === 'declaration.amended') this.#amend(event.declaration!, event.charges!)
    if (event.type === 'declaration.cancelled') {
      this.#amend(event.declaration!, new Map(FUNDS.map(fund => [fund, 0n])))
      this.#cancelled.add(event.declaration!)
    }
    if (event.type === 'payment.received' || event.type === 'payment.assigned') this.#pay(event)
    if (event.type === 'overpayment.refunded') this.#giveBack('refund', event.ledger!)
    if (event.type === 'overpayment.transferred') {
      this.#giveBack('transfer-out', event.from!)
      this.#take('transfer-in', event.to!, event.amount!, { reference: event.reference })
    }
    this.#settle()
  }

  /** R2, R3. */
  #assess(declaration: string, reference: string): void {
    this.documents.push(declaration)
    const document = this.documents.length - 1
    for (const fund of FUNDS) {
      const amount = this.#event.charges!.get(fund) ?? 0n
      if (amount > 0n) this.#charge({ document, fund, declaration, reference, amended: false, amount })
    }
  }

  #charge(charge: Pick<OracleCharge, 'document' | 'fund' | 'declaration' | 'reference' | 'amended' | 'amount'>): void {
    const dueOn = this.#event.dueOn ?? this.#date // R10
    const made = { ...charge, assessedOn: this.#date, dueOn, reduced: 0n, settled: 0n } as OracleCharge
    this.charges.push(made)
    made.row = this.#row('assessment', charge.fund, charge.amount, charge)
  }

  /** R4. */
  #amend(declaration: string, totals: Map<Fund, bigint>): void {
    for (const fund of FUNDS) {
      if (!totals.has(fund)) continue
      const charges = this.charges.filter(charge => charge.declaration === declaration && charge.fund === fund)
      const current = charges.reduce((sum, charge) => sum + charge.amount - charge.reduced, 0n)
      const diff = totals.get(fund)! - current
      const document = this.documents.indexOf(declaration)
      if (diff > 0n) this.#charge({ document, fund, declaration, reference: '', amended: true, amount: diff })
      if (diff < 0n) this.#reduce(declaration, fund, charges.toReversed(), -diff)
    }
  }

  #reduce(declaration: string, fund: Fund, newestFirst: OracleCharge[], amount: bigint): void {
    const parts: Omit<OracleAllocation, 'row' | 'source'>[] = []
    let left = amount
    for (const charge of newestFirst) {
      const unpaid = least(left, openOf(charge))
      charge.reduced += unpaid
      left -= unpaid
      parts.push({ effect: 'debt', charge, amount: unpaid })
    }
    const returned = left
    for (const charge of newestFirst) {
      const paid = least(left, charge.settled)
      charge.settled -= paid
      charge.reduced += paid
      left -= paid
      parts.push({ effect: 'overpayment', charge, amount: paid })
    }
    this.#addOverpayment(fund, returned)
    const row = this.#row('reduction', fund, amount, { declaration })
    if (returned > 0n) this.sources.push({ row, raised: returned, left: returned })
    for (const part of parts) if (part.amount > 0n) this.allocations.push({ ...part, row, source: null })
  }

  /** R5, R6. */
  #pay({ declaration, code, fund, channel, amount, reference }: OracleEvent): void {
    const hop = channel === 'hop' ? '-hop' : ''
    if (declaration !== undefined) this.#payDeclaration(declaration, amount!)
    if (fund) this.#take('advance-payment-single', fund, amount!, { reference })
    if (code === '142330') this.#take('advance-payment-general', 'advance', amount!, { reference })
    if (code === '802001') this.#take(`eservice-advance${hop}`, 'eservice-fee', amount!, { reference })
    if (code === '114111') this.#take(`eservice-vat-advance${hop}`, 'eservice-vat', amount!, { reference })
  }

  #payDeclaration(declaration: string, amount: bigint): void {
    const { reference } = this.#event
    let left = amount
    for (const fund of CUSTOMS_FUNDS) {
      for (const charge of this.charges) {
        const isMeant = charge.declaration === declaration && charge.fund === fund && isPayableByNumber(charge)
        const paid = isMeant ? least(left, openOf(charge)) : 0n
        if (paid === 0n) continue
        charge.settled += paid
        left -= paid
        const row = this.#row('hop-payment', fund, paid, { declaration, reference })
        this.#close(row, charge, [{ source: row, amount: paid }]) // R9: "a `hop-payment` row is its own source"
      }
    }
    if (left > 0n) this.#take('advance-payment-general', 'advance', left, { declaration, reference })
  }

  /** Money comes to a ledger: its row is a source (R9). */
  #take(type: string, ledger: Ledger, amount: bigint, names: Names): void {
    this.#addOverpayment(ledger, amount)
    const row = this.#row(type, ledger, amount, names)
    this.sources.push({ row, raised: amount, left: amount })
  }

  /** R6a: money leaves a ledger. */
  #giveBack(type: string, ledger: Ledger): void {
    const { amount, reference } = this.#event
    const taken = this.#takeFromSources(ledger, amount!)
    const row = this.#row(type, ledger, amount!, { reference })
    for (const { source, amount } of taken) {
      this.allocations.push({ row, effect: 'overpayment', charge: null, source, amount })
    }
  }

  /** R7. */
  #settle(): void {
    for (const fund of FUNDS) {
      for (const charge of inSettlementOrder(this.charges)) {
        const paid = charge.fund === fund ? least(this.overpayment.get(fund)!, openOf(charge)) : 0n
        if (paid === 0n) continue
        charge.settled += paid
        const taken = this.#takeFromSources(fund, paid)
        this.#close(this.#row('overpayment-offset', fund, paid, charge), charge, taken)
      }
    }
    for (const charge of inSettlementOrder(this.charges)) {
      const paid = isCustoms(charge.fund) ? least(this.overpayment.get('advance')!, openOf(charge)) : 0n
      if (paid === 0n) continue
      charge.settled += paid
      const taken = this.#takeFromSources('advance', paid)
      this.#close(this.#row('advance-drawdown', charge.fund, paid, charge), charge, taken)
      this.#row('advance-drawdown', 'advance', paid, charge)
    }
  }

  #addOverpayment(ledger: Ledger, amount: bigint): void {
    this.overpayment.set(ledger, this.overpayment.get(ledger)! + amount)
  }

  /** R9: "takes it from that ledger's sources, oldest row first". */
  #takeFromSources(ledger: Ledger, amount: bigint): Taken[] {
    this.#addOverpayment(ledger, -amount)
    const taken: Taken[] = []
    let needed = amount
    for (const source of this.sources.filter(({ row }) => row.ledger === ledger)) {
      const part = least(needed, source.left)
      source.left -= part
      needed -= part
      if (part > 0n) taken.push({ source: source.row, amount: part })
    }
    if (needed > 0n) throw new Error(`The sources of ${ledger} lack ${needed}`)
    return taken
  }

  #close(row: OracleEntry, charge: OracleCharge, taken: Taken[]): void {
    for (const { source, amount } of taken) this.allocations.push({ row, effect: 'debt', charge, source, amount })
  }

  /** R8. */
  #row(type: string, ledger: Ledger, amount: bigint, { declaration = '', reference = '' }: Names): OracleEntry {
    const event = this.#event
    const isOfCharge = type === 'assessment' || type === 'reduction'
    const isMoved = ['overpayment-offset', 'advance-drawdown', 'transfer-out', 'transfer-in'].includes(type)
    const isMoney = !isOfCharge && !isMoved // payments and refunds, which have a date of their own
    const debt = this.debt(ledger)
    const overpayment = this.overpayment.get(ledger)!
    if (debt > MAX_QEPIK || overpayment > MAX_QEPIK) throw new Overflow()
    const row = {
      voen: this.voen,
      operation_date: this.#date,
      ledger,
      declaration,
      reference,
      type,
      channel: isMoney ? (event.channel ?? '') : '',
      payment_date: isMoney ? event.paidOn! : isMoved ? this.#date : '',
      amount,
      debt,
      overpayment,
      event_id: event.id,
      row: this.entries.length + 1,
      cause: isOfCharge ? (CAUSES[event.type] ?? '') : '',
    }
    this.entries.push(row)
    return row
  }
}

interface Names {
  declaration?: string | undefined
  reference?: string | undefined
}

const CAUSES: Record<string, string> = {
  'declaration.amended': 'amendment',
  'declaration.cancelled': 'cancellation',
}
