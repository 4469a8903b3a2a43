import type { Head } from '../../domain/head.ts'
import { type Database, EVERY_ACCOUNT } from '../../store/engine/access.ts'
import { openScratchDatabase } from '../../store/engine/database.ts'
import { findUnsoundTable, type UnsoundTable } from '../../store/maintenance/check-indexes.ts'
import type { Difference } from '../../store/maintenance/compare.ts'
import { checkAccessLogs, type LogFault } from '../../store/maintenance/log-seals.ts'
import {
  findLogins,
  findSchemaDifference,
  SCHEMA_NOT_COMPARED,
  type SchemaDifference,
} from '../../store/maintenance/store-schema.ts'
import { type VerifyOptions, verify } from './verify.ts'
import { HeadCheck, type HeadFault } from './verify-head.ts'
import { verifyPermissions } from './verify-permissions.ts'

/** Something in the store that is not as the product leaves it. */
export type Finding =
  | { readonly of: 'indexes'; readonly unsound: UnsoundTable }
  | { readonly of: 'rows'; readonly difference: Difference }
  /** A table against the audit log. */
  | { readonly of: 'permissions'; readonly difference: Difference }
  | { readonly of: 'log'; readonly fault: LogFault }
  | { readonly of: 'head'; readonly fault: HeadFault }
  | { readonly of: 'schema'; readonly difference: SchemaDifference }

export interface Verified {
  /** The first difference of each kind; none in a sound store. */
  readonly findings: readonly Finding[]
  /** Those of a PostgreSQL server that can use the store, besides its owner and superusers. */
  readonly logins: readonly string[]
  /** False for a store on several servers. */
  readonly isSchemaCompared: boolean
  /** Events that came after the head; null without a head. */
  readonly eventsSince: number | null
}

interface SchemaComparison extends Pick<Verified, 'logins'> {
  readonly schema: Awaited<ReturnType<typeof findSchemaDifference>>
}

interface VerifyStoreOptions extends Pick<VerifyOptions, 'onProgress'> {
  /** What the store was earlier. */
  readonly head?: Head | undefined
  /** Called before the indexes are compared with their tables, which may take long. */
  readonly onIndexes?: () => void
}

/** Verifies everything that can be verified: the books, the permissions, both logs, the indexes and the schema. */
export async function verifyStore(
  store: Database,
  { head, onIndexes, ...options }: VerifyStoreOptions = {},
): Promise<Verified> {
  const check = head && new HeadCheck(head)
  const rows = await verify(store, { ...options, ...(check && { watch: check }) })
  await check?.finish(store)
  const permissions = await verifyPermissions(store)
  check?.judgeRejections(permissions.clearings)
  const accessLogs = await checkAccessLogs(read => store.access.read(read))
  onIndexes?.()
  const unsound = await findUnsoundTable(read => store.exporter.snapshot(EVERY_ACCOUNT, read))
  const { schema, logins } = await compareSchema(store)
  const findings: Finding[] = (check?.faults ?? []).map(fault => ({ of: 'head', fault }))
  if (unsound) findings.push({ of: 'indexes', unsound })
  if (rows) findings.push({ of: 'rows', difference: rows })
  if (permissions.difference) findings.push({ of: 'permissions', difference: permissions.difference })
  for (const fault of [permissions.log, accessLogs]) if (fault) findings.push({ of: 'log', fault })
  if (schema && schema !== SCHEMA_NOT_COMPARED) findings.push({ of: 'schema', difference: schema })
  return { findings, logins, isSchemaCompared: schema !== SCHEMA_NOT_COMPARED, eventsSince: check?.eventsSince ?? null }
}

async function compareSchema(store: Database): Promise<SchemaComparison> {
  const scratch = await openScratchDatabase()
  try {
    return await store.exporter.snapshot(EVERY_ACCOUNT, tx =>
      scratch.reader.snapshot(EVERY_ACCOUNT, async migrated => ({
        schema: await findSchemaDifference(tx, migrated),
        logins: await findLogins(tx),
      })),
    )
  } finally {
    await scratch.close()
  }
}
