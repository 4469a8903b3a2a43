import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { outstanding } from '../../src/domain/charge.ts'
import type { LedgerEntry } from '../../src/domain/ledger-entry.ts'
import { foldText } from '../../src/domain/typed/fold.ts'
import { readSearch, type TypedSearch } from '../../src/domain/typed/search.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { type AccountFindings, searchAccount } from '../../src/services/statement/search-account.ts'
import { searchAccounts } from '../../src/services/statement/search-accounts.ts'
import {
  assessed,
  charged,
  OTHER_TRADER,
  paidByNumber,
  paidToCode,
  paidToFund,
  registered,
  TRADER,
} from '../support/oracle/events.ts'
import { BROKER, OTHER_BROKER } from '../support/people/access-people.ts'
import { openTestStore, type TestStore } from '../support/stores/store.ts'

/** More than the first hits of a group. */
const MANY = 12
const numberOf = (nth: number) => `00010/030326/${String(100_000 + nth * 7919).slice(-6)}`

const BACK = { id: 'back', voen: TRADER, occurredAt: '2026-03-03T12:00:00+04:00', paidOn: '2026-03-03' }

const DEBTOR = '1500000001' as Voen

let store: TestStore
beforeAll(async () => {
  store = await openTestStore()
  await store.deliver(
    registered({ name: 'İdxalçı “Şəki” MMC' }),
    registered({ voen: OTHER_TRADER, name: 'Başqa MMC' }),
    registered({ voen: BROKER, name: 'Göyçay Broker' }),
    ...Array.from({ length: MANY }, (_, nth) => assessed(numberOf(nth), { vat: `${100 + nth}.50` })),
    assessed('B/1', { vat: '7.00' }, { declarant: BROKER }),
    assessed('B/2', { vat: '8.00' }, { declarant: OTHER_BROKER }),
    assessed('00010/OTHER', { vat: '777.00' }, { voen: OTHER_TRADER }),
    charged('AKT-2026/Ş-17', { fine: '33.00' }),
    charged('AKT-2026/Ş-18', { fine: '33.00', 'late-interest': '1.00' }),
    paidToCode('142330', '5000.00', { reference: 'Ödəniş № 4417' }),
    paidToFund('vat', '12.00', { reference: 'ÖDƏNİŞ 4418' }),
    { ...BACK, type: 'overpayment.refunded', ledger: 'advance', amount: '1.00', reference: 'Geri 4419' },
  )
})
afterAll(() => store.close())

const search = (typed: string) => readSearch(typed) as TypedSearch

async function find(typed: string, more: Partial<Parameters<typeof searchAccount>[1]> = {}): Promise<AccountFindings> {
  const request = { voen: TRADER, declarant: null, search: search(typed), from: null, limit: 5, owner: 'a test' }
  return (await searchAccount(store.reader, { ...request, ...more }))!
}

const numbers = ({ declarations }: AccountFindings) => declarations.hits.map(({ declaration }) => declaration.number)
const references = ({ references }: AccountFindings) => references.hits.map(({ reference }) => reference)
const amounts = (rows: readonly LedgerEntry[]) => rows.map(({ amount }) => amount)

/** The hits of one group from the first page to the last. */
async function walk<Hit>(
  typed: string,
  group: 'declarations' | 'references' | 'operations',
  hitsOf: (found: AccountFindings) => readonly Hit[],
) {
  const hits: Hit[] = []
  let found = await find(typed, { from: FIRST[group], limit: 5 })
  for (;;) {
    hits.push(...hitsOf(found))
    const { next } = found[group]
    if (next === null) return hits
    expect(hitsOf(found).length).toBeLessThanOrEqual(5)
    found = await find(typed, { from: next, limit: 5 })
  }
}
const FIRST = {
  declarations: { group: 'declarations', document: 1_000_000 },
  references: { group: 'references', charge: '' },
  operations: null,
} as const

