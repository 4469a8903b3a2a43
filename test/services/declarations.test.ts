import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import { type DeclarationNumber, type DeclarationSelection, EVERY_DECLARATION } from '../../src/domain/declaration.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { listDeclarations, walkDeclarations } from '../../src/services/statement/list-declarations.ts'
import { readDeclaration } from '../../src/services/statement/read-declaration.ts'
import { PAGE_SIZE } from '../../src/services/statement/read-ledger.ts'
import {
  amended,
  assessed,
  cancelled,
  charged,
  OTHER_TRADER,
  on,
  paidByNumber,
  registered,
  TRADER,
} from '../support/oracle/events.ts'
import { BROKER, OTHER_BROKER } from '../support/people/access-people.ts'
import { all } from '../support/stores/service.ts'
import { openTestStore, type TestStore } from '../support/stores/store.ts'

const COUNT = 2 * PAGE_SIZE + 5

/** The broker files every third of the trader's declarations; the trader the others. */
const filedBy = (nth: number) => (nth % 3 === 0 ? { declarant: BROKER } : {})
const numberOf = (nth: number) => `A/${String(nth).padStart(3, '0')}`
const NUMBERS = Array.from({ length: COUNT }, (_, nth) => numberOf(nth))
const FILED = NUMBERS.filter((_, nth) => nth % 3 === 0)

let store: TestStore
beforeAll(async () => {
  store = await openTestStore()
  await store.deliver(
    registered(),
    registered({ voen: OTHER_TRADER }),
    assessed('B/1', { vat: '1.00' }, { voen: OTHER_TRADER, declarant: BROKER }),
  )
  // Other documents come between them.
  await store.deliver(
    ...NUMBERS.flatMap((number, nth) => [
      assessed(number, { vat: '10.00', 'customs-duty': '2.50' }, filedBy(nth)),
      ...(nth % 5 === 0 ? [charged(`P-${nth}`, { fine: '1.00' })] : []),
    ]),
  )
  await store.deliver(
    // Paid in part; reduced below its payment; increased; cancelled; without charges.
    paidByNumber(numberOf(0), '5.00'),
    paidByNumber(numberOf(3), '12.50'),
    amended(numberOf(3), { vat: '4.00' }),
    amended(numberOf(6), { vat: '11.00', excise: '3.00' }),
    cancelled(numberOf(9)),
    assessed('ZERO', { vat: '0.00' }, { declarant: BROKER }),
  )
})
afterAll(() => store.close())

const list = (more: Partial<Parameters<typeof listDeclarations>[2]> = {}, voen = TRADER) =>
  listDeclarations(store.reader, voen, { declarant: null, ...more })
type Page = NonNullable<Awaited<ReturnType<typeof list>>>
const numbers = ({ declarations }: Page) => declarations.map(({ declaration }) => declaration.number)

describe('the declarations of an account', () => {
  test('come newest first with assessed, reduced, paid and open sums', async () => {
    const sums = new Map<string, unknown>()
    for await (const page of pages()) {
      for (const { declaration, assessedOn, amended: isAmended, ...rest } of page.declarations) {
        expect(assessedOn).toBe(declaration.number === 'ZERO' ? null : '2026-03-02')
        expect([numberOf(3), numberOf(6), numberOf(9)].includes(declaration.number)).toBe(isAmended)
        sums.set(declaration.number, Object.values(rest))
      }
    }
    // The reduction of A/003 freed 6.00 of its payment, which settled the oldest open VAT, on A/000.
    expect(sums.get(numberOf(0))).toEqual([1250n, 0n, 1100n, 150n])
    expect(sums.get(numberOf(1))).toEqual([1250n, 0n, 0n, 1250n])
    expect(sums.get(numberOf(3))).toEqual([1250n, 600n, 650n, 0n])
    expect(sums.get(numberOf(6))).toEqual([1650n, 0n, 0n, 1650n])
    expect(sums.get(numberOf(9))).toEqual([1250n, 1250n, 0n, 0n])
    expect(sums.get('ZERO')).toEqual([0n, 0n, 0n, 0n])
    expect(sums.size).toBe(COUNT + 1)
  })

  /** Yields the pages, newest first. */
  async function* pages(declarant: Voen | null = null): AsyncGenerator<Page> {
    for (let at: Partial<Parameters<typeof listDeclarations>[2]> | null = {}; at; ) {
      const page: Page = (await list({ declarant, ...at }))!
      yield page
      at = page.older
    }
  }

  test.each([
    ['all of them', null, [...NUMBERS, 'ZERO']],
    ['those that a broker filed', BROKER, [...FILED, 'ZERO']],
    ['those that another broker filed: none', OTHER_BROKER, []],
  ])('come in pages, older and back again: %s', async (_, declarant, expected) => {
    const down: Page[] = []
    for await (const page of pages(declarant)) down.push(page)
    expect(down.flatMap(numbers)).toEqual(expected.toReversed())
    expect(down.slice(0, -1).every(page => page.declarations.length === PAGE_SIZE)).toBe(true)
    expect(down[0]!.newer).toBeNull()
    const up = [down.at(-1)!]
    while (up[0]!.newer) up.unshift((await list({ declarant, ...up[0]!.newer }))!)
    expect(up.flatMap(numbers)).toEqual(expected.toReversed())
    expect(up.slice(0, -1).every(page => page.older !== null)).toBe(true)
  })

  test('beyond either end are none, with a link back', async () => {
    const beyond = (await list({ before: 1 }))!
    expect(beyond).toMatchObject({ declarations: [], older: null })
    const before = (await list({ after: 1_000_000 }))!
    expect(before).toMatchObject({ declarations: [], newer: null })
  })

  test('carry the name of the account; an unregistered account has no page', async () => {
    expect((await list())!.name).toBe('Nümunə Ticarət MMC')
    expect(await list({}, '9999999991' as Voen)).toBeNull()
  })

  test('are those of the account only, although the broker filed for another too', async () => {
    expect(numbers((await list({ declarant: BROKER }, OTHER_TRADER))!)).toEqual(['B/1'])
    expect(numbers((await list({ declarant: BROKER }))!)).not.toContain('B/1')
  })
})

