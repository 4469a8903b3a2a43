import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { DEMONSTRATION_BROKER, demonstrationPeople } from '../../src/demo/demonstration-people.ts'
import { loadDemonstration } from '../../src/demo/load-demonstration.ts'
import { accessTo } from '../../src/domain/account-access.ts'
import { parsePlainDate, todayInBaku } from '../../src/domain/dates.ts'
import { lateInterest } from '../../src/domain/interest.ts'
import { holdsOn, type Mandate } from '../../src/domain/mandate.ts'
import { manat } from '../../src/domain/money.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { listMandates, withdrawMandate } from '../../src/services/access/mandates.ts'
import { readInterestBearing } from '../../src/services/statement/debts.ts'
import { walkHeldEvents } from '../../src/store/intake/held-events.ts'
import { walkVoens } from '../../src/store/ledger/accounts.ts'
import { registered } from '../support/oracle/events.ts'
import { SOMEWHERE } from '../support/people/people.ts'
import { all } from '../support/stores/service.ts'
import { ask, NOW, openTestStore, type TestStore } from '../support/stores/store.ts'

const clock = () => NOW
const today = todayInBaku(NOW)

async function brokersMandates({ access, reader }: TestStore): Promise<Mandate[]> {
  const mandates: Mandate[] = []
  for await (const voens of walkVoens(reader)) {
    for (const voen of voens) mandates.push(...(await listMandates(access, voen)))
  }
  return mandates
}

