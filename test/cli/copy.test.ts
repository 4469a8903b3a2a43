import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import { grantMandate, listMandates } from '../../src/services/access/mandates.ts'
import { listSessions, openSession } from '../../src/services/access/sessions.ts'
import { openDatabase } from '../../src/store/engine/database.ts'
import { TRADER } from '../support/oracle/events.ts'
import { ACCOUNTANT, anActor, BROKER, ISSUER, LIMITS } from '../support/people/access-people.ts'
import { dropTriggers, makeFile, run, type StorePlace } from '../support/stores/store-places.ts'
import { DEMONSTRATION, EXAMPLE, expectRefusal, Vereqe } from '../support/stores/vereqe.ts'

let vereqe: Vereqe
let target: StorePlace
beforeEach(async () => {
  vereqe = await Vereqe.open()
  target = await makeFile(false)
})
afterEach(async () => {
  await vereqe[Symbol.asyncDispose]()
  await target.remove()
})

const copy = () => vereqe.run(['copy', vereqe.storeUrl, target.url])
const EQUAL = { code: 0, signal: null, stdout: '', stderr: 'The two stores have equal rows.\n' }
const exportOf = async (url: string) => (await vereqe.run(['export'], '', { DATABASE_URL: url })).stdout

describe('copy', () => {
  test('makes a store with the same export, and copies it back', async () => {
    await vereqe.run(['import', EXAMPLE])
    expect(await copy()).toEqual(EQUAL)
    expect(await exportOf(target.url)).toBe(await vereqe.output('export'))
    await using other = await Vereqe.open()
    expect(await vereqe.run(['copy', target.url, other.storeUrl])).toEqual(EQUAL)
    expect(await other.output('export')).toBe(await vereqe.output('export'))
    expect(await other.run(['verify'])).toMatchObject({ code: 0, stdout: '' })
  })

  test('copies mandates and the audit log, but no sessions', async () => {
    await vereqe.run(['import', EXAMPLE])
    const source = await openDatabase(vereqe.storeUrl)
    const actor = anActor(ACCOUNTANT)
    const now = new Date('2026-11-22T12:00:00Z')
    await openSession(source.access, {
      signedIn: { person: ACCOUNTANT, issuer: ISSUER, idToken: null, providerSession: null },
      actor,
      replaced: null,
      limits: LIMITS,
      now,
    })
    const terms = { from: '2026-01-01' as PlainDate, to: null, balances: true, exports: true }
    await grantMandate(source.access, { voen: TRADER, broker: BROKER, ...terms }, actor, now)
    await source.close()
    expect(await copy()).toEqual(EQUAL)
    const onTarget = { DATABASE_URL: target.url }
    expect((await vereqe.run(['audit'], '', onTarget)).stdout).toBe(await vereqe.output('audit'))
    expect((await vereqe.output('audit')).trimEnd().split('\n')).toHaveLength(2)
    const copied = await openDatabase(target.url)
    expect(await listMandates(copied.access, TRADER)).toMatchObject([{ broker: BROKER }])
    expect(await listSessions(copied.access, ACCOUNTANT.subject, LIMITS, now)).toEqual([])
    await copied.close()
  })

  test('leaves a valid store when it is killed, and copies the rest when it runs again', async () => {
    const lines = gunzipSync(await readFile(DEMONSTRATION)).toString()
    await vereqe.run(['import', '-'], lines)
    const { child, ended } = vereqe.start(['copy', vereqe.storeUrl, target.url])
    const raw = target.openRaw()
    const copied = async () => Number((await run(raw, 'select count(*) as n from event')).rows[0]!.n)
    while ((await copied().catch(() => 0)) === 0);
    child.kill('SIGKILL')
    expect(await ended).toMatchObject({ signal: 'SIGKILL' })
    expect(await copied()).toBeLessThan(2465)
    await raw.destroy()
    expect(await vereqe.run(['verify'], '', { DATABASE_URL: target.url })).toMatchObject({ code: 0, stdout: '' })
    expect(await copy()).toEqual(EQUAL)
    expect(await exportOf(target.url)).toBe(await vereqe.output('export'))
  })

  test('prints the first row that differs, and exits with 1', async () => {
    await vereqe.run(['import', EXAMPLE])
    await copy()
    const raw = target.openRaw()
    await dropTriggers(raw)
    await run(raw, "update ledger_entry set amount = amount + 1 where ledger = 'vat' and seq = 3")
    await raw.destroy()
    expect(await copy()).toEqual({
      code: 1,
      signal: null,
      stdout:
        'ledger_entry (voen 1400057421, ledger vat, seq 3): amount is 54000 in the source, and 54001 in the target\n',
      stderr: '',
    })
  })
})

describe('copy refuses', () => {
  test('a target with events of its own', async () => {
    await vereqe.run(['import', EXAMPLE])
    await vereqe.run(['demo'], '', { DATABASE_URL: target.url })
    const before = await exportOf(target.url)
    expectRefusal(await copy(), 'the target has events that the source does not have; copy into an empty store')
    expect(await exportOf(target.url)).toBe(before)
  })

  test.each<[what: string, words: (own: string) => string[], says: RegExp]>([
    ['a store as its own target', own => [own, own], /the source and the target are the same store/],
    ['a missing target', own => [own], /copy needs SOURCE_URL TARGET_URL/],
    ['a source that is not a store', own => ['file.db', own], /neither sqlite:PATH nor postgres/],
    [
      'a target that cannot be created',
      own => [own, 'sqlite:/proc/nowhere/store.db'],
      /\/proc\/nowhere.*check the URL in the command/,
    ],
    [
      'a source that does not exist, and makes none',
      own => [`${own}-mistyped`, own],
      /-mistyped: (there is no such file|the server does not answer|.*does not exist)/,
    ],
  ])('%s', async (_, words, says) => {
    await vereqe.run(['migrate'])
    expectRefusal(await vereqe.run(['copy', ...words(vereqe.storeUrl)]), says)
  })
})

describe('migrate --shard', () => {
  test('needs a PostgreSQL server with Citus', async () => {
    const refused = await vereqe.run(['migrate', '--shard', 'citus'])
    const sqlite = vereqe.storeUrl.startsWith('sqlite:')
    expectRefusal(refused, sqlite ? 'needs a DATABASE_URL that begins with postgres://' : 'has no extension citus')
  })

  test('accepts only citus', async () => {
    expectRefusal(await vereqe.run(['migrate', '--shard', 'twice']), '--shard must be citus, not "twice"')
  })
})
