import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import { catalogueOf } from '../../src/i18n/index.ts'
import { readDeclaration } from '../../src/services/read-declaration.ts'
import { readLedger } from '../../src/services/read-ledger.ts'
import { readStatement } from '../../src/services/read-statement.ts'
import { FilterQuery } from '../../src/web/filter.ts'
import { declarationPageModel } from '../../src/web/models/declaration-page.ts'
import { ledgerPageModel } from '../../src/web/models/ledger-page.ts'
import { quickPeriods } from '../../src/web/models/periods.ts'
import { statementPageModel } from '../../src/web/models/statement-page.ts'
import { assessed, registered, TRADER } from '../support/events.ts'
import { Service } from '../support/service.ts'

const t = catalogueOf('az')
const today = '2026-04-20' as PlainDate

describe('page models', () => {
  let service: Service
  beforeAll(async () => {
    service = await Service.open(new Date('2026-04-20T00:00:00Z'))
    await service.apply(registered(), assessed('A/1', { vat: '1.00' }))
  })
  afterAll(() => service[Symbol.asyncDispose]())

  const query = new FilterQuery({ declaration: 'A/1' })

  test('are plain data: they survive a JSON round trip', async () => {
    const { reader } = service.store
    const statement = (await readStatement(reader, TRADER, query.filter))!
    const page = (await readLedger(reader, TRADER, 'vat', query.filter, null))!
    const declaration = (await readDeclaration(reader, TRADER, 'A/1', null))!
    const models = [
      statementPageModel({ statement, query, declarationKnown: true, today, t }),
      ledgerPageModel({ page, query, declarationKnown: true, today, t }),
      declarationPageModel(declaration, null, t),
    ]
    for (const model of models) expect(JSON.parse(JSON.stringify(model))).toStrictEqual(model)
  })
})

describe('quick periods', () => {
  test.each([
    ['2026-01-15', { from: '2025-12-01', to: '2025-12-31' }, { from: '2026-01-01', to: '2026-03-31' }],
    ['2024-03-31', { from: '2024-02-01', to: '2024-02-29' }, { from: '2024-01-01', to: '2024-03-31' }],
    ['2026-12-31', { from: '2026-11-01', to: '2026-11-30' }, { from: '2026-10-01', to: '2026-12-31' }],
  ])('on %s', (date, lastMonth, thisQuarter) => {
    expect(quickPeriods(date as PlainDate)).toMatchObject({ lastMonth, thisQuarter })
  })
})
