/** Distributes a PostgreSQL store over several servers with Citus, by taxpayer: one server has all that a page needs. */
import pg from 'pg'
import { ACCESS_TABLES, DISMISSAL_TABLE, OPEN_OBJECTION_TABLE, PAPER_TABLES, TABLES } from './compare.ts'

/** Tables distributed by their own key, because queries ask by it. */
const OWN_KEYS = {
  event_id: 'id',
  declaration_directory: 'declaration',
  rejection: 'digest',
  paper_directory: 'number',
} as const
/** These are few: every server has a copy of all of them. */
const REFERENCE_TABLES: readonly string[] = ['held_event', 'rejection_clearing']

/**
 * The audit log concerns several accounts or none, so it stays on the coordinator; so do the ends of the chains of both
 * logs, sessions, sign-in attempts, logout orders, senders, and the counts of rejections.
 */
const ON_COORDINATOR = ['audit_log', 'log_chain']

/** Comparisons with own books and orders of documents end after some days, so no copy has them. */
const SHORT_LIVED_TABLES = [
  ...['own_books', 'own_books_piece', 'own_books_match', 'own_books_mapping'],
  ...['document_order', 'document_order_piece'],
]

/** Tables distributed by taxpayer, each beside its account. */
const BY_TAXPAYER = [
  ...[...TABLES, DISMISSAL_TABLE, ...ACCESS_TABLES, ...PAPER_TABLES, OPEN_OBJECTION_TABLE].map(({ table }) => table),
  ...SHORT_LIVED_TABLES,
].filter(table => !(table in OWN_KEYS) && !['account', ...REFERENCE_TABLES, ...ON_COORDINATOR].includes(table))

const CONNECT_TIMEOUT_MS = 4000
const STATEMENT_TIMEOUT_MS = 600_000

/** The message says in a sentence why the store cannot be distributed. */
export class CannotDistributeError extends Error {
  override readonly name = 'CannotDistributeError'
}

/**
 * Distributes the tables of an up-to-date, empty store, all or none. In a store that is already distributed, it
 * distributes the tables that an upgrade has added.
 * @param url of the coordinator, with the login that owns the tables
 * @throws {CannotDistributeError} when the extension is missing or a table is not empty
 */
export async function distributeWithCitus(url: string): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'vereqe',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
  })
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
  const { rows: distributed } = await client.query<{ table: string }>(
    'select logicalrelid::regclass::text as table from pg_dist_partition',
  )
  const isDistributed = (table: string) => distributed.some(row => row.table === table)
  if (!isDistributed('account')) {
    await requireEmpty(client, 'event', 'vereqe_service')
    return [...SETTINGS, ...(await distributeAll(client)), ...(await allowInternodeAccess(client))]
  }
  const added = BY_TAXPAYER.filter(table => !isDistributed(table))
  const addedByKey = Object.entries(OWN_KEYS).filter(([table]) => !isDistributed(table))
  for (const table of [...added, ...addedByKey.map(([table]) => table)]) {
    await requireEmpty(client, table, roleThatSees(table))
  }
  const copied = REFERENCE_TABLES.filter(table => !isDistributed(table))
  return [
    ...SETTINGS,
    ...added.map(distributeByTaxpayer),
    ...addedByKey.map(distributeByOwnKey),
    ...copied.map(copyToEveryServer),
    ...(await allowInternodeAccess(client)),
  ]
}

function roleThatSees(table: string): string {
  return ACCESS_TABLES.some(gated => gated.table === table) ? 'vereqe_gate' : 'vereqe_service'
}

/** @param role a role that sees the table's rows */
async function requireEmpty(client: pg.Client, table: string, role: string): Promise<void> {
  await client.query(`set local role ${role}`)
  const { rows } = await client.query(`select from ${table} limit 1`)
  await client.query('reset role')
  if (rows.length > 0)
    throw new CannotDistributeError(`its ${table} is not empty; distribute an empty store and copy this one into it`)
}

// Citus forbids triggers because they may read other tables. Ours read none but one of which every server has a copy.
const SETTINGS = ['set local citus.enable_unsafe_triggers = on']

async function distributeAll(client: pg.Client): Promise<string[]> {
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and confrelid = 'account'::regclass order by conname`,
  )
  return [
    // A local table cannot refer to a distributed one, so drop the foreign keys first.
    ...keys.map(({ table, name }) => `alter table ${table} drop constraint ${name}`),
    "select create_distributed_table('account', 'voen', colocate_with => 'none')",
    ...BY_TAXPAYER.map(distributeByTaxpayer),
    ...keys.map(({ table, name, definition }) => `alter table ${table} add constraint ${name} ${definition}`),
    ...Object.entries(OWN_KEYS).map(distributeByOwnKey),
    ...REFERENCE_TABLES.map(copyToEveryServer),
  ]
}

function copyToEveryServer(table: string): string {
  return `select create_reference_table('${table}')`
}

function distributeByOwnKey([table, key]: readonly [table: string, key: string]): string {
  return `select create_distributed_table('${table}', '${key}', colocate_with => 'none')`
}

function distributeByTaxpayer(table: string): string {
  return `select create_distributed_table('${table}', 'voen', colocate_with => 'account')`
}

/** The coordinator connects to the workers with the role and the account of the transaction. */
async function allowInternodeAccess(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ database: string }>('select current_database() as database')
  return [
    ...['vereqe_reader', 'vereqe_service', 'vereqe_gate', 'vereqe_papers'].map(role => `alter role ${role} login`),
    `alter database ${pg.escapeIdentifier(rows[0]!.database)} set citus.propagate_set_commands = 'local'`,
  ]
}
