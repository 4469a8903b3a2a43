import { type Database, EVERY_ACCOUNT } from '../../store/engine/access.ts'
import { openScratchDatabase } from '../../store/engine/database.ts'
import type { Difference } from '../../store/maintenance/compare.ts'
import {
  findSchemaDifference,
  SCHEMA_NOT_COMPARED,
  type SchemaDifference,
} from '../../store/maintenance/store-schema.ts'
import { type VerifyOptions, verify } from './verify.ts'

/** Something in the store that is not as the product leaves it. */
export type Finding =
  | { readonly of: 'rows'; readonly difference: Difference }
  | { readonly of: 'schema'; readonly difference: SchemaDifference }

export interface Verified {
  /** The first difference of each kind; none in a sound store. */
  readonly findings: readonly Finding[]
  /** False for a store on several servers. */
  readonly isSchemaCompared: boolean
}

/** Verifies everything that can be verified: the books, and the schema that guards them. */
export async function verifyStore(store: Database, options: VerifyOptions = {}): Promise<Verified> {
  const rows = await verify(store, options)
  const schema = await compareSchema(store)
  const findings: Finding[] = []
  if (rows) findings.push({ of: 'rows', difference: rows })
  if (schema && schema !== SCHEMA_NOT_COMPARED) findings.push({ of: 'schema', difference: schema })
  return { findings, isSchemaCompared: schema !== SCHEMA_NOT_COMPARED }
}

async function compareSchema(store: Database): Promise<Awaited<ReturnType<typeof findSchemaDifference>>> {
  const scratch = await openScratchDatabase()
  try {
    return await store.exporter.snapshot(EVERY_ACCOUNT, tx =>
      scratch.reader.snapshot(EVERY_ACCOUNT, migrated => findSchemaDifference(tx, migrated)),
    )
  } finally {
    await scratch.close()
  }
}
