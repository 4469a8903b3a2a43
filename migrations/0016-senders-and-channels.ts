import { type Kysely, sql } from 'kysely'
import { spellingOf } from './dialect.ts'

/** The log says who delivered each event, and a sender has a title for people. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text } = spellingOf(db)
  // The sender's registered name; '' is the command line. Of the events from before this change it is not known.
  await sql`alter table event add column sender ${text}`.execute(db)
  await sql`alter table sender add column title ${text}`.execute(db)
}
