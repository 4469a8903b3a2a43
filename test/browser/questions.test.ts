/**
 * What an accountant and a broker ask, each asked in a real browser with JavaScript and without, by as few clicks as the
 * pages need. Typing into fields and pressing their button is one click. The answers are compared with what the commands
 * print.
 */
import { Readable, Writable } from 'node:stream'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCommandLine } from '../../src/cli/command-line.ts'
import { addDays, type PlainDate } from '../../src/domain/dates.ts'
import { LEDGERS } from '../../src/domain/fund.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { az } from '../../src/i18n/az.ts'
import { findMandate } from '../../src/services/access/mandates.ts'
import { SCRIPTS } from '../support/browser/modes.ts'
import { BROKER, RealSite, TRADER, TRADER_NAME } from '../support/browser/real-site.ts'
import type { View, Visitor } from '../support/browser/visitor.ts'
import { type PrintedAllocation, qepik, readAllocations, readInterest, recordsOf } from '../support/oracle/printed.ts'
import { representativeOf } from '../support/people/people.ts'

const SUMMER = new Date('2026-07-16T08:00:00Z')
const AUTUMN = new Date('2026-10-20T08:00:00Z')
const TODAY = '2026-10-20'
const RATES = { LATE_INTEREST: '2001-01-01:0.1,2026-10-01:0.05' }

/** Has debts: some overdue, one not yet due, one that cannot be paid by number. */
const DEBTOR = '9741469121' as Voen
const [TRADERS_STATEMENT, DEBTORS_STATEMENT] = [`/accounts/${TRADER}`, `/accounts/${DEBTOR}`]
const CLIENTS = '/clients'

/** Its duty is paid in part, its VAT was amended. */
const DECLARATION = '00040/120826/77100231'
/** Its VAT was closed by one payment long after. */
const CLOSED_LATE = '00020/280526/71916907'

/** A line that a command has printed, by column. */
type Printed = Readonly<Record<string, string>>

/** What the commands say: what is not named belongs to the debtor, in autumn. */
interface Figures {
  readonly tradersRows: readonly Printed[]
  readonly tradersJune: readonly Printed[]
  readonly rows: readonly Printed[]
  readonly allocations: readonly PrintedAllocation[]
  readonly debts: readonly Printed[]
  readonly march: readonly Printed[]
  readonly interest: ReturnType<typeof readInterest>
  /** Debts of the clients whose balances the broker may see. */
  readonly clientsDebts: readonly Printed[]
}

/** Follows a way through the pages and counts its clicks. */
class Way {
  readonly visitor: Visitor
  clicks = 0

  constructor(visitor: Visitor) {
    this.visitor = visitor
  }

  get tab(): Visitor['tab'] {
    return this.visitor.tab
  }

  async click(what: Locator | string): Promise<void> {
    this.clicks += 1
    await this.visitor.click(typeof what === 'string' ? this.visitor.link(what).first() : what)
  }

  /** Opens what is folded, which asks the server nothing. */
  async unfold(heading: string): Promise<void> {
    this.clicks += 1
    await this.tab.locator('details:not([open]) > summary', { hasText: heading }).click()
  }

  /** Fills fields, by selector, and presses the button of the form. */
  async ask(fields: Record<string, string>, button: string): Promise<void> {
    for (const [field, text] of Object.entries(fields)) await this.tab.locator(field).fill(text)
    await this.click(this.tab.getByRole('button', { name: button, exact: true }))
  }
}

interface Question {
  readonly asks: string
  readonly from: string
  readonly when: Date
  readonly go: (way: Way, figures: Figures) => Promise<void>
  readonly clicks: number
  readonly sees: (view: View, figures: Figures) => void
}

const money = (amount: bigint) => az.format.money(amount)
const shown = (amount: bigint) => az.format.amount(amount)
const date = (day: string | undefined) => az.format.date(day as PlainDate)
const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)
const sumOf = (lines: readonly Printed[], column: string) => sum(lines.map(line => qepik(line[column]!)))
const inText = (text: string) => text.replaceAll('\u00a0', ' ')
/** An amount of a page, in qəpik. */
const read = (text: string | undefined) => BigInt(text!.replace(/[^0-9]/g, ''))

