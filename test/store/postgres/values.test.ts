import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyAccount } from '../../../src/domain/account.ts'
import type { PlainDate } from '../../../src/domain/dates.ts'
import type { Qepik } from '../../../src/domain/money.ts'
import { NO_CONDITIONS } from '../../../src/domain/statement-filter.ts'
import { deliverEvents, replayEvents } from '../../../src/services/intake/deliver-events.ts'
import { EVERY_ACCOUNT, type Reader } from '../../../src/store/engine/access.ts'
import { fromServerText, toServerText } from '../../../src/store/engine/postgres-values.ts'
import { walkEvents } from '../../../src/store/intake/event-log.ts'
import { insertRejections, walkRejections } from '../../../src/store/intake/rejections.ts'
import {
  findAccount,
  findTurnovers,
  saveAccounts,
  saveTotals,
  saveTurnovers,
} from '../../../src/store/ledger/accounts.ts'
import { findBalancesAt } from '../../../src/store/ledger/balances-at.ts'
import { findEntries } from '../../../src/store/ledger/entry-ranges.ts'
import { appendLedgerEntries } from '../../../src/store/ledger/ledger-entries.ts'
import { findPiece, insertPieces } from '../../../src/store/papers/own-books.ts'
import { charged, paidToFund, registered, TRADER } from '../../support/oracle/events.ts'
import { byCodePoints, strangeText } from '../../support/oracle/strange-text.ts'
import { all, exportOf } from '../../support/stores/service.ts'
import { differenceBetween, NOW, openTestStore, type TestStore } from '../../support/stores/store.ts'
import { makeFile } from '../../support/stores/store-places.ts'

const MAX_SUM = 2n ** 63n - 1n

let store: TestStore
beforeAll(async () => {
  store = await openTestStore()
})
afterAll(() => store.close())

const read = <Result>(ask: (tx: Reader) => Promise<Result>) => store.reader.snapshot(EVERY_ACCOUNT, ask)

test('the bytes of an uploaded file are the same after they were on the server', async () => {
  const key = { voen: TRADER, id: 'a file', piece: 0 }
  const content = Uint8Array.from({ length: 1024 }, (_, index) => index % 256)
  await store.papers.write(TRADER, trx => insertPieces(trx, [{ ...key, content }]))
  const kept = await store.papers.read(TRADER, tx => findPiece(tx, key))
  expect(Buffer.from(kept!)).toEqual(Buffer.from(content))
})

describe('a text that goes to the server and back', () => {
  test('is unchanged, whatever it contains', () => {
    fc.assert(
      fc.property(strangeText, text => {
        expect(fromServerText(toServerText(text))).toBe(text)
      }),
      { numRuns: 3000 },
    )
  })

  test('is equal as JSON too', () => {
    fc.assert(
      fc.property(strangeText, text => {
        const json = JSON.stringify({ [text]: [text] })
        expect(fromServerText(toServerText(json))).toBe(json)
      }),
      { numRuns: 3000 },
    )
  })

  test('contains nothing that PostgreSQL cannot store', () => {
    fc.assert(
      fc.property(strangeText, text => {
        expect(toServerText(text)).not.toContain('\0')
        expect(toServerText(JSON.stringify(text.toWellFormed()))).not.toMatch(/(?<!\\)(\\\\)*\\u0000/)
      }),
    )
  })

  test('sorts by code points as before', () => {
    fc.assert(
      fc.property(strangeText, strangeText, (one, other) => {
        expect(Math.sign(byCodePoints(toServerText(one), toServerText(other)))).toBe(
          Math.sign(byCodePoints(one, other)),
        )
      }),
      { numRuns: 3000 },
    )
  })

  test('is not changed when it contains no control character', () => {
    for (const text of ['', 'Nümunə Ticarət MMC', 'a\\b', '\\u0041', '\u0002', '😀'])
      expect(toServerText(text)).toBe(text)
  })
})

