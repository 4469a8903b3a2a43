import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase, openScratchDatabase } from '../../../src/store/engine/database.ts'
import { assessed, paidToCode, registered, TRADER } from '../../support/oracle/events.ts'
import { ask, openTestStore, type TestStore } from '../../support/stores/store.ts'

let store: TestStore
beforeAll(async () => {
  store = await openTestStore()
  await store.deliver(registered(), paidToCode('142330', '10.00'), assessed('A/1', { vat: '30.00' }))
})
afterAll(() => store.close())

describe('the tables', () => {
  test('are all strict and clustered by their key', async () => {
    const tables = await ask(store.writer, 'pragma table_list')
    const ours = tables.filter(({ name, type }) => type === 'table' && !/^(sqlite_|kysely_)/.test(String(name)))
    expect(ours.length).toBeGreaterThan(10)
    expect(ours.filter(({ strict, wr }) => strict !== 1 || wr !== 1)).toEqual([])
  })

  test('begin with the taxpayer, except directories, rejections, sign-in tables and senders', async () => {
    const tables = await ask(
      store.writer,
      `select m.name as name, i.name as first from sqlite_schema m join pragma_table_info(m.name) i
       where m.type = 'table' and i.pk = 1 and m.name not like 'sqlite%' and m.name not like 'kysely%'`,
    )
    const others = tables.filter(({ first }) => first !== 'voen').map(({ name }) => name)
    expect(others.sort()).toEqual([
      'audit_log',
      'declaration_directory',
      'event_id',
      'logout_token',
      'paper_directory',
      'rejection',
      'rejection_clearing',
      'rejection_not_kept',
      'sender',
      'sender_key',
      'session',
      'sign_in_attempt',
    ])
  })

  test('refuse text in integer columns and accept numbers', async () => {
    const update = (value: string) => ask(store.writer, `update ledger_total set debt = ${value} where ledger = 'fine'`)
    await ask(store.writer, `insert into ledger_total values ('${TRADER}', 'fine', 0, 0)`)
    await expect(update("'12,50'")).rejects.toThrow('cannot store TEXT value in INTEGER column')
    await expect(update('12.5')).rejects.toThrow('cannot store REAL value in INTEGER column')
    await expect(update('1250')).resolves.toEqual([])
  })
})

/** A valid ledger row, and changes that make it invalid. */
const ENTRY: Readonly<Record<string, string>> = {
  voen: `'${TRADER}'`,
  ledger: "'vat'",
  seq: '1000',
  operation_date: "'2026-03-02'",
  type: "'assessment'",
  declaration: 'null',
  reference: 'null',
  channel: 'null',
  payment_date: 'null',
  amount: '1',
  debt: '0',
  overpayment: '0',
  ledger_count: '1',
  assessed: '0',
  reduced_unpaid: '0',
  reduced_paid: '0',
  received: '0',
  refunded: '0',
  transferred_in: '0',
  transferred_out: '0',
  type_count: '1',
  type_turnover: '1',
  event_id: "'e'",
  cause: 'null',
}

const CHARGE: Readonly<Record<string, string>> = {
  voen: `'${TRADER}'`,
  document: '50',
  number: '1',
  fund: "'vat'",
  declaration: 'null',
  reference: 'null',
  amended: '0',
  row: '1000',
  assessed_on: "'2026-03-02'",
  due_on: "'2026-03-02'",
  amount: '10',
  reduced: '4',
  settled: '6',
}

const ALLOCATION: Readonly<Record<string, string>> = {
  voen: `'${TRADER}'`,
  row: '1001',
  position: '1',
  ledger: "'vat'",
  type: "'hop-payment'",
  effect: "'debt'",
  charged_row: '1000',
  source_row: '1001',
  amount: '1',
  value_date: "'2026-03-02'",
}

const SOURCE: Readonly<Record<string, string>> = {
  voen: `'${TRADER}'`,
  row: '1002',
  ledger: "'vat'",
  amount: '10',
  used: '10',
  value_date: "'2026-03-02'",
}

function insert(table: string, row: Readonly<Record<string, string>>): Promise<unknown[]> {
  const columns = Object.keys(row).map(name => `"${name}"`)
  return ask(store.writer, `insert into ${table} (${columns}) values (${Object.values(row)})`)
}