describe('a selection of the declarations', () => {
  const PERIODS = openTestStore().then(async store => {
    await store.deliver(
      registered(),
      assessed('ZERO', { vat: '0.00' }, on('2026-03-01')),
      ...Array.from({ length: 1201 }, (_, nth) =>
        assessed(numberOf(nth), { vat: '1.00' }, { ...on('2026-03-02'), ...filedBy(nth) }),
      ),
      assessed('LATE', { vat: '2.00' }, on('2026-03-03')),
      // It has its first charge later than those assessed after it.
      amended('ZERO', { vat: '4.00' }, on('2026-03-04')),
      paidByNumber(numberOf(0), '1.00', on('2026-03-04')),
      paidByNumber(numberOf(1200), '0.40', on('2026-03-04')),
      cancelled(numberOf(600), on('2026-03-04')),
    )
    return store
  })
  afterAll(async () => (await PERIODS).close())

  type Selection = Partial<DeclarationSelection>
  const select = async (selection: Selection, more: Partial<Parameters<typeof listDeclarations>[2]> = {}) => {
    const { reader } = await PERIODS
    const asked = { declarant: null, selection: { ...EVERY_DECLARATION, ...selection }, ...more }
    return (await listDeclarations(reader, TRADER, asked))!
  }
  const day = (text: string) => text as PlainDate

  test.each<[string, Selection, string[]]>([
    ['settled', { state: 'settled' }, [numberOf(0)]],
    ['partly paid', { state: 'partly-paid' }, [numberOf(1200)]],
    ['cancelled', { state: 'cancelled' }, [numberOf(600)]],
    ['amended, but not cancelled', { state: 'amended' }, ['ZERO']],
    ['without debt: none', { state: 'nothing' }, []],
    ['approved from a day', { from: day('2026-03-03') }, ['LATE', 'ZERO']],
    ['approved to a day', { to: day('2026-03-01') }, []],
    ['approved on a day, and open', { from: day('2026-03-03'), to: day('2026-03-03'), state: 'open' }, ['LATE']],
    ['approved on a day, and settled: none', { from: day('2026-03-03'), state: 'settled' }, []],
  ])(
    'has those that are %s, from anywhere in the account, in the list and in the file',
    async (_, selection, expected) => {
      expect(numbers(await select(selection))).toEqual(expected)
      const { exporter } = await PERIODS
      const walked = await all(walkDeclarations(exporter, TRADER, null, { ...EVERY_DECLARATION, ...selection }))
      expect(walked.map(({ declaration }) => declaration.number)).toEqual(expected.toReversed())
    },
  )

  test.each([false, true])('comes in pages, there and back again, oldest first: %s', async ascending => {
    const open = { size: 500, ascending }
    const ofState = (more = {}) => select({ state: 'open', from: day('2026-03-02') }, { ...open, ...more })
    const pages = [await ofState()]
    const [onward, back] = ascending ? (['newer', 'older'] as const) : (['older', 'newer'] as const)
    while (pages.at(-1)![onward]) pages.push(await ofState(pages.at(-1)![onward]!))
    const opened = Array.from({ length: 1199 }, (_, nth) => numberOf(nth + 1)).filter(
      number => number !== numberOf(600),
    )
    const expected = ['ZERO', ...opened, 'LATE']
    expect(pages.flatMap(numbers)).toEqual(ascending ? expected : expected.toReversed())
    expect(pages[0]![back]).toBeNull()
    expect((await ofState(pages[1]![back]!)).declarations).toEqual(pages[0]!.declarations)
  })

  test('stops at its bounds: an empty page leads on, and nothing is added up', async () => {
    const bounds = { forPage: 500, forTotals: 1000 }
    const settled = (more = {}) => select({ state: 'settled' }, { withTotals: true, bounds, ...more })
    const first = await settled()
    expect(first).toMatchObject({ declarations: [], totals: null, newer: null, older: { before: 704 } })
    const second = await settled(first.older!)
    expect(second).toMatchObject({ declarations: [], older: { before: 204 } })
    const third = await settled(second.older!)
    expect([numbers(third), third.older]).toEqual([[numberOf(0)], null])
    expect((await settled({ bounds: { forPage: 500, forTotals: 1500 } })).totals).toMatchObject({ count: 1 })
  })

  test('adds up all that it shows, also of other pages, and nothing unless asked', async () => {
    const withTotals = await select({ state: 'open' }, { withTotals: true })
    expect(withTotals.totals).toEqual({
      count: 1200,
      assessed: 120_400n,
      reduced: 0n,
      paid: 0n,
      outstanding: 120_400n,
    })
    expect((await select({ state: 'open' })).totals).toBeNull()
    const filed = await select({ state: 'settled' }, { declarant: BROKER, withTotals: true })
    expect(filed.totals).toMatchObject({ count: 1, assessed: 100n, paid: 100n, outstanding: 0n })
    const others = await select({ state: 'settled' }, { declarant: OTHER_BROKER, withTotals: true })
    expect(others.totals).toMatchObject({ count: 0, assessed: 0n })
  })
})

