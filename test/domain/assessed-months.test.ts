import { expect, test } from 'vitest'
import { byMonth } from '../../src/domain/assessed-months.ts'
import type { PlainDate } from '../../src/domain/dates.ts'

test('each month sums its daily and monthly figures; months without figures are listed with zeros', () => {
  const period = { from: '2026-01-20' as PlainDate, to: '2026-04-02' as PlainDate }
  const sums = [
    { period: '2026-01-20', assessed: 5n, paid: 1n },
    { period: '2026-01-31', assessed: 6n, paid: 6n },
    { period: '2026-03', assessed: 2n ** 60n, paid: 0n },
    { period: '2026-04-01', assessed: 7n, paid: 7n },
  ]
  expect(byMonth(period, sums)).toEqual([
    { from: '2026-01-20', to: '2026-01-31', assessed: 11n, paid: 7n },
    { from: '2026-02-01', to: '2026-02-28', assessed: 0n, paid: 0n },
    { from: '2026-03-01', to: '2026-03-31', assessed: 2n ** 60n, paid: 0n },
    { from: '2026-04-01', to: '2026-04-02', assessed: 7n, paid: 7n },
  ])
})
