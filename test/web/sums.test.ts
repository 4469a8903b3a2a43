/** The sums of pages, extracts and downloads are those of the command `turnover`, for all demonstration traders. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadDemonstration } from '../../src/demo/load-demonstration.ts'
import { LEDGERS, type Ledger } from '../../src/domain/fund.ts'
import { catalogueOf } from '../../src/i18n/index.ts'
import { parseCsv } from '../support/oracle/csv.ts'
import { sampleOf } from '../support/test-matrix.ts'
import { type Html, text, within } from './html.ts'
import { Site } from './site.ts'

const t = catalogueOf('az')
const TODAY = new Date('2026-06-10T08:00:00Z')
const [FROM, TO] = ['2026-01-01', '2026-03-31']
const QUERY = `?from=${FROM}&to=${TO}`

/** A line of `turnover`, by column, in qəpik. */
type Turnover = Readonly<Record<string, bigint>>

let site: Site
let turnovers: Map<string, Map<Ledger, Turnover>>
beforeAll(async () => {
  site = await Site.openWith(store => loadDemonstration(store, () => TODAY), TODAY)
  const [columns, ...lines] = parseCsv(await site.turnover(FROM, TO), ',', '\n')
  turnovers = new Map()
  for (const [voen, ledger, ...amounts] of lines) {
    const line = Object.fromEntries(amounts.map((amount, at) => [columns![at + 2]!, qepik(amount)]))
    turnovers.set(voen!, (turnovers.get(voen!) ?? new Map()).set(ledger as Ledger, line))
  }
})
afterAll(() => site[Symbol.asyncDispose]())

const qepik = (written: string) => BigInt(written.replace(/[.,]/g, ''))

/** The columns of `turnover` that each side of a ledger has, by their words on the pages. */
const SIDES = {
  debt: {
    'İlkin qalıq': 'opening_debt',
    '+ Hesablanıb': 'assessed',
    '− Azaldılıb': 'reduced_unpaid',
    '− Ödənilib': 'settled',
    '= Son qalıq': 'closing_debt',
  },
  overpayment: {
    'İlkin qalıq': 'opening_overpayment',
    '+ Daxil olub': 'received',
    '+ Azalmadan yaranıb': 'reduced_paid',
    '+ Köçürülüb (mədaxil)': 'transferred_in',
    '− Borclara silinib': 'used',
    '− Qaytarılıb': 'refunded',
    '− Köçürülüb (məxaric)': 'transferred_out',
    '= Son qalıq': 'closing_overpayment',
  },
} as const

/** The figures of a side that are not zero, by their words. */
const wanted = (line: Turnover, side: keyof typeof SIDES) =>
  nonZero(Object.entries(SIDES[side]).map(([words, column]) => [words, line[column]!]))

const nonZero = (figures: readonly (readonly [string, bigint])[]) =>
  Object.fromEntries(figures.filter(([, amount]) => amount !== 0n))

/** The blocks of a ledger's page or extract, by title. */
function blocksOf(html: Html): Record<string, Record<string, bigint>> {
  const [list] = html.all(element => element.tagName === 'dl' && text(element) !== '' && isSums(element))
  return Object.fromEntries(
    within(list!, 'div').map(block => {
      const lines = within(block, 'dd').map(line => {
        const note = within(line, 'small').map(text).join()
        const words = text(within(line, 'span')[0]!).replace(note, '').trim()
        return [words, qepik(text(within(line, 'b')[0]!))] as const
      })
      return [text(within(block, 'dt')[0]!), nonZero(lines)]
    }),
  )
}

const isSums = (element: { attrs: readonly { name: string; value: string }[] }) =>
  element.attrs.some(({ name, value }) => name === 'class' && value.split(' ').includes('sums'))

/** The rows of a table of sums, by ledger. */
function tableOf(html: Html, side: keyof typeof SIDES): Map<string, Record<string, bigint>> {
  const table = html.byId(`${side}-sums`)
  return new Map(
    (table ? within(table, 'tbody').flatMap(body => within(body, 'tr')) : []).map(row => {
      const figures = within(row, 'td').map(cell => {
        const label = cell.attrs.find(({ name }) => name === 'data-label')!.value.trim()
        return [label, qepik(text(cell))] as const
      })
      return [text(within(row, 'th')[0]!), nonZero(figures)]
    }),
  )
}

describe('of every demonstration trader', () => {
  test('each ledger, its page and its extract show what `turnover` prints', async () => {
    expect(turnovers.size).toBeGreaterThan(20)
    for (const [voen, ledgers] of sampleOf([...turnovers], 4)) {
      for (const [ledger, line] of ledgers) {
        const debt = ledger === 'advance' ? {} : { Borc: wanted(line, 'debt') }
        const overpayment = ledger === 'advance' ? 'Avans' : 'Artıq ödəmə'
        for (const document of ['', '/document']) {
          const { html } = await site.get(`/accounts/${voen}/ledgers/${ledger}${document}${QUERY}`)
          expect(blocksOf(html), `${voen} ${ledger}${document}`).toEqual({
            ...debt,
            [overpayment]: wanted(line, 'overpayment'),
          })
        }
      }
    }
  })

  test('the statement and its extract show the same by ledger, and leave out only ledgers of nothing', async () => {
    for (const [voen, ledgers] of turnovers) {
      for (const document of ['', '/document']) {
        const { html } = await site.get(`/accounts/${voen}${document}${QUERY}`)
        for (const side of ['debt', 'overpayment'] as const) {
          const all = LEDGERS.map(ledger => [t.funds[ledger], wanted(ledgers.get(ledger)!, side)] as const)
          const some = all.filter(([, figures]) => Object.keys(figures).length > 0)
          expect(tableOf(html, side), `${voen}${document} ${side}`).toEqual(new Map(some))
        }
      }
    }
  })

  test('the statement’s total is what was assessed, reduced and paid in from outside', async () => {
    for (const [voen, ledgers] of turnovers) {
      const sum = (...columns: string[]) =>
        [...ledgers.values()].reduce((all, line) => columns.reduce((some, column) => some + line[column]!, all), 0n)
      const { html } = await site.get(`/accounts/${voen}${QUERY}`)
      const heading = html.byId('account-sums')
      const figures = heading ? within(heading.parentNode as never, 'dd').map(text) : []
      const amounts = figures.filter(words => /^[\d.]+,\d\d.AZN$/.test(words)).map(words => qepik(words.slice(0, -4)))
      const paidIn = sum('received', 'settled') - sum('used')
      const outside = [sum('assessed'), sum('reduced_unpaid', 'reduced_paid'), paidIn, sum('refunded')]
      expect(amounts, voen).toEqual(heading ? outside : [])
      if (!heading) expect(outside.every(amount => amount === 0n)).toBe(true)
    }
  })
})
