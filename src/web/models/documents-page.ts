import type { DocumentPageModel } from '../../../views/document-page.tsx'
import type { DocumentRowModel, DocumentsPageModel } from '../../../views/documents-page.tsx'
import { allows } from '../../domain/account-access.ts'
import type { HeadProof, IssuedDocument, Issuer } from '../../domain/issued-document.ts'
import { isolatedText } from '../../domain/visible-text.ts'
import type { Catalogue } from '../../i18n/index.ts'
import { qrCode } from '../../pdf/qr-code.ts'
import type { ActOutcome } from '../../services/papers/check-document.ts'
import type { DocumentCursor, DocumentsPage } from '../../services/papers/list-documents.ts'
import { AccountLocation } from '../queries/account-location.ts'
import { documentContentUrl, documentFileUrl, documentOrdersUrl, documentsUrl, documentUrl, VERIFY } from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel } from './account.ts'
import { closingModel, documentFacts, subjectText } from './document-facts.ts'

interface Common {
  readonly name: string
  readonly viewer: Viewer
  readonly t: Catalogue
}

export interface DocumentsView extends Common {
  readonly page: DocumentsPage
  /** True on the first page. */
  readonly newest: boolean
}

export function documentsPageModel({ name, viewer, page, newest, t }: DocumentsView): DocumentsPageModel {
  const { voen } = viewer.access
  const { documents, next } = page
  const firstPage = newest ? null : documentsUrl(voen)
  const message = newest ? t.documents.none : t.documents.pastTheEnd
  return {
    account: accountModel({ name, viewer, location: new AccountLocation('documents'), below: false, t }),
    verify: VERIFY,
    status: t.documents.shown(documents.length),
    documents: documents.map(document => rowModel(document, t)),
    empty: documents.length > 0 ? null : { message, firstPage },
    first: documents.length > 0 ? firstPage : null,
    next: next && documentsUrl(voen, documentCursorQuery(next)),
  }
}

/** The query string of the page that starts after a document. */
export function documentCursorQuery({ at, number }: DocumentCursor): string {
  return `before=${at}&number=${number}`
}

function rowModel({ voen, number, issuedAt, issuer, terms }: IssuedDocument, t: Catalogue): DocumentRowModel {
  return {
    number,
    href: documentUrl(voen, number),
    kind: t.documents.kinds[terms.about.kind],
    about: subjectText(terms.about, terms.day, t),
    issuedAt: t.format.instant(issuedAt),
    issuedBy: issuer.name,
    behalf: behalfOf(issuer, t),
  }
}

function behalfOf({ broker }: Issuer, t: Catalogue): string {
  return broker === null ? t.accessLog.own : t.accessLog.broker(broker)
}

export interface DocumentView extends Common {
  readonly document: IssuedDocument
  readonly outcome: ActOutcome | null
  /** False for a long document whose file must be made again first. */
  readonly isKept: boolean
}

export function documentPageModel({ name, viewer, document, outcome, isKept, t }: DocumentView): DocumentPageModel {
  const { voen, number, issuer, terms } = document
  const verify = `${terms.verifyAt}/${number}`
  return {
    account: accountModel({ name, viewer, location: new AccountLocation('documents'), below: true, t }),
    title: t.documents.kinds[terms.about.kind],
    number,
    outcome: outcome && t.verify.act[outcome.kind](t.format.instant(outcome.at)),
    document: documentFacts(document, t),
    issuedBy: `${isolatedText(issuer.name)} (${behalfOf(issuer, t)})`,
    closing: closingModel(terms, null, t),
    verify,
    qr: qrCode(verify),
    proof: terms.proof && proofModel(terms.proof, t),
    files: allows(viewer.access, 'exports')
      ? {
          pdf: isKept ? documentFileUrl(voen, number) : null,
          prepareAction: documentOrdersUrl(voen, `number=${number}`),
          content: documentContentUrl(voen, number),
        }
      : null,
  }
}

function proofModel({ time, leaf, root, index, size, path }: HeadProof, t: Catalogue): DocumentPageModel['proof'] {
  return {
    lead: t.documents.proofLead(t.format.instant(new Date(time))),
    leaf,
    root,
    pathLabel: t.documents.proofPath(index + 1, size),
    path,
  }
}