describe('a download of the declarations', () => {
  const walk = (declarant: Voen | null, voen = TRADER) => all(walkDeclarations(store.exporter, voen, declarant))

  test('has them oldest first, each by fund', async () => {
    const walked = await walk(null)
    expect(walked.map(({ declaration }) => declaration.number)).toEqual([...NUMBERS, 'ZERO'])
    expect(walked[6]).toEqual({
      declaration: { voen: TRADER, number: numberOf(6), document: 9, declarant: BROKER, cancelled: false },
      funds: [
        { fund: 'customs-duty', assessed: 250n, reduced: 0n, paid: 0n, outstanding: 250n, amended: false },
        { fund: 'vat', assessed: 1100n, reduced: 0n, paid: 0n, outstanding: 1100n, amended: true },
        { fund: 'excise', assessed: 300n, reduced: 0n, paid: 0n, outstanding: 300n, amended: true },
      ],
    })
    expect(walked.at(-1)).toMatchObject({ declaration: { number: 'ZERO' }, funds: [] })
  })

  test('has the same sums as each declaration page', async () => {
    for (const { declaration, funds } of await walk(null)) {
      const page = await readDeclaration(store.reader, {
        voen: TRADER,
        number: declaration.number,
        after: null,
        declarant: null,
      })
      expect(page).toMatchObject({ declaration, funds })
    }
  })

  test('has only those that the broker filed on this account', async () => {
    const filed = async (declarant: Voen, voen?: Voen) =>
      (await walk(declarant, voen)).map(({ declaration }) => declaration.number)
    expect(await filed(BROKER)).toEqual([...FILED, 'ZERO'])
    expect(await filed(BROKER, OTHER_TRADER)).toEqual(['B/1'])
    expect(await filed(OTHER_BROKER)).toEqual([])
    expect(await filed(BROKER, '9999999991' as Voen)).toEqual([])
  })

  test('reads in batches', async () => {
    const many = Array.from({ length: 450 }, (_, nth) =>
      assessed(`M/${nth}`, { other: '0.01' }, { voen: OTHER_TRADER }),
    )
    await store.deliver(...many)
    const sizes: number[] = []
    for await (const batch of walkDeclarations(store.exporter, OTHER_TRADER, null)) sizes.push(batch.length)
    expect(sizes).toEqual([200, 200, 51])
  })
})

describe('one declaration', () => {
  const read = (number: string, declarant: Voen | null, voen = TRADER) =>
    readDeclaration(store.reader, { voen, number: number as DeclarationNumber, after: null, declarant })

  test('is visible to readers of the account and to the broker that filed it', async () => {
    expect(await read(numberOf(3), null)).toMatchObject({ declaration: { number: numberOf(3), declarant: BROKER } })
    expect(await read(numberOf(3), BROKER)).toEqual(await read(numberOf(3), null))
    expect(await read(numberOf(4), null)).toMatchObject({ declaration: { declarant: null } })
  })

  test('is not found by another broker, on another account or under another number', async () => {
    expect(await read(numberOf(4), BROKER)).toBeNull()
    expect(await read(numberOf(3), OTHER_BROKER)).toBeNull()
    expect(await read(numberOf(3), BROKER, OTHER_TRADER)).toBeNull()
    expect(await read('B/1', BROKER)).toBeNull()
    expect(await read('NONE', null)).toBeNull()
  })
})
