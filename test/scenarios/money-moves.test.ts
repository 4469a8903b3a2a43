/** Not in the guide: money that goes back or moves (R6a), and what caused a change of what was assessed (R8). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalogueOf, LANGUAGES } from '../../src/i18n/index.ts'
import {
  amended,
  assessed,
  cancelled,
  type EventObject,
  paidToFund,
  registered,
  TRADER,
} from '../support/oracle/events.ts'
import { Portal } from '../support/people/portal.ts'

const NUMBER = '00010/030326/000001'

const moved = (id: string, type: string, fields: EventObject): EventObject => ({
  id,
  type,
  occurredAt: '2026-03-10T12:00:00+04:00',
  voen: TRADER,
  ...fields,
})

/** A page is read with plain blanks. */
const asRead = (text: string) => text.replaceAll('\u00a0', ' ')

let portal: Portal
beforeAll(async () => {
  portal = await Portal.after(
    registered(),
    paidToFund('vat', '100.00'),
    moved('r', 'overpayment.refunded', { ledger: 'vat', amount: '30.00', paidOn: '2026-03-09', reference: 'GQ-5' }),
    moved('t', 'overpayment.transferred', { from: 'vat', to: 'fine', amount: '20.00', reference: 'K-3' }),
    assessed(NUMBER, { vat: '10.00' }),
    amended(NUMBER, { vat: '25.00' }),
    amended(NUMBER, { vat: '20.00' }),
    cancelled(NUMBER),
  )
})
afterAll(() => portal[Symbol.asyncDispose]())

test('a refund and a transfer are operations of their ledgers, with their totals', async () => {
  expect((await portal.ledger('vat', '?to=2026-03-31')).operations.slice(0, 3)).toEqual([
    'Avans ödəniş (1 fond) 100,00 | 0,00 100,00',
    'Geri qaytarma 30,00 | 0,00 70,00',
    'Köçürmə (məxaric) 20,00 | 0,00 50,00',
  ])
  expect((await portal.ledger('fine')).operations).toEqual(['Köçürmə (mədaxil) 20,00 | 0,00 20,00'])
})

describe.each(LANGUAGES)('in %s', language => {
  const t = catalogueOf(language)
  const named = (type: 'refund' | 'transfer-out' | 'transfer-in', reference: string) =>
    t.operationName({ ledger: 'vat', type, declaration: null, reference, channel: null, cause: null })

  test.each([
    ['vat', 'refund', 'GQ-5', 'transfer-out'],
    ['vat', 'transfer-out', 'K-3', 'refund'],
    ['fine', 'transfer-in', 'K-3', null],
  ] as const)(
    'a search of %s for %s finds it under its name, and nothing else',
    async (ledger, type, reference, other) => {
      const page = await portal.ledger(ledger, `?type=${type}&lang=${language}`)
      expect(page.rows.map(row => [row[t.columns.type], row[t.columns.name]])).toEqual([
        [t.operationTypes[type], asRead(named(type, reference))],
      ])
      if (other) expect(page.rows.some(row => row[t.columns.type] === t.operationTypes[other])).toBe(false)
    },
  )

  test('the printed statement and the spreadsheet name them too', async () => {
    const whole = `?from=2026-03-01&to=2026-03-31&lang=${language}`
    const { text } = await portal.open(`/accounts/${TRADER}/document${whole}`)
    const spreadsheet = await (await portal.fetch(`/accounts/${TRADER}/export${whole}`)).text()
    for (const name of [named('refund', 'GQ-5'), named('transfer-out', 'K-3'), named('transfer-in', 'K-3')]) {
      expect(text).toContain(asRead(name))
      expect(spreadsheet).toContain(name)
    }
  })

  test('the declaration says what an amendment and the cancellation caused', async () => {
    const { rows } = await portal.open(`/accounts/${TRADER}/declarations/${NUMBER}?lang=${language}`)
    const phrase = (type: 'assessment' | 'reduction', cause: 'amendment' | 'cancellation' | null) =>
      t.operationPhrase({ type, cause })
    const names = rows.map(row => row[t.operation.columns.what])
    const changes = names.filter(
      name => name !== undefined && name !== t.operationPhrase({ type: 'overpayment-offset', cause: null }),
    )
    expect(changes).toEqual([
      phrase('assessment', null),
      phrase('assessment', 'amendment'),
      phrase('reduction', 'amendment'),
      phrase('reduction', 'cancellation'),
    ])
  })
})

test('the file for software has the codes of type and cause', async () => {
  const csv = await (await portal.fetch(`/accounts/${TRADER}/export?dialect=machine`)).text()
  const rows = csv
    .trimEnd()
    .split('\n')
    .slice(1)
    .map(line => line.split(','))
  const of = (type: string) => rows.filter(row => row[5] === type).map(row => [row[2], row[8], row[13]])
  expect(of('refund')).toEqual([['vat', '30.00', '']])
  expect(of('transfer-out')).toEqual([['vat', '20.00', '']])
  expect(of('transfer-in')).toEqual([['fine', '20.00', '']])
  expect(of('assessment')).toEqual([
    ['vat', '10.00', ''],
    ['vat', '15.00', 'amendment'],
  ])
  expect(of('reduction')).toEqual([
    ['vat', '5.00', 'amendment'],
    ['vat', '20.00', 'cancellation'],
  ])
})
