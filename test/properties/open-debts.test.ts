import fc from 'fast-check'
import { expect, test } from 'vitest'
import { outstanding } from '../../src/domain/charge.ts'
import type { PlainDate } from '../../src/domain/dates.ts'
import { type InterestTerms, interestTerms } from '../../src/domain/interest.ts'
import { DEBT_ORDERS } from '../../src/domain/open-debt.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { toDebtsCsv } from '../../src/export/debts-csv.ts'
import { type DebtsRequest, openDebtsWalk, readOpenDebts } from '../../src/services/statement/open-debts.ts'
import { findAccount, walkVoens } from '../../src/store/ledger/accounts.ts'
import { deepStream, NOW } from '../support/oracle/arbitrary-events.ts'
import { deepMoneyStream, extendedStream } from '../support/oracle/arbitrary-moves.ts'
import { assessed, on, registered } from '../support/oracle/events.ts'
import { runs } from '../support/property-runs.ts'
import { all, Service } from '../support/stores/service.ts'

const TODAY = '2030-01-01' as PlainDate
const OPEN_ON_BOTH_DAYS = [
  registered(on('2026-01-01')),
  assessed('A/1', { vat: '10.00' }, on('2026-03-01')),
  assessed('A/2', { fine: '5.00' }, on('2026-03-05')),
].map(event => JSON.stringify(event))
const RATES = '2001-01-01:0.1,2026-03-04:0.05'
const TERMS: InterestTerms = interestTerms({
  rates: RATES.split(',').map(text => ({ from: text.slice(0, 10), percent: text.slice(11) })),
  maxDays: 365,
})
const EVERYTHING = { fund: null, overdue: false, words: '' } as const

/** What commands print for an account while a day is its last one. */
interface Then {
  debts: string
  /** By the row of the charge, in qəpik. */
  interest: Map<number, bigint>
}

/** A reference may have a line break in it. */
const linesOfAccount = (csv: string, voen: Voen) =>
  csv.split(/(?<=\n)(?=\d{10},)/).filter(line => line.startsWith(`${voen},`))

function interestByCharge(csv: string, voen: Voen): Map<number, bigint> {
  const sums = new Map<number, bigint>()
  for (const line of linesOfAccount(csv, voen)) {
    const [row, interest] = [Number(line.split(',')[1]), BigInt(line.trimEnd().split(',').at(-1)!.replace('.', ''))]
    sums.set(row, (sums.get(row) ?? 0n) + interest)
  }
  return sums
}

/** Delivers the lines one by one and remembers what the commands print on the last day of each account. */
async function pastOf(service: Service, lines: readonly string[]): Promise<Map<Voen, Map<PlainDate, Then>>> {
  const past = new Map<Voen, Map<PlainDate, Then>>()
  for (const line of lines) {
    const { counts } = await service.import([line])
    if (counts.applied === 0) continue
    const debts = await service.debts()
    for (const voen of await all(walkVoens(service.store.reader))) {
      const record = await service.store.reader.snapshot(voen, tx => findAccount(tx, voen))
      const day = record!.account.lastOperationDate
      if (day === null) continue
      const days = past.get(voen) ?? new Map<PlainDate, Then>()
      const interest = interestByCharge(await service.interest(day, { LATE_INTEREST: RATES }), voen)
      past.set(voen, days.set(day, { debts: linesOfAccount(debts, voen).join(''), interest }))
    }
  }
  return past
}

/** All pages of a list, one after the other. */
async function readPages(service: Service, request: Omit<DebtsRequest, 'cursor'>) {
  const debts = []
  for (let cursor: DebtsRequest['cursor'] = null; ; ) {
    const page = await readOpenDebts(service.store.reader, { ...request, cursor })
    const shown = page!.groups.flatMap(group => group.debts)
    debts.push(...shown)
    if (page!.after === null) return { debts, sums: page!.sums, interest: page!.interest }
    cursor = { after: page!.after }
  }
}

test('debts as at any past day are those that a store printed which had only the events up to it', async () => {
  const streams = fc.oneof(
    extendedStream({ maxLength: 24 }),
    fc.oneof(deepStream(), deepMoneyStream()).map(({ opening, later }) => [opening.join('\n'), ...later]),
  )
  let [compared, past] = [0, 0]
  await fc.assert(
    fc.asyncProperty(streams, async lines => {
      await using service = await Service.open(NOW)
      for (const [voen, days] of await pastOf(
        service,
        lines.filter(line => line.trim() !== ''),
      )) {
        const last = [...days.keys()].at(-1)!
        for (const [on, then] of days) {
          const request = { voen, on, today: TODAY, filter: EVERYTHING, terms: TERMS }
          const exported = await all(
            (await openDebtsWalk(service.store.exporter, request))!.walk() as AsyncGenerator<never[]>,
          )
          const charges = (exported as Awaited<ReturnType<typeof readPages>>['debts']).map(({ charge }) => charge)
          expect(toDebtsCsv(voen, charges)).toBe(then.debts)
          for (const order of DEBT_ORDERS) {
            const { debts, sums } = await readPages(service, { ...request, order })
            const sorted = debts.toSorted((one, other) => one.charge.row - other.charge.row)
            expect(sorted.map(({ charge }) => charge)).toEqual(charges.toSorted((one, other) => one.row - other.row))
            expect([sums.count, sums.open]).toEqual([
              charges.length,
              charges.reduce((sum, charge) => sum + BigInt(outstanding(charge)), 0n),
            ])
            for (const { charge, interest } of debts) expect(interest ?? 0n).toBe(then.interest.get(charge.row) ?? 0n)
          }
          compared += charges.length
          if (on < last) past += charges.length
        }
      }
    }),
    // Few runs may have no debt on their last day, so one with debts on both of its days is always among them.
    { numRuns: runs({ all: 100, few: 8 }), examples: [[OPEN_ON_BOTH_DAYS]] },
  )
  expect(compared).toBeGreaterThan(past)
  expect(past).toBeGreaterThan(0)
})
