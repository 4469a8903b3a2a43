import fc from 'fast-check'
import { CUSTOMS_FUNDS, FUNDS } from '../../../src/domain/fund.ts'
import { deepInDebt, MAX_AMOUNT, registrations, towardsTheLimit } from './arbitrary-openings.ts'
import { type EventObject, registered } from './events.ts'

/** The clock at delivery in every generated stream. */
export const NOW = new Date('2026-04-01T00:00:00Z')

const DAY_MS = 86_400_000

/** Small pools, so that events collide: three taxpayers, some never registered, and a few declarations. */
export const voen = fc.constantFrom('1000000001', '1000000001', '2000000002', '3000000001')
export const declaration = fc.constantFrom('GB-1', 'GB-1', 'GB-2', 'GB-2', '00010/030326/000001', 'D-0', 'D-9')

/** Texts that CSV, a database or a shell might damage. */
export const text = fc.constantFrom(
  'AKT-17',
  'Nümunə Ticarət MMC',
  'a,b',
  'say "so"',
  'two\nlines',
  '\r',
  ' ',
  '=1+1',
  '😀',
  '__proto__',
  "o'n; --",
  'e\u0301',
  '\u0000',
  'null',
  '\\',
  '%',
  '\u2028',
  'İıƏə',
)

export const ordinary = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('0', '0.00', '0.01', '0.1', '1', '1.00', '2', '3.5', '7.5', '10', '100') },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 30_000 }).map(qepik => (qepik / 100).toFixed(2)) },
)
/** Ten of these exceed the limit of 2^53 − 1 qəpik; nine and a remainder meet it exactly. */
export const huge = fc.constantFrom(MAX_AMOUNT, MAX_AMOUNT, '71992547410.00', '71992547410.00', '0.01')

/** Events are a day and a half apart and up to ten days late, so that a stream spans four months. */
const tx = fc
  .record({
    minutes: fc.integer({ min: 0, max: 10 * 24 * 60 }),
    offset: fc.constantFrom(0, 240, 240, -300, 839),
    fraction: fc.constantFrom('', '.5', '.123456'),
  })
  .map(({ minutes, offset, fraction }) => (index: number) => {
    const instant_ms = Date.parse('2025-12-15T00:00:00Z') + index * 1.5 * DAY_MS + (minutes + offset) * 60_000
    const [sign, size] = offset < 0 ? ['-', -offset] : ['+', offset]
    const zone = `${sign}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`
    return `${new Date(instant_ms).toISOString().slice(0, 19)}${fraction}${offset === 0 ? 'Z' : zone}`
  })

const paidOn = fc
  .integer({ min: 0, max: 30 })
  .map(day => new Date(NOW.getTime() - day * DAY_MS).toISOString().slice(0, 10))

export interface Pools {
  amount: fc.Arbitrary<string>
  funds: readonly string[]
}

export function kindsOf({ amount, funds }: Pools) {
  const charges = fc.dictionary(fc.constantFrom(...funds), amount, { minKeys: 1, maxKeys: 4, noNullPrototype: true })
  const customsFund = fc.constantFrom(...CUSTOMS_FUNDS.filter(fund => funds.includes(fund)))
  const channel = fc.constantFrom('hop', 'bank', 'treasury')
  const paid = { type: fc.constant('payment.received'), paidOn, amount: amount.filter(text => Number(text) > 0) }
  return {
    registered: fc.record({ type: fc.constant('taxpayer.registered'), voen, name: text }),
    assessed: fc.record(
      { type: fc.constant('declaration.assessed'), voen, declaration, charges, declarant: voen },
      { requiredKeys: ['type', 'voen', 'declaration', 'charges'] },
    ),
    amended: fc.record({ type: fc.constant('declaration.amended'), voen, declaration, charges }),
    cancelled: fc.record({ type: fc.constant('declaration.cancelled'), voen, declaration }),
    charged: fc.record({ type: fc.constant('charge.assessed'), voen, reference: text, charges }),
    toCode: fc.record({ ...paid, voen, channel, code: fc.constantFrom('142330', '142330', '802001', '114111') }),
    toFund: fc.record({ ...paid, voen, channel, fund: customsFund }),
    fromDeposit: fc.record({ ...paid, voen, channel: fc.constant('vat-deposit'), fund: fc.constant('vat') }),
    byNumber: fc.record(
      { ...paid, voen, channel: fc.constant('hop'), declaration },
      { requiredKeys: ['type', 'paidOn', 'amount', 'channel', 'declaration'] },
    ),
  }
}