describe('the server returns', () => {
  test('every text and JSON value exactly, in code point order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(strangeText, { minLength: 2, maxLength: 20 }), async texts => {
        const wellFormed = texts.filter(text => text.isWellFormed() && text !== '')
        const rows = await read(async tx => {
          const values = sql.join(wellFormed.map(text => sql`(${text}, ${JSON.stringify({ text })}::jsonb)`))
          const query = sql<{ text: string; json: string }>`
            select * from (values ${values}) as given (text, json) order by text collate "C"`
          return wellFormed.length === 0 ? [] : (await query.execute(tx as never)).rows
        })
        expect(rows.map(({ text }) => text)).toEqual(wellFormed.toSorted(byCodePoints))
        for (const { text, json } of rows) expect(json).toBe(JSON.stringify({ text }))
      }),
      { numRuns: 60 },
    )
  })

  test('every element of a list as it was sent, also texts that mean something in an array', async () => {
    const special = [
      '',
      ' ',
      'NULL',
      'null',
      '{}',
      '{a,b}',
      ',',
      '"',
      '\\',
      '\\"',
      'a\\\\"b',
      "'",
      '\n\t',
      '\0',
      'ə 😀',
    ]
    const texts = [...special, ...fc.sample(strangeText, 300).filter(text => text.isWellFormed())]
    const rows = await read(async tx => {
      const query = sql<{ text: string; number: number | null }>`
        select * from unnest(${texts}::text[], ${[null, 0, -1, Number.MAX_SAFE_INTEGER, 7n]}::bigint[]) as of (text, number)`
      return (await query.execute(tx as never)).rows
    })
    expect(rows.map(({ text }) => text)).toEqual(texts)
    expect(rows.slice(0, 5).map(({ number }) => number)).toEqual([null, 0, -1, Number.MAX_SAFE_INTEGER, 7])
  })

  test('money up to 2^53 − 1 qəpik, sums up to 2^63 − 1, and dates from the first to the last', async () => {
    const dates = ['0001-01-01', '0099-12-31', '1582-10-10', '2024-02-29', '9999-12-31'] as PlainDate[]
    const largest = Number.MAX_SAFE_INTEGER as Qepik
    const ofType = { ledger: 'vat', type: 'assessment' } as const
    const sum = { count: Number.MAX_SAFE_INTEGER, amount: MAX_SUM }
    const sums = {
      assessed: MAX_SUM,
      reducedUnpaid: MAX_SUM,
      reducedPaid: MAX_SUM,
      received: MAX_SUM,
      refunded: MAX_SUM,
      transferredIn: MAX_SUM,
      transferredOut: MAX_SUM,
    }
    const entries = dates.map((operationDate, index) => ({
      voen: TRADER,
      ...ofType,
      seq: index + 1,
      operationDate,
      paymentDate: operationDate,
      amount: largest,
      debt: largest,
      overpayment: largest,
      declaration: null,
      reference: null,
      channel: null,
      eventId: 'e',
      cause: null,
      ledgerCount: sum.count,
      ledgerSums: sums,
      typeTurnover: sum,
    }))
    const found = await store.writer.transaction(async trx => {
      const counts = { documents: largest, entries: largest }
      const account = { ...emptyAccount(TRADER), ...counts, lastOperationDate: dates.at(-1)! }
      await saveAccounts(trx, [{ account, name: '', bookings: largest, chain: '', allocationChain: '' }])
      await saveTotals(trx, [{ voen: TRADER, ledger: 'vat', debt: largest, overpayment: largest }])
      await saveTurnovers(trx, [{ voen: TRADER, ...ofType, count: sum.count, amount: sum.amount }])
      await appendLedgerEntries(trx, entries)
      const tx = trx as unknown as Reader
      const range = { voen: TRADER, ledger: 'vat', ...NO_CONDITIONS, after: 0, upTo: 100 } as const
      return {
        account: (await findAccount(tx, TRADER))?.account,
        turnover: (await findTurnovers(trx, [TRADER])).get(TRADER)?.of('vat', 'assessment'),
        entries: await findEntries(tx, range, 'asc', 10),
        balances: (await findBalancesAt(tx, TRADER, { ledgers: ['vat'], seq: 1 }))('vat'),
      }
    })
    expect(found.account).toMatchObject({ documents: largest, lastOperationDate: '9999-12-31' })
    expect(found.account?.totals.vat).toEqual({ debt: largest, overpayment: largest })
    expect(found.turnover).toEqual(sum)
    expect(found.balances).toMatchObject({ count: sum.count, movements: sums })
    expect(found.entries).toEqual(
      entries.map(({ ledgerCount: _, ledgerSums: __, typeTurnover: ___, ...entry }) => entry),
    )
  })

  test('no integer beyond 2^53 − 1 as a number: reading it fails instead of rounding', async () => {
    const ask = (integer: string) =>
      read(async tx => (await sql.raw(`select ${integer}::bigint as n`).execute(tx as never)).rows)
    expect(await ask('9007199254740991')).toEqual([{ n: Number.MAX_SAFE_INTEGER }])
    expect(await ask('-9007199254740991')).toEqual([{ n: Number.MIN_SAFE_INTEGER }])
    for (const integer of ['9007199254740992', '9223372036854775807', '-9007199254740992']) {
      await expect(ask(integer)).rejects.toThrow(`${integer} is too large an integer`)
    }
  })

  test('instants to the millisecond, from the year 1 to the year 9999', async () => {
    const [min, max] = ['0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'].map(text => new Date(text))
    const instants = fc.date({ min: min!, max: max!, noInvalidDate: true })
    await fc.assert(
      fc.asyncProperty(fc.array(instants, { minLength: 1, maxLength: 50 }), async dates => {
        const given = [...dates, min!, max!].map(date => date.toISOString())
        const rows = await read(async tx => {
          const values = sql.join(given.map((instant, index) => sql`(${index}::int, ${instant}::timestamptz)`))
          return (
            await sql<{ instant: string }>`
              select instant from (values ${values}) as given (index, instant) order by index`.execute(tx as never)
          ).rows
        })
        expect(rows.map(({ instant }) => instant)).toEqual(given)
      }),
      { numRuns: 30 },
    )
  })
})

