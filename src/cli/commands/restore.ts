import { resolve } from 'node:path'
import { BACKUP_FAULT_REMEDIES } from '../../i18n/operator-en.ts'
import { sqlitePathOf } from '../../store/engine/database.ts'
import { restoreSqlite } from '../../store/maintenance/restore-sqlite.ts'
import { CommandError, defineCommand, print } from '../command.ts'
import { copyWithProgress, describeContent } from '../stored-file.ts'

export const restoreCommand = defineCommand({
  name: 'restore',
  usage: 'FILE',
  summary:
    'Copy a backup to where DATABASE_URL expects an SQLite store, and check the copy. It replaces nothing: an old store must be moved away first. Restore PostgreSQL with pg_restore: see .github/OPERATIONS.md.',
  example: 'restore /var/backups/vereqe/2026-11-29.db',
  options: {},
  operands: ['FILE'],
  async run(context, _options, [file]) {
    const { databaseUrl, demo } = context.config
    if (demo) throw new CommandError('name the store to restore: set DATABASE_URL=sqlite:PATH')
    const store = sqlitePathOf(databaseUrl)
    if (store === null) {
      throw new CommandError('a PostgreSQL store is restored with pg_restore; .github/OPERATIONS.md says how')
    }
    const content = await copyWithProgress(context, {
      source: `the backup ${file}`,
      target: `the store ${store}`,
      copy: options => restoreSqlite(resolve(file!), store, options),
      remedies: BACKUP_FAULT_REMEDIES,
    })
    const upgrade = content.isOlder ? ' Its schema is of an older version; the next command brings it up to date.' : ''
    await print(
      context.stderr,
      `${store} has ${describeContent(content)}. Its integrity check found no fault.${upgrade}\n` +
        'Now run verify, start the server, and ask senders to deliver again all events since the backup.\n',
    )
    return 0
  },
})
