import { describe, expect, test } from 'vitest'
import type { LedgerTotals } from '../../src/domain/account.ts'
import { type ActEvent, type ActStep, progressOf } from '../../src/domain/act/act.ts'
import {
  actFiguresOf,
  actLinesOf,
  bridgeOf,
  compareLine,
  gapOf,
  isActLine,
  sidesOf,
} from '../../src/domain/act/lines.ts'
import { isDone, MAX_ACT_STEPS, refusalOf } from '../../src/domain/act/may-follow.ts'
import { LEDGERS } from '../../src/domain/fund.ts'

const totals = (debt: number, overpayment: number) => ({ debt, overpayment }) as LedgerTotals
const MOVEMENTS = {
  assessed: 50n,
  reducedUnpaid: 10n,
  reducedPaid: 5n,
  settled: 30n,
  received: 40n,
  used: 20n,
  refunded: 7n,
  transferredIn: 3n,
  transferredOut: 1n,
}
const FIGURES = actFiguresOf({ opening: totals(100, 2), closing: totals(110, 22), movements: MOVEMENTS })

const BY = { subject: 'sub', name: 'Nigar' }
const OBJECTED = { ledger: 'vat', line: 'settled', reason: 'Ödəniş görünmür', own: 35n, note: 'Qəbz 12' } as const
const objected = (objection = 1): ActStep => ({ kind: 'objected', objection, ...OBJECTED })
const [AGREED, CLOSED]: ActStep[] = [{ kind: 'agreed' }, { kind: 'closed' }] as const
const withdrawn = (objection = 1): ActStep => ({ kind: 'withdrawn', objection })
const answered = (kind: 'accepted' | 'rejected', objection = 1): ActStep => ({ kind, objection, answer: 'Yoxlanıldı' })
const stated = (figures = { settled: 35n }): ActStep => ({ kind: 'stated', ledger: 'vat', figures })

const progressAfter = (...steps: ActStep[]) =>
  progressOf(steps.map((step, index): ActEvent => ({ number: index + 1, at: new Date(index), by: BY, step })))

describe('the lines of a ledger', () => {
  test('lead on each side from the opening to the closing balance', () => {
    for (const side of sidesOf('vat')) expect(gapOf(side, FIGURES)).toBeNull()
    expect(gapOf('debt', { ...FIGURES, assessed: 51n })).toBe(-1n)
    expect(bridgeOf('debt').map(({ line }) => line)).toEqual([
      'openingDebt',
      'assessed',
      'reducedUnpaid',
      'settled',
      'closingDebt',
    ])
  })

  test('are those of overpayment alone on the advance, which has no debt', () => {
    expect(LEDGERS.filter(ledger => isActLine(ledger, 'openingDebt'))).toEqual(LEDGERS.slice(0, -1))
    expect(actLinesOf('advance')).toContain('received')
    expect(isActLine('vat', 'anything')).toBe(false)
  })

  test('differ by what the trader has more; a line that the trader left open has no difference', () => {
    expect(compareLine('settled', FIGURES, { settled: 35n })).toMatchObject({ customs: 30n, own: 35n, difference: 5n })
    expect(compareLine('settled', FIGURES, {})).toMatchObject({ own: null, difference: null })
    expect(gapOf('debt', { settled: 35n })).toBeNull()
  })
})

const kindsOf = (steps: readonly ActStep[]) => steps.map(({ kind }) => kind).join(', ') || 'nothing'
const named = <Row extends readonly [string | null, readonly ActStep[], ...ActStep[]]>(rows: readonly Row[]) =>
  rows.map(([result, steps, step]) => ({ result, after: kindsOf(steps), steps, step: step!, next: step?.kind }))

describe('an act', () => {
  test.each(
    named([
      ['drawn-up', []],
      ['drawn-up', [stated()]],
      ['objected', [objected()]],
      ['objected', [objected(), objected(2), withdrawn()]],
      ['drawn-up', [objected(), withdrawn()]],
      ['drawn-up', [objected(), answered('rejected')]],
      ['agreed', [objected(), answered('accepted'), AGREED!]],
      ['drawn-up', [AGREED!, stated()]],
      ['objected', [AGREED!, objected()]],
      ['drawn-up', [AGREED!, objected(), withdrawn()]],
      ['closed', [AGREED!, CLOSED!]],
    ]),
  )('is $result after $after', ({ result, steps }) => {
    expect(progressAfter(...steps).state).toBe(result)
  })

  test('has the last figures of each ledger, and an objection with its answer', () => {
    const { own, objections } = progressAfter(stated(), stated({ settled: 36n }), objected(), answered('rejected'))
    expect(own.get('vat')).toEqual({ settled: 36n })
    expect(objections).toMatchObject([{ ...OBJECTED, state: 'rejected', ended: { answer: 'Yoxlanıldı', by: BY } }])
  })

  test.each(
    named([
      ['not-agreed', [], CLOSED!],
      ['not-agreed', [AGREED!, stated()], CLOSED!],
      ['objection-open', [objected()], AGREED!],
      ['not-agreed', [AGREED!, objected()], CLOSED!],
      ['no-objection', [objected()], answered('accepted', 2)],
      ['objection-ended', [objected(), withdrawn()], answered('accepted')],
      ['objection-ended', [objected(), answered('rejected')], withdrawn()],
      ['act-closed', [AGREED!, CLOSED!], stated()],
      ['act-closed', [AGREED!, CLOSED!], objected()],
      ['act-closed', [AGREED!, CLOSED!], AGREED!],
      [null, [objected(), answered('rejected')], AGREED!],
      [null, [AGREED!], CLOSED!],
      [null, [AGREED!], objected()],
    ]),
  )('gives $result to $next after $after', ({ result, steps, step }) => {
    expect(refusalOf(progressAfter(...steps), step)).toBe(result)
  })

  test('takes no more figures when it is full, and can still be brought to its end', () => {
    const full = { ...progressAfter(objected()), steps: MAX_ACT_STEPS }
    expect([stated(), objected(2)].map(step => refusalOf(full, step))).toEqual(['too-many-steps', 'too-many-steps'])
    expect(refusalOf(full, withdrawn())).toBeNull()
  })

  test('is not changed by a step that is sent twice', () => {
    for (const step of [stated(), objected(), AGREED!]) expect(isDone(progressAfter(step), step)).toBe(true)
    expect(isDone(progressAfter(objected(), withdrawn()), withdrawn())).toBe(true)
    expect(isDone(progressAfter(objected(), withdrawn()), objected(2))).toBe(false)
    expect(isDone(progressAfter(objected(), answered('accepted')), answered('rejected'))).toBe(false)
    expect(isDone(progressAfter(stated()), stated({ settled: 1n }))).toBe(false)
  })
})