/** The figure of a line of a bridge whose heading begins so. */
const readOf = (line: Printed, start: string) =>
  read(Object.entries(line).find(([heading]) => heading.startsWith(start))![1])

/** What a person adds up: the opening, and the figures by their signs. */
const endOf = (line: Printed) =>
  Object.entries(line).reduce((total, [heading, figure]) => {
    if (heading.startsWith('+') || heading.startsWith('İlkin')) return total + read(figure)
    return heading.startsWith('−') ? total - read(figure) : total
  }, 0n)

const rowOf = (rows: readonly Printed[], wanted: Printed) =>
  rows.find(row => Object.entries(wanted).every(([column, value]) => row[column] === value))!
const byNumber = (rows: readonly Printed[], number: number | null) => rowOf(rows, { row: String(number) })
const fundOf = (ledger: string) => az.funds[ledger as keyof typeof az.funds]
const closedCharge = ({ rows }: Figures) => rowOf(rows, { declaration: CLOSED_LATE, ledger: 'vat', type: 'assessment' })
const payment = ({ rows }: Figures) =>
  rowOf(rows, { ledger: 'advance', operation_date: '2026-10-05', amount: '1500.00' })
const inJune = ({ tradersRows }: Figures) =>
  tradersRows.filter(row => row.operation_date!.startsWith('2026-06')).sort((a, b) => Number(b.row) - Number(a.row))

/** Of an account's rows, by fund. The rows on the advance only repeat those of the funds. */
const historyOf = ({ rows }: Figures, declaration: string) =>
  LEDGERS.filter(ledger => ledger !== 'advance').map(ledger =>
    rows.filter(row => row.declaration === declaration && row.ledger === ledger),
  )

