import { createReadStream } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../../src/domain/dates.ts'
import type { DeclarationNumber } from '../../../src/domain/declaration.ts'
import { LEDGERS } from '../../../src/domain/fund.ts'
import { qepik } from '../../../src/domain/money.ts'
import type { OperationType } from '../../../src/domain/operation-type.ts'
import { NO_FILTER } from '../../../src/domain/statement-filter.ts'
import { readSearch, type TypedSearch } from '../../../src/domain/typed/search.ts'
import type { Voen } from '../../../src/domain/voen.ts'
import { readEventLines } from '../../../src/intake/event-lines.ts'
import { walkAuditLog } from '../../../src/services/access/audit.ts'
import { authenticate } from '../../../src/services/access/authenticate.ts'
import { listClients } from '../../../src/services/access/clients.ts'
import { listCompanies } from '../../../src/services/access/companies.ts'
import { grantMandate, listMandates, withdrawMandate } from '../../../src/services/access/mandates.ts'
import {
  endOtherSessions,
  endSession,
  listSessions,
  obeyLogoutOrder,
  openSession,
  touchSession,
} from '../../../src/services/access/sessions.ts'
import { consumeSignInAttempt, saveSignInAttempt } from '../../../src/services/access/sign-in.ts'
import { readAccessLog, recordExport } from '../../../src/services/access/visits.ts'
import { clearRejections } from '../../../src/services/intake/clear-rejections.ts'
import { deliverEvents } from '../../../src/services/intake/deliver-events.ts'
import { dismissHeldEvent, heldGauge, retryHeldEvents, walkDismissedEvents } from '../../../src/services/intake/held.ts'
import { importEvents } from '../../../src/services/intake/import-events.ts'
import { intakeFigures } from '../../../src/services/intake/intake-figures.ts'
import {
  addSenderKey,
  findSender,
  registerSender,
  removeSender,
  removeSenderKey,
} from '../../../src/services/intake/senders.ts'
import { NEWEST, OLDEST } from '../../../src/services/page.ts'
import { hasAccounts } from '../../../src/services/statement/accounts.ts'
import { readAdvanceOutlook } from '../../../src/services/statement/advance-forecast.ts'
import { readAccountBill, readDeclarationBill } from '../../../src/services/statement/bills.ts'
import { readCharts } from '../../../src/services/statement/charts.ts'
import { readChosenDebts } from '../../../src/services/statement/chosen-debts.ts'
import { readDebts, readInterestBearing } from '../../../src/services/statement/debts.ts'
import { openStatementWalk } from '../../../src/services/statement/exports.ts'
import { openStatementExtract } from '../../../src/services/statement/extract.ts'
import { readChargeInterest, readInterestSheet } from '../../../src/services/statement/interest-sheet.ts'
import { listDeclarations, walkDeclarations } from '../../../src/services/statement/list-declarations.ts'
import { openDebtsWalk, readOpenDebts } from '../../../src/services/statement/open-debts.ts'
import { previewAdvancePayment } from '../../../src/services/statement/payment-preview.ts'
import { readDeclaration } from '../../../src/services/statement/read-declaration.ts'
import { readLedger } from '../../../src/services/statement/read-ledger.ts'
import { readOperation } from '../../../src/services/statement/read-operation.ts'
import { readOperations } from '../../../src/services/statement/read-operations.ts'
import { readReference } from '../../../src/services/statement/read-reference.ts'
import { readStatement } from '../../../src/services/statement/read-statement.ts'
import { readTurnover, walkTurnovers } from '../../../src/services/statement/read-turnover.ts'
import { searchAccount } from '../../../src/services/statement/search-account.ts'
import { readBookings, readDeclarationVersion } from '../../../src/services/statement/versions.ts'
import { type Database, EVERY_ACCOUNT } from '../../../src/store/engine/access.ts'
import { openDatabase } from '../../../src/store/engine/database.ts'
import { walkEvents } from '../../../src/store/intake/event-log.ts'
import { findEarliestHeld, walkHeldEvents } from '../../../src/store/intake/held-events.ts'
import { walkRejections } from '../../../src/store/intake/rejections.ts'
import {
  findAllocationsOfCharge,
  findAllocationsOfSource,
  walkAllocations,
} from '../../../src/store/ledger/allocations.ts'
import { findKnownNumbers } from '../../../src/store/ledger/declarations.ts'
import { walkAccountEntries } from '../../../src/store/ledger/entry-ranges.ts'
import { FIRST_ROWS, findPayments, type PaymentRange, sumPayments } from '../../../src/store/ledger/payment-ranges.ts'
import { findOpenSources } from '../../../src/store/ledger/sources.ts'
import { findFirstDifference } from '../../../src/store/maintenance/compare.ts'
import {
  amended,
  assessed,
  paidByNumber,
  paidToCode,
  paidToFund,
  registered,
  toLine,
} from '../../support/oracle/events.ts'
import { anActor, BROKER, DECLARANT, ISSUER, LIMITS } from '../../support/people/access-people.ts'
import { capturePlans } from '../../support/stores/sqlite-plans.ts'
import { NOW, openTestStore, type TestStore } from '../../support/stores/store.ts'

/** The largest of the demonstration traders; unregistered in the empty store. */
const VOEN = '2899061361' as Voen
const DECLARATION = '00010/030326/000001' as DeclarationNumber
/** A payment and what it closed, an assessment of a declaration and of a reference, a reduction, a refund, a transfer. */
const OPERATIONS = [2, 9, 10, 11, 134, 244, 258, 1808, 1809]
const TYPE: OperationType = 'assessment'
const [FROM, TO] = ['2025-03-03', '2026-03-20'] as PlainDate[]

/** The subject of a broker's employee. */
let TOKEN: string

