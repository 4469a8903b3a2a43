import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { verify } from '../../src/services/maintenance/verify.ts'
import { EVERY_ACCOUNT } from '../../src/store/engine/access.ts'
import { openDatabase } from '../../src/store/engine/database.ts'
import { MIGRATIONS } from '../../src/store/engine/migrate.ts'
import { deepStream, eventStream } from '../support/oracle/arbitrary-events.ts'
import {
  amended,
  assessed,
  cancelled,
  charged,
  paidByNumber,
  paidToCode,
  paidToFund,
  registered,
} from '../support/oracle/events.ts'
import { runs } from '../support/property-runs.ts'
import { BEFORE, differenceFromUpgraded, makeOlder, migrationsOf } from '../support/stores/older-store.ts'
import { openTestStore } from '../support/stores/store.ts'
import { kind } from '../support/stores/store-places.ts'

/** Upgrades an older store of these events, and compares it with one that was made new. */
async function expectSame(lines: readonly (object | string)[]): Promise<void> {
  const fresh = await openTestStore()
  await fresh.deliver(...lines)
  const older = await makeOlder(fresh)
  const upgraded = await openTestStore(older)
  expect(await differenceFromUpgraded(fresh, upgraded)).toBeNull()
  expect(await verify(upgraded)).toBeNull()
  await upgraded.close()
  await fresh.close()
}

/** Events that the version before did not know are left out, also payments whose payer could not be told. */
function knownBefore(line: string): boolean {
  if (/"payment\.received"/.test(line) && /"code"/.test(line) && !/"voen"/.test(line)) return false
  return !/payment\.assigned|overpayment\.|"dueOn"|"payment\.received".*"reference"|"reference".*"payment\.received"/.test(
    line,
  )
}

test('an upgraded store has the allocations, causes and seals of one that was made new', async () => {
  await expectSame([
    registered(),
    paidToCode('142330', '10'),
    assessed('A/1', { vat: '5', excise: '4', 'customs-fee': '7' }),
    assessed('A/2', { vat: '5' }),
    // Two acts of one number, and charges that are older than those of a later document.
    charged('AKT', { fine: '2', vat: '1' }),
    charged('AKT', { fine: '2', vat: '1' }),
    amended('A/1', { vat: '9', excise: '1' }),
    paidByNumber('A/2', '6'),
    paidToFund('vat', '2.5'),
    paidToFund('vat', '20'),
    amended('A/1', { vat: '1' }),
    cancelled('A/2'),
    assessed('A/0', { vat: '0' }),
    paidByNumber('A/1', '3'),
    charged('AKT', { vat: '40' }),
    cancelled('A/1'),
    paidToCode('802001', '3'),
    charged('XH', { 'eservice-fee': '2' }),
    // Released later, so it is in the log under no account.
    paidByNumber('A/9', '4'),
    assessed('A/9', { other: '3' }),
  ])
})

test('an upgraded store is one that was made new, whatever the events', async () => {
  const streams = fc.oneof(
    eventStream({ maxLength: 60 }),
    deepStream().map(({ opening, later }) => [...opening, ...later]),
  )
  await fc.assert(
    fc.asyncProperty(streams, lines => expectSame(lines.filter(line => line.trim() !== '' && knownBefore(line)))),
    { numRuns: runs({ all: 60, few: 4 }) },
  )
})

test('an interrupted upgrade leaves the older store as it was, and the next one finishes', async () => {
  const fresh = await openTestStore()
  await fresh.deliver(registered(), paidToCode('142330', '10'), assessed('A/1', { vat: '5' }))
  const older = await makeOlder(fresh)
  const upgrade = {
    begins() {},
    progress() {
      throw new Error('interrupted')
    },
    ends() {},
  }
  await expect(openDatabase(older.url, { upgrade })).rejects.toThrow('interrupted')
  const raw = older.openRaw()
  expect((await migrationsOf(raw))[0]).toBe(BEFORE)
  await expect(sql`select * from allocation`.execute(raw)).rejects.toThrow(/allocation/)
  await raw.destroy()

  const upgraded = await openTestStore(older)
  expect(await differenceFromUpgraded(fresh, upgraded)).toBeNull()
  await upgraded.close()
  await fresh.close()
})

test('an upgrade tells how many accounts are done', async () => {
  const fresh = await openTestStore()
  await fresh.deliver(registered(), registered({ voen: '1700012342' }))
  const older = await makeOlder(fresh)
  const heard: string[] = []
  const upgrade = {
    begins: (changes: readonly string[]) => heard.push(...changes),
    progress: (done: number, all: number) => heard.push(`${done}/${all}`),
    ends: () => heard.push('end'),
  }
  const upgraded = await openDatabase(older.url, { upgrade })
  expect(heard).toEqual([...MIGRATIONS.slice(MIGRATIONS.indexOf('0013-allocations')), '1/2', '2/2', 'end'])
  await upgraded.close()
  await older.remove()
  await fresh.close()
})

test('a store whose rows do not follow from each other is not upgraded, and the error says where', async () => {
  const fresh = await openTestStore()
  await fresh.deliver(registered(), paidToCode('142330', '10'), assessed('A/1', { vat: '5' }))
  const older = await makeOlder(fresh)
  const raw = older.openRaw()
  await sql`update charge set amount = 600`.execute(raw)
  await raw.destroy()
  await expect(openDatabase(older.url)).rejects.toThrow('row 2 of account 1400057421 does not follow')
  await older.remove()
  await fresh.close()
})

test('every account can be read by its own reader after the upgrade', async () => {
  const fresh = await openTestStore()
  await fresh.deliver(registered(), paidToCode('142330', '10'), assessed('A/1', { vat: '5' }))
  const upgraded = await openTestStore(await makeOlder(fresh))
  const count = (account: string | typeof EVERY_ACCOUNT) =>
    upgraded.reader.snapshot(account, async tx => (await tx.selectFrom('allocation').selectAll().execute()).length)
  expect([await count(EVERY_ACCOUNT), await count('1400057421')]).toEqual([1, 1])
  expect(await count('1700012342')).toBe(kind() === 'postgres' ? 0 : 1)
  await upgraded.close()
  await fresh.close()
})
