/** What the audit log says about documents that were issued. */
import type { AuditedLine } from './audit.ts'

/** A document as its line names it: by the digest of what it says. The line does not tell its number. */
export interface AuditedDocument {
  readonly voen: string
  readonly content: string
  /** The digest of its whole record. */
  readonly record: string
}

/** The documents that the log has, in the order of writing. */
export class PaperHistory {
  /** By `nameOfDocument`. */
  readonly documents = new Map<string, AuditedDocument>()

  apply({ action, voen, detail }: AuditedLine): void {
    if (action !== 'document-issued') return
    const document = { voen: voen ?? '', content: String(detail.content), record: String(detail.record) }
    this.documents.set(nameOfDocument(document), document)
  }
}

/** Names sort as the keys of the rows do. */
export function nameOfDocument({ voen, content }: Pick<AuditedDocument, 'voen' | 'content'>): string {
  return `${voen} ${content}`
}