/** More numbers than one, and more than a small batch. Most are unknown. */
const SEVERAL = [DECLARATION, 'X/1', 'X/2'] as DeclarationNumber[]
const MANY = [DECLARATION, ...Array.from({ length: 40 }, (_, index) => `X/${index}` as DeclarationNumber)]
const account = ['account USING PRIMARY KEY (voen=?)', 'ledger_total USING PRIMARY KEY (voen=?)']
const dates = [
  'ledger_entry USING COVERING INDEX ledger_entry_by_date (voen=? AND operation_date>?)',
  'ledger_entry USING COVERING INDEX ledger_entry_by_date (voen=? AND operation_date<?)',
]
const byLedger = 'ledger_entry USING PRIMARY KEY (voen=? AND ledger=? AND seq>? AND seq<?)'
const byType = 'ledger_entry USING INDEX ledger_entry_by_type (voen=? AND ledger=? AND type=? AND seq>? AND seq<?)'
const upToInLedger = 'ledger_entry USING PRIMARY KEY (voen=? AND ledger=? AND seq<?)'
const fromInLedger = 'ledger_entry USING PRIMARY KEY (voen=? AND ledger=? AND seq>?)'
const fromInType = 'ledger_entry USING INDEX ledger_entry_by_type (voen=? AND ledger=? AND type=? AND seq>?)'
const upToInType = 'ledger_entry USING INDEX ledger_entry_by_type (voen=? AND ledger=? AND type=? AND seq<?)'
const turnover = 'turnover USING PRIMARY KEY (voen=?)'
const byDeclaration =
  'ledger_entry USING INDEX ledger_entry_by_declaration (voen=? AND declaration=? AND seq>? AND seq<?)'
const known = 'declaration USING PRIMARY KEY (voen=? AND declaration=?)'
/** The service looks up unknown numbers among several, or a single one without rows: DECLARATION has none until TO. */
const knownOf = (declarations: readonly string[], to: PlainDate | null = null) =>
  declarations.length > 1 || (declarations.length === 1 && to !== null) ? [known] : []
const inBookingOrder = 'ledger_entry USING INDEX ledger_entry_by_date (voen=? AND (operation_date,seq)>(?,?))'

const firstDate = 'ledger_entry USING COVERING INDEX ledger_entry_by_date (voen=?)'

const byDocument = 'declaration USING INDEX declaration_by_document (voen=? AND document>? AND document<?)'
const byDeclarant =
  'declaration USING INDEX declaration_by_declarant (voen=? AND declarant=? AND document>? AND document<?)'
const ofPeriods = 'assessed USING PRIMARY KEY (voen=? AND grain=? AND period>? AND period<?)'
const byDocuments = 'charge USING PRIMARY KEY (voen=? AND document=?)'

const chargesAfter = 'charge USING PRIMARY KEY (voen=? AND (document,number)>(?,?))'
const partsOf = 'allocation USING INDEX allocation_by_charge (voen=? AND charged_row=? AND row<?)'
const DEBTS = {
  voen: VOEN,
  today: '2026-04-20' as PlainDate,
  filter: { fund: null, overdue: false, words: '' },
  order: 'declaration',
  cursor: null,
  terms: { rates: [{ from: '2001-01-01' as PlainDate, percent: '0.1' }], maxDays: 365 },
} as const

/** Several look-ups in one query: the scan reads only the few rows that each of them finds. */
const stepsOfUnion = (name: string) => [
  'COMPOUND QUERY',
  'LEFT-MOST SUBQUERY',
  'UNION ALL',
  `CO-ROUTINE ${name}`,
  `SCAN ${name}`,
]
const OF_EACH_LEDGER = stepsOfUnion('of_ledger')
const OF_EACH_DECLARATION = stepsOfUnion('of_declaration')
/** Sums by ledger or by day over the few rows that a key finds. */
const GROUPED = ['USE TEMP B-TREE FOR GROUP BY']

/** Without a type, the rows of declarations are summed by type. */
const groupedBy = (type: OperationType | null, declarations: readonly string[]) =>
  type === null && declarations.length > 0 ? GROUPED : []

interface Question {
  readonly asks: string
  readonly ask: (store: Database) => Promise<unknown>
  /** The expected index searches: no other, and none missing. */
  readonly keys: readonly string[]
  readonly otherSteps?: readonly string[]
}

async function drain(batches: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of batches);
}

const openAfter = 'charge USING INDEX charge_open (voen=? AND fund=? AND (document,number)>(?,?))'

const CONDITIONS = [
  { by: 'nothing', type: null, declarations: [], key: byLedger, otherSteps: [] },
  { by: 'type', type: TYPE, declarations: [], key: byType, otherSteps: [] },
  { by: 'declaration', type: null, declarations: [DECLARATION], key: byDeclaration, otherSteps: [] },
  { by: 'type and declaration', type: TYPE, declarations: [DECLARATION], key: byDeclaration, otherSteps: [] },
  {
    by: 'several declarations',
    type: null,
    declarations: SEVERAL,
    key: byDeclaration,
    otherSteps: OF_EACH_DECLARATION,
  },
  {
    by: 'type and many declarations',
    type: TYPE,
    declarations: MANY,
    key: byDeclaration,
    otherSteps: OF_EACH_DECLARATION,
  },
]

const OF_EACH_END = stepsOfUnion('at_end')

const RANGES = [
  { during: 'always', from: null, to: null, keys: [], ofEnds: [] },
  { during: 'from a date', from: FROM!, to: null, keys: [dates[0]!], ofEnds: OF_EACH_END },
  { during: 'to a date', from: null, to: TO!, keys: [dates[1]!], ofEnds: [] },
  { during: 'between dates', from: FROM!, to: TO!, keys: dates, ofEnds: OF_EACH_END },
]

/** A page reads on from one end of its range. */
const ofPages = (by: string, key: string) =>
  ({ nothing: [fromInLedger, upToInLedger], type: [fromInType, upToInType] })[by] ?? [key]

/** A page of a ledger under each combination of filters, from its newest end, older and newer than a row. */
function pages(): Question[] {
  return CONDITIONS.flatMap(({ by, type, declarations, key, otherSteps }) =>
    RANGES.map(({ during, from, to, keys, ofEnds }) => ({
      asks: `pages of a ledger by ${by}, ${during}`,
      ask: async ({ reader }) => {
        const filter = { ...NO_FILTER, from, to, type, declarations }
        for (const ascending of [false, true])
          for (const cursor of [null, { before: 900 }, { after: 5 }, OLDEST, NEWEST])
            await readLedger(reader, { voen: VOEN, ledger: 'vat', filter, ascending, cursor })
      },
      // Opening and closing totals ignore the other filters: they are those of the ledger's last rows until then. The last
      // page knows how many rows it has, and reads a range.
      keys: [account[0]!, ...keys, ...knownOf(declarations, to), upToInLedger, ...ofPages(by, key), key],
      otherSteps: [...otherSteps, ...ofEnds, ...groupedBy(type, declarations)],
    })),
  )
}

