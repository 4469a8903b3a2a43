import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadDemonstration } from '../../src/demo/load-demonstration.ts'
import type { PlainDate } from '../../src/domain/dates.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { toDebtsCsv } from '../../src/export/debts-csv.ts'
import { catalogueOf } from '../../src/i18n/index.ts'
import { readDebts } from '../../src/services/statement/debts.ts'
import { walkVoens } from '../../src/store/ledger/accounts.ts'
import { createApp } from '../../src/web/app.tsx'
import { parseCsv } from '../support/oracle/csv.ts'
import { cookieOf, dependenciesOf, representativeOfAll } from '../support/people/people.ts'
import { all } from '../support/stores/service.ts'
import { openTestStore, type TestStore } from '../support/stores/store.ts'
import { attribute, Html, hasClass } from '../web/html.ts'

const NOW = new Date('2026-06-10T08:00:00Z')
const t = catalogueOf('az')

let store: TestStore
let get: (path: string) => Promise<Html>
beforeAll(async () => {
  store = await openTestStore()
  await loadDemonstration(store, () => NOW)
  const app = createApp({ ...dependenciesOf(store), clock: () => NOW })
  const cookie = await cookieOf(store.access, await representativeOfAll(store.reader), NOW)
  get = async path => {
    const answer = await app.request(path, { headers: { cookie } })
    expect(answer.status).toBe(200)
    return new Html(await answer.text())
  }
})
afterAll(() => store.close())

/** The lines of all pages: document and fund, dates, amounts, and whether the number of a declaration pays it. */
async function shownTo(voen: Voen): Promise<unknown[][]> {
  const lines: unknown[][] = []
  for (let path: string | undefined = `/accounts/${voen}/debts?order=newest`; path; ) {
    const html: Html = await get(path)
    for (const [name, assessedOn, dueOn, amount, open, way] of html.table('open-debts')) {
      const days = [assessedOn!, dueOn!].map(text => text.split(' ')[0])
      lines.push([name, ...days, amount, open, way!.startsWith('Nömrə ilə ödə')])
    }
    const next = html.byId('page-older')
    path = next && hasClass(next, 'button') ? attribute(next, 'href') : undefined
  }
  return lines
}

test('the pages of open debts of every demonstration trader show what the command “debts” prints', async () => {
  let compared = 0
  for (const voen of await all(walkVoens(store.reader))) {
    const printed = parseCsv(toDebtsCsv(voen, await readDebts(store.reader, voen)), ',', '\n')
    const expected = printed
      .toSorted((one, other) => Number(other[1]) - Number(one[1]))
      .map(([, , fund, declaration, reference, assessedOn, dueOn, amount, , , open, byNumber]) => [
        `${declaration || reference} ${t.funds[fund as 'vat']}`,
        ...[assessedOn, dueOn].map(day => t.format.date(day as PlainDate)),
        ...[amount!, open!].map(text => t.format.amount(BigInt(text.replace('.', '')))),
        byNumber === 'yes',
      ])
    expect(await shownTo(voen)).toEqual(expected)
    compared += expected.length
  }
  expect(compared).toBe(257)
})
