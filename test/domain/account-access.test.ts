import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AccountAccess, accessTo, allows, onlyFiledBy, type Right } from '../../src/domain/account-access.ts'
import type { PlainDate } from '../../src/domain/dates.ts'
import { holdsOn, type Mandate, type MandateState, stateOn } from '../../src/domain/mandate.ts'
import type { Person } from '../../src/domain/person.ts'
import type { Voen } from '../../src/domain/voen.ts'

const [COMPANY, OTHER_COMPANY, BROKER, SECOND_BROKER] = ['1400057421', '1700012342', '2000000002', '3000000001'] as [
  Voen,
  Voen,
  Voen,
  Voen,
]

const day = (text: string) => text as PlainDate
const TODAY = day('2026-11-22')

/** A mandate of the company to the broker, without an end, for the whole account. */
const mandate = (more: Partial<Mandate> = {}): Mandate => ({
  voen: COMPANY!,
  broker: BROKER!,
  from: day('2026-01-01'),
  to: null,
  balances: true,
  exports: true,
  withdrawn: false,
  ...more,
})

const personOf = (...voens: (Voen | undefined)[]): Person => ({
  subject: 'somebody',
  name: 'Somebody',
  companies: voens.map(voen => ({ voen: voen!, name: `Company ${voen}`, position: null })),
})

describe('a mandate', () => {
  test.each<[what: string, mandate: Mandate, today: string, is: MandateState]>([
    ['without an end, on its first day', mandate({ from: TODAY }), '2026-11-22', 'holds'],
    ['without an end, for ever', mandate(), '9999-12-31', 'holds'],
    ['on the day before its first', mandate({ from: TODAY }), '2026-11-21', 'future'],
    ['on its last day', mandate({ to: TODAY }), '2026-11-22', 'holds'],
    ['on the day after its last', mandate({ to: TODAY }), '2026-11-23', 'ended'],
    ['of a single day, on it', mandate({ from: TODAY, to: TODAY }), '2026-11-22', 'holds'],
    ['that is withdrawn, though its days go on', mandate({ withdrawn: true }), '2026-11-22', 'withdrawn'],
    ['that is withdrawn, before its first day', mandate({ from: TODAY, withdrawn: true }), '2026-01-01', 'withdrawn'],
  ])('%s', (_, mandate, today, is) => {
    expect(stateOn(mandate, day(today))).toBe(is)
    expect(holdsOn(mandate, day(today))).toBe(is === 'holds')
  })
})

const OWN: AccountAccess = { voen: COMPANY!, broker: null, balances: true, exports: true }
const asBroker = (balances: boolean, exports: boolean, broker = BROKER!): AccountAccess => ({
  voen: COMPANY!,
  broker,
  balances,
  exports,
})

describe('who may see an account', () => {
  const limited = mandate({ balances: false, exports: false })
  test.each<[who: string, person: Person, mandates: Mandate[], access: AccountAccess | null]>([
    ['one of the company: all of it', personOf(COMPANY), [], OWN],
    ['one of several companies: all of it', personOf(OTHER_COMPANY, COMPANY), [], OWN],
    ['one of the company and of its broker: as the company', personOf(BROKER, COMPANY), [limited], OWN],
    ['one of another company: nothing', personOf(OTHER_COMPANY), [mandate()], null],
    ['one of no company: nothing', personOf(), [mandate()], null],
    ['one of a broker without a mandate: nothing', personOf(BROKER), [], null],
    ['one of a broker: what its mandate shows', personOf(BROKER), [limited], asBroker(false, false)],
    ['… or all of it', personOf(BROKER), [mandate()], asBroker(true, true)],
    ['… but nothing without export', personOf(BROKER), [mandate({ exports: false })], asBroker(true, false)],
    ['a mandate to another broker shows nothing', personOf(BROKER), [mandate({ broker: SECOND_BROKER! })], null],
    ['a mandate of another company shows nothing', personOf(BROKER), [mandate({ voen: OTHER_COMPANY! })], null],
    ['a withdrawn mandate shows nothing', personOf(BROKER), [mandate({ withdrawn: true })], null],
    ['an ended mandate shows nothing', personOf(BROKER), [mandate({ to: day('2026-11-21') })], null],
    ['a mandate of later shows nothing yet', personOf(BROKER), [mandate({ from: day('2026-11-23') })], null],
    [
      'of two brokers the one that may see more counts',
      personOf(BROKER, SECOND_BROKER),
      [limited, mandate({ broker: SECOND_BROKER! })],
      asBroker(true, true, SECOND_BROKER),
    ],
    [
      'the balances count for more than the export',
      personOf(BROKER, SECOND_BROKER),
      [mandate({ balances: false }), mandate({ broker: SECOND_BROKER!, exports: false })],
      asBroker(true, false, SECOND_BROKER),
    ],
    [
      'a mandate that has ended does not count beside one that holds',
      personOf(BROKER, SECOND_BROKER),
      [mandate({ to: day('2026-11-21') }), { ...limited, broker: SECOND_BROKER! }],
      asBroker(false, false, SECOND_BROKER),
    ],
  ])('%s', (_, person, mandates, access) => {
    expect(accessTo(person, COMPANY!, mandates, TODAY)).toEqual(access)
    expect(accessTo(person, COMPANY!, mandates.toReversed(), TODAY), 'whatever the order').toEqual(access)
  })
})

