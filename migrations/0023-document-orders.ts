import { type Kysely, sql } from 'kysely'
import { isPostgres, spellingOf } from './dialect.ts'
import { grantPapers, showPapersToService } from './roles.ts'

/** Long documents that are being made, and their files until somebody has fetched them. They end after a day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, instant, bytes, tableOptions } = spellingOf(db)
  // `run` is the attempt that makes it; `number` is that of the document, when it is issued.
  await sql`
    create table document_order (
      voen ${text} not null,
      id ${text} not null,
      subject ${text} not null,
      ordered_at ${instant} not null,
      state ${text} not null check (state in ('working', 'made', 'failed')),
      run ${text} not null,
      touched_at ${instant} not null,
      number ${text},
      content ${text} not null,
      primary key (voen, id)
    ) ${tableOptions}`.execute(db)
  await sql`create index document_order_by_time on document_order (ordered_at)`.execute(db)

  await sql`
    create table document_order_piece (
      voen ${text} not null,
      id ${text} not null,
      piece ${integer} not null,
      content ${bytes} not null,
      primary key (voen, id, piece)
    ) ${tableOptions}`.execute(db)

  if (isPostgres(db)) await grant(db)
  else await addPlannerStatistics(db)
}

/** The service finds what is to be deleted and nothing else; the papers' role sees those of one account. */
async function grant(db: Kysely<unknown>): Promise<void> {
  for (const table of ['document_order', 'document_order_piece']) {
    await grantPapers(db, table, 'select, insert, update, delete')
  }
  await showPapersToService(db, 'document_order')
}

/** Statistics for SQLite's planner, as in 0004. */
async function addPlannerStatistics(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into sqlite_stat1 (tbl, idx, stat) values
      ('document_order', 'document_order', '1000 3 1'),
      ('document_order', 'document_order_by_time', '1000 1 1 1'),
      ('document_order_piece', 'document_order_piece', '10000 30 10 1')`.execute(db)
  await sql`analyze sqlite_schema`.execute(db)
}