/** A page of all ledgers together, under each combination. */
function pagesOfAllLedgers(): Question[] {
  return CONDITIONS.map(({ by, key, otherSteps, ...condition }) => ({
    asks: `pages of all ledgers by ${by}`,
    ask: async ({ reader }) => {
      const asked = { voen: VOEN, filter: { ...NO_FILTER, from: FROM!, to: TO!, ...condition } }
      // Of a size that pages have, and of one that only a last page has.
      for (const size of [25, 24])
        for (const ascending of [true, false])
          for (const cursor of [null, { before: 900 }, { after: 0 }])
            await readOperations(reader, { ...asked, size, ascending, cursor })
    },
    keys: [...account, ...dates, ...knownOf(condition.declarations, TO!), ...ofPages(by, key), key],
    otherSteps: [...(condition.declarations.length > 0 ? GROUPED : OF_EACH_LEDGER), ...otherSteps],
  }))
}

const BY_CHANNEL =
  'ledger_entry USING COVERING INDEX ledger_entry_by_channel (voen=? AND ledger=? AND channel=? AND seq>? AND seq<?)'
const BY_PAYMENT_DATE =
  'ledger_entry USING COVERING INDEX ledger_entry_by_payment_date (voen=? AND ledger=? AND payment_date>? AND payment_date<?)'

/** The payments among the rows of a large account that are not its first. */
function laterPayments(): Question[] {
  const range = { ...NO_FILTER, voen: VOEN, after: FIRST_ROWS, upTo: 1_000_000 }
  const asked = (conditions: Pick<PaymentRange, 'channel' | 'paidFrom' | 'paidTo'>, orders: ('asc' | 'desc')[]) => ({
    ask: ({ reader }: Database) =>
      reader.snapshot(VOEN, async tx => {
        for (const type of [null, 'advance-payment-single'] as const)
          for (const order of orders)
            await findPayments(tx, { ...range, ...conditions, type, ledger: 'vat' }, order, 25)
        for (const ledger of ['vat', null] as const) await sumPayments(tx, { ...range, ...conditions, ledger })
      }),
    keys: ['ledger_entry USING PRIMARY KEY (voen=? AND ledger=? AND seq=?)', ...(conditions.channel ? [] : [byType])],
    otherSteps: ['CO-ROUTINE place', 'SCAN place', 'USE TEMP B-TREE FOR GROUP BY'],
  })
  const [of, inBoth] = [{ channel: null, paidFrom: null, paidTo: null }, ['asc', 'desc'] as ('asc' | 'desc')[]]
  const ofChannel = asked({ ...of, channel: 'bank' }, inBoth)
  const [ofDays, ofDaysOfChannel] = [null, 'bank' as const].map(channel =>
    asked({ channel, paidFrom: FROM!, paidTo: TO! }, inBoth),
  )
  const ofOpenEnd = asked({ ...of, paidFrom: FROM! }, ['desc'])
  const sorted = 'USE TEMP B-TREE FOR ORDER BY'
  const union = ['COMPOUND QUERY', 'LEFT-MOST SUBQUERY', 'UNION ALL']
  return [
    { asks: 'later payments by channel', ...ofChannel, keys: [BY_CHANNEL, ...ofChannel.keys] },
    ...[ofDays!, ofDaysOfChannel!].map((asked, channel) => ({
      asks: `later payments by their date${channel ? ' and channel' : ''}`,
      ...asked,
      keys: [BY_PAYMENT_DATE, ...asked.keys],
      otherSteps: [...asked.otherSteps, sorted],
    })),
    {
      asks: 'later payments from a date, newest first',
      ...ofOpenEnd,
      keys: [BY_CHANNEL, BY_PAYMENT_DATE, ...ofOpenEnd.keys],
      otherSteps: [...ofOpenEnd.otherSteps, ...union],
    },
  ]
}

/** A download under each combination of filters. */
function downloads(): Question[] {
  return CONDITIONS.map(({ by, key, otherSteps, ...condition }) => ({
    asks: `a download by ${by}`,
    ask: async ({ exporter }) => {
      const filter = { ...NO_FILTER, from: FROM!, to: TO!, ...condition }
      const statement = await openStatementWalk(exporter, { voen: VOEN, ledgers: ['vat'], filter, today: TO! })
      for (const { walk } of statement?.ledgers ?? []) await drain(walk())
    },
    // The count comes first: a ledger without rows is not walked.
    keys: [...account, ...dates, upToInLedger, ...(by === 'type' ? [upToInType] : []), key],
    otherSteps: [...otherSteps, ...groupedBy(condition.type, condition.declarations)],
  }))
}

/** An extract with a row limit so low that the service must search for its first row. */
function documents(): Question[] {
  const { from, to } = { from: FROM!, to: TO! }
  return CONDITIONS.map(({ by, key, otherSteps, ...condition }) => ({
    asks: `a document by ${by}`,
    ask: async ({ exporter }) => {
      const document = await openStatementExtract(exporter, {
        voen: VOEN,
        ledgers: LEDGERS,
        filter: { ...NO_FILTER, from, to, ...condition },
        today: to,
        max: 2,
      })
      for (const { walk } of document?.ledgers ?? []) await drain(walk())
    },
    keys: [
      ...account,
      ...dates,
      ...knownOf(condition.declarations, to),
      ofPeriods,
      upToInLedger,
      ...(by === 'type' ? [upToInType] : []),
      key,
    ],
    otherSteps: [...OF_EACH_LEDGER, ...otherSteps, ...(condition.declarations.length > 0 ? GROUPED : [])],
  }))
}