const QUESTIONS: readonly Question[] = [
  {
    asks: 'which payment closed this debt',
    from: DEBTORS_STATEMENT,
    when: AUTUMN,
    clicks: 2,
    async go(way, figures) {
      await way.click('ƏDV üzrə vərəqə')
      await way.click(way.tab.locator(`#n${closedCharge(figures).row} a`).first())
    },
    sees({ rows, facts }, figures) {
      const { row } = closedCharge(figures)
      const parts = figures.allocations.filter(({ chargedRow }) => String(chargedRow) === row)
      expect(parts.length).toBeGreaterThan(0)
      expect(rows.filter(row => 'Pul haradan gəlib' in row)).toEqual(
        parts.map(({ row, sourceRow, amount }) => ({
          Tarix: date(byNumber(figures.rows, row).operation_date),
          Əməliyyat: 'Borcun avansdan silinməsi',
          'Pul haradan gəlib': `Avans ödəniş (7 fond) (Hökumət Ödəniş Portalı), ${date(byNumber(figures.rows, sourceRow).payment_date)}`,
          Məbləğ: shown(amount),
        })),
      )
      expect(facts['Qalıq borc']).toBe('0,00 AZN')
    },
  },
  {
    asks: 'what became of this payment',
    from: DEBTORS_STATEMENT,
    when: AUTUMN,
    clicks: 2,
    async go(way, figures) {
      await way.click('Avans gömrük ödənişləri üzrə vərəqə')
      await way.click(way.tab.locator(`#n${payment(figures).row} a`).first())
    },
    sees(view, figures) {
      const uses = figures.allocations.filter(({ sourceRow }) => String(sourceRow) === payment(figures).row)
      expect(uses.length).toBeGreaterThan(5)
      expect(view.rows.map(row => [row['Nə bağlanıb'], row.Məbləğ])).toEqual(
        uses.map(({ chargedRow, amount }) => {
          const { ledger, declaration } = byNumber(figures.rows, chargedRow)
          return [`${fundOf(ledger!)} ${declaration}`, shown(amount)]
        }),
      )
      expect(view.rows.every(row => row.Niyə !== '')).toBe(true)
      expect(view.facts['İstifadə olunub']).toBe(inText(money(sum(uses.map(({ amount }) => amount)))))
    },
  },
  {
    asks: 'what VAT of June was assessed and paid, and whether it adds up',
    from: TRADERS_STATEMENT,
    when: SUMMER,
    clicks: 2,
    async go(way) {
      await way.unfold('Axtarış')
      await way.click('Keçən ay')
    },
    sees({ rows }, { tradersJune }) {
      const vat = rowOf(tradersJune, { ledger: 'vat' })
      const [debt, overpayment] = rows.filter(row => row.Vərəqə === 'ƏDV')
      expect(qepik(vat.assessed!)).toBeGreaterThan(0n)
      expect([debt!['+ Hesablanıb'], debt!['− Ödənilib'], overpayment!['− Borclara silinib']]).toEqual(
        [vat.assessed, vat.settled, vat.used].map(amount => shown(qepik(amount!))),
      )
      for (const side of [debt!, overpayment!]) expect(endOf(side)).toBe(readOf(side, '='))
    },
  },
  {
    asks: 'what is open today, what of it is overdue and how it can be paid',
    from: DEBTORS_STATEMENT,
    when: AUTUMN,
    clicks: 1,
    go: way => way.click('Açıq borclar'),
    sees({ facts, rows, text }, { debts }) {
      const [late, onTime] = [debts.filter(debt => debt.due_on! < TODAY), debts.filter(debt => debt.due_on! >= TODAY)]
      const byNumber = debts.filter(debt => debt.by_declaration === 'yes')
      for (const some of [late, onTime, byNumber]) expect(some.length).toBeGreaterThan(0)
      expect(facts['Cəmi açıq borc']).toBe(`${inText(money(sumOf(debts, 'open')))} ${debts.length} borc`)
      expect(facts['Ondan vaxtı keçmiş']).toBe(`${inText(money(sumOf(late, 'open')))} ${late.length} borc`)
      expect(facts['Yalnız VÖEN ilə ödənilir']).toBe(inText(money(sumOf(debts, 'open') - sumOf(byNumber, 'open'))))
      const listed = rows.filter(row => 'Açıq borc' in row)
      expect(listed.map(row => [row['Açıq borc'], / gecikib$/.test(row['Son ödəniş tarixi']!)])).toEqual(
        debts.map(debt => [shown(qepik(debt.open!)), late.includes(debt)]),
      )
      expect(inText(text)).toContain(`Nömrə ilə ödə: ${inText(money(sumOf(byNumber, 'open')))}`)
      expect(inText(text)).toContain(`Gömrük borcunun hamısını ödə: ${inText(money(sumOf(debts, 'open')))}`)
    },
  },
  {
    asks: 'what was open on 31 March',
    from: DEBTORS_STATEMENT,
    when: AUTUMN,
    clicks: 3,
    async go(way) {
      await way.click('Açıq borclar')
      await way.unfold('Borcların seçimi')
      await way.ask({ '[name=on]': '31.03' }, 'Göstər')
    },
    sees({ facts, text }, { march }) {
      const open = sumOf(march, 'closing_debt')
      expect(open).toBeGreaterThan(0n)
      expect(facts['Cəmi açıq borc']).toContain(inText(money(open)))
      expect(text).toContain('31.03.2026 gününün sonuna olan vəziyyət')
    },
  },
  {
    asks: 'which debts were open on 31 March',
    from: DEBTORS_STATEMENT,
    when: AUTUMN,
    clicks: 4,
    async go(way) {
      await way.click('Açıq borclar')
      await way.unfold('Borcların seçimi')
      await way.ask({ '[name=on]': '31.03' }, 'Göstər')
      await way.click('50 sətir')
    },
    sees({ rows }, { march }) {
      for (const { ledger, closing_debt } of march) {
        if (ledger === 'advance') continue
        const ofFund = rows.filter(row => row.Sənəd === fundOf(ledger!))
        expect(sum(ofFund.map(row => read(row['Açıq borc'])))).toBe(qepik(closing_debt!))
      }
    },
  },
  {
    asks: 'how much late interest there is so far',
    from: DEBTORS_STATEMENT,
    when: AUTUMN,
    clicks: 1,
    go: way => way.click('Açıq borclar'),
    sees({ facts }, { debts, interest }) {
      const open = new Set(debts.map(debt => debt.charged_row))
      const ofOpen = interest.filter(({ chargedRow }) => open.has(String(chargedRow)))
      expect(ofOpen.length).toBeGreaterThan(3)
      expect(facts['Hesablanmış təxmini dəbbə pulu']).toContain(inText(money(sum(ofOpen.map(line => line.interest)))))
    },
  },
  {
    asks: 'what ended each stretch of late interest',
    from: DEBTORS_STATEMENT,
    when: AUTUMN,
    clicks: 2,
    async go(way) {
      await way.click('Açıq borclar')
      await way.click(way.tab.locator('a[href*="interest?charge="]').first())
    },
    sees({ rows }, { debts, interest, allocations, rows: all }) {
      const stretches = interest.filter(({ chargedRow }) => String(chargedRow) === debts[0]!.charged_row)
      const ends = stretches.map((stretch, at) => {
        const next = stretches[at + 1]
        if (!next) return 'seçilmiş gün'
        if (next.principal === stretch.principal) return 'faiz dərəcəsi dəyişir'
        const part = allocations.find(
          ({ row, chargedRow }) => chargedRow === stretch.chargedRow && byNumber(all, row).payment_date === stretch.to,
        )!
        return `Avansdan silinmə (№ ${part.row})`
      })
      expect(new Set(ends).size).toBe(3)
      expect(rows.slice(1).map(row => [row['Müddət nə ilə bitdi'], row['Əsas məbləğ'], row['Dəbbə pulu']])).toEqual(
        stretches.map(({ principal, interest }, at) => [ends[at], shown(principal), shown(interest)]),
      )
    },
  },
  {
    asks: 'what happened to this declaration, fund by fund',
    from: DEBTORS_STATEMENT,
    when: AUTUMN,
    clicks: 2,
    async go(way) {
      await way.click('Bəyannamələr')
      await way.click(DECLARATION)
    },
    sees({ rows }, figures) {
      const expected = historyOf(figures, DECLARATION).flatMap(ofFund => {
        let open = 0n
        return ofFund.map(row => {
          open += row.type === 'assessment' ? qepik(row.amount!) : -qepik(row.amount!)
          return [date(row.operation_date), shown(qepik(row.amount!)), shown(open)]
        })
      })
      expect(expected.length).toBeGreaterThan(4)
      const history = rows.filter(row => 'Yekunun dəyişməsi və ya pulun mənbəyi' in row)
      expect(history.map(row => [row.Tarix, row.Məbləğ, row['Qalıq borc']])).toEqual(expected)
    },
  },
  {
    asks: 'where the declaration with a part of a number is',
    from: DEBTORS_STATEMENT,
    when: AUTUMN,
    clicks: 2,
    async go(way) {
      await way.ask({ '#find': '77100231' }, 'Tap')
      await way.click(DECLARATION)
    },
    sees({ heading, address }) {
      expect(heading).toContain(DECLARATION)
      expect(address).toBe(`${DEBTORS_STATEMENT}/declarations/${DECLARATION}`)
    },
  },
  {
    asks: 'which operation had an amount',
    from: DEBTORS_STATEMENT,
    when: AUTUMN,
    clicks: 1,
    go: way => way.ask({ '#find': '1030.22' }, 'Tap'),
    sees({ text, status }, { rows }) {
      // A drawdown has the same amount on the advance: one of both rows is shown.
      const found = rows.filter(({ amount, ledger }) => amount === '1030.22' && ledger !== 'advance')
      expect(found.length).toBeGreaterThan(1)
      expect(status).toBe(`${found.length} nəticə göstərilir.`)
      for (const { declaration, operation_date: day } of found) {
        expect(text).toMatch(
          new RegExp(`${declaration} nömrəli [^.]* ${date(day)}, [^.]* ƏDV üzrə vərəqə 1\\.030,22 AZN`),
        )
      }
    },
  },
  {
    asks: 'which operations all ledgers had in June',
    from: TRADERS_STATEMENT,
    when: SUMMER,
    clicks: 3,
    async go(way) {
      await way.click('Bütün əməliyyatlar')
      await way.unfold('Axtarış')
      await way.click('Keçən ay')
    },
    sees({ rows, status }, figures) {
      const june = inJune(figures)
      expect(new Set(june.map(({ ledger }) => ledger)).size).toBeGreaterThan(3)
      expect(status).toBe(`${june.length} əməliyyat tapıldı.`)
      expect(rows.length).toBeGreaterThan(20)
      expect(rows.map(row => [row['Əməliyyat tarixi'], row.Məbləğ])).toEqual(
        june.slice(0, rows.length).map(row => [date(row.operation_date), shown(qepik(row.amount!))]),
      )
    },
  },
  {
    asks: 'how long the advance lasts',
    from: TRADERS_STATEMENT,
    when: SUMMER,
    clicks: 1,
    go: way => way.click('Avans gömrük ödənişləri üzrə vərəqə'),
    sees({ text }, { tradersRows }) {
      const advance = tradersRows.filter(({ ledger }) => ledger === 'advance')
      const since = addDays('2026-07-16' as PlainDate, -89)
      const drawn = sumOf(
        advance.filter(({ type, operation_date: day }) => type === 'advance-drawdown' && day! >= since),
        'amount',
      )
      const left = qepik(advance.at(-1)!.overpayment!)
      const until = addDays('2026-07-16' as PlainDate, Number((left * 90n) / drawn))
      expect(text).toContain(`Avans son 90 günün sürəti ilə ${date(until)} gününədək çatar.`)
    },
  },
  {
    asks: 'how much must go to 142330 for the next declaration',
    from: DEBTORS_STATEMENT,
    when: AUTUMN,
    clicks: 3,
    async go(way) {
      await way.click('Açıq borclar')
      await way.click('Gələcək bəyannamə üçün nə qədər lazımdır?')
      await way.ask({ '[name=value]': '12500', '[name=rate]': '15', '[name=fee]': '120' }, 'Hesabla')
    },
    sees({ facts }, { debts }) {
      // 15 % of 12,500.00, then 18 % of both, the fee, and the debt that the advance pays first. The advance is empty.
      const needed = 187_500n + 258_750n + 12_000n + sumOf(debts, 'open')
      expect(facts['Yatırılmalı məbləğ']).toBe(inText(money(needed)))
    },
  },
  {
    asks: 'which company has a name, typed without diacritics',
    from: CLIENTS,
    when: AUTUMN,
    clicks: 1,
    go: way => way.ask({ '#search-words': 'idxalci 708a72f' }, 'Axtar'),
    sees({ rows }) {
      expect(rows.map(row => row.Müştəri)).toEqual([`${TRADER_NAME} VÖEN ${TRADER}`])
    },
  },
  {
    asks: 'which clients have debt',
    from: CLIENTS,
    when: AUTUMN,
    clicks: 1,
    go: way => way.click('Yalnız borcu olanlar'),
    sees({ rows }, { clientsDebts }) {
      const byClient = Map.groupBy(clientsDebts, debt => debt.voen!)
      expect(byClient.size).toBeGreaterThan(3)
      const seen = rows.map(row => [row.Müştəri!.slice(-10), row.Borc])
      expect(Object.fromEntries(seen)).toEqual(
        Object.fromEntries([...byClient].map(([voen, debts]) => [voen, shown(sumOf(debts, 'open'))])),
      )
      expect(seen).toHaveLength(byClient.size)
    },
  },
]

