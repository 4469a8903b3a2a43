/** What the audit log says about documents that were issued and about reconciliation acts. */
import type { AuditedLine } from './audit.ts'

/** A document as its line names it: by the digest of what it says. The line does not tell its number. */
export interface AuditedDocument {
  readonly voen: string
  readonly content: string
  /** The digest of its whole record. */
  readonly record: string
}

/** A reconciliation act as the line of its drawing up names it. */
export interface AuditedAct {
  readonly voen: string
  readonly act: number
  readonly record: string
}

/** A step in an act, as its line names it. */
export interface AuditedStep extends AuditedAct {
  readonly step: number
}

/** The papers that the log has, in the order of writing. */
export class PaperHistory {
  /** By `nameOfDocument`. */
  readonly documents = new Map<string, AuditedDocument>()
  /** By `nameOfAct`. */
  readonly acts = new Map<string, AuditedAct>()
  /** By `nameOfStep`. */
  readonly steps = new Map<string, AuditedStep>()

  apply({ action, voen, detail }: AuditedLine): void {
    const line = { voen: voen ?? '', record: String(detail.record) }
    if (action === 'document-issued') {
      const document = { ...line, content: String(detail.content) }
      this.documents.set(nameOfDocument(document), document)
    } else if (action === 'act-drawn-up') {
      const act = { ...line, act: Number(detail.act) }
      this.acts.set(nameOfAct(act), act)
    } else if (action.startsWith('act-')) {
      const step = { ...line, act: Number(detail.act), step: Number(detail.step) }
      this.steps.set(nameOfStep(step), step)
    }
  }
}

/** Names sort as the keys of the rows do. */
export function nameOfDocument({ voen, content }: Pick<AuditedDocument, 'voen' | 'content'>): string {
  return `${voen} ${content}`
}

export function nameOfAct({ voen, act }: Pick<AuditedAct, 'voen' | 'act'>): string {
  return `${voen} ${padded(act)}`
}

export function nameOfStep(step: Pick<AuditedStep, 'voen' | 'act' | 'step'>): string {
  return `${nameOfAct(step)} ${padded(step.step)}`
}

function padded(number: number): string {
  return String(number).padStart(16, '0')
}