const others: Question[] = [
  {
    asks: 'the account page',
    ask: ({ reader }) => readStatement(reader, VOEN, { ...NO_FILTER, from: FROM!, to: TO! }, TO!),
    otherSteps: OF_EACH_LEDGER,
    keys: [...account, ...dates, upToInLedger, ofPeriods],
  },
  {
    asks: 'the account page by type',
    ask: ({ reader }) => readStatement(reader, VOEN, { ...NO_FILTER, type: TYPE }, TO!),
    keys: [...account, turnover, firstDate, ofPeriods],
  },
  ...[[DECLARATION], SEVERAL, MANY].map(declarations => ({
    asks: `the account page by ${declarations.length} declarations`,
    ask: ({ reader }: Database) =>
      readStatement(reader, VOEN, { ...NO_FILTER, declarations: declarations as DeclarationNumber[] }, TO!),
    otherSteps: declarations.length > 1 ? [...OF_EACH_DECLARATION, ...GROUPED] : GROUPED,
    keys: [...account, firstDate, byDeclaration, ...knownOf(declarations), ofPeriods],
  })),
  {
    asks: 'which of many declarations an account has',
    ask: ({ reader }) => reader.snapshot(VOEN, tx => findKnownNumbers(tx, VOEN, MANY as DeclarationNumber[])),
    keys: [known],
  },
  {
    asks: 'a download of everything',
    ask: async ({ exporter }) => {
      const statement = await openStatementWalk(exporter, {
        voen: VOEN,
        ledgers: ['vat'],
        filter: NO_FILTER,
        today: TO!,
      })
      await drain(statement!.ledgers[0]!.walk())
    },
    keys: [...account, firstDate, turnover, byLedger],
  },
  {
    asks: 'the whole account in booking order',
    ask: ({ exporter }) => drain(walkAccountEntries(exporter, VOEN, 100_000)),
    keys: [inBookingOrder],
  },
  {
    asks: 'a declaration and its rows',
    ask: ({ reader }) => readDeclaration(reader, { voen: VOEN, number: DECLARATION, after: 3, declarant: null }),
    keys: [
      ...account,
      'declaration USING PRIMARY KEY (voen=? AND declaration=?)',
      'charge USING PRIMARY KEY (voen=? AND document=?)',
      byDeclaration.replace(' AND seq<?', ''),
      // The open debt before the page, and the payments that closed its rows.
      'allocation USING PRIMARY KEY (voen=? AND row=? AND position<?)',
      'ledger_entry USING PRIMARY KEY (voen=? AND ledger=? AND seq=?)',
      // The version is read from the last row.
      'ledger_entry USING COVERING INDEX ledger_entry_by_declaration (voen=? AND declaration=?)',
    ],
  },
  {
    asks: 'the documents of a reference and what closed them',
    ask: async ({ reader }) => {
      for (const after of [null, 258]) await readReference(reader, { voen: VOEN, reference: 'AKT-94748548', after })
    },
    keys: [
      ...account,
      'charge USING INDEX charge_by_reference (voen=? AND reference=? AND row>?)',
      'allocation USING INDEX allocation_by_charge (voen=? AND charged_row=? AND (row,position)>(?,?))',
      'ledger_entry USING PRIMARY KEY (voen=? AND ledger=? AND seq=?)',
    ],
  },
  {
    asks: 'whether an account has moved',
    ask: ({ reader }) => readBookings(reader, VOEN),
    keys: ['account USING PRIMARY KEY (voen=?)'],
  },
  {
    asks: 'whether a declaration has moved',
    ask: ({ reader }) => readDeclarationVersion(reader, VOEN, DECLARATION as DeclarationNumber, null),
    keys: [
      'declaration USING PRIMARY KEY (voen=? AND declaration=?)',
      'ledger_entry USING COVERING INDEX ledger_entry_by_declaration (voen=? AND declaration=?)',
    ],
  },
  {
    asks: 'whether anybody is registered',
    ask: ({ reader }) => hasAccounts(reader),
    keys: ['account USING PRIMARY KEY (voen>?)'],
  },
  {
    asks: 'a page of declarations, older and newer than one',
    ask: async ({ reader }) => {
      for (const at of [{}, { before: 30 }, { after: 3 }])
        await listDeclarations(reader, VOEN, { declarant: null, ...at })
    },
    keys: [...account, byDocument, byDocuments],
  },
  {
    asks: 'a page of declarations that a broker filed, older and newer than one',
    ask: async ({ reader }) => {
      for (const at of [{}, { before: 30 }, { after: 3 }])
        await listDeclarations(reader, VOEN, { declarant: BROKER, ...at })
    },
    keys: [...account, byDeclarant, byDocuments],
  },
  {
    asks: 'a page of declarations of a state, and their totals',
    ask: async ({ reader }) => {
      const selection = { from: null, to: null, state: 'open' } as const
      for (const at of [{}, { after: 3 }])
        await listDeclarations(reader, VOEN, { declarant: null, selection, withTotals: true, ...at })
    },
    keys: [...account, byDocument, byDocuments],
  },
  {
    asks: 'a download of declarations',
    ask: ({ exporter }) => drain(walkDeclarations(exporter, VOEN, null)),
    keys: [byDocument, byDocuments],
  },
  {
    asks: 'a download of declarations that a broker filed',
    ask: ({ exporter }) => drain(walkDeclarations(exporter, VOEN, BROKER)),
    keys: [byDeclarant, byDocuments],
  },
  {
    asks: 'all allocations of an account',
    ask: ({ exporter }) => drain(walkAllocations(exporter, VOEN, 1_000_000)),
    keys: ['allocation USING PRIMARY KEY (voen=? AND (row,position)>(?,?))'],
  },
  {
    asks: 'what closed a charge, and what became of money',
    ask: ({ reader }) =>
      reader.snapshot(VOEN, async tx => {
        for (const after of [undefined, { row: 50, position: 1 }]) {
          await findAllocationsOfCharge(tx, { voen: VOEN, of: 2, after, limit: 100 })
          await findAllocationsOfSource(tx, { voen: VOEN, of: 1, after, limit: 100 })
        }
      }),
    keys: [
      'allocation USING INDEX allocation_by_charge (voen=? AND charged_row=? AND (row,position)>(?,?))',
      'allocation USING INDEX allocation_by_source (voen=? AND source_row=? AND (row,position)>(?,?))',
    ],
  },
  {
    asks: 'an operation of each kind, and one whose event booked many rows',
    ask: async ({ reader }) => {
      for (const seq of OPERATIONS) await readOperation(reader, { voen: VOEN, seq })
      await readOperation(reader, { voen: VOEN, seq: 9, after: { row: 10, position: 1 } })
    },
    keys: [
      ...account,
      'ledger_entry USING PRIMARY KEY (voen=? AND ledger=? AND seq=?)',
      'ledger_entry USING INDEX ledger_entry_by_date (voen=? AND operation_date=? AND seq=?)',
      'ledger_entry USING INDEX ledger_entry_by_date (voen=? AND operation_date=? AND seq>? AND seq<?)',
      'source USING PRIMARY KEY (voen=? AND row=?)',
      'declaration USING PRIMARY KEY (voen=? AND declaration=?)',
      'charge USING PRIMARY KEY (voen=? AND document=?)',
      'charge USING INDEX charge_by_reference (voen=? AND reference=? AND row>?)',
      'allocation USING PRIMARY KEY (voen=? AND row=? AND position>?)',
      'allocation USING INDEX allocation_by_charge (voen=? AND charged_row=? AND (row,position)>(?,?))',
      'allocation USING INDEX allocation_by_source (voen=? AND source_row=? AND (row,position)>(?,?))',
      'event_id USING PRIMARY KEY (id=?)',
      'event USING INDEX event_by_arrival (arrival=? AND voen=?)',
    ],
  },
  {
    asks: 'what is left of the money on a ledger',
    ask: ({ reader }) => reader.snapshot(VOEN, tx => findOpenSources(tx, VOEN, 'advance', 64)),
    keys: ['source USING INDEX source_open (voen=? AND ledger=? AND row>?)'],
  },
  {
    asks: 'the debts of an account',
    ask: ({ exporter }) => readDebts(exporter, VOEN),
    keys: [...account, openAfter],
  },
  {
    asks: 'late interest',
    ask: ({ exporter }) => readInterestBearing(exporter, VOEN),
    keys: [chargesAfter, 'allocation USING PRIMARY KEY (voen=? AND (row,position)>(?,?))'],
  },
  {
    asks: 'the open debts of now',
    ask: ({ exporter }) => readOpenDebts(exporter, { ...DEBTS, on: null }),
    keys: [...account, openAfter, byDocuments, partsOf],
  },
  {
    asks: 'the open debts as at a past day',
    ask: ({ exporter }) => readOpenDebts(exporter, { ...DEBTS, on: FROM! }),
    keys: [...account, dates[1]!, chargesAfter, partsOf],
  },
  {
    asks: 'a download of open debts',
    ask: async ({ exporter }) => drain((await openDebtsWalk(exporter, { ...DEBTS, on: null }))!.walk()),
    keys: [...account, chargesAfter, partsOf],
  },
  {
    asks: 'late interest worked out',
    ask: ({ exporter }) => readInterestSheet(exporter, { ...DEBTS, to: TO!, after: null }),
    keys: [...account, ...dates, upToInLedger, chargesAfter, partsOf],
    otherSteps: OF_EACH_LEDGER,
  },
  {
    asks: 'late interest of a charge',
    ask: ({ exporter }) => readChargeInterest(exporter, { ...DEBTS, to: TO!, after: null }, { document: 1, number: 1 }),
    keys: ['charge USING PRIMARY KEY (voen=? AND document=? AND number=?)', partsOf],
  },
  {
    asks: 'how long the advance lasts',
    ask: ({ exporter }) => readAdvanceOutlook(exporter, VOEN, TO!),
    keys: [...account, dates[0]!, upToInType, turnover],
  },
  {
    asks: 'chosen debts',
    ask: ({ exporter }) => readChosenDebts(exporter, VOEN, [{ document: 1, number: 1 }]),
    keys: [...account, byDocuments],
  },
  {
    asks: 'turnover between two dates',
    ask: ({ exporter }) => readTurnover(exporter, VOEN, { from: FROM!, to: TO! }),
    keys: [...account, ...dates, upToInLedger],
    otherSteps: OF_EACH_LEDGER,
  },
  {
    asks: 'turnover of all accounts between two dates',
    ask: ({ exporter }) => drain(walkTurnovers(exporter, { from: FROM!, to: TO! })),
    keys: [
      'account USING PRIMARY KEY (voen>?)',
      dates[1]!,
      'ledger_total USING PRIMARY KEY (voen=?)',
      'earlier USING PRIMARY KEY (voen=? AND ledger=? AND seq<?)',
      'ledger_entry USING PRIMARY KEY (voen=? AND ledger=? AND seq=?)',
    ],
    otherSteps: ['CORRELATED SCALAR SUBQUERY 1'],
  },
  {
    asks: "a person's own companies",
    ask: ({ reader }) => listCompanies(reader, [VOEN, BROKER]),
    keys: account,
  },
  {
    asks: "a broker's clients",
    ask: async ({ reader }) => {
      for (const brokers of [[BROKER], [BROKER, VOEN]]) await listClients(reader, brokers, TO!, 'somebody')
    },
    keys: ['mandate USING INDEX mandate_by_broker (broker=? AND voen>?)', ...account.map(key => `${key} LEFT-JOIN`)],
  },
  {
    asks: 'whose token it is, and what it shows of an account',
    ask: ({ access }) => authenticate(access, { token: TOKEN, voen: VOEN }, LIMITS, NOW),
    keys: ['session USING PRIMARY KEY (digest=?)', 'mandate USING PRIMARY KEY (voen=? AND broker=?)'],
  },
  {
    asks: "a person's sessions",
    ask: ({ access }) => listSessions(access, DECLARANT.subject, LIMITS, NOW),
    keys: ['session USING INDEX session_by_subject (subject=?)'],
  },
  {
    asks: "a company's mandates",
    ask: ({ access }) => listMandates(access, VOEN),
    keys: ['mandate USING PRIMARY KEY (voen=?)'],
  },
  {
    asks: 'a page of the access log',
    ask: ({ access }) => readAccessLog(access, VOEN, null),
    keys: ['access_log USING PRIMARY KEY (voen=? AND (at,id)<(?,?))'],
  },
  {
    asks: 'the audit log between two dates, of an account and a person',
    ask: ({ access }) => drain(walkAuditLog(access, { from: FROM!, to: TO!, voen: VOEN, subject: 's' })),
    keys: ['audit_log USING PRIMARY KEY (at>? AND at<?)'],
  },
  {
    asks: 'the held events',
    ask: ({ exporter }) => drain(walkHeldEvents(exporter)),
    keys: [
      'held_event USING INDEX held_event_by_arrival (arrival>?)',
      'event USING PRIMARY KEY (voen=? AND arrival=?)',
    ],
  },
  {
    asks: 'the held events of a taxpayer',
    ask: ({ exporter }) => drain(walkHeldEvents(exporter, VOEN)),
    keys: ['held_event USING PRIMARY KEY (voen=? AND arrival>?)', 'event USING PRIMARY KEY (voen=? AND arrival=?)'],
  },
  {
    asks: 'how much waits, and since when',
    ask: ({ exporter }) => heldGauge(exporter, NOW),
    keys: ['event USING PRIMARY KEY (voen=? AND arrival=?)'],
    // There are few held events and rejections: both are counted in their narrowest index.
    otherSteps: [
      'SCAN held_event USING COVERING INDEX held_event_by_key',
      'SCAN held_event USING INDEX held_event_by_arrival',
      'CO-ROUTINE earliest',
      'SCAN earliest',
      'SCAN rejection USING COVERING INDEX rejection_by_time',
      'SCAN rejection_not_kept',
    ],
  },
  {
    asks: 'what operators watch',
    ask: async ({ exporter }) => {
      await exporter.snapshot(EVERY_ACCOUNT, findEarliestHeld)
      await intakeFigures(exporter)()
    },
    keys: [
      'held_event USING COVERING INDEX held_event_by_key (waits_for=?)',
      'event USING PRIMARY KEY (voen=? AND arrival=?)',
      'event USING INDEX event_by_arrival (arrival>? AND arrival<?)',
    ],
    // Each scan ends at a limit.
    otherSteps: [
      'SCAN held_event USING INDEX held_event_by_arrival',
      'CO-ROUTINE earliest',
      'SCAN earliest',
      'SCAN rejection USING COVERING INDEX rejection_by_time',
      'COMPOUND QUERY',
      'LEFT-MOST SUBQUERY',
      'UNION ALL',
      'CO-ROUTINE held',
      'SCAN held',
      'CO-ROUTINE rejected',
      'SCAN rejected',
      'CO-ROUTINE latest',
      'SCAN latest',
      ...GROUPED,
    ],
  },
  {
    asks: 'the dismissals',
    ask: ({ exporter }) => drain(walkDismissedEvents(exporter, null)),
    keys: ['dismissal USING PRIMARY KEY ((voen,arrival)>(?,?))'],
  },
  {
    asks: 'a sender with its keys',
    ask: ({ access }) => findSender(access, 'hop'),
    keys: ['sender USING PRIMARY KEY (name=?)', 'sender_key USING PRIMARY KEY (sender=?)'],
    otherSteps: ['USE TEMP B-TREE FOR ORDER BY'],
  },
  {
    asks: "an account's bill",
    ask: ({ reader }) => readAccountBill(reader, VOEN),
    keys: account,
  },
  {
    asks: "a declaration's bill",
    ask: ({ reader }) => readDeclarationBill(reader, DECLARATION as DeclarationNumber),
    keys: [
      'declaration_directory USING PRIMARY KEY (declaration=?)',
      ...account,
      'declaration USING PRIMARY KEY (voen=? AND declaration=?)',
      'charge USING PRIMARY KEY (voen=? AND document=?)',
    ],
  },
  {
    asks: 'what a payment will do',
    ask: ({ reader }) => previewAdvancePayment(reader, VOEN, qepik(100), NOW),
    keys: [...account, 'charge USING INDEX charge_open (voen=? AND fund=?)'],
  },
  {
    asks: 'the charts of a year',
    ask: ({ reader }) => readCharts(reader, VOEN, { from: FROM!, to: TO! }, TO!),
    // Each point of the history is a look-up of its own.
    otherSteps: [...stepsOfUnion('of_day'), ...stepsOfUnion('of_row')],
    keys: [...account, ofPeriods, dates[1]!, turnover, upToInLedger, openAfter],
  },
  ...[
    {
      what: 'the beginning or the end of a number',
      typed: '00010/0303',
      keys: [
        'declaration USING PRIMARY KEY (voen=? AND declaration>? AND declaration<?)',
        'declaration USING INDEX declaration_by_ending (voen=? AND <expr>=?)',
        byDocuments,
      ],
    },
    {
      what: 'the middle of a number',
      typed: '-NOWHERE-',
      keys: [
        'declaration USING PRIMARY KEY (voen=? AND declaration>? AND declaration<?)',
        'declaration USING INDEX declaration_by_ending (voen=? AND <expr>=?)',
        'declaration USING COVERING INDEX declaration_by_document (voen=? AND document>? AND document<?)',
        'charge USING COVERING INDEX charge_by_reference (voen=? AND reference>?)',
        'ledger_entry USING INDEX ledger_entry_by_payment_reference (voen=? AND seq>? AND seq<?)',
      ],
    },
    {
      what: 'an amount',
      typed: '10,5-9.000.000,00',
      keys: [
        'ledger_entry USING INDEX ledger_entry_by_amount (voen=? AND amount>? AND (amount,seq)<(?,?))',
        'charge USING INDEX charge_open (voen=? AND fund=? AND (document,number)>(?,?))',
      ],
    },
  ].map(({ what, typed, keys }) => ({
    asks: `a search for ${what}`,
    ask: ({ reader }: Database) => {
      const search = readSearch(typed) as TypedSearch
      return searchAccount(reader, { voen: VOEN, declarant: null, search, from: null, limit: 5, owner: 'somebody' })
    },
    keys: [...account, 'declaration USING COVERING INDEX declaration_by_declarant (voen=? AND declarant>?)', ...keys],
  })),
  {
    asks: 'the rejections',
    ask: ({ exporter }) => drain(walkRejections(read => exporter.snapshot(EVERY_ACCOUNT, read))),
    keys: ['rejection USING INDEX rejection_by_time ((rejected_at,digest,arrival)>(?,?,?))'],
  },
  {
    asks: 'the event log',
    ask: ({ exporter }) => exporter.snapshot(EVERY_ACCOUNT, tx => drain(walkEvents(read => read(tx)))),
    keys: ['event USING INDEX event_by_arrival (arrival>?)'],
  },
]

