import { expect } from 'vitest'
import { CUSTOMS_FUNDS, FUNDS, type Fund, type Ledger } from '../../../src/domain/fund.ts'
import type { LedgerEntry } from '../../../src/domain/ledger-entry.ts'

interface Standing {
  debt: number
  overpayment: number
}

const NOTHING: Standing = { debt: 0, overpayment: 0 }

/**
 * The invariants of one account's rows in posting order (src/domain/README.md, Posting rules).
 * @param open the sum of each fund's open charges as the account stands now
 */
export function checkAccount(rows: readonly LedgerEntry[], open: (fund: Fund) => number): void {
  const standing = new Map<Ledger, Standing>()
  const now = (ledger: Ledger) => standing.get(ledger) ?? NOTHING
  for (const [index, row] of rows.entries()) {
    expect(row.seq).toBe(index + 1)
    if (index > 0) expect(row.operationDate >= rows[index - 1]!.operationDate).toBe(true)
    expect(row.debt >= 0 && row.overpayment >= 0 && row.amount > 0).toBe(true)
    expect(Number.isSafeInteger(row.debt) && Number.isSafeInteger(row.overpayment)).toBe(true)
    expect(movement(row, now(row.ledger)), `${row.type} of ${row.eventId}`).toBe(true)
    standing.set(row.ledger, row)
    if (rows[index + 1]?.eventId !== row.eventId) checkAtRest(now)
  }
  for (const event of byEvent(rows)) checkTwins(event)
  for (const fund of FUNDS) expect(now(fund).debt, `debt of ${fund}`).toBe(open(fund))
}

/** After each event no ledger has both a debt and an overpayment, and an advance means no open customs charge. */
function checkAtRest(now: (ledger: Ledger) => Standing): void {
  for (const fund of FUNDS) expect(now(fund).debt === 0 || now(fund).overpayment === 0, fund).toBe(true)
  expect(now('advance').debt).toBe(0)
  if (now('advance').overpayment > 0) expect(CUSTOMS_FUNDS.filter(fund => now(fund).debt > 0)).toEqual([])
}

/** Double entry: the totals change as the two sides of the row's posting say. */
function movement(row: LedgerEntry, before: Standing): boolean {
  const debt = row.debt - before.debt
  const overpayment = row.overpayment - before.overpayment
  const is = (debtBy: number, overpaymentBy: number) => debt === debtBy && overpayment === overpaymentBy
  switch (row.type) {
    case 'assessment':
      return is(row.amount, 0)
    case 'hop-payment':
      return is(-row.amount, 0)
    case 'overpayment-offset':
      return is(-row.amount, -row.amount)
    case 'advance-drawdown':
      return row.ledger === 'advance' ? is(0, -row.amount) : is(-row.amount, 0)
    case 'reduction':
      return debt <= 0 && overpayment >= 0 && overpayment - debt === row.amount
    case 'refund':
    case 'transfer-out':
      return is(0, -row.amount)
    default:
      return is(0, row.amount)
  }
}

/** Every drawdown has two rows, on the fund's ledger and on the advance; every transfer too, directly one after the other. */
function checkTwins(event: readonly LedgerEntry[]): void {
  const drawdowns = event.filter(row => row.type === 'advance-drawdown')
  const side = (isAdvance: boolean) =>
    drawdowns
      .filter(row => (row.ledger === 'advance') === isAdvance)
      .map(({ amount, declaration, reference, paymentDate }) => ({ amount, declaration, reference, paymentDate }))
  expect(side(true)).toEqual(side(false))
  for (const [index, { type, amount, reference, ledger }] of event.entries()) {
    if (type === 'transfer-out') expect(event[index + 1]).toMatchObject({ type: 'transfer-in', amount, reference })
    if (type !== 'transfer-in') continue
    expect(event[index - 1]?.type).toBe('transfer-out')
    expect(event[index - 1]?.ledger).not.toBe(ledger)
  }
}

function byEvent(rows: readonly LedgerEntry[]): LedgerEntry[][] {
  return [...Map.groupBy(rows, row => row.eventId).values()]
}
