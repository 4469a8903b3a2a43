import { resolve } from 'node:path'
import { sqlitePathOf } from '../../store/engine/database.ts'
import { backUpSqlite } from '../../store/maintenance/back-up-sqlite.ts'
import { CommandError, defineCommand, nameDemonstration, print } from '../command.ts'
import { copyWithProgress, describeContent } from '../stored-file.ts'

export const backupCommand = defineCommand({
  name: 'backup',
  usage: 'FILE',
  summary:
    'Copy an SQLite store, which may be in use, into a new file, and check the copy. Back up PostgreSQL with pg_dump: see .github/OPERATIONS.md.',
  example: 'backup /var/backups/vereqe/2026-11-29.db',
  options: {},
  operands: ['FILE'],
  async run(context, _options, [file]) {
    const store = sqlitePathOf(context.config.databaseUrl)
    if (store === null) {
      throw new CommandError(
        'a PostgreSQL store is backed up with pg_dump, or with pg_basebackup; .github/OPERATIONS.md says how',
      )
    }
    nameDemonstration(context.config, context.stderr)
    const content = await copyWithProgress(context, {
      source: `the store ${store}`,
      target: file!,
      copy: options => backUpSqlite(store, resolve(file!), options),
    })
    await print(context.stderr, `${file} has ${describeContent(content)}. Its integrity check found no fault.\n`)
    return 0
  },
})
