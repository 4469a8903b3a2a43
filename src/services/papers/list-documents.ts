import type { IssuedDocument } from '../../domain/issued-document.ts'
import type { PaperNumber } from '../../domain/paper-number.ts'
import type { Voen } from '../../domain/voen.ts'
import type { PaperStore } from '../../store/engine/access.ts'
import { findDocumentsBefore, findIssuedDocument } from '../../store/papers/issued-documents.ts'

/** The position of a document in the list of its account. */
export interface DocumentCursor {
  /** An instant as `Date.toISOString` writes it. */
  readonly at: string
  readonly number: string
}

export interface DocumentsPage {
  /** Newest first, at most DOCUMENTS_PAGE_SIZE. */
  readonly documents: readonly IssuedDocument[]
  /** The cursor of the next page; null on the last page. */
  readonly next: DocumentCursor | null
}

export const DOCUMENTS_PAGE_SIZE = 50

const LATEST: DocumentCursor = { at: '9999-12-31T23:59:59.999Z', number: '' }

interface ListRequest {
  readonly voen: Voen
  /** The broker whose declarations alone the person may see; null for all documents. */
  readonly onlyFiledBy: Voen | null
  /** From the newest when null. */
  readonly before: DocumentCursor | null
}

/** Reads one page of the documents that were issued of an account. */
export async function listDocuments(
  papers: PaperStore,
  { voen, onlyFiledBy, before }: ListRequest,
): Promise<DocumentsPage> {
  const key = { voen, declarant: onlyFiledBy, ...(before ?? LATEST), limit: DOCUMENTS_PAGE_SIZE + 1 }
  const found = await papers.read(voen, tx => findDocumentsBefore(tx, key))
  const documents = found.slice(0, DOCUMENTS_PAGE_SIZE)
  const last = documents.at(-1)
  const hasMore = found.length > DOCUMENTS_PAGE_SIZE && last
  return { documents, next: hasMore ? { at: last.issuedAt.toISOString(), number: last.number } : null }
}

/** @returns null when the account has no such document, or none that the person may see */
export async function readDocument(
  papers: PaperStore,
  { voen, number, onlyFiledBy }: { voen: Voen; number: PaperNumber; onlyFiledBy: Voen | null },
): Promise<IssuedDocument | null> {
  const document = await papers.read(voen, tx => findIssuedDocument(tx, { voen, number }))
  return document && (onlyFiledBy === null || document.declarant === onlyFiledBy) ? document : null
}
