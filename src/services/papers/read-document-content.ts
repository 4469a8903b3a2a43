import type { IssuedDocument } from '../../domain/issued-document.ts'
import type { ReadAccess } from '../../store/engine/access.ts'
import { makeContent } from './document-content.ts'
import type { FinishedDocument } from './issue-document.ts'

/**
 * What a document says, made again from the books as they stood when it was issued.
 * @returns null when the books have no such thing any more
 */
export async function readDocumentContent(
  exporter: ReadAccess,
  document: IssuedDocument,
): Promise<(IssuedDocument & FinishedDocument) | null> {
  const { voen, terms } = document
  const { about, books, day } = terms
  const content = await makeContent(exporter, { voen, about, upTo: books.entries, day })
  return content && { ...document, content }
}