describe('a declaration', () => {
  test('is found by its whole number, and by nothing else then', async () => {
    const found = await find(numberOf(3))
    expect([numbers(found), found.declarations.next, found.operations.hits]).toEqual([[numberOf(3)], null, []])
    expect(found.references, 'document numbers wait until they are asked for').toEqual({
      hits: [],
      next: { group: 'references', charge: '' },
    })
    expect(found.declarations.hits[0]).toMatchObject({ assessed: 10_350n, outstanding: expect.any(BigInt) })
  })

  test.each([
    ['№ 00010\\030326\\100000', [numberOf(0)]],
    ['“00010/030326/107919”', [numberOf(1)]],
    [`'${numberOf(2).slice(-6)}'`, [numberOf(2)]],
    ['b/1', ['B/1']],
    ['030326/1158', [numberOf(2)]],
  ])('is found as %s', async (typed, expected) => {
    expect(numbers(await find(typed))).toEqual(expected)
  })

  test('is found by any part, newest first, a page at a time', async () => {
    const all = Array.from({ length: MANY }, (_, nth) => numberOf(nth)).toReversed()
    expect(await walk('/030326/', 'declarations', numbers)).toEqual(all)
    const first = await find('/030326/')
    expect([numbers(first), first.declarations.next]).toEqual([all.slice(0, 5), expect.anything()])
  })

  test('of a broker is all that this broker finds', async () => {
    for (const typed of ['B/', '00010', '7,00', 'AKT', '4417', '0-9999999', 'göyçay']) {
      const found = await find(typed, { declarant: BROKER })
      expect(numbers(found)).toEqual(typed === 'B/' ? ['B/1'] : [])
      expect([found.references.hits, found.operations.hits, found.brokers]).toEqual([[], [], []])
    }
  })

  test('of another account is not found', async () => {
    expect(numbers(await find('00010/OTHER'))).toEqual([])
    expect(numbers(await find('00010/OTHER', { voen: OTHER_TRADER }))).toEqual(['00010/OTHER'])
  })
})

describe('a document', () => {
  test.each([
    ['AKT-2026/Ş-17', ['AKT-2026/Ş-17']],
    ['akt-2026\\s', ['AKT-2026/Ş-17', 'AKT-2026/Ş-18']],
    ['S–18', ['AKT-2026/Ş-18']],
    ['odenis', ['ÖDƏNİŞ 4418', 'Ödəniş № 4417']],
    ['ödəniş "4417"', ['Ödəniş № 4417']],
    ['441', ['Geri 4419', 'ÖDƏNİŞ 4418', 'Ödəniş № 4417']],
    ['odanis', []],
  ])('is found by %s', async (typed, expected) => {
    expect(references(await find(typed))).toEqual(expected)
  })

  test('is found a page at a time: acts, then payments', async () => {
    const one = { limit: 1 }
    let found = await find('4', one)
    const seen = references(found)
    for (; found.references.next !== null; seen.push(...references(found))) {
      found = await find('4', { ...one, from: found.references.next })
    }
    expect(seen).toEqual(['Geri 4419', 'ÖDƏNİŞ 4418', 'Ödəniş № 4417'])
  })
})

describe('an operation', () => {
  test.each([
    ['100,50 ₼', [10_050, 10_050]],
    ['5.000,00 AZN', [500_000]],
    ['110.5 - 111,5', [11_150, 11_150, 11_050, 11_050]],
    ['111,5–110,5', [11_150, 11_150, 11_050, 11_050]],
    ['100,51', []],
  ])('is found by the amount %s: the largest first, of a drawdown one side', async (typed, expected) => {
    const found = await walk(typed, 'operations', ({ operations }) => operations.hits)
    expect(amounts(found)).toEqual(expected)
    expect(found.filter(({ ledger, type }) => ledger === 'advance' && type === 'advance-drawdown')).toEqual([])
  })

  test('is found in every range exactly as a walk over the rows says', async () => {
    const rows = await walk('0-99999', 'operations', ({ operations }) => operations.hits)
    expect(rows.length).toBeGreaterThan(2 * MANY)
    const amount = fc.integer({ min: 0, max: 60_000 })
    await fc.assert(
      fc.asyncProperty(amount, amount, async (one, other) => {
        const [from, to] = one <= other ? [one, other] : [other, one]
        const typed = `${from / 100}-${to / 100}`.replaceAll('.', ',')
        const found = await walk(typed, 'operations', ({ operations }) => operations.hits)
        expect(found).toEqual(rows.filter(row => row.amount >= from && row.amount <= to))
      }),
      { numRuns: 10 },
    )
  })
})

test('never shows an amount outside the range, wherever the list is said to go on', async () => {
  for (const amount of [1, 11_050, 11_150, 99_999_999]) {
    const from = { group: 'operations', amount, row: Number.MAX_SAFE_INTEGER } as const
    const { operations } = await find('110,5-111,5', { from })
    expect(operations.hits.filter(hit => hit.amount < 11_050 || hit.amount > 11_150)).toEqual([])
  }
  const from = { group: 'operations', amount: 99_999_999, row: 1 } as const
  expect(amounts((await find('110,5-111,5', { from })).operations.hits)).toContain(11_150)
})

