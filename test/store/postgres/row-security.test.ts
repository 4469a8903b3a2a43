import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EVERY_ACCOUNT, type Reader } from '../../../src/store/access.ts'
import {
  assessed,
  charged,
  OTHER_TRADER,
  paidByNumber,
  paidToCode,
  paidToFund,
  registered,
  TRADER,
} from '../../support/events.ts'
import { asRole, Visit } from '../../support/postgres-roles.ts'
import { openTestStore, type TestStore } from '../../support/store.ts'

/** Whose rows belong to one account and may be shown to who may see that account. */
const SHOWN = ['account', 'assessed', 'charge', 'declaration', 'ledger_entry', 'ledger_total', 'turnover'] as const
/** What is the service's own business; the first three have rows of accounts in them, behind the same wall. */
const NOT_SHOWN = ['booking', 'event', 'held_event', 'declaration_directory', 'event_id', 'rejection'] as const
const WALLED_IN = [...SHOWN, ...NOT_SHOWN.slice(0, 3)]
const NOBODY = '9999999991'

let store: TestStore
let superuser: Visit
let owner: Visit
/** Somebody who can log in and is a member of vereqe_reader, and nothing else. */
let guest: Visit
const login = `guest_${process.pid}`

beforeAll(async () => {
  store = await openTestStore()
  superuser = await Visit.begin(store.url, 'postgres')
  owner = await Visit.begin(store.url)
  await superuser.run(`create role ${login} login in role vereqe_reader`)
  guest = await Visit.begin(store.url, login)
  for (const voen of [TRADER, OTHER_TRADER]) {
    const of = { voen }
    const first = registered(of)
    await store.deliver(
      ...[first, paidToCode('142330', '100.00', of), paidToFund('vat', '3.00', of)],
      ...[assessed(`A/${voen}`, { vat: '30.00' }, of), charged('P-1', { fine: '5.00' }, of)],
      ...[paidByNumber(`B/${voen}`, '1.00', of), { ...first, name: 'Under a taken id' }],
    )
  }
})
afterAll(async () => {
  for (const visit of [guest, owner]) await visit.end()
  await superuser.run(`drop role ${login}`)
  await superuser.end()
  await store.close()
})

type Rows = Record<string, unknown>[]

/** The accounts whose rows of a table are seen, each once. */
async function seen(visit: Visit, table: string, before: readonly string[] = []): Promise<string[]> {
  const rows = await visit.rows(`select distinct voen from ${table} order by voen`, before)
  return rows.map(({ voen }) => String(voen))
}

describe.each(SHOWN)('%s', table => {
  test('has rows of both accounts, so that hiding them means something', async () => {
    expect(await seen(superuser, table)).toEqual([TRADER, OTHER_TRADER])
  })

  test('shows nothing to another role without an account, or with an empty one', async () => {
    for (const [visit, begin] of readers()) {
      expect(await seen(visit, table, begin())).toEqual([])
      expect(await seen(visit, table, begin(''))).toEqual([])
      expect(await visit.rows(`select count(*)::int as n from ${table}`, begin())).toEqual([{ n: 0 }])
    }
  })

  test('shows with an account only its own rows, and all of them, however they are asked for', async () => {
    for (const [visit, begin] of readers()) {
      for (const [mine, other] of [
        [TRADER, OTHER_TRADER],
        [OTHER_TRADER, TRADER],
      ] as const) {
        const all = await superuser.rows(`select * from ${table} where voen = '${mine}' order by 1, 2, 3`)
        expect(await visit.rows(`select * from ${table} order by 1, 2, 3`, begin(mine))).toEqual(all)
        expect(await visit.rows(`select * from ${table} where voen = '${other}'`, begin(mine))).toEqual([])
        expect(await seen(visit, table, begin(`${mine}' or '1' = '1`))).toEqual([])
      }
      expect(await seen(visit, table, begin(NOBODY))).toEqual([])
    }
  })

  test('forgets the role and the account with the transaction that named them', async () => {
    const [{ user, account } = {}] = await owner.rows(
      `select current_user as user, current_setting('vereqe.account', true) as account`,
      asRole('vereqe_reader', TRADER),
    )
    expect([user, account]).toEqual(['vereqe_reader', TRADER])
    const [after] = await owner.run(`select current_user as user, current_setting('vereqe.account', true) as account`)
    expect(after).toEqual({ user: new URL(store.url).username, account: '' })
    expect(await seen(owner, table, asRole('vereqe_reader'))).toEqual([])
  })
})