describe('what may be done', () => {
  test.each<[access: AccountAccess, rights: Right[]]>([
    [OWN, ['declarations', 'balances', 'exports', 'representation']],
    [asBroker(true, true), ['declarations', 'balances', 'exports']],
    [asBroker(true, false), ['declarations', 'balances']],
    [asBroker(false, true), ['declarations', 'exports']],
    [asBroker(false, false), ['declarations']],
  ])('%o', (access, rights) => {
    const all: Right[] = ['declarations', 'balances', 'exports', 'representation']
    expect(all.filter(right => allows(access, right))).toEqual(rights)
  })

  test('who does not see the balances sees only what its broker filed; who does, everything', () => {
    expect(onlyFiledBy(asBroker(false, true))).toBe(BROKER)
    expect(onlyFiledBy(asBroker(true, true))).toBeNull()
    expect(onlyFiledBy(OWN)).toBeNull()
  })
})

describe('whatever the mandates are', () => {
  const voen = fc.constantFrom(COMPANY!, OTHER_COMPANY!, BROKER!, SECOND_BROKER!)
  const date = fc.constantFrom('2026-01-01', '2026-11-21', '2026-11-22', '2026-11-23').map(day)
  const anyMandate = fc.record({
    voen,
    broker: voen,
    from: date,
    to: fc.option(date),
    balances: fc.boolean(),
    exports: fc.boolean(),
    withdrawn: fc.boolean(),
  })
  const anyone = fc.array(voen, { maxLength: 3 }).map(voens => personOf(...voens))

  test('access comes of a certificate, or of a mandate that holds for a broker one has a certificate of, and shows no more', () => {
    fc.assert(
      fc.property(anyone, voen, fc.array(anyMandate, { maxLength: 5 }), date, (person, account, mandates, today) => {
        const access = accessTo(person, account, mandates, today)
        const represents = (voen: Voen) => person.companies.some(company => company.voen === voen)
        const holding = mandates.filter(
          ({ voen, broker, withdrawn, from, to }) =>
            voen === account && represents(broker) && !withdrawn && from <= today && (to ?? today) >= today,
        )
        if (represents(account))
          return void expect(access).toMatchObject({ broker: null, balances: true, exports: true })
        if (holding.length === 0) return void expect(access).toBeNull()
        // All that is shown is shown by one mandate.
        const { voen, broker, balances, exports } = access!
        expect(voen).toBe(account)
        expect(holding.map(mandate => [mandate.broker, mandate.balances, mandate.exports])).toContainEqual([
          broker,
          balances,
          exports,
        ])
        if (holding.some(mandate => mandate.balances)) expect(balances).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('one mandate more never shows less of the account', () => {
    const reach = (access: AccountAccess | null) =>
      access ? 1 + Number(access.balances) * 2 + Number(access.exports) : 0
    fc.assert(
      fc.property(
        anyone,
        voen,
        fc.array(anyMandate, { maxLength: 4 }),
        anyMandate,
        date,
        (person, account, some, one, today) => {
          const [before, after] = [some, [...some, one]].map(mandates => accessTo(person, account, mandates, today))
          expect(reach(after!)).toBeGreaterThanOrEqual(reach(before!))
        },
      ),
      { numRuns: 2000 },
    )
  })
})
