import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AuditEntry } from '../../src/domain/audit.ts'
import { audit } from '../../src/services/access/audit.ts'
import { openDatabase } from '../../src/store/engine/database.ts'
import { OTHER_TRADER, TRADER } from '../support/oracle/events.ts'
import { ACCOUNTANT, anActor, DIRECTOR } from '../support/people/access-people.ts'
import { EXAMPLE, expectRefusal, Vereqe } from '../support/stores/vereqe.ts'

const MANY = 1203

let vereqe: Vereqe
beforeAll(async () => {
  vereqe = await Vereqe.open()
  await vereqe.run(['migrate'])
  const store = await openDatabase(vereqe.storeUrl)
  const entries: AuditEntry[] = [
    {
      at: new Date('2026-11-21T20:00:00Z'),
      action: 'sign-in-refused',
      actor: anActor(),
      voen: null,
      detail: { code: 'forged' },
    },
    {
      at: new Date('2026-11-21T19:59:59.999Z'),
      action: 'sign-in',
      actor: anActor(ACCOUNTANT, 'h'),
      voen: null,
      detail: {},
    },
    {
      at: new Date('2026-11-22T08:00:00Z'),
      action: 'export',
      actor: anActor(ACCOUNTANT, 'h'),
      voen: TRADER,
      detail: { ledger: 'vat', rows: 3 },
    },
    {
      at: new Date('2026-11-22T20:00:00Z'),
      action: 'refusal',
      actor: anActor(DIRECTOR, 'i'),
      voen: OTHER_TRADER,
      detail: { text: 'a\nb' },
    },
  ]
  for (const entry of entries) await audit(store.access, entry)
  await store.close()
})
afterAll(() => vereqe[Symbol.asyncDispose]())

async function lines(...words: string[]): Promise<Record<string, unknown>[]> {
  const text = await vereqe.output('audit', ...words)
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line))
}
const actions = async (...words: string[]) => (await lines(...words)).map(({ action }) => action)

describe('audit', () => {
  test('prints one JSON object per line, oldest first', async () => {
    const { address, userAgent } = anActor()
    expect((await lines()).slice(0, 3)).toEqual([
      {
        at: '2026-11-21T19:59:59.999Z',
        action: 'sign-in',
        subject: ACCOUNTANT.subject,
        name: ACCOUNTANT.name,
        ...{ session: 'h', address, userAgent, voen: null, detail: {} },
      },
      {
        at: '2026-11-21T20:00:00.000Z',
        action: 'sign-in-refused',
        subject: null,
        name: null,
        ...{ session: null, address, userAgent, voen: null, detail: { code: 'forged' } },
      },
      {
        at: '2026-11-22T08:00:00.000Z',
        action: 'export',
        subject: ACCOUNTANT.subject,
        name: ACCOUNTANT.name,
        ...{ session: 'h', address, userAgent, voen: TRADER, detail: { ledger: 'vat', rows: 3 } },
      },
    ])
  })

  test('filters by days in Baku time', async () => {
    expect(await actions('--from', '2026-11-22', '--to', '2026-11-22')).toEqual(['sign-in-refused', 'export'])
    expect(await actions('--to', '2026-11-21')).toEqual(['sign-in'])
    expect(await actions('--from', '2026-11-23')).toEqual(['refusal'])
  })

  test('filters by VÖEN, registered or not, and by subject', async () => {
    expect(await actions('--voen', TRADER)).toEqual(['export'])
    expect(await actions('--voen', OTHER_TRADER)).toEqual(['refusal'])
    expect(await actions('--subject', ACCOUNTANT.subject)).toEqual(['sign-in', 'export'])
    expect(await actions('--subject', DIRECTOR.subject, '--voen', TRADER)).toEqual([])
  })

  test('prints nothing when nothing matches', async () => {
    expect(await vereqe.output('audit', '--voen', '9999999991')).toBe('')
    expect(await vereqe.output('audit', '--subject', "' or '1' = '1")).toBe('')
  })

  test('prints each of many lines once', async () => {
    await using other = await Vereqe.open()
    await other.run(['import', EXAMPLE])
    const store = await openDatabase(other.storeUrl)
    const at = new Date('2026-11-22T08:00:00Z')
    const entries = Array.from({ length: MANY }, (_, nth) => ({ nth }))
    for (const detail of entries) {
      await audit(store.access, { at, action: 'rate-limited', actor: anActor(), voen: null, detail })
    }
    await store.close()
    const printed = (await other.output('audit')).trimEnd().split('\n')
    expect(printed.map(line => JSON.parse(line).detail)).toEqual(entries)
  })
})

describe('audit refuses', () => {
  test.each<[what: string, words: string[], says: string]>([
    ['a malformed VÖEN', ['--voen', '12'], '--voen must be ten digits, the last 1 or 2, not "12"'],
    ['an unreal date', ['--from', '2026-02-30'], '--from must be a real date, YYYY-MM-DD'],
    ['a reversed range', ['--from', '2026-03-02', '--to', '2026-03-01'], '--from 2026-03-02 is after --to 2026-03-01'],
    ['an unknown option', ['--person', 'x'], "Unknown option '--person'"],
    ['an operand', ['everything'], 'too many words'],
  ])('%s', async (_, words, says) => {
    expectRefusal(await vereqe.run(['audit', ...words]), says)
  })
})