describe('the demonstration', () => {
  let store: TestStore
  beforeAll(async () => {
    store = await openTestStore()
    await loadDemonstration(store, clock)
  })
  afterAll(() => store.close())

  test('has an accountant of one company, a director of three, a broker, and a person without a company', async () => {
    const people = await demonstrationPeople(store.reader)
    const companies = people.map(({ key, person }) => [key, person.companies.map(({ voen }) => voen)])
    expect(Object.fromEntries(companies)).toEqual({
      accountant: ['2899061361'],
      director: ['8654473551', '9741469121', '4668184441'],
      broker: ['8255705091'],
      nobody: [],
    })
    expect(people[0]?.person.companies).toEqual([
      { voen: '2899061361', name: 'İdxalçı 708A72F MMC', position: 'Mühasib' },
    ])
    expect(people[2]?.person.companies[0]?.name).toBe('Nümayiş gömrük brokeri')
  })

  test('has people whose names say that they are invented', async () => {
    const people = await demonstrationPeople(store.reader)
    for (const { person } of people) expect(person.name).toMatch(/nümayiş/i)
    expect(new Set(people.map(({ person }) => person.subject)).size).toBe(4)
  })

  test('has money that went back, moved, was assigned and waits, on the account of the accountant', async () => {
    const voen = '2899061361' as Voen
    const rows = await ask<{ type: string; ledger: string; amount: number }>(
      store.reader,
      `select type, ledger, amount from ledger_entry
       where voen = '${voen}' and event_id in ('demo-02', 'demo-03', 'demo-04') order by seq`,
    )
    expect(rows).toEqual([
      { type: 'advance-payment-general', ledger: 'advance', amount: 64_000 },
      { type: 'refund', ledger: 'advance', amount: 50_000 },
      { type: 'transfer-out', ledger: 'advance', amount: 25_000 },
      { type: 'transfer-in', ledger: 'vat', amount: 25_000 },
    ])
    const held = await all(walkHeldEvents(store.exporter))
    expect(held.map(({ wait, content }) => [wait.for, JSON.parse(content).id])).toEqual([['assignment', 'demo-05']])
  })

  test('has overdue debts, on which interest is worked out with more than one amount and rate', async () => {
    const { rates, maxDays } = readConfig({}).lateInterest!
    const terms = { maxDays, rates: rates.map(({ from, percent }) => ({ from: parsePlainDate(from)!, percent })) }
    const overdue = async (voen: string, due: string) => {
      const charges = await readInterestBearing(store.exporter, voen as Voen)
      return charges
        .filter(({ charge }) => charge.dueOn === due)
        .map(({ charge, payments }) =>
          [...lateInterest(charge, payments, terms, today)].map(line => [
            charge.fund,
            line.days,
            manat(line.principal),
            line.percent,
            manat(line.interest),
          ]),
        )
    }
    expect(await overdue('9741469121', '2026-09-11')).toEqual([
      [
        ['customs-duty', 19, '1840.50', '0.1', '34.97'],
        ['customs-duty', 5, '1840.50', '0.05', '4.60'],
        ['customs-duty', 48, '1604.15', '0.05', '38.50'],
      ],
      [
        ['vat', 19, '3720.25', '0.1', '70.68'],
        ['vat', 53, '3720.25', '0.05', '98.59'],
      ],
      [
        ['customs-fee', 19, '60.00', '0.1', '1.14'],
        ['customs-fee', 53, '60.00', '0.05', '1.59'],
      ],
    ])
    expect(await overdue('9741469121', '2026-10-30')).toEqual([[['vat', 23, '279.75', '0.05', '3.22']]])
    expect(await overdue('8654473551', '2026-08-31')).toEqual([
      [
        ['vat', 30, '980.00', '0.1', '29.40'],
        ['vat', 53, '980.00', '0.05', '25.97'],
      ],
      [
        ['fine', 30, '500.00', '0.1', '15.00'],
        ['fine', 53, '500.00', '0.05', '13.25'],
      ],
    ])
  })

  test('has mandates for everything, without exports, for own declarations, and one that has ended', async () => {
    const mandates = await brokersMandates(store)
    const [broker] = (await demonstrationPeople(store.reader)).filter(({ key }) => key === 'broker')
    const rights = mandates.map(({ voen }) => accessTo(broker!.person, voen, mandates, today))
    const count = (balances: boolean, exports: boolean) =>
      rights.filter(right => right?.balances === balances && right.exports === exports).length
    expect(mandates.every(mandate => mandate.broker === DEMONSTRATION_BROKER)).toBe(true)
    expect([count(true, true), count(true, false), count(false, true)]).toEqual([8, 2, 2])
    expect(mandates.filter(mandate => !holdsOn(mandate, today))).toHaveLength(1)
  })

  test('has declarations filed by the broker wherever it sees only those', async () => {
    const limited = (await brokersMandates(store)).filter(({ balances }) => !balances)
    for (const { voen } of limited) {
      const filed = `select 1 as one from declaration where voen = '${voen}' and declarant = '${DEMONSTRATION_BROKER}'`
      expect((await ask(store.reader, filed)).length).toBeGreaterThan(1)
    }
  })

  test('changes nothing when it is loaded again, and does not restore a withdrawn mandate', async () => {
    await withdrawMandate(
      store.access,
      { voen: '2899061361' as Voen, broker: DEMONSTRATION_BROKER },
      { ...SOMEWHERE, subject: 'somebody' },
      NOW,
    )
    const before = await brokersMandates(store)
    const counts = await loadDemonstration(store, clock)
    expect(counts).toMatchObject({ applied: 0, held: 0, rejected: 0 })
    expect(await brokersMandates(store)).toEqual(before)
    expect(before.filter(({ withdrawn }) => withdrawn)).toHaveLength(1)
  })
})

describe('demonstrationPeople in another store', () => {
  const voens = ['1000000011', '1000000021', '1000000031', '1000000041', '1000000051'] as Voen[]

  test('gives people the first registered companies, and the broker its own', async () => {
    await using opened = await openStoreOf(...voens.toReversed())
    const companies = (await demonstrationPeople(opened.store.reader)).map(({ person }) => person.companies)
    expect(companies.map(of => of.map(({ voen }) => voen))).toEqual([
      ['1000000011'],
      ['1000000021', '1000000031', '1000000041'],
      [DEMONSTRATION_BROKER],
      [],
    ])
  })

  test('gives the only company to the accountant and the director, and none in an empty store', async () => {
    await using one = await openStoreOf('1000000011' as Voen)
    await using none = await openStoreOf()
    const companiesIn = async ({ store }: typeof one) =>
      (await demonstrationPeople(store.reader)).map(({ person }) => person.companies.length)
    expect(await companiesIn(one)).toEqual([1, 1, 1, 0])
    expect(await companiesIn(none)).toEqual([0, 0, 1, 0])
  })
})

async function openStoreOf(...voens: readonly Voen[]) {
  const store = await openTestStore()
  if (voens.length > 0) await store.deliver(...voens.map(voen => registered({ voen, name: `Company ${voen}` })))
  return { store, [Symbol.asyncDispose]: () => store.close() }
}
