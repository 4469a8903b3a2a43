import { hash } from 'node:crypto'
import { canonicalJson } from '../../domain/canonical-json.ts'
import type { IssuedDocument } from '../../domain/issued-document.ts'

/** The SHA-256 of all that is kept of a document: its audit line has it, so that a changed record is found. */
export function digestRecord({ issuedAt, ...record }: IssuedDocument): string {
  return hash('sha256', canonicalJson({ ...record, issuedAt: issuedAt.toISOString() }))
}