describe('an open debt', () => {
  const debts = ({ debts }: AccountFindings) =>
    debts.hits.map(charge => [charge.declaration ?? charge.reference, outstanding(charge)])

  beforeAll(() =>
    store.deliver(
      registered({ voen: DEBTOR, name: 'Borclu MMC' }),
      assessed('D/1', { vat: '90.00', 'customs-duty': '60.00' }, { voen: DEBTOR }),
      assessed('D/2', { vat: '60.00' }, { voen: DEBTOR }),
      paidByNumber('D/1', '100.00'),
      charged('AKT-D', { fine: '60.00' }, { voen: DEBTOR }),
    ),
  )

  test.each([
    ['50', [['D/1', 5000]]],
    [
      '60',
      [
        ['D/2', 6000],
        ['AKT-D', 6000],
      ],
    ],
    [
      '50-60',
      [
        ['D/1', 5000],
        ['D/2', 6000],
        ['AKT-D', 6000],
      ],
    ],
    ['90,00', []],
    ['900', []],
  ])('is found by what is left of it: %s', async (typed, expected) => {
    expect(debts(await find(typed, { voen: DEBTOR }))).toEqual(expected)
  })

  test('is found a few at a time, with word that there are more, and by no broker that sees no balances', async () => {
    const { debts } = await find('50-60', { voen: DEBTOR, limit: 2 })
    expect([debts.hits.length, debts.rest]).toEqual([2, 'more'])
    expect((await find('60', { voen: DEBTOR, declarant: BROKER })).debts.hits).toEqual([])
    expect(
      (
        await searchAccounts(store.reader, {
          accounts: [{ voen: DEBTOR, declarant: null }],
          search: search('50,00'),
          after: null,
          owner: 'a test',
        })
      ).findings.map(({ voen }) => voen),
    ).toEqual([DEBTOR])
  })
})

describe('a company', () => {
  test.each([
    ['idxalci', true],
    ['İDXALÇI', true],
    ['seki mmc', true],
    ['"Şəki"', true],
    [TRADER.slice(2, 7), true],
    ['saki', false],
  ])('is found by %s: %s', async (typed, expected) => {
    expect((await find(typed)).isCompany).toBe(expected)
  })

  test('that filed declarations is found by name and VÖEN', async () => {
    const goycay = { voen: BROKER, name: 'Göyçay Broker' }
    expect((await find('GOYCAY')).brokers).toEqual([goycay])
    expect((await find(BROKER)).brokers).toEqual([goycay])
    expect((await find(OTHER_BROKER)).brokers).toEqual([{ voen: OTHER_BROKER, name: null }])
    expect((await find('goycay', { voen: OTHER_TRADER })).brokers).toEqual([])
  })
})

describe('over several accounts', () => {
  const everywhere = (typed: string, voens: readonly Voen[] = [TRADER, OTHER_TRADER], after: Voen | null = null) =>
    searchAccounts(store.reader, {
      accounts: voens.map(voen => ({ voen, declarant: null })),
      search: search(typed),
      after,
      owner: 'a test',
    })

  test('each account has its own hits, and accounts without any are left out', async () => {
    const { findings, next } = await everywhere('00010')
    expect(next).toBeNull()
    expect(new Map(findings.map(found => [found.voen, numbers(found).length]))).toEqual(
      new Map([
        [TRADER, 3],
        [OTHER_TRADER, 1],
      ]),
    )
    expect((await everywhere('777')).findings.map(({ voen }) => voen)).toEqual([OTHER_TRADER])
  })

  test('a whole number is found wherever it is, and not in an account that is not asked', async () => {
    expect((await everywhere('00010/other')).findings.map(({ voen }) => voen)).toEqual([OTHER_TRADER])
    expect((await everywhere('00010/other', [TRADER])).findings).toEqual([])
  })
})

test('what is typed and what is stored are folded alike', async () => {
  const texts = ['AKT-2026/Ş-17', 'Ödəniş № 4417', 'ÖDƏNİŞ 4418', 'Geri 4419', 'AKT-2026/Ş-18']
  const part = fc.tuple(fc.constantFrom(...texts), fc.nat(8), fc.integer({ min: 1, max: 14 }))
  const spelling = fc.constantFrom(
    (text: string) => text,
    (text: string) => text.toUpperCase(),
    (text: string) => text.toLowerCase(),
    foldText,
  )
  await fc.assert(
    fc.asyncProperty(part, spelling, async ([text, start, length], spell) => {
      const typed = spell(text.slice(start, start + length))
      const read = readSearch(typed)
      if (typeof read === 'string') return
      const expected = texts.filter(other => foldText(other).includes(read.folded))
      expect(expected).toContain(text)
      expect(references(await find(typed, { limit: 50 })).toSorted()).toEqual(expected.toSorted())
    }),
    { numRuns: 30 },
  )
})
