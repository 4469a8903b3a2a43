import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadDemonstration } from '../../src/demo/load-demonstration.ts'
import { LEDGERS } from '../../src/domain/fund.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { catalogueOf } from '../../src/i18n/index.ts'
import { walkVoens } from '../../src/store/ledger/accounts.ts'
import { createApp } from '../../src/web/app.tsx'
import { parseCsv } from '../support/oracle/csv.ts'
import { cookieOf, dependenciesOf, representativeOfAll } from '../support/people/people.ts'
import { all } from '../support/stores/service.ts'
import { openTestStore, type TestStore } from '../support/stores/store.ts'
import { sampleOf } from '../support/test-matrix.ts'
import { readWorkbook, type SheetCell } from '../support/workbooks.ts'

const NOW = new Date('2026-06-10T08:00:00Z')
const t = catalogueOf('az')

let store: TestStore
let get: (path: string) => Promise<Buffer>
beforeAll(async () => {
  store = await openTestStore()
  await loadDemonstration(store, () => NOW)
  const app = createApp({ ...dependenciesOf(store), clock: () => NOW })
  const cookie = await cookieOf(store.access, await representativeOfAll(store.reader), NOW)
  get = async path => {
    const answer = await app.request(path, { headers: { cookie } })
    expect(answer.status).toBe(200)
    return Buffer.from(await answer.arrayBuffer())
  }
})
afterAll(() => store.close())

/** The rows below the headings, up to the first empty one. */
function tableOf(rows: readonly SheetCell[][]): SheetCell[][] {
  const headings = rows.findIndex(([first]) => first === t.columns.operationDate)
  const table = rows.slice(headings + 1)
  const end = table.findIndex(row => row.every(cell => cell === null))
  return table.slice(0, end)
}

const date = (text: string) => (text === '' ? null : new Date(`${text}T00:00:00Z`))
const text = (cell: string) => (cell === '' ? null : cell)
const word = (words: Readonly<Record<string, string>>, code: string) => (code === '' ? null : words[code])

/** What the sheet of a ledger must have of a line for software: types and values. */
function expected(line: readonly string[]): SheetCell[] {
  const [, operationDate, , declaration, reference, type, channel, paymentDate, ...rest] = line as string[]
  const [amount, debt, overpayment, eventId, row, cause] = rest as [string, string, string, string, string, string]
  return [
    date(operationDate!),
    word(t.operationTypes, type!),
    text(declaration!),
    text(reference!),
    word(t.channels, channel!),
    date(paymentDate!),
    Number(amount),
    Number(debt),
    Number(overpayment),
    Number(row),
    text(eventId),
    word(t.export.causes, cause),
  ] as SheetCell[]
}

test('every cell of every workbook has the type and the value of the CSV for software', async () => {
  const voens: Voen[] = await all(walkVoens(store.reader))
  expect(voens).toHaveLength(24)
  for (const voen of sampleOf(voens, 4)) {
    const [workbook, csv] = await Promise.all([
      get(`/accounts/${voen}/export?dialect=xlsx`),
      get(`/accounts/${voen}/export?dialect=machine`),
    ])
    const sheets = await readWorkbook(workbook)
    const lines = parseCsv(csv.toString(), ',', '\n').slice(1)
    expect([...sheets.keys()]).toEqual([t.export.summary, ...LEDGERS.map(ledger => t.funds[ledger])])
    for (const ledger of LEDGERS) {
      const rows = sheets.get(t.funds[ledger])!
      expect(rows.slice(0, 3).map(row => row.slice(0, 2))).toEqual([
        [t.ledgers[ledger], null],
        [t.extract.taxpayer, expect.any(String)],
        [t.voen, voen],
      ])
      const ofLedger = lines.filter(line => line[2] === ledger)
      const found = tableOf(rows).map(([operationDate, , ...rest]) => [operationDate, ...rest])
      expect(found).toEqual(ofLedger.map(expected))
    }
  }
}, 300_000)
