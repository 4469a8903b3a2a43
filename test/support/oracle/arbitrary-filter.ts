import fc from 'fast-check'
import type { PlainDate } from '../../../src/domain/dates.ts'
import type { DeclarationNumber } from '../../../src/domain/declaration.ts'
import { CHANNELS, OPERATION_TYPES } from '../../../src/domain/operation-type.ts'
import type { StatementFilter } from '../../../src/domain/statement-filter.ts'

/** Days from before the first event of a stream to after its last; a few days are frequent. */
const date = fc
  .oneof(fc.integer({ min: 0, max: 125 }), fc.constantFrom(14, 30, 31, 61, 62, 89, 90))
  .map(days => new Date(Date.parse('2025-12-01') + days * 86_400_000).toISOString().slice(0, 10) as PlainDate)

const NUMBERS = ['GB-1', 'GB-2', 'D-0', 'D-1', 'UNKNOWN'] as DeclarationNumber[]

/** So that most filters still choose some rows. */
const rarely = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value })

/** Any parts of a filter, with its dates in order. */
export const statementFilter: fc.Arbitrary<StatementFilter> = fc
  .record({
    from: fc.option(date),
    to: fc.option(date),
    type: fc.option(fc.constantFrom(...OPERATION_TYPES)),
    declarations: fc.uniqueArray(fc.constantFrom(...NUMBERS), { maxLength: 3 }),
    channel: rarely(fc.constantFrom(...CHANNELS)),
    paidFrom: rarely(date),
    paidTo: rarely(date),
  })
  .filter(
    ({ from, to, paidFrom, paidTo }) => (!from || !to || from <= to) && (!paidFrom || !paidTo || paidFrom <= paidTo),
  )
