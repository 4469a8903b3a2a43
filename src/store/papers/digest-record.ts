import { hash } from 'node:crypto'
import { canonicalJson } from '../../domain/canonical-json.ts'
import type { IssuedDocument } from '../../domain/issued-document.ts'

/** The SHA-256 of all that is kept of a document: its audit line has it, so that a changed record is found. */
export function digestRecord({ issuedAt, ...record }: IssuedDocument): string {
  return digestRow({ ...record, issuedAt: issuedAt.toISOString() })
}

/** The same of a row as the store has it, so that a column that nobody reads counts too. */
export function digestRow(row: object): string {
  return hash('sha256', canonicalJson(row))
}
