import { CUSTOMS_FUNDS, FUNDS, type Fund, LEDGERS, type Ledger } from '../../../src/domain/fund.ts'
import type { OracleEvent } from './oracle-contract.ts'

export interface OracleRow {
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
}

export interface OracleCharge {
  document: number
  fund: Fund
  declaration: string
  reference: string
  amended: boolean
  assessedOn: string
  amount: bigint
  reduced: bigint
  settled: bigint
}

export class Overflow extends Error {
  override readonly name = 'Overflow'
}

const MAX_QEPIK = 2n ** 53n - 1n
const least = (left: bigint, right: bigint) => (left < right ? left : right)
const isCustoms = (fund: Fund) => (CUSTOMS_FUNDS as readonly Fund[]).includes(fund)

export const openOf = (charge: OracleCharge) => charge.amount - charge.reduced - charge.settled

/** One account and the posting rules R1 to R8 of src/domain/README.md, sentence by sentence. */
export class OracleAccount {
  readonly rows: OracleRow[] = []
  readonly charges: OracleCharge[] = []
  readonly overpayment = new Map<Ledger, bigint>(LEDGERS.map(ledger => [ledger, 0n]))
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

  book(event: OracleEvent): void {
    this.#event = event
    this.#date = [event.date, this.rows.at(-1)?.operation_date ?? ''].sort().at(-1)! // R1: the later of the two
    if (event.type === 'declaration.assessed') this.#assess(event.declaration!, '')
    if (event.type === 'charge.assessed') this.#assess('', event.reference!)
    if (event.type === 'declaration.amended') this.#amend(event.declaration!, event.charges!)
    if (event.type === 'declaration.cancelled') {
      this.#amend(event.declaration!, new Map(FUNDS.map(fund => [fund, 0n])))
      this.#cancelled.add(event.declaration!)
    }
    if (event.type === 'payment.received') this.#pay(event)
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

  #charge(charge: Omit<OracleCharge, 'assessedOn' | 'reduced' | 'settled'>): void {
    this.charges.push({ ...charge, assessedOn: this.#date, reduced: 0n, settled: 0n })
    this.#row('assessment', charge.fund, charge.amount, charge)
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
    let left = amount
    for (const charge of newestFirst) {
      const unpaid = least(left, openOf(charge))
      charge.reduced += unpaid
      left -= unpaid
    }
    this.#addOverpayment(fund, left)
    for (const charge of newestFirst) {
      const paid = least(left, charge.settled)
      charge.settled -= paid
      charge.reduced += paid
      left -= paid
    }
    this.#row('reduction', fund, amount, { declaration })
  }

  /** R5, R6. */
  #pay({ declaration, code, fund, channel, amount }: OracleEvent): void {
    const hop = channel === 'hop' ? '-hop' : ''
    if (declaration) this.#payDeclaration(declaration, amount!)
    if (fund) this.#take('advance-payment-single', fund, amount!)
    if (code === '142330') this.#take('advance-payment-general', 'advance', amount!)
    if (code === '802001') this.#take(`eservice-advance${hop}`, 'eservice-fee', amount!)
    if (code === '114111') this.#take(`eservice-vat-advance${hop}`, 'eservice-vat', amount!)
  }

  #take(type: string, ledger: Ledger, amount: bigint, declaration = ''): void {
    this.#addOverpayment(ledger, amount)
    this.#row(type, ledger, amount, { declaration })
  }

  #payDeclaration(declaration: string, amount: bigint): void {
    let left = amount
    for (const fund of CUSTOMS_FUNDS) {
      for (const charge of this.charges) {
        const mayPay = charge.declaration === declaration && charge.fund === fund && !charge.amended
        const paid = mayPay ? least(left, openOf(charge)) : 0n
        if (paid === 0n) continue
        charge.settled += paid
        left -= paid
        this.#row('hop-payment', fund, paid, charge)
      }
    }
    if (left > 0n) this.#take('advance-payment-general', 'advance', left, declaration)
  }

  /** R7. */
  #settle(): void {
    for (const fund of FUNDS) {
      for (const charge of this.#inOrder(charge => charge.fund === fund)) {
        const paid = least(this.overpayment.get(fund)!, openOf(charge))
        if (paid === 0n) continue
        charge.settled += paid
        this.#addOverpayment(fund, -paid)
        this.#row('overpayment-offset', fund, paid, charge)
      }
    }
    for (const charge of this.#inOrder(charge => isCustoms(charge.fund))) {
      const paid = least(this.overpayment.get('advance')!, openOf(charge))
      if (paid === 0n) continue
      charge.settled += paid
      this.#row('advance-drawdown', charge.fund, paid, charge)
      this.#addOverpayment('advance', -paid)
      this.#row('advance-drawdown', 'advance', paid, charge)
    }
  }

  /** Open charges "in order of (document, fund order, age)". */
  #inOrder(wanted: (charge: OracleCharge) => boolean): OracleCharge[] {
    return this.charges
      .filter(charge => openOf(charge) > 0n && wanted(charge))
      .sort((one, two) => one.document - two.document || FUNDS.indexOf(one.fund) - FUNDS.indexOf(two.fund))
  }

  #addOverpayment(ledger: Ledger, amount: bigint): void {
    this.overpayment.set(ledger, this.overpayment.get(ledger)! + amount)
  }

  /** R8. */
  #row(type: string, ledger: Ledger, amount: bigint, names: { declaration: string; reference?: string }): void {
    const { id, paidOn, channel } = this.#event
    const isSettled = type === 'overpayment-offset' || type === 'advance-drawdown'
    const isPaid = !isSettled && type !== 'assessment' && type !== 'reduction'
    const debt = this.debt(ledger)
    const overpayment = this.overpayment.get(ledger)!
    if (debt > MAX_QEPIK || overpayment > MAX_QEPIK) throw new Overflow()
    this.rows.push({
      voen: this.voen,
      operation_date: this.#date,
      ledger,
      declaration: names.declaration,
      reference: names.reference ?? '',
      type,
      channel: isPaid ? channel! : '',
      payment_date: isPaid ? paidOn! : isSettled ? this.#date : '',
      amount,
      debt,
      overpayment,
      event_id: id,
    })
  }
}
