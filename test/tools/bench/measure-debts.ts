/** The page of open debts of an account with very many: of now, as at a past day, and beside one of a few debts. */
import type { Voen } from '../../../src/domain/voen.ts'
import { importEvents } from '../../../src/services/intake/import-events.ts'
import { openDatabase } from '../../../src/store/engine/database.ts'
import { sheet } from '../../../src/web/http/assets.ts'
import { sheetCookie } from '../../../src/web/http/cookies.ts'
import { cookieOf, representativeOf } from '../../support/people/people.ts'
import { measurePageCosts } from './page-costs.ts'
import { ServerProcess } from './server-process.ts'
import { count, type Finding } from './table.ts'
import { numbered } from './trader.ts'
import { fileIn, tell } from './workspace.ts'

const [LARGE, SMALL] = ['1799999991', '1799999981'] as const

/** Declarations that were paid at once have nine rows, with the payment; those that were not have four. */
const [PAID, OPEN, SMALL_OPEN] = [112_500, 25_000, 10]
const FUNDS_EACH = 4
const CHARGES = { 'customs-duty': '15.00', vat: '20.70', excise: '3.00', 'customs-fee': '15.00' }
const TOTAL = '53.70'

function* linesOf(voen: string, paid: number, open: number): Generator<string> {
  yield JSON.stringify({ id: `d-${voen}`, type: 'taxpayer.registered', occurredAt: at(0, 1), voen, name: 'Borclu MMC' })
  for (let index = 1; index <= paid + open; index += 1) {
    const occurredAt = at(index, paid + open)
    const declaration = `${voen}/${index}`
    const event = {
      id: `d-${declaration}`,
      type: 'declaration.assessed',
      occurredAt,
      voen,
      declaration,
      charges: CHARGES,
    }
    yield JSON.stringify(event)
    if (index > paid) continue
    const payment = {
      type: 'payment.received',
      channel: 'hop',
      paidOn: occurredAt.slice(0, 10),
      amount: TOTAL,
      declaration,
    }
    yield JSON.stringify({ id: `p-${declaration}`, occurredAt, ...payment })
  }
}

function at(index: number, of: number): string {
  const [first_ms, last_ms] = [Date.UTC(2021, 0, 4, 5), Date.UTC(2025, 11, 29, 14)]
  return new Date(first_ms + ((last_ms - first_ms) * index) / of).toISOString()
}

/** A day by which half of the debts had arisen. */
const PAST = '2025-06-30'

export async function measureDebts(): Promise<Finding[]> {
  tell('Open debts: an account of 100,000 of them, and one of 40')
  const url = `sqlite:${fileIn('debts.db')}`
  const database = await openDatabase(url)
  for (const lines of [linesOf(LARGE, PAID, OPEN), linesOf(SMALL, 10, SMALL_OPEN)]) {
    await importEvents(database.writer, numbered(lines), { clock: () => new Date() })
  }
  const session = await cookieOf(database.access, representativeOf(LARGE as Voen, SMALL as Voen), new Date())
  const cookie = [session, sheetCookie(sheet.hash).split(';')[0]].join('; ')
  await database.close()
  const server = await ServerProcess.start(url)
  try {
    const debts = (voen: string, query = '') => `/accounts/${voen}/debts${query}`
    const costs = await measurePageCosts(
      [
        { name: 'many', server, path: debts(LARGE) },
        { name: 'past', server, path: debts(LARGE, `?on=${PAST}`) },
        { name: 'few', server, path: debts(SMALL) },
      ],
      { requests: 2, rounds: 5, connections: 1, cookie },
    )
    const inMilliseconds = (name: string) => `${(costs.get(name)!.wall_us / 1000).toFixed(0)} ms`
    const few = `the page of ${count(SMALL_OPEN * FUNDS_EACH)} open debts: ${inMilliseconds('few')}`
    const ratio = (name: string) => costs.get(name)!.wall_us / costs.get('few')!.wall_us
    const rows = count(2 * PAID * FUNDS_EACH + OPEN * FUNDS_EACH)
    const account = `account of ${rows} rows and ${count(OPEN * FUNDS_EACH)} open debts`
    return [
      {
        measured: `the first 50 open debts, with the sums of all, ${account}: ${inMilliseconds('many')}`,
        against: few,
        value: ratio('many'),
        mark: null,
      },
      {
        measured: `the same as at ${PAST}: ${inMilliseconds('past')}`,
        against: few,
        value: ratio('past'),
        mark: null,
      },
    ]
  } finally {
    await server.stop()
  }
}