export const WEIGHTS = {
  registered: 2,
  assessed: 6,
  amended: 4,
  cancelled: 1,
  charged: 3,
  toCode: 4,
  toFund: 3,
  fromDeposit: 1,
  byNumber: 4,
}

/** An event of any of the kinds, as often as their weights say. */
export function oneOfKinds<Kind extends string>(
  kinds: Readonly<Record<Kind, fc.Arbitrary<object>>>,
  weights: Readonly<Record<Kind, number>>,
): fc.Arbitrary<EventObject> {
  return fc.oneof(
    ...(Object.keys(weights) as Kind[]).map(kind => ({
      weight: weights[kind],
      arbitrary: kinds[kind] as fc.Arbitrary<EventObject>,
    })),
  )
}

export type Fault = (event: EventObject) => EventObject

/** Makes an event invalid: a field missing, wrong or unknown, or a future date. */
export const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc
    .constantFrom('id', 'occurredAt', 'type', 'voen', 'declaration', 'charges', 'amount')
    .map(field => (event: EventObject) => {
      const { [field]: _, ...rest } = event
      return rest
    }),
  fc
    .tuple(
      fc.constantFrom(
        'id',
        'occurredAt',
        'voen',
        'charges',
        'amount',
        'channel',
        'note',
        '__proto__',
        'fund',
        'paidOn',
      ),
      fc.constantFrom<unknown>(
        null,
        '',
        7,
        '-1',
        {},
        [],
        { vat: '-1' },
        { advance: '1' },
        'vat-deposit',
        '2026-02-30',
        '\ud83d',
      ),
    )
    .map(
      ([field, value]) =>
        (event: EventObject) =>
          Object.fromEntries([...Object.entries(event), [field, value]]),
    ),
  fc
    .constantFrom('2026-04-02T00:00:00.001Z', '9999-12-31T23:59:59Z')
    .map(occurredAt => (event: EventObject) => ({ ...event, occurredAt })),
)

const noise = fc.constantFrom('', ' \t \r', '\u00a0', '{', '[]', 'null', '"text"', 'not json', '{"id":"x"}', '{} {}')

type Step =
  | { kind: 'new' | 'id-taken'; event: EventObject; occurredAt: (index: number) => string; of: number }
  | { kind: 'again'; of: number; reversed: boolean }
  | {
      kind: 'spoiled'
      event: EventObject
      occurredAt: (index: number) => string
      fault: Fault
    }
  | { kind: 'noise'; line: string }

function someStep(event: fc.Arbitrary<EventObject>, fault: fc.Arbitrary<Fault>): fc.Arbitrary<Step> {
  const of = fc.nat(50)
  const kind = <Kind extends string>(kind: Kind) => fc.constant(kind)
  return fc.oneof(
    { weight: 40, arbitrary: fc.record({ kind: kind('new'), event, occurredAt: tx, of }) },
    { weight: 2, arbitrary: fc.record({ kind: kind('id-taken'), event, occurredAt: tx, of }) },
    { weight: 4, arbitrary: fc.record({ kind: kind('again'), of, reversed: fc.boolean() }) },
    { weight: 3, arbitrary: fc.record({ kind: kind('spoiled'), event, occurredAt: tx, fault }) },
    { weight: 1, arbitrary: fc.record({ kind: kind('noise'), line: noise }) },
  )
}

/** Ids differ only in their number; some are long or odd. */
function idOf(index: number): string {
  return index % 7 === 3 ? `${'ə'.repeat(120)}${index}` : index % 7 === 5 ? `a,"${index}"\n` : `e${index}`
}