/** Look-ups that a delivery may make. The scan stops at its first row; the log is read at its last. */
const LOOK_UPS = [
  'SEARCH event USING COVERING INDEX event_by_arrival',
  'SCAN held_event USING COVERING INDEX held_event_by_arrival',
  'SEARCH event_id USING PRIMARY KEY (id=?)',
  'SEARCH event USING PRIMARY KEY (voen=? AND arrival=?)',
  'SEARCH event USING INDEX event_by_arrival (arrival=?)',
  'SEARCH declaration_directory USING PRIMARY KEY (declaration=?)',
  'SEARCH declaration USING PRIMARY KEY (voen=? AND declaration=?)',
  ...account.map(key => `SEARCH ${key}`),
  'SEARCH turnover USING PRIMARY KEY (voen=?)',
  'SEARCH charge USING PRIMARY KEY (voen=? AND document=?)',
  'SEARCH charge USING INDEX charge_open (voen=? AND fund=?)',
  'SEARCH source USING INDEX source_open (voen=? AND ledger=? AND row>?)',
  'SEARCH held_event USING COVERING INDEX held_event_by_key (waits_for=? AND key=?)',
  'SEARCH held_event USING COVERING INDEX held_event_by_arrival (arrival=? AND voen=?)',
]

/** Look-ups and changes that sign-in may make. */
const AT_GATE = [
  'SEARCH sign_in_attempt USING INDEX sign_in_attempt_by_time (begun_at<?)',
  'SEARCH sign_in_attempt USING PRIMARY KEY (state=?)',
  'SEARCH session USING INDEX session_by_time (last_seen_at<?)',
  'SEARCH session USING INDEX session_by_time (last_seen_at>?)',
  'SEARCH session USING PRIMARY KEY (digest=?)',
  'SEARCH session USING INDEX session_by_handle (handle=?)',
  'SEARCH session USING INDEX session_by_subject (subject=?)',
  'SEARCH session USING INDEX session_by_provider_session (provider_session=?)',
  'SEARCH mandate USING PRIMARY KEY (voen=? AND broker=?)',
  'SEARCH access_log USING PRIMARY KEY (voen=? AND at=? AND id=?)',
  'SEARCH audit_log USING PRIMARY KEY (at=? AND id=?)',
  'SEARCH log_chain USING PRIMARY KEY (voen=?)',
  'SEARCH sender USING PRIMARY KEY (name=?)',
  'SEARCH sender_key USING PRIMARY KEY (sender=?)',
  'SEARCH sender_key USING PRIMARY KEY (sender=? AND id=?)',
]

