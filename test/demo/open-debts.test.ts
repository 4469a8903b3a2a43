import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadDemonstration } from '../../src/demo/load-demonstration.ts'
import type { PlainDate } from '../../src/domain/dates.ts'
import { interestTerms, lateInterest } from '../../src/domain/interest.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { toDebtsCsv } from '../../src/export/debts-csv.ts'
import { toInterestCsv } from '../../src/export/interest-csv.ts'
import { catalogueOf } from '../../src/i18n/index.ts'
import { readDebts, readInterestBearing } from '../../src/services/statement/debts.ts'
import { walkVoens } from '../../src/store/ledger/accounts.ts'
import { createApp } from '../../src/web/app.tsx'
import { parseCsv } from '../support/oracle/csv.ts'
import { cookieOf, dependenciesOf, representativeOfAll, WEB_CONFIG } from '../support/people/people.ts'
import { all } from '../support/stores/service.ts'
import { openTestStore, type TestStore } from '../support/stores/store.ts'
import { attribute, Html, hasClass } from '../web/html.ts'

const NOW = new Date('2026-06-10T08:00:00Z')
const t = catalogueOf('az')
const date = (text: string) => t.format.date(text as PlainDate)
const amount = (text: string) => t.format.amount(BigInt(text.replace('.', '')))
const RATES = {
  rates: [
    { from: '2001-01-01', percent: '0.1' },
    { from: '2026-03-01', percent: '0.05' },
  ],
  maxDays: 120,
}
const TERMS = interestTerms(RATES)

let store: TestStore
let get: (path: string) => Promise<Html>
beforeAll(async () => {
  store = await openTestStore()
  await loadDemonstration(store, () => NOW)
  const app = createApp({
    ...dependenciesOf(store),
    config: { ...WEB_CONFIG, lateInterest: RATES },
    clock: () => NOW,
  })
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
    for (const [name, assessedOn, dueOn, amount, open, , way] of html.table('open-debts')) {
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
      .map(([, , fund, declaration, reference, assessedOn, dueOn, charged, , , open, byNumber]) => [
        `${declaration || reference} ${t.funds[fund as 'vat']}`,
        ...[date(assessedOn!), date(dueOn!)],
        ...[amount(charged!), amount(open!)],
        byNumber === 'yes',
      ])
    expect(await shownTo(voen)).toEqual(expected)
    compared += expected.length
  }
  expect(compared).toBe(257)
})

test('the sheets of late interest of every demonstration trader have the lines of the command “interest”', async () => {
  let compared = 0
  for (const voen of await all(walkVoens(store.reader))) {
    const charges = await readInterestBearing(store.reader, voen)
    const printed = charges.map(({ charge, payments }) =>
      toInterestCsv(voen, charge, lateInterest(charge, payments, TERMS, '2026-11-30' as PlainDate)),
    )
    const expected = parseCsv(printed.join(''), ',', '\n').map(
      ([, , fund, declaration, reference, from, to, days, principal, rate, interest]) => [
        `${declaration || reference}, ${t.funds[fund as 'vat']}`,
        `${from === to ? date(from!) : `${date(from!)} – ${date(to!)}`} ${days} gün`,
        ...[rate!.replace('.', ',').concat(' %'), amount(principal!), amount(interest!)],
      ],
    )
    expect(await sheetOf(voen)).toEqual(expected)
    compared += expected.length
  }
  expect(compared).toBeGreaterThan(500)
})

/** The lines of all pages: the charge, the days, the rate, the principal and the interest. */
async function sheetOf(voen: Voen): Promise<string[][]> {
  const lines: string[][] = []
  for (let path: string | undefined = `/accounts/${voen}/debts/interest?to=2026-11-30`; path; ) {
    const html: Html = await get(path)
    let charge = ''
    for (const [first, , rate, principal, , interest] of html.table('interest')) {
      if (rate === undefined) charge = first!.split(' son ödəniş')[0]!
      else lines.push([charge, first!, rate, principal!, interest!])
    }
    const next = html.byId('page-next')
    path = next && attribute(next, 'href')
  }
  return lines
}
