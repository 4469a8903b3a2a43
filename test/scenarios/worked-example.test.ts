import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { Oracle } from '../support/oracle/oracle.ts'
import { cardsOf, exportOf } from '../support/oracle/oracle-output.ts'
import { Service } from '../support/stores/service.ts'

const NOW = new Date('2026-07-01T00:00:00Z')

const fixture = (name: string) => readFile(new URL(`../fixtures/example/${name}`, import.meta.url), 'utf8')
const [events, exported, cards, allocations, debts, turnover, interest] = await Promise.all(
  ['events.ndjson', 'export.csv', 'cards.ndjson', 'allocations.csv', 'debts.csv', 'turnover.csv', 'interest.csv'].map(
    fixture,
  ),
)
const lines = events!.split('\n')

describe('the worked example of src/domain/README.md', () => {
  test.each([1, 5, 1000])('gives its six files byte for byte, %i events to a commit', async groupSize => {
    await using service = await Service.open(NOW)
    const { counts } = await service.import(lines, { groupSize })
    expect(counts).toEqual({
      applied: 23,
      duplicate: 0,
      held: 0,
      rejected: 0,
    })
    expect(await service.export()).toBe(exported)
    expect(await service.cards('2026-01-01', '2026-12-31')).toBe(cards)
    expect(await service.allocations()).toBe(allocations)
    expect(await service.debts()).toBe(debts)
    expect(await service.turnover('2026-03-05', '2026-03-31')).toBe(turnover)
    const settings = { LATE_INTEREST: '2001-01-01:0.1', LATE_INTEREST_DAYS: '365' }
    expect(await service.interest('2026-06-30', settings)).toBe(interest)
    expect(await service.verify()).toBeNull()
  })

  test('gives the same from the oracle, with which the property tests compare the service', () => {
    const oracle = new Oracle()
    expect(oracle.import(lines, NOW)).toEqual({
      applied: 23,
      duplicate: 0,
      held: 0,
      rejected: 0,
    })
    expect(exportOf(oracle)).toBe(exported)
    expect(cardsOf(oracle, '2026-01-01', '2026-12-31')).toBe(cards)
  })

  test('filters of the command line give parts of that export', async () => {
    await using service = await Service.open(NOW)
    await service.import(lines)
    const [header, ...rows] = exported!.trimEnd().split('\n')
    const column = (row: string, name: string) => row.split(',')[header!.split(',').indexOf(name)]!
    const some = async (options: Parameters<Service['export']>[0]) =>
      (await service.export(options)).trimEnd().split('\n').slice(1)
    const where = (wanted: (value: (name: string) => string) => boolean) =>
      rows.filter(row => wanted(name => column(row, name)))

    expect(await some({ voen: '1400057421' })).toEqual(rows)
    expect(await some({ ledger: 'vat' })).toEqual(where(of => of('ledger') === 'vat'))
    expect(await some({ ledger: 'advance' })).toEqual(where(of => of('ledger') === 'advance'))
    expect(await some({ from: '2026-03-09' })).toEqual(where(of => of('operation_date') >= '2026-03-09'))
    expect(await some({ to: '2026-03-09' })).toEqual(where(of => of('operation_date') <= '2026-03-09'))
    expect(await some({ from: '2026-03-09', to: '2026-03-09' })).toEqual(
      where(of => of('operation_date') === '2026-03-09'),
    )
    expect(await some({ type: 'reduction' })).toEqual(where(of => of('type') === 'reduction'))
    expect(await some({ declaration: ' 00010/040326/000002 ' })).toEqual(
      where(of => of('declaration') === '00010/040326/000002'),
    )
    expect(
      await some({
        ledger: 'vat',
        type: 'assessment',
        to: '2026-03-05',
        declaration: '00010/050326/000003',
      }),
    ).toEqual(where(of => of('event_id') === 'ex-05' && of('ledger') === 'vat'))
    expect(await some({ declaration: 'UNKNOWN' })).toEqual([])
    expect(await some({ from: '2027-01-01' })).toEqual([])
  })
})