describe('a table refuses, whoever writes', () => {
  test.each([
    ['an amount of nothing', { amount: '0' }],
    ['a debt below zero', { debt: '-1' }],
    ['an overpayment below zero', { overpayment: '-1' }],
    ['a turnover of nothing', { type_turnover: '0' }],
    ['a sum below zero', { transferred_out: '-1' }],
    ['a row without its number', { seq: '0' }],
    ['an unknown ledger', { ledger: "'tobacco'" }],
    ['an unknown operation type', { type: "'gift'" }],
    ['an unknown channel', { channel: "'cash'" }],
    ['an unknown cause', { cause: "'mistake'" }],
  ])('a ledger row with %s', async (_, wrong) => {
    await expect(insert('ledger_entry', { ...ENTRY, ...wrong })).rejects.toThrow('CHECK constraint failed')
  })

  test.each([
    ['settled and reduced by more than its amount', { settled: '7' }],
    ['settled by less than nothing', { settled: '-1' }],
    ['of nothing', { amount: '0', reduced: '0', settled: '0' }],
  ])('a charge %s', async (_, wrong) => {
    await expect(insert('charge', { ...CHARGE, ...wrong })).rejects.toThrow('CHECK constraint failed')
  })

  test.each([
    ['of nothing', { amount: '0' }],
    ['that neither a charge nor money has', { charged_row: 'null', source_row: 'null' }],
    ['of a row that has no parts', { type: "'assessment'" }],
    ['with an unknown effect', { effect: "'advance'" }],
    ['that lowers a debt on no day', { value_date: 'null' }],
    ['that leaves the debt and has a day', { effect: "'overpayment'" }],
  ])('an allocation %s', async (_, wrong) => {
    await expect(insert('allocation', { ...ALLOCATION, ...wrong })).rejects.toThrow('CHECK constraint failed')
  })

  test.each([
    ['of nothing', { amount: '0', used: '0' }],
    ['of which more is used than there is', { used: '11' }],
    ['of which less than nothing is used', { used: '-1' }],
    ['on an unknown ledger', { ledger: "'tobacco'" }],
  ])('a source %s', async (_, wrong) => {
    await expect(insert('source', { ...SOURCE, ...wrong })).rejects.toThrow('CHECK constraint failed')
  })

  test('a charge and a declaration of a missing account', async () => {
    await expect(insert('charge', { ...CHARGE, voen: "'9999999991'" })).rejects.toThrow('FOREIGN KEY')
    await expect(ask(store.writer, `insert into declaration values ('9999999991', 'Z', 1, null, 0)`)).rejects.toThrow(
      'FOREIGN KEY',
    )
  })

  test('nothing when the same rows are correct', async () => {
    await expect(insert('ledger_entry', ENTRY)).resolves.toEqual([])
    await expect(insert('charge', CHARGE)).resolves.toEqual([])
    await expect(insert('allocation', ALLOCATION)).resolves.toEqual([])
    await expect(insert('source', SOURCE)).resolves.toEqual([])
  })
})

describe('every connection', () => {
  const connections = ['writer', 'reader', 'exporter'] as const

  test.each(connections)('of the %s writes through to the disk and prevents rewriting history', async name => {
    const pragma = async (setting: string) => Object.values((await ask(store[name], `pragma ${setting}`))[0]!)[0]
    expect(await pragma('journal_mode')).toBe('wal')
    expect(await pragma('synchronous'), 'FULL').toBe(2)
    expect(await pragma('recursive_triggers')).toBe(1)
    expect(await pragma('foreign_keys')).toBe(1)
    expect(await pragma('query_only')).toBe(name === 'writer' ? 0 : 1)
    // The driver waits for the lock asynchronously, not inside SQLite.
    expect(await pragma('busy_timeout')).toBe(name === 'writer' ? 0 : 10_000)
  })

  test.each(['reader', 'exporter'] as const)('of the %s cannot write at all', async name => {
    const rows = await ask(store[name], 'select count(*) as n from account')
    expect(rows).toEqual([{ n: 1 }])
    await expect(ask(store[name], 'delete from account')).rejects.toThrow('read-only')
  })

  test('of a scratch store does not wait for the disk, and closing deletes its file', async () => {
    const scratch = await openScratchDatabase()
    expect(await ask(scratch.writer, 'pragma synchronous')).toEqual([{ synchronous: 0 }])
    const [{ file } = {}] = await ask(scratch.writer, 'pragma database_list')
    await scratch.close()
    expect(existsSync(String(file))).toBe(false)
  })
})

test('a closed store leaves one file and no open connection', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vereqe-test-'))
  const unused = await openDatabase(`sqlite:${join(folder, 'store.db')}`)
  expect(readdirSync(folder)).toContain('store.db-wal')
  await unused.close()
  expect(readdirSync(folder)).toEqual(['store.db'])
  rmSync(folder, { recursive: true })
})
