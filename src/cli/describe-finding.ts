import type { Finding } from '../services/maintenance/verify-store.ts'
import type { SchemaDifference } from '../store/maintenance/store-schema.ts'
import { describeDifference } from './describe-difference.ts'

/** One sentence on one line. */
export function describeFinding(finding: Finding): string {
  if (finding.of === 'rows') return describeDifference(finding.difference, ['the store', 'the replayed event log'])
  return describeSchemaDifference(finding.difference)
}

function describeSchemaDifference({ part, kept, migrated }: SchemaDifference): string {
  if (kept === null) return `the schema lacks the ${part}, which the migrations make: ${migrated}`
  if (migrated === null) return `the schema has the ${part}, which the migrations do not make: ${kept}`
  return `the ${part} is "${kept}" in the store, and "${migrated}" in the migrations`
}
