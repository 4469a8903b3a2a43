import { createHash, randomBytes } from 'node:crypto'
import type { Actor } from '../../domain/audit.ts'
import type { BooksPosition } from '../../domain/books-position.ts'
import { canonicalJson } from '../../domain/canonical-json.ts'
import type { PlainDate } from '../../domain/dates.ts'
import {
  CONTENT_FORMAT,
  type DocumentSubject,
  type DocumentTerms,
  type HeadProof,
  type IssuedDocument,
  type Issuer,
} from '../../domain/issued-document.ts'
import { paperNumberOf } from '../../domain/paper-number.ts'
import type { StatementFilter } from '../../domain/statement-filter.ts'
import type { Voen } from '../../domain/voen.ts'
import { appendVisit } from '../../store/access/access-log.ts'
import { appendAuditLines } from '../../store/access/audit-log.ts'
import {
  adapterOf,
  type PaperStore,
  type ReadAccess,
  type Reader,
  type WriteTransaction,
} from '../../store/engine/access.ts'
import { type AccountRecord, findAccount } from '../../store/ledger/accounts.ts'
import { findDeclaration } from '../../store/ledger/declarations.ts'
import { findAct } from '../../store/papers/acts.ts'
import { digestRecord } from '../../store/papers/digest-record.ts'
import { findDocumentOfRequest, insertIssuedDocument } from '../../store/papers/issued-documents.ts'
import { insertPaperNumber } from '../../store/papers/paper-directory.ts'
import { newLogId, toAuditLine } from '../audited-change.ts'
import { findStatementPeriod } from '../statement/window.ts'
import { LOOP_TURNS } from '../turn-queue.ts'
import { makeContent } from './document-content.ts'
import { type WrittenDocument, writeDocument } from './document-text.ts'

/** What a person asks for. The open ends of an extract's period are closed when it is issued. */
export type AskedSubject =
  | (StatementFilter & Pick<Extract<DocumentSubject, { kind: 'extract' }>, 'kind' | 'ledger'>)
  | Exclude<DocumentSubject, { kind: 'extract' }>

export interface IssueRequest {
  readonly voen: Voen
  readonly asked: AskedSubject
  readonly language: string
  readonly issuer: Issuer
  readonly actor: Actor
  /** The broker that must have filed the declaration; null for any. */
  readonly onlyFiledBy: Voen | null
  readonly proof: HeadProof | null
  /** Where documents are checked, as it is printed on them. */
  readonly verifyAt: string
  readonly day: PlainDate
  readonly now: Date
  readonly maxRows?: number
}

/** A document before its file is made. */
export interface FinishedDocument extends WrittenDocument {
  readonly contentDigest: string
}

/** Makes the file of a document: the same bytes each time. */
export type MakeFile = (document: FinishedDocument) => Promise<{ readonly format: string; readonly bytes: Uint8Array }>

export interface Issued {
  readonly document: IssuedDocument
  /** Null when the document was there already: its file is made again. */
  readonly bytes: Uint8Array | null
}

interface Stores {
  readonly exporter: ReadAccess
  readonly papers: PaperStore
}

/**
 * Issues a document of the books as they stand now, or stood when its act was drawn up. The same request of the same person
 * finds the same document until something is booked or the act changes, so a form that is sent twice issues one.
 * @returns null when the account has nothing such
 * @throws {TooManyRowsError}
 */
export async function issueDocument(stores: Stores, request: IssueRequest, makeFile: MakeFile): Promise<Issued | null> {
  const { voen, proof, day, now: issuedAt, issuer, language, verifyAt, maxRows } = request
  const found = await findSubject(stores, request)
  if (!found) return null
  const key = { voen, request: digestOf(request, found) }
  const before = await stores.papers.read(voen, tx => findDocumentOfRequest(tx, key))
  if (before) return { document: before, bytes: null }

  const { about, books, company, declarant } = found
  const asked = { voen, about, upTo: books.entries, day, ...(maxRows !== undefined && { maxRows }) }
  const content = await makeContent(stores.exporter, asked)
  if (!content) return null
  const terms: DocumentTerms = {
    format: CONTENT_FORMAT,
    about,
    company,
    language,
    verifyAt,
    day,
    books,
    closing: content.closing,
    proof,
  }
  const written = { voen, number: paperNumberOf(randomBytes(32)), issuedAt, issuer, terms, content }
  const contentDigest = await digestDocument(written, issuer)
  const { format, bytes } = await makeFile({ ...written, contentDigest })
  const file = { format, digest: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length }
  const { number } = written
  const document = { ...key, number, issuedAt, declarant, issuer, terms, contentDigest, file }
  const saved = await stores.papers.write(voen, trx => saveDocument(trx, document, request.actor))
  return { document: saved, bytes: saved.number === number ? bytes : null }
}