describe('a delivery', () => {
  const text = strangeText
    .filter(text => text.isWellFormed() && text !== '')
    .map(text => [...text].slice(0, 60).join(''))
  const texts = fc.tuple(text, text, text, fc.uniqueArray(text, { minLength: 3, maxLength: 3 }))

  test('with U+0000 in names, references and ids is stored equally on PostgreSQL and SQLite', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async ([name, reference, renamed, ids]) => {
        await using here = await opened()
        await using there = await opened(await makeFile())
        const events = [
          registered({ name, id: ids[0] }),
          charged(reference, { vat: '12.34' }, { id: ids[1] }),
          paidToFund('vat', '100.00', { id: ids[2] }),
          registered({ name: renamed, id: `${ids[0]}/${ids[1]}` }),
        ]
        for (const { deliver } of [here, there]) {
          const { outcomes } = await deliver(...events, ...events)
          expect(outcomes.map(({ became }) => became)).toEqual([
            ...Array(4).fill('applied'),
            ...Array(4).fill('duplicate'),
          ])
        }
        expect(await differenceBetween(here, there)).toBeNull()
        expect(await exportOf(here)).toBe(await exportOf(there))
        const log = await here.reader.snapshot(EVERY_ACCOUNT, tx => all(walkEvents(read => read(tx))))
        expect(log.map(({ content }) => JSON.parse(content))).toEqual(events)
      }),
      { numRuns: 25 },
    )
  })

  test('keeps its time of arrival to the millisecond, also after a replay', async () => {
    await using again = await opened()
    const now = new Date('2026-11-22T12:00:00.007Z')
    const { outcomes } = await deliverEvents(store.writer, [JSON.stringify(registered({ voen: '2000000002' }))], now)
    expect(outcomes).toEqual([{ became: 'applied' }])
    const log = await read(tx => all(walkEvents(read => read(tx))))
    expect(log.at(-1)?.receivedAt).toBe(now.toISOString())
    await replayEvents(again.writer, log)
    expect(await again.reader.snapshot(EVERY_ACCOUNT, tx => all(walkEvents(read => read(tx))))).toEqual(log)
  })

  test('that is not JSON, or has half a surrogate pair as a name, is stored as received with the reason', async () => {
    const halfNamed = JSON.stringify({ ...registered(), '\ud83d \0': 1 })
    const lines = [halfNamed, '\0', 'not json \0 \u0001 \\u0000', '{"id":"\\ud83d"}', '\\ud83d']
    await store.deliver(...lines)
    const found = await all(walkRejections(read))
    expect(found.map(({ content }) => content).toSorted()).toEqual(lines.toSorted())
    const problems = found.find(({ content }) => content === halfNamed)?.problems
    expect(problems).toContainEqual({ code: 'unknown-field', field: '\ufffd \0' })
  })

  test('with half a surrogate pair in a rejection is stored with U+FFFD in its place', async () => {
    await using other = await opened()
    const problems = [{ code: 'unknown-field', field: 'a\ud83db\ude00' }]
    await other.writer.transaction(trx =>
      insertRejections(trx, [
        { arrival: 0, sender: '', eventId: null, content: 'x', problems, rejectedAt: NOW.toISOString() },
      ]),
    )
    const kept = await all(walkRejections(ask => other.reader.snapshot(EVERY_ACCOUNT, ask)))
    expect(kept[0]?.problems).toEqual([{ code: 'unknown-field', field: 'a\ufffdb\ufffd' }])
  })
})

async function opened(place?: Parameters<typeof openTestStore>[0]): Promise<TestStore & AsyncDisposable> {
  const opened = await openTestStore(place)
  return Object.assign(opened, { [Symbol.asyncDispose]: () => opened.close() })
}
