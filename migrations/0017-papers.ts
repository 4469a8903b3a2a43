import { type Kysely, sql } from 'kysely'
import { makeAppendOnly } from './append-only.ts'
import { isPostgres, spellingOf } from './dialect.ts'
import { grantPapers, makeRole, showPapersToService } from './roles.ts'

/** Papers that people make of an account: documents that are issued. They do not follow from the event log. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, instant, tableOptions } = spellingOf(db)
  // The subject and the content are kept as the text whose digest was taken: jsonb would sort its members.
  await sql`
    create table issued_document (
      voen ${text} not null,
      number ${text} not null,
      request ${text} not null,
      issued_at ${instant} not null,
      kind ${text} not null,
      declarant ${text},
      subject ${text} not null,
      name ${text} not null,
      broker ${text},
      terms ${text} not null,
      content_digest ${text} not null,
      format ${text} not null,
      file_digest ${text} not null,
      file_bytes ${integer} not null check (file_bytes > 0),
      primary key (voen, number)
    ) ${tableOptions}`.execute(db)
  // A form that is sent twice issues one document.
  await sql`create unique index issued_document_by_request on issued_document (voen, request)`.execute(db)
  await sql`create index issued_document_by_time on issued_document (voen, issued_at, number)`.execute(db)
  await sql`
    create index issued_document_by_declarant on issued_document (voen, declarant, issued_at, number)
    where declarant is not null`.execute(db)

  // Leads from a number to its account: whoever checks a paper knows nothing but its number.
  await sql`
    create table paper_directory (
      number ${text} not null primary key,
      voen ${text} not null
    ) ${tableOptions}`.execute(db)
  for (const table of ['issued_document', 'paper_directory']) await makeAppendOnly(db, table)

  if (isPostgres(db)) await grant(db)
  else await addPlannerStatistics(db)
}

/**
 * `vereqe_papers` reads and writes the papers of the account that its transaction names, and sees no ledger.
 * `vereqe_service` reads those of every account: to find a paper by its number, to copy and to verify.
 */
async function grant(db: Kysely<unknown>): Promise<void> {
  await makeRole(db, 'vereqe_papers')
  await sql`grant usage on schema public to vereqe_papers`.execute(db)
  await sql`grant select on kysely_migration to vereqe_papers`.execute(db)
  for (const table of ['issued_document', 'paper_directory']) {
    await grantPapers(db, table, 'select, insert')
    await showPapersToService(db, table)
  }
}

/** Statistics for SQLite's planner, as in 0004. */
async function addPlannerStatistics(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into sqlite_stat1 (tbl, idx, stat) values
      ('issued_document', 'issued_document', '1000000 100 1'),
      ('issued_document', 'issued_document_by_request', '1000000 100 1'),
      ('issued_document', 'issued_document_by_time', '1000000 100 1 1'),
      ('issued_document', 'issued_document_by_declarant', '200000 20 10 1 1'),
      ('paper_directory', 'paper_directory', '1000000 1')`.execute(db)
  await sql`analyze sqlite_schema`.execute(db)
}
