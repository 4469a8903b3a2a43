import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import type { DeclarationNumber } from '../../src/domain/declaration.ts'
import { LEDGERS } from '../../src/domain/fund.ts'
import { interestTerms } from '../../src/domain/interest.ts'
import type { LedgerEntry } from '../../src/domain/ledger-entry.ts'
import { chosenPeriod, MAX_MONTHS, monthsOf, type Period } from '../../src/domain/period.ts'
import { catalogueOf, LANGUAGES } from '../../src/i18n/index.ts'
import { addUpClients, listClients } from '../../src/services/access/clients.ts'
import { listCompanies } from '../../src/services/access/companies.ts'
import { grantMandate, listMandates } from '../../src/services/access/mandates.ts'
import { readAccessLog, recordVisits } from '../../src/services/access/visits.ts'
import { readAdvanceOutlook } from '../../src/services/statement/advance-forecast.ts'
import { readCharts } from '../../src/services/statement/charts.ts'
import { readChosenDebts } from '../../src/services/statement/chosen-debts.ts'
import { openStatementExtract } from '../../src/services/statement/extract.ts'
import { readInterestSheet } from '../../src/services/statement/interest-sheet.ts'
import { listDeclarations } from '../../src/services/statement/list-declarations.ts'
import { readOpenDebts } from '../../src/services/statement/open-debts.ts'
import { previewAdvancePayment } from '../../src/services/statement/payment-preview.ts'
import { readDeclaration } from '../../src/services/statement/read-declaration.ts'
import { readLedger } from '../../src/services/statement/read-ledger.ts'
import { readStatement } from '../../src/services/statement/read-statement.ts'
import { accessLogPageModel } from '../../src/web/models/access-log-page.ts'
import { chartsPageModel } from '../../src/web/models/charts-page.ts'
import { chosenDebtsPageModel } from '../../src/web/models/chosen-debts-page.ts'
import { clientsPageModel } from '../../src/web/models/clients-page.ts'
import { companiesPageModel } from '../../src/web/models/companies-page.ts'
import { debtsPageModel } from '../../src/web/models/debts-page.ts'
import { declarationPageModel } from '../../src/web/models/declaration-page.ts'
import { declarationsPageModel } from '../../src/web/models/declarations-page.ts'
import { entryRowModel } from '../../src/web/models/entry-row.ts'
import { estimatePageModel } from '../../src/web/models/estimate-page.ts'
import { extractPageModel, extractRowModel } from '../../src/web/models/extract-page.ts'
import { interestPageModel } from '../../src/web/models/interest-page.ts'
import { ledgerPageModel } from '../../src/web/models/ledger-page.ts'
import { mandatePageModel, mandatesPageModel } from '../../src/web/models/mandates-page.ts'
import { chartPeriods, quickPeriods } from '../../src/web/models/periods.ts'
import { previewPageModel } from '../../src/web/models/preview-page.ts'
import { statementPageModel } from '../../src/web/models/statement-page.ts'
import { AccountLocation } from '../../src/web/queries/account-location.ts'
import { ClientQuery } from '../../src/web/queries/client-query.ts'
import { DebtsQuery } from '../../src/web/queries/debts-query.ts'
import { DeclarationsQuery } from '../../src/web/queries/declarations-query.ts'
import { EstimateQuery } from '../../src/web/queries/estimate-query.ts'
import { FilterQuery } from '../../src/web/queries/filter.ts'
import { InterestQuery } from '../../src/web/queries/interest-query.ts'
import { ListQuery } from '../../src/web/queries/list-query.ts'
import { parseMandate } from '../../src/web/queries/mandate-form.ts'
import { PreviewQuery } from '../../src/web/queries/preview-query.ts'
import { assessed, registered, TRADER } from '../support/oracle/events.ts'
import { ACCOUNTANT, anActor, BROKER, DECLARANT, DIRECTOR } from '../support/people/access-people.ts'
import { WEB_CONFIG } from '../support/people/people.ts'
import { Service } from '../support/stores/service.ts'

