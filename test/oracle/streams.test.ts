import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NOW } from '../support/oracle/arbitrary-events.ts'
import { deepMoneyStream, extendedStream } from '../support/oracle/arbitrary-moves.ts'
import { Oracle } from '../support/oracle/oracle.ts'
import type { OracleAccount, OracleCharge } from '../support/oracle/oracle-account.ts'
import { accountsOf } from '../support/oracle/oracle-tables.ts'

/** What happened in a stream, as words. */
function happenings(lines: readonly string[]): string[] {
  const oracle = new Oracle()
  const answers = oracle.explain(lines, NOW)
  return [
    ...answers.map(answer => (answer ? `${answer.outcome} ${answer.reason ?? ''}`.trim() : 'blank')),
    ...answers.flatMap((answer, index) =>
      answer?.reason === 'total-too-large' ? `too large: ${JSON.parse(lines[index]!).type}` : [],
    ),
    ...[...oracle.log.values()].map(({ event, became }) => `${became} ${event.type}`),
    ...accountsOf(oracle).flatMap(account => [
      ...account.entries.map(({ type, cause }) => `${type} ${cause}`.trim()),
      ...account.allocations.map(({ source, row }) => `${row.type} from ${source?.type ?? 'nothing'}`),
      ...takenFromSeveral(account).map(type => `${type} from several`),
      ...account.charges.map(({ dueOn, assessedOn }) => `due ${dueOn < assessedOn ? 'before' : 'since'} assessment`),
      ...account.charges.filter(charge => isRefunded(charge, account)).map(() => 'refund of a lowered charge’s money'),
    ]),
  ]
}

/** The types of the rows that took from several sources. */
function takenFromSeveral({ allocations }: OracleAccount): string[] {
  const byRow = Map.groupBy(
    allocations.filter(({ source }) => source),
    ({ row }) => row,
  )
  return [...byRow].flatMap(([row, parts]) => (parts.length > 1 ? row.type : []))
}

/** Whether money was refunded that a reduction of the charge's settled part had returned. */
function isRefunded(charge: OracleCharge, { allocations }: OracleAccount): boolean {
  const refunded = allocations.filter(({ row }) => row.type === 'refund').map(({ source }) => source)
  return allocations.some(
    part => part.charge === charge && part.row.type === 'reduction' && refunded.includes(part.row),
  )
}

test('the generated streams reach every refusal, every wait, every type of row and every kind of source', () => {
  const words = fc.sample(extendedStream(), { numRuns: 400, seed: 17 }).flatMap(happenings)
  const counted = new Map([...Map.groupBy(words, word => word)].map(([word, all]) => [word, all.length]))
  const expectAtLeast = (number: number, wanted: string[]) => {
    for (const word of wanted) expect(counted.get(word) ?? 0, word).toBeGreaterThanOrEqual(number)
  }
  const each = (before: string, list: string) => list.split(' ').map(word => `${before} ${word}`)
  expectAtLeast(100, each('rejected', 'malformed id-taken declaration-of-another'))
  expectAtLeast(100, each('rejected', 'payment-not-held not-enough-overpayment'))
  expectAtLeast(5, each('rejected', 'declaration-assessed-before declaration-cancelled'))
  expectAtLeast(5, each('rejected', 'target-not-allowed total-too-large'))
  expectAtLeast(1, each('too large:', 'payment.received overpayment.transferred'))
  expectAtLeast(50, ['blank', 'duplicate', ...each('held', 'taxpayer declaration assignment')])
  expectAtLeast(50, each('applied', 'payment.assigned overpayment.refunded overpayment.transferred'))
  expectAtLeast(20, each('held', 'payment.assigned overpayment.refunded overpayment.transferred'))
  expectAtLeast(1, each('rejected', 'payment.assigned overpayment.refunded overpayment.transferred payment.received'))
  expectAtLeast(20, [
    'assessment',
    'assessment amendment',
    'reduction amendment',
    'reduction cancellation',
    'hop-payment',
  ])
  expectAtLeast(20, ['overpayment-offset from reduction', 'overpayment-offset from advance-payment-single'])
  expectAtLeast(5, ['overpayment-offset from transfer-in', 'overpayment-offset from eservice-advance'])
  expectAtLeast(20, ['advance-drawdown from advance-payment-general', 'advance-drawdown from transfer-in'])
  expectAtLeast(5, ['refund from reduction', 'refund from transfer-in', 'refund from eservice-advance'])
  expectAtLeast(5, ['transfer-out from reduction', 'transfer-out from transfer-in'])
  expectAtLeast(10, ['refund from several', 'transfer-out from several'])
  expectAtLeast(10, ['overpayment-offset from several', 'advance-drawdown from several'])
  expectAtLeast(50, ['due before assessment', 'due since assessment'])
  expectAtLeast(10, ['refund of a lowered charge’s money'])
})

test('deep streams take from dozens of sources at once', () => {
  const most = fc.sample(deepMoneyStream(), { numRuns: 60, seed: 17 }).map(({ opening, later }) => {
    const oracle = new Oracle()
    oracle.deliver([...opening, ...later], NOW)
    const parts = Map.groupBy(accountsOf(oracle)[0]!.allocations, ({ row }) => row)
    return Math.max(0, ...[...parts.values()].map(({ length }) => length))
  })
  expect(most.filter(sources => sources >= 20).length).toBeGreaterThanOrEqual(10)
})
