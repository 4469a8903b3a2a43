import type { IssuedDocument } from '../../domain/issued-document.ts'
import type { ReadAccess } from '../../store/engine/access.ts'
import { makeContent } from './document-content.ts'
import { writeDocument } from './document-text.ts'

/** The text of a document, made again from the books as they stood; null when the books have no such thing any more. */
export async function readDocumentText(
  exporter: ReadAccess,
  document: IssuedDocument,
): Promise<AsyncGenerator<string> | null> {
  const { voen, terms } = document
  const { about, books, day } = terms
  const content = await makeContent(exporter, { voen, about, upTo: books.entries, day })
  return content && writeDocument({ ...document, content })
}