/** Who may read an account, and how each begins: the owner must act as the reader, a member is one as it is. */
function readers(): (readonly [Visit, (account?: string) => string[]])[] {
  return [
    [owner, account => asRole('vereqe_reader', account)],
    [guest, account => asRole('vereqe_reader', account)],
    [guest, account => asRole(login, account)],
  ]
}

describe.each(WALLED_IN)('the wall round %s', table => {
  test('binds the owner of the table too, whichever account it names', async () => {
    expect(await superuser.rows(`select from ${table}`)).not.toEqual([])
    expect(await seen(owner, table)).toEqual([])
    if (!SHOWN.includes(table as never)) {
      expect(await seen(owner, table, [`set local vereqe.account = '${TRADER}'`])).toEqual([])
    }
    const [relation] = await superuser.rows(
      `select relrowsecurity as on, relforcerowsecurity as forced from pg_class where oid = '${table}'::regclass`,
    )
    expect(relation).toEqual({ on: true, forced: true })
  })

  test('does not stand in the way of who delivers, exports and verifies', async () => {
    const voens = await seen(superuser, table)
    expect(voens.length).toBeGreaterThan(1)
    expect(await seen(owner, table, asRole('vereqe_service'))).toEqual(voens)
  })
})

test('the roles of the product can neither log in nor walk through the wall, nor can the owner', async () => {
  const { username } = new URL(store.url)
  const roles = await superuser.rows(
    `select rolname as role, rolcanlogin as logs_in from pg_roles
     where rolname in ('vereqe_reader', 'vereqe_service', '${username}') and not rolsuper and not rolbypassrls
     order by rolname`,
  )
  expect(roles).toEqual([
    { role: username, logs_in: true },
    { role: 'vereqe_reader', logs_in: false },
    { role: 'vereqe_service', logs_in: false },
  ])
})

describe('who reads', () => {
  test.each([...SHOWN, ...NOT_SHOWN])('cannot write to %s, even to the account it may see', async table => {
    const [column] = Object.keys((await superuser.rows(`select * from ${table} limit 1`))[0]!)
    for (const statement of [
      `insert into ${table} default values`,
      `update ${table} set ${column} = ${column}`,
      `delete from ${table}`,
      `truncate ${table}`,
    ]) {
      for (const [visit, begin] of readers()) {
        await expect(visit.attempt(statement, begin(TRADER))).rejects.toThrow(`permission denied for table ${table}`)
      }
    }
  })

  test.each(NOT_SHOWN)('cannot read %s', async table => {
    for (const [visit, begin] of readers()) {
      await expect(visit.rows(`select from ${table}`, begin(TRADER))).rejects.toThrow(
        `permission denied for table ${table}`,
      )
    }
  })

  test('cannot take a place in the log, nor make anything of its own', async () => {
    for (const statement of [`select nextval('event_arrival')`, 'create table mine (n int)']) {
      await expect(guest.attempt(statement)).rejects.toThrow('permission denied')
    }
  })
})

describe('through the product', () => {
  const ask = (statement: string) => async (moment: Reader) =>
    (await sql.raw<Record<string, unknown>>(statement).execute(moment as never)).rows

  test.each(SHOWN)('a question about %s that names no account is answered with the rows of one', async table => {
    const question = ask(`select distinct voen from ${table} order by voen`)
    const answers: Rows[] = []
    for (const whose of [TRADER, OTHER_TRADER, NOBODY, ''])
      answers.push(await store.reader.atOneMoment(whose, question))
    expect(answers).toEqual([[{ voen: TRADER }], [{ voen: OTHER_TRADER }], [], []])
    expect(await store.exporter.atOneMoment(EVERY_ACCOUNT, question)).toEqual([
      { voen: TRADER },
      { voen: OTHER_TRADER },
    ])
  })

  test('an account whose number is an attack is a name like any other, and nobody has it', async () => {
    const question = ask('select voen from account')
    for (const whose of [`'; reset role; --`, `${TRADER}'`, '\\', "' or true --"]) {
      expect(await store.reader.atOneMoment(whose, question)).toEqual([])
    }
  })

  test('a moment of one account can neither write nor read what is not shown', async () => {
    const moment = (statement: string) => store.reader.atOneMoment(TRADER, ask(statement))
    await expect(moment('select from event')).rejects.toThrow('permission denied for table event')
    await expect(moment('delete from account')).rejects.toThrow('read-only transaction')
    expect(await moment('select current_user as who')).toEqual([{ who: 'vereqe_reader' }])
  })

  test('there is no way to ask outside a transaction: a store hands out nothing that can', () => {
    expect(Object.keys(store.reader)).toEqual(['atOneMoment'])
    expect(Object.keys(store.exporter)).toEqual(['atOneMoment'])
    expect(Object.keys(store.writer)).toEqual(['transaction'])
  })
})
