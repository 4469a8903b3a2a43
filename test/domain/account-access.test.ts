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
  test.each<[situation: string, mandate: Mandate, today: string, state: MandateState]>([
    ['without an end, on its first day', mandate({ from: TODAY }), '2026-11-22', 'holds'],
    ['without an end, far in the future', mandate(), '9999-12-31', 'holds'],
    ['on the day before its first day', mandate({ from: TODAY }), '2026-11-21', 'future'],
    ['on its last day', mandate({ to: TODAY }), '2026-11-22', 'holds'],
    ['on the day after its last day', mandate({ to: TODAY }), '2026-11-23', 'ended'],
    ['of a single day, on that day', mandate({ from: TODAY, to: TODAY }), '2026-11-22', 'holds'],
    ['after its withdrawal, within its period', mandate({ withdrawn: true }), '2026-11-22', 'withdrawn'],
    [
      'after its withdrawal, before its first day',
      mandate({ from: TODAY, withdrawn: true }),
      '2026-01-01',
      'withdrawn',
    ],
  ])('%s', (_, mandate, today, state) => {
    expect(stateOn(mandate, day(today))).toBe(state)
    expect(holdsOn(mandate, day(today))).toBe(state === 'holds')
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
    ['a representative of the company has full access', personOf(COMPANY), [], OWN],
    ['a representative of several companies has full access', personOf(OTHER_COMPANY, COMPANY), [], OWN],
    [
      'a representative of the company and its broker has the access of the company',
      personOf(BROKER, COMPANY),
      [limited],
      OWN,
    ],
    ['a representative of another company has no access', personOf(OTHER_COMPANY), [mandate()], null],
    ['a person without companies has no access', personOf(), [mandate()], null],
    ['a broker without a mandate has no access', personOf(BROKER), [], null],
    ['a broker with a limited mandate has limited access', personOf(BROKER), [limited], asBroker(false, false)],
    [
      'a broker with a full mandate sees the whole account and may export it',
      personOf(BROKER),
      [mandate()],
      asBroker(true, true),
    ],
    [
      'a broker with a mandate without exports sees the whole account and may not export it',
      personOf(BROKER),
      [mandate({ exports: false })],
      asBroker(true, false),
    ],
    ['a mandate to another broker gives no access', personOf(BROKER), [mandate({ broker: SECOND_BROKER! })], null],
    ['a mandate of another company gives no access', personOf(BROKER), [mandate({ voen: OTHER_COMPANY! })], null],
    ['a withdrawn mandate gives no access', personOf(BROKER), [mandate({ withdrawn: true })], null],
    ['an ended mandate gives no access', personOf(BROKER), [mandate({ to: day('2026-11-21') })], null],
    ['a future mandate gives no access yet', personOf(BROKER), [mandate({ from: day('2026-11-23') })], null],
    [
      'the wider of two brokers’ mandates counts',
      personOf(BROKER, SECOND_BROKER),
      [limited, mandate({ broker: SECOND_BROKER! })],
      asBroker(true, true, SECOND_BROKER),
    ],
    [
      'a mandate with balances is wider than one with exports',
      personOf(BROKER, SECOND_BROKER),
      [mandate({ balances: false }), mandate({ broker: SECOND_BROKER!, exports: false })],
      asBroker(true, false, SECOND_BROKER),
    ],
    [
      'an ended mandate does not count beside one in force',
      personOf(BROKER, SECOND_BROKER),
      [mandate({ to: day('2026-11-21') }), { ...limited, broker: SECOND_BROKER! }],
      asBroker(false, false, SECOND_BROKER),
    ],
  ])('%s', (_, person, mandates, access) => {
    expect(accessTo(person, COMPANY!, mandates, TODAY)).toEqual(access)
    expect(accessTo(person, COMPANY!, mandates.toReversed(), TODAY), 'whatever the order').toEqual(access)
  })
})

describe('the rights of an access', () => {
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

  test('without balances only the broker’s own declarations are visible, with balances the whole account', () => {
    expect(onlyFiledBy(asBroker(false, true))).toBe(BROKER)
    expect(onlyFiledBy(asBroker(true, true))).toBeNull()
    expect(onlyFiledBy(OWN)).toBeNull()
  })
})

describe('for any mandates', () => {
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

  test('access comes from a certificate, or from one mandate in force to a broker whose certificate the person holds', () => {
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
        // One mandate gives the whole access: rights of several mandates do not add up.
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

  test('a further mandate never narrows the access', () => {
    const reach = (access: AccountAccess | null) =>
      access ? 1 + Number(access.balances) * 2 + Number(access.exports) : 0
    fc.assert(
      fc.property(
        anyone,
        voen,
        fc.array(anyMandate, { maxLength: 4 }),
        anyMandate,
        date,
        (person, account, mandates, further, today) => {
          const [before, after] = [mandates, [...mandates, further]].map(held => accessTo(person, account, held, today))
          expect(reach(after!)).toBeGreaterThanOrEqual(reach(before!))
        },
      ),
      { numRuns: 2000 },
    )
  })
})
