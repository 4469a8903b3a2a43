import { type Kysely, sql } from 'kysely'
import { isPostgres, spellingOf } from './dialect.ts'
import { grantPapers, showPapersToService } from './roles.ts'

/** Comparisons of an account with the trader's own books. People delete them, or their time ends. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, date, instant, bytes, tableOptions } = spellingOf(db)
  // `maker` is the broker whose person uploaded the file, or the company itself: only its people see it.
  await sql`
    create table own_books (
      voen ${text} not null,
      id ${text} not null,
      maker ${text} not null,
      subject ${text} not null,
      name ${text} not null,
      file_name ${text} not null,
      file_bytes ${integer} not null,
      uploaded_at ${instant} not null,
      kept_until ${date} not null,
      state ${text} not null check (state in ('uploaded', 'working', 'compared')),
      run ${text} not null,
      progress ${integer} not null,
      touched_at ${instant} not null,
      content ${text} not null,
      primary key (voen, id)
    ) ${tableOptions}`.execute(db)
  await sql`create index own_books_by_end on own_books (kept_until)`.execute(db)

  // The file, until it is deleted with its comparison.
  await sql`
    create table own_books_piece (
      voen ${text} not null,
      id ${text} not null,
      piece ${integer} not null,
      content ${bytes} not null,
      primary key (voen, id, piece)
    ) ${tableOptions}`.execute(db)

  await sql`
    create table own_books_match (
      voen ${text} not null,
      id ${text} not null,
      seq ${integer} not null,
      decision ${text} check (decision in ('confirmed', 'refused')),
      content ${text} not null,
      primary key (voen, id, seq)
    ) ${tableOptions}`.execute(db)

  // Where files with these headings have what, as the company's people said last.
  await sql`
    create table own_books_mapping (
      voen ${text} not null,
      maker ${text} not null,
      headings ${text} not null,
      content ${text} not null,
      primary key (voen, maker, headings)
    ) ${tableOptions}`.execute(db)

  if (isPostgres(db)) await grant(db)
  else await addPlannerStatistics(db)
}

const TABLES = ['own_books', 'own_books_piece', 'own_books_match', 'own_books_mapping']

/** The service finds what is to be deleted and nothing else; the papers' role sees those of one account. */
async function grant(db: Kysely<unknown>): Promise<void> {
  for (const table of TABLES) await grantPapers(db, table, 'select, insert, update, delete')
  await showPapersToService(db, 'own_books')
}

/** Statistics for SQLite's planner, as in 0004. */
async function addPlannerStatistics(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into sqlite_stat1 (tbl, idx, stat) values
      ('own_books', 'own_books', '10000 10 1'),
      ('own_books', 'own_books_by_end', '10000 300 1 1'),
      ('own_books_piece', 'own_books_piece', '100000 100 10 1'),
      ('own_books_match', 'own_books_match', '10000000 10000 1000 1'),
      ('own_books_mapping', 'own_books_mapping', '10000 10 10 1')`.execute(db)
  await sql`analyze sqlite_schema`.execute(db)
}
