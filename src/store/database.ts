import type { ReadonlyKysely } from 'kysely/readonly'
import type { Schema } from './schema.ts'

export type Reader = ReadonlyKysely<Schema>