describe.each([
  ['a store with one declaration', null],
  ['a store with the demonstration traders', new URL('../../../src/demo/traders.ndjson.gz', import.meta.url)],
])('in %s', (_, file) => {
  let store: TestStore
  beforeAll(async () => {
    store = await openTestStore()
    if (file) await importEvents(store.writer, readEventLines(createReadStream(file)), { clock: () => NOW })
    const trader = { ...registered(), voen: VOEN }
    const filed = { voen: VOEN, declarant: BROKER }
    await store.deliver(trader, assessed(DECLARATION, { vat: '9000000.00' }, filed))
    await registerSender(
      store.access,
      { name: 'hop', types: ['payment.received'], channels: ['hop'], bills: true },
      NOW,
    )
    const signedIn = { person: DECLARANT, issuer: ISSUER, idToken: null, providerSession: null }
    TOKEN = (await openSession(store.access, { signedIn, actor: anActor(), replaced: null, limits: LIMITS, now: NOW }))
      .token
  })
  afterAll(() => store.close())

  /** The plan steps of all statements that run, without duplicates. */
  async function stepsOf(run: (store: Database) => Promise<unknown>): Promise<Set<string>> {
    const fresh = await openDatabase(store.url)
    const { plans } = await capturePlans(() => run(fresh))
    await fresh.close()
    return new Set(plans.flat())
  }

  test.each(
    [...pages(), ...pagesOfAllLedgers(), ...downloads(), ...documents(), ...laterPayments(), ...others].map(
      question => [question.asks, question] as const,
    ),
  )('%s: key ranges only, sorted by their key', async (_, { ask, keys, otherSteps = [] }) => {
    const expected = new Set([...keys.map(key => `SEARCH ${key}`), ...otherSteps])
    const steps = await stepsOf(ask)
    if (file) return expect(steps).toEqual(expected)
    // An empty account skips most queries: there is no row before the first, and the last row's balances are stored.
    expect(steps.difference(new Set([...expected, `SEARCH ${turnover}`]))).toEqual(new Set())
  })

  test('a delivery reads by keys or the last entry of a key', async () => {
    const steps = await stepsOf(({ writer }) =>
      deliverEvents(
        writer,
        [
          paidByNumber('Z/1', '5.00'),
          paidToCode('142330', '1.00', { voen: VOEN }),
          assessed('Z/1', { vat: '1000000.00' }, { voen: VOEN }),
          amended('Z/1', { vat: '2000000.00' }, { voen: VOEN }),
          paidToFund('vat', '2000000.00', { voen: VOEN }),
        ].map(toLine),
        NOW,
      ),
    )
    const beside = [...steps].filter(step => !LOOK_UPS.includes(step) && !/^SCAN \d+-ROW VALUES CLAUSE$/.test(step))
    expect(beside).toEqual([])
    expect([...steps]).toEqual(
      expect.arrayContaining([
        'SEARCH charge USING INDEX charge_open (voen=? AND fund=?)',
        'SEARCH held_event USING COVERING INDEX held_event_by_key (waits_for=? AND key=?)',
        'SEARCH event_id USING PRIMARY KEY (id=?)',
      ]),
    )
  })

  test('rejections are counted up to the bound, kept and cleared by key', async () => {
    const steps = await stepsOf(async ({ writer }) => {
      await deliverEvents(writer, ['not JSON', 'not JSON either'], NOW, 'hop')
      for (const sender of ['hop', null])
        for (const before of ['2026-11-22' as PlainDate, null])
          await clearRejections(writer, { sender, before, reason: 'r' }, NOW)
    })
    const beside = [...steps].filter(step => !LOOK_UPS.includes(step) && !/^SCAN \d+-ROW VALUES CLAUSE$/.test(step))
    const ofSender = 'rejection_by_sender (sender=? AND arrival=?'
    expect(beside.sort()).toEqual([
      'CO-ROUTINE kept',
      'SCAN kept',
      'SCAN rejection_not_kept',
      'SEARCH audit_log USING PRIMARY KEY (at=? AND id=?)',
      'SEARCH log_chain USING PRIMARY KEY (voen=?)',
      `SEARCH rejection USING COVERING INDEX ${ofSender} AND rejected_at<?)`,
      `SEARCH rejection USING COVERING INDEX ${ofSender})`,
      'SEARCH rejection USING COVERING INDEX rejection_by_time (rejected_at<?)',
      `SEARCH rejection USING INDEX ${ofSender} AND rejected_at<?)`,
      'SEARCH rejection_clearing USING PRIMARY KEY (id=?)',
      'SEARCH rejection_not_kept USING PRIMARY KEY (sender=? AND day<?)',
    ])
  })

  test('held events are dismissed and retried by key', async () => {
    const steps = await stepsOf(async ({ writer }) => {
      await deliverEvents(writer, [toLine(paidByNumber('Y/1', '5.00')), toLine(paidByNumber('Y/2', '5.00'))], NOW)
      await dismissHeldEvent(writer, 3, 'r', NOW)
      await retryHeldEvents(writer, NOW)
    })
    const walked = [
      'SCAN held_event USING INDEX held_event_by_arrival',
      'SCAN held_event USING COVERING INDEX held_event_by_key',
    ]
    const byPlace = 'SEARCH held_event USING INDEX held_event_by_arrival (arrival=?)'
    const allowed = new Set([...LOOK_UPS, ...walked, byPlace])
    expect([...steps].filter(step => !allowed.has(step) && !/^SCAN \d+-ROW VALUES CLAUSE$/.test(step))).toEqual([])
    expect([...steps]).toContain(byPlace)
  })

  test('sign-in, sign-out and mandates read by keys too', async () => {
    const steps = await stepsOf(async ({ access }) => {
      const actor = anActor(DECLARANT)
      await saveSignInAttempt(access, { state: 's', browser: 'b', nonce: 'n', codeVerifier: 'v', returnTo: '/' }, NOW)
      await consumeSignInAttempt(access, { state: 's', browser: 'b' }, NOW)
      const signedIn = { person: DECLARANT, issuer: ISSUER, idToken: null, providerSession: null }
      const { session } = await openSession(access, { signedIn, actor, replaced: TOKEN, limits: LIMITS, now: NOW })
      await touchSession(access, session, LIMITS, new Date(NOW.getTime() + 120_000))
      await touchSession(access, { ...session, handle: 'gone' }, LIMITS, new Date(NOW.getTime() + 120_000))
      await endSession(access, {
        handle: session.handle,
        subject: DECLARANT.subject,
        actor,
        action: 'sign-out',
        now: NOW,
      })
      await endOtherSessions(access, { handle: session.handle, subject: DECLARANT.subject, actor, now: NOW })
      const order = { id: 'id', until: NOW, subject: DECLARANT.subject, providerSession: null }
      await obeyLogoutOrder(access, order, actor, NOW)
      await obeyLogoutOrder(access, { ...order, id: 'other', providerSession: 'sid' }, actor, NOW)
      const terms = { from: FROM!, to: null, balances: true, exports: true }
      await grantMandate(access, { voen: VOEN, broker: BROKER, ...terms }, actor, NOW)
      await withdrawMandate(access, { voen: VOEN, broker: BROKER }, actor, NOW)
      const visit = { voen: VOEN, at: NOW, action: 'exported', subject: 's', name: 'n', broker: null } as const
      await recordExport(access, { ...visit, detail: null }, actor, {})
      await registerSender(access, { name: 'bank', types: ['payment.received'], channels: ['bank'], bills: false }, NOW)
      const id = await addSenderKey(access, 'bank', { algorithm: 'ed25519', bytes: new Uint8Array(32) }, NOW)
      await removeSenderKey(access, 'bank', id, NOW)
      await removeSender(access, 'bank', NOW)
    })
    // Recent log-out orders are few and have no index but their ids; a sender has at most two keys.
    const few = ['SCAN logout_token', 'USE TEMP B-TREE FOR ORDER BY']
    expect(steps.difference(new Set([...AT_GATE, ...few]))).toEqual(new Set())
  })

  test('verify reads each table once in key order', async () => {
    const steps = await stepsOf(({ exporter, reader }) =>
      exporter.snapshot(EVERY_ACCOUNT, one => reader.snapshot(EVERY_ACCOUNT, other => findFirstDifference(one, other))),
    )
    expect([...steps].filter(step => step.includes('TEMP B-TREE'))).toEqual([])
  })
})

test('the capture reports a scan and a sort', async () => {
  const store = await openTestStore()
  const { plans } = await capturePlans(() =>
    store.writer.transaction(trx =>
      trx.selectFrom('ledger_entry').selectAll().where('amount', '>', 1).orderBy('debt').execute(),
    ),
  )
  await store.close()
  expect(plans).toEqual([['SCAN ledger_entry', 'USE TEMP B-TREE FOR ORDER BY']])
})