interface Answer {
  readonly clicks: number
  readonly view: View
}

/** The demonstration data is loaded when all of it has happened. */
let now = AUTUMN
let site: RealSite
let figures: Figures
const answers = new Map(SCRIPTS.map(([, scripted]) => [scripted, new Map<Question, Answer>()]))
const complaints: string[] = []
beforeAll(async () => {
  site = await RealSite.open({ clock: () => now, settings: RATES })
  figures = await readFigures()
  for (const season of [SUMMER, AUTUMN]) {
    now = season
    await Promise.all([...answers].map(([scripted, given]) => ask(given, scripted)))
  }
})
afterAll(() => site.close())

/** Asks the questions of the season. */
async function ask(given: Map<Question, Answer>, scripted: boolean): Promise<void> {
  const questions = QUESTIONS.filter(({ when }) => when === now)
  for (const [of, asked] of Map.groupBy(questions, ({ from }) =>
    (from === CLIENTS ? [BROKER] : [TRADER, DEBTOR]).join(),
  )) {
    const visitor = await site.visitorAs(representativeOf(...(of.split(',') as Voen[])), { scripted })
    for (const question of asked) {
      await visitor.open(question.from)
      const way = new Way(visitor)
      await question.go(way, figures)
      given.set(question, { clicks: way.clicks, view: await visitor.view() })
    }
    complaints.push(...visitor.complaints)
    await visitor.leave()
  }
}

