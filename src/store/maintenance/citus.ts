/** Spreads a PostgreSQL store over several servers with Citus, by taxpayer: whatever one page needs is on one of them. */
import pg from 'pg'
import { DISMISSAL_TABLE, GATE_TABLES, TABLES } from './compare.ts'

/** Kept apart, each by what it is asked by. Of held events, which are few, every server has all. */
const APART = { event_id: 'id', declaration_directory: 'declaration', rejection: 'digest' } as const
const EVERYWHERE = 'held_event'

/**
 * What people do before they are at an account, or at several: sessions, attempts to sign in, orders to end sessions, the
 * audit log; who may send events, too. It stays where it is, on the coordinator.
 */
const ON_COORDINATOR = 'audit_log'

/** The account first: the others lie beside it. */
const BESIDE_ACCOUNT = [...TABLES, DISMISSAL_TABLE, ...GATE_TABLES]
  .map(({ table }) => table)
  .filter(table => !(table in APART) && !['account', EVERYWHERE, ON_COORDINATOR].includes(table))

/** Why a store cannot be spread, in a sentence. */
export class CannotDistributeError extends Error {
  override readonly name = 'CannotDistributeError'
}

/**
 * Spreads the tables of an up-to-date, empty store: all of it or nothing. Of a store that is spread already it spreads
 * what an upgrade has added since.
 * @param url names the coordinator, as the owner of the tables
 * @throws {CannotDistributeError} when Citus is not there, or what is to be spread is not empty
 */
export async function distributeWithCitus(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'vereqe' })
  await client.connect()
  try {
    await client.query('begin')
    for (const statement of await statements(client)) await client.query(statement)
    await client.query('commit')
  } finally {
    await client.end()
  }
}

async function statements(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query("select from pg_extension where extname = 'citus'")
  if (rows.length === 0) {
    throw new CannotDistributeError(
      'its database has no extension citus; create it on every server, then add the workers',
    )
  }
  const { rows: spread } = await client.query<{ table: string }>(
    'select logicalrelid::regclass::text as table from pg_dist_partition',
  )
  const isSpread = (table: string) => spread.some(row => row.table === table)
  if (!isSpread('account')) {
    await mustBeEmpty(client, 'event', 'vereqe_service')
    return [...SETTINGS, ...(await distributeAll(client)), ...(await allowInternodeAccess(client))]
  }
  const added = BESIDE_ACCOUNT.filter(table => !isSpread(table))
  for (const table of added) await mustBeEmpty(client, table, whoseBusiness(table))
  return [...SETTINGS, ...added.map(distributeBesideAccount), ...(await allowInternodeAccess(client))]
}

function whoseBusiness(table: string): string {
  return GATE_TABLES.some(kept => kept.table === table) ? 'vereqe_gate' : 'vereqe_service'
}

/** @param role one that sees the rows */
async function mustBeEmpty(client: pg.Client, table: string, role: string): Promise<void> {
  await client.query(`set local role ${role}`)
  const { rows } = await client.query(`select from ${table} limit 1`)
  await client.query('reset role')
  if (rows.length > 0)
    throw new CannotDistributeError(`its ${table} is not empty; spread an empty one and copy this one into it`)
}

// They stand in each table's own way and look at no other, which is what Citus is afraid of.
const SETTINGS = ['set local citus.enable_unsafe_triggers = on']

async function distributeAll(client: pg.Client): Promise<string[]> {
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and confrelid = 'account'::regclass order by conname`,
  )
  return [
    // A table that is spread cannot be referred to by one that is not.
    ...keys.map(({ table, name }) => `alter table ${table} drop constraint ${name}`),
    "select create_distributed_table('account', 'voen', colocate_with => 'none')",
    ...BESIDE_ACCOUNT.map(distributeBesideAccount),
    ...keys.map(({ table, name, definition }) => `alter table ${table} add constraint ${name} ${definition}`),
    ...Object.entries(APART).map(
      ([table, key]) => `select create_distributed_table('${table}', '${key}', colocate_with => 'none')`,
    ),
    `select create_reference_table('${EVERYWHERE}')`,
  ]
}

function distributeBesideAccount(table: string): string {
  return `select create_distributed_table('${table}', 'voen', colocate_with => 'account')`
}

/** The coordinator goes to the other servers in the role, and with the account, of the transaction. */
async function allowInternodeAccess(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ database: string }>('select current_database() as database')
  return [
    ...['vereqe_reader', 'vereqe_service', 'vereqe_gate'].map(role => `alter role ${role} login`),
    `alter database ${pg.escapeIdentifier(rows[0]!.database)} set citus.propagate_set_commands = 'local'`,
  ]
}