function toLines(steps: readonly Step[]): string[] {
  const lines: string[] = []
  for (const [index, step] of steps.entries()) lines.push(toLine(step, index, lines))
  return lines
}

function toLine(step: Step, index: number, earlier: readonly string[]): string {
  const before = earlier.length === 0 || step.kind === 'noise' || step.kind === 'spoiled' ? 0 : step.of % earlier.length
  switch (step.kind) {
    case 'new':
      return JSON.stringify({ id: idOf(index), occurredAt: step.occurredAt(index), ...step.event })
    case 'id-taken':
      return JSON.stringify({ id: idOf(before), occurredAt: step.occurredAt(index), ...step.event })
    case 'again':
      return step.reversed ? reversed(earlier[before] ?? '') : (earlier[before] ?? '')
    case 'spoiled':
      return JSON.stringify(step.fault({ id: idOf(index), occurredAt: step.occurredAt(index), ...step.event }))
    case 'noise':
      return step.line
  }
}

function reversed(line: string): string {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return line
    return ` ${JSON.stringify(Object.fromEntries(Object.entries(value).reverse()))}`
  } catch {
    return line
  }
}

export interface StreamParts {
  event: fc.Arbitrary<EventObject>
  fault: fc.Arbitrary<Fault>
  maxLength: number
  /** Lines after the registrations and before everything else. */
  opening?: fc.Arbitrary<string[]>
}

export function stream({ event, fault, maxLength, opening = fc.constant([]) }: StreamParts): fc.Arbitrary<string[]> {
  const steps = fc.array(someStep(event, fault), { minLength: 1, maxLength, size: 'max' })
  return fc.tuple(registrations, opening, steps).map(([first, next, steps]) => [...first, ...next, ...toLines(steps)])
}

/**
 * Streams of lines: valid, repeated, unordered, contradictory and malformed events, and lines that are not events.
 * @param options `atTheLimit` false leaves out streams with amounts at the limit of 2^53 − 1 qəpik
 */
export function eventStream({ maxLength = 60, atTheLimit = true } = {}): fc.Arbitrary<string[]> {
  const event = oneOfKinds(kindsOf({ amount: ordinary, funds: FUNDS }), WEIGHTS)
  const hugeEvent = oneOfKinds(kindsOf({ amount: huge, funds: ['vat', 'eservice-fee'] }), WEIGHTS)
  return fc.oneof(
    { weight: 6, arbitrary: stream({ event, fault, maxLength }) },
    { weight: 1, arbitrary: stream({ event, fault, maxLength, opening: deepInDebt }) },
    {
      weight: atTheLimit ? 2 : 0,
      arbitrary: stream({ event: hugeEvent, fault, maxLength, opening: towardsTheLimit }),
    },
  )
}

/**
 * An account with many open charges, and a later delivery: new charges behind them, changes and payments among them, and
 * payments that close more than the first batch of them.
 */
export function deepStream(): fc.Arbitrary<{ opening: string[]; later: string[] }> {
  const voen = fc.constant('1000000001')
  const declaration = fc.integer({ min: 0, max: 80 }).map(number => `D-${number}`)
  const amount = fc.constantFrom('0.5', '1', '2', '10', '66', '70', '100', '200')
  const { registered: _, fromDeposit: __, ...kinds } = kindsOf({ amount, funds: ['vat', 'excise', 'fine'] })
  const steps = fc.array(
    fc.record({
      event: fc.oneof(...Object.values(kinds as Record<string, fc.Arbitrary<EventObject>>)),
      names: fc.record({ voen, declaration }),
    }),
    { minLength: 3, maxLength: 14, size: 'max' },
  )
  return fc.tuple(deepInDebt, steps).map(([opening, steps]) => ({
    opening: [JSON.stringify(registered({ voen: '1000000001' })), ...opening],
    later: steps.map(({ event, names }, index) => {
      const own = Object.fromEntries(Object.entries(names).filter(([field]) => field in event))
      return JSON.stringify({ id: `e${index}`, occurredAt: '2026-03-05T12:00:00Z', ...event, ...own })
    }),
  }))
}