const t = catalogueOf('az')
const { hop } = WEB_CONFIG
const today = '2026-04-20' as PlainDate
const now = new Date('2026-04-20T00:00:00Z')
const name = 'Nümunə Ticarət MMC'

test.each(LANGUAGES)(
  'the declaration number in an operation name is found even if it is a single letter, in %s',
  language => {
    const entry = { voen: TRADER, ledger: 'vat', type: 'assessment', declaration: 'A', reference: null, channel: null }
    const figures = { seq: 1, operationDate: today, paymentDate: null, amount: 0, debt: 0, overpayment: 0 }
    const t = catalogueOf(language)
    const { nameBefore, declaration, nameAfter } = entryRowModel({ ...entry, ...figures } as unknown as LedgerEntry, t)
    expect([declaration, nameBefore + nameAfter]).toEqual([
      'A',
      t.operationName({ ...entry, declaration: '' } as LedgerEntry),
    ])
  },
)

describe('page models', () => {
  let service: Service
  beforeAll(async () => {
    service = await Service.open(now)
    await service.apply(registered(), assessed('A/1', { vat: '1.00' }, { declarant: BROKER }))
    const { access } = service.store
    const terms = { voen: TRADER, broker: BROKER, from: today, to: null, balances: true, exports: false }
    await grantMandate(access, terms, anActor(ACCOUNTANT), now)
    const { subject } = DECLARANT
    await recordVisits(access, [
      { voen: TRADER, at: now, action: 'viewed', subject, name, broker: BROKER, detail: null },
    ])
  })
  afterAll(() => service[Symbol.asyncDispose]())

  const query = new FilterQuery({ declaration: 'A/1' })

  /** Users with different access to the account. */
  const viewers = [
    { access: { voen: TRADER, broker: null, balances: true, exports: true }, canSwitch: false, savesData: false },
    { access: { voen: TRADER, broker: BROKER, balances: true, exports: false }, canSwitch: true, savesData: false },
    { access: { voen: TRADER, broker: BROKER, balances: false, exports: true }, canSwitch: true, savesData: true },
  ]

  const isPlain = (model: object) => expect(JSON.parse(JSON.stringify(model))).toStrictEqual(model)

  test('of an account survive a JSON round trip', async () => {
    const { reader } = service.store
    const statement = (await readStatement(reader, TRADER, query.filter, today))!
    const page = (await readLedger(reader, { voen: TRADER, ledger: 'vat', filter: query.filter }))!
    const extract = (await openStatementExtract(reader, {
      voen: TRADER,
      ledgers: LEDGERS,
      filter: query.filter,
      today,
    }))!
    const rows = new Map([['vat', page.entries.map(entry => extractRowModel(entry, t))]] as const)
    const declaration = (await readDeclaration(reader, {
      voen: TRADER,
      number: 'A/1' as DeclarationNumber,
      after: null,
      declarant: null,
    }))!
    const previewQuery = PreviewQuery.parse('0,40')
    const preview = await previewAdvancePayment(reader, TRADER, previewQuery.amount!, now)
    const dates = new FilterQuery({ from: '2022-01-01' })
    const charts = (await readCharts(reader, TRADER, dates.filter, today))!
    const declarations = (await listDeclarations(reader, TRADER, { declarant: null }))!
    const debtsQuery = DebtsQuery.parse(() => undefined, today)
    const { on, filter, order } = debtsQuery
    const config = { hop, lateInterest: { rates: [{ from: '2001-01-01', percent: '0.1' }], maxDays: 365 } }
    const terms = interestTerms(config.lateInterest)
    const debts = (await readOpenDebts(reader, { voen: TRADER, on, today, filter, order, cursor: null, terms }))!
    const outlook = (await readAdvanceOutlook(reader, TRADER, today))!
    const estimateQuery = EstimateQuery.parse(field => ({ value: '100', rate: '15', vat: '18', fee: '' })[field])
    const interestQuery = InterestQuery.parse(() => undefined, today)!
    const sheet = (await readInterestSheet(reader, {
      voen: TRADER,
      to: '2027-01-01' as PlainDate,
      today,
      terms,
      after: null,
    }))!
    for (const viewer of viewers) {
      isPlain(estimatePageModel({ viewer, outlook, query: estimateQuery, hop, t }))
      isPlain(interestPageModel({ viewer, name, query: interestQuery, terms, sheet, after: null, today, t }))
      isPlain(statementPageModel({ viewer, statement, query, today, hop, t }))
      isPlain(ledgerPageModel({ viewer, page, outlook, query, list: ListQuery.parse(), cursor: null, today, hop, t }))
      isPlain(extractPageModel({ viewer, extract, only: null, rows, query, today, now, t }))
      isPlain(declarationPageModel({ viewer, statement: declaration, after: null, hop, t }))
      isPlain(previewPageModel({ name, viewer, query: previewQuery, preview, now, hop, t }))
      isPlain(chartsPageModel({ viewer, charts, query: dates, today, t }))
      const debtsView = { query: debtsQuery, list: ListQuery.parse(), page: debts, outlook, position: '', config }
      isPlain(debtsPageModel({ viewer, name, ...debtsView, now, today, t }))
      isPlain(
        chosenDebtsPageModel({
          viewer,
          name,
          chosen: await readChosenDebts(reader, TRADER, [{ document: 1, number: 1 }]),
          problem: null,
          hop,
          t,
        }),
      )
      isPlain(
        declarationsPageModel({
          viewer,
          page: declarations,
          cursor: null,
          brokers: [{ voen: BROKER, name: null }],
          query: DeclarationsQuery.parse(() => undefined, today, true),
          list: ListQuery.parse()!,
          t,
        }),
      )
    }
  })

  test('of mandates and the access log survive a JSON round trip', async () => {
    const { access } = service.store
    const viewer = viewers[0]!
    const mandates = await listMandates(access, TRADER)
    const form = { ...parseMandate(() => 'x', TRADER, today), person: 'a person' }
    const done = { action: 'granted', broker: BROKER } as const
    isPlain(mandatesPageModel({ name, viewer, mandates, form, done, brokerName: null, today, t }))
    isPlain(mandatePageModel({ name, viewer, mandate: mandates[0]!, form, brokerName: 'x', today, t }))
    isPlain(accessLogPageModel({ name, viewer, page: await readAccessLog(access, TRADER, null), newest: true, t }))
  })

  test('of companies and clients survive a JSON round trip', async () => {
    const { reader } = service.store
    const clients = await listClients(reader, [BROKER], today, 'somebody')
    isPlain(
      clientsPageModel({
        all: clients.length,
        found: clients.length,
        hidden: 0,
        exportable: clients.length - 1,
        shown: clients,
        query: ClientQuery.parse(() => undefined),
        start: 1,
        severalBrokers: false,
        totals: addUpClients(clients),
        added: true,
        today,
        now: new Date(),
        t,
      }),
    )
    const accounts = await listCompanies(reader, [TRADER])
    const place = new AccountLocation('statement')
    isPlain(
      companiesPageModel({ companies: DIRECTOR.companies, accounts, clients: clients.length, location: place, t }),
    )
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

describe('the periods of charts', () => {
  test.each([
    ['2026-04-20', '2026-04-20'],
    ['2026-01-01', '2026-01-01'],
    // The clock is ahead: the last operation is tomorrow, in the next month, quarter and year.
    ['2026-03-31', '2026-04-01'],
    ['2026-12-31', '2027-01-01'],
    ['2024-02-29', '2024-03-01'],
  ] as [PlainDate, PlainDate][])('are all valid on %s with the last operation on %s', (today, latest) => {
    const open = { from: null, to: null }
    for (const [name, dates] of Object.entries(chartPeriods(today, latest))) {
      const period = chosenPeriod({ ...open, ...dates }, latest)
      expect([name, period]).toEqual([name, { from: expect.any(String), to: expect.any(String) }])
      if (name === 'maximum') expect(monthsOf(period as Period)).toHaveLength(MAX_MONTHS)
    }
  })
})