/**
 * The SHA-256 of what a document says.
 * @param owner whose turns of the event loop it takes
 */
export async function digestDocument(document: WrittenDocument, owner: unknown): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of writeDocument(document)) {
    hash.update(piece)
    await LOOP_TURNS.take(owner)
  }
  return hash.digest('hex')
}

interface FoundSubject {
  readonly about: DocumentSubject
  readonly books: BooksPosition
  readonly company: string
  readonly declarant: Voen | null
}

async function findSubject({ exporter, papers }: Stores, request: IssueRequest): Promise<FoundSubject | null> {
  const { voen, asked } = request
  const found = await exporter.snapshot(voen, tx => findBookedSubject(tx, request))
  if (!found || asked.kind !== 'act') return found
  const act = await papers.read(voen, tx => findAct(tx, { voen, number: asked.act }))
  // What was booked after an act was drawn up is not in its figures.
  return act ? { ...found, books: act.books } : null
}

async function findBookedSubject(tx: Reader, request: IssueRequest): Promise<FoundSubject | null> {
  const { voen, asked, onlyFiledBy, day } = request
  const record = await findAccount(tx, voen)
  if (!record) return null
  const found = { books: positionOf(record), company: record.name }
  if (asked.kind === 'extract') {
    const period = await findStatementPeriod(tx, record, asked, day)
    return { ...found, about: { ...asked, ...period }, declarant: null }
  }
  if (asked.kind === 'open-debts' || asked.kind === 'act') return { ...found, about: asked, declarant: null }
  const declaration = await findDeclaration(tx, voen, asked.declaration)
  if (!declaration || (onlyFiledBy !== null && declaration.declarant !== onlyFiledBy)) return null
  return { ...found, about: asked, declarant: declaration.declarant }
}

function positionOf({ account, bookings, chain }: AccountRecord): BooksPosition {
  const { entries, lastOperationDate } = account
  return { bookings, entries, lastOperationDate, seal: chain }
}

function digestOf(
  { issuer, language, verifyAt, day, proof }: IssueRequest,
  { about, books, company }: FoundSubject,
): string {
  const asked = { about, books, company, day, issuer, language, verifyAt, head: proof?.root ?? null }
  return createHash('sha256').update(canonicalJson(asked)).digest('hex')
}

/** The company and the operator see in their logs that it was issued. */
async function saveDocument(trx: WriteTransaction, document: IssuedDocument, actor: Actor): Promise<IssuedDocument> {
  const { voen, number, issuedAt, issuer, terms, contentDigest, file } = document
  // The same form, sent before, or an earlier attempt, whose commit was done and its answer lost.
  const before = await findDocumentOfRequest(trx, document)
  if (before) return before
  await insertIssuedDocument(trx, document)
  const saved = (await findDocumentOfRequest(trx, document))!
  // The same form, sent at the same time.
  if (saved.number !== number) return saved
  await insertPaperNumber(trx, { number, voen })
  await adapterOf(trx).actAtGate(trx)
  const { kind } = terms.about
  await appendVisit(trx, {
    ...issuer,
    voen,
    at: issuedAt,
    action: 'exported',
    detail: `issued-${kind}`,
    id: newLogId(),
  })
  const detail = { kind, content: contentDigest, file: file.digest, record: digestRecord(document) }
  await appendAuditLines(trx, [toAuditLine({ at: issuedAt, action: 'document-issued', actor, voen, detail })])
  return saved
}
