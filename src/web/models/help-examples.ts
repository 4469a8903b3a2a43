/** The worked examples of the guide: small amounts, posted by the real rules. */
import type { HelpExampleModel } from '../../../views/help-page.tsx'
import { type Qepik, qepik, total } from '../../domain/money.ts'
import type { OperationType } from '../../domain/operation-type.ts'
import type { Catalogue } from '../../i18n/index.ts'

/** The parts of cards 1 and 2. */
const BALANCE = {
  advance: qepik(50_000),
  customs: qepik(3000),
  eserviceFee: qepik(1000),
  eserviceVat: qepik(180),
} satisfies Record<keyof Catalogue['statement']['balanceLines'], Qepik>

export function balanceExample(t: Catalogue): HelpExampleModel {
  const { advance, ...overpayments } = BALANCE
  const overpayment = total(Object.values(overpayments))
  const lines = Object.entries(overpayments) as [keyof typeof overpayments, Qepik][]
  const { amount } = t.format
  return {
    id: 'example-cards',
    caption: t.help.examples.cards,
    headings: [t.help.examples.part, t.statement.balance, t.statement.overpayment],
    rows: [
      [t.statement.balanceLines.advance, amount(advance), ''],
      ...lines.map(([line, sum]) => [t.statement.balanceLines[line], amount(sum), amount(sum)]),
    ],
    sum: [t.columns.total, amount(BigInt(advance) + overpayment), amount(overpayment)],
  }
}

/** Rows of one ledger, each with its step in the example: type, amount, debt after it, overpayment after it. */
const ROWS: readonly (readonly [type: OperationType, amount: Qepik, debt: Qepik, overpayment: Qepik])[] = [
  ['assessment', qepik(10_000), qepik(10_000), qepik(0)],
  ['hop-payment', qepik(10_000), qepik(0), qepik(0)],
  ['reduction', qepik(3000), qepik(0), qepik(3000)],
  ['assessment', qepik(5000), qepik(5000), qepik(3000)],
  ['overpayment-offset', qepik(3000), qepik(2000), qepik(0)],
  ['advance-drawdown', qepik(2000), qepik(0), qepik(0)],
]

export function ledgerExample(t: Catalogue): HelpExampleModel {
  const { examples } = t.help
  return {
    id: 'example-ledger',
    caption: examples.ledger,
    headings: [examples.step, t.columns.type, t.columns.amount, t.columns.debt, t.columns.overpayment],
    rows: ROWS.map(([type, ...amounts], index) => [
      examples.steps[index]!,
      t.operationTypes[type],
      ...amounts.map(t.format.amount),
    ]),
    sum: null,
  }
}