async function readFigures(): Promise<Figures> {
  const debts = recordsOf(await command('debts'))
  const shownTo = new Set<string>()
  for (const voen of new Set(debts.map(debt => debt.voen as Voen))) {
    const mandate = await findMandate(site.store.access, { voen, broker: BROKER })
    if (mandate?.balances && mandate.to === null) shownTo.add(voen)
  }
  const period = (from: string, to: string) => ['--from', from, '--to', to]
  return {
    tradersRows: inOrder(recordsOf(await command('export', '--voen', TRADER))),
    tradersJune: recordsOf(await command('turnover', '--voen', TRADER, ...period('2026-06-01', '2026-06-30'))),
    rows: inOrder(recordsOf(await command('export', '--voen', DEBTOR))),
    allocations: readAllocations(await command('allocations', '--voen', DEBTOR)),
    debts: debts.filter(({ voen }) => voen === DEBTOR),
    march: recordsOf(await command('turnover', '--voen', DEBTOR, ...period('2026-03-31', '2026-03-31'))),
    interest: readInterest(await command('interest', '--voen', DEBTOR, '--to', TODAY)),
    clientsDebts: debts.filter(({ voen }) => shownTo.has(voen!)),
  }
}

const inOrder = (rows: readonly Printed[]) => rows.toSorted((one, other) => Number(one.row) - Number(other.row))

async function command(...words: string[]): Promise<string> {
  const pieces: string[] = []
  const into = (all: string[]) =>
    new Writable({
      write(piece, _, done) {
        all.push(String(piece))
        done()
      },
    })
  const errors: string[] = []
  const env = { DATABASE_URL: site.store.url, ...RATES }
  const code = await runCommandLine(words, {
    env,
    stdin: Readable.from([]),
    stdout: into(pieces),
    stderr: into(errors),
  })
  expect({ code, errors: errors.join('') }).toMatchObject({ code: 0 })
  return pieces.join('')
}

describe.each(QUESTIONS)('a user who asks $asks', question => {
  const counted = question.clicks === 1 ? 'one click' : `${question.clicks} clicks`
  test.each(SCRIPTS)(`gets the answer with ${counted}, %s`, (_, scripted) => {
    const { clicks, view } = answers.get(scripted)!.get(question)!
    question.sees(view, figures)
    expect(clicks).toBe(question.clicks)
  })
})

test('the browser logs no error', () => {
  expect(complaints).toEqual([])
})
