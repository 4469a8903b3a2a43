import { canonicalJson } from '../../domain/canonical-json.ts'
import type { DocumentTerms, IssuedDocument } from '../../domain/issued-document.ts'
import type { PaperNumber } from '../../domain/paper-number.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader, Snapshot, WriteTransaction } from '../engine/access.ts'
import { prepare, prepareInsert } from '../engine/prepared.ts'
import type { IssuedDocumentTable } from '../engine/schema.ts'
import { walk } from '../engine/walk.ts'

export const ISSUED_DOCUMENT_COLUMNS = [
  'voen',
  'number',
  'request',
  'issued_at',
  'kind',
  'declarant',
  'subject',
  'name',
  'broker',
  'terms',
  'content_digest',
  'format',
  'file_digest',
  'file_bytes',
] as const

/** Appends rows of another store. Those that are there already stay unchanged. */
export const copyIssuedDocumentRows = prepareInsert('issued_document', ISSUED_DOCUMENT_COLUMNS, { key: 'any' })

/**
 * Adds a document. When the same request has one already, that one stays: forms that are sent at the same time wait for
 * each other here.
 */
export async function insertIssuedDocument(trx: WriteTransaction, document: IssuedDocument): Promise<void> {
  await insertIfFirst(trx, [toRow(document)])
}

const insertIfFirst = prepareInsert('issued_document', ISSUED_DOCUMENT_COLUMNS, { key: ['voen', 'request'] })

const selectByRequest = prepare<{ voen: Voen; request: string }, IssuedDocumentTable>((db, { voen, request }) =>
  db.selectFrom('issued_document').selectAll().where('voen', '=', voen).where('request', '=', request),
)

/** Finds the document that a request has already got. */
export async function findDocumentOfRequest(
  tx: Reader | WriteTransaction,
  key: { voen: Voen; request: string },
): Promise<IssuedDocument | undefined> {
  const [row] = await selectByRequest(tx, key)
  return row && toDocument(row)
}

const selectByNumber = prepare<{ voen: Voen; number: string }, IssuedDocumentTable>((db, { voen, number }) =>
  db.selectFrom('issued_document').selectAll().where('voen', '=', voen).where('number', '=', number),
)

export async function findIssuedDocument(
  tx: Reader,
  key: { voen: Voen; number: PaperNumber },
): Promise<IssuedDocument | undefined> {
  const [row] = await selectByNumber(tx, key)
  return row && toDocument(row)
}

const selectAfter = prepare<{ voen: Voen; number: string; limit: number }, IssuedDocumentTable>(
  (db, { voen, number, limit }) =>
    db
      .selectFrom('issued_document')
      .selectAll()
      .where(eb => eb(eb.refTuple('voen', 'number'), '>', eb.tuple(voen, number)))
      .orderBy('voen')
      .orderBy('number')
      .limit(limit),
)

const BATCH_SIZE = 500

/** Yields the documents of every account in batches. */
export function walkIssuedDocuments(snapshot: Snapshot): AsyncGenerator<IssuedDocument[]> {
  return walk<IssuedDocument>(BATCH_SIZE, (last, limit) =>
    snapshot(async tx => {
      const { voen, number } = last ?? { voen: '' as Voen, number: '' }
      return (await selectAfter(tx, { voen, number, limit })).map(toDocument)
    }),
  )
}

type PageKey = { voen: Voen; at: string; number: string; limit: number }

const selectBefore = prepare<PageKey, IssuedDocumentTable>((db, { voen, at, number, limit }) =>
  db
    .selectFrom('issued_document')
    .selectAll()
    .where('voen', '=', voen)
    .where(eb => eb(eb.refTuple('issued_at', 'number'), '<', eb.tuple(at, number)))
    .orderBy('issued_at', 'desc')
    .orderBy('number', 'desc')
    .limit(limit),
)

const selectOfDeclarantBefore = prepare<PageKey & { declarant: Voen }, IssuedDocumentTable>(
  (db, { voen, declarant, at, number, limit }) =>
    db
      .selectFrom('issued_document')
      .selectAll()
      .where('voen', '=', voen)
      .where('declarant', '=', declarant)
      .where(eb => eb(eb.refTuple('issued_at', 'number'), '<', eb.tuple(at, number)))
      .orderBy('issued_at', 'desc')
      .orderBy('number', 'desc')
      .limit(limit),
)

/**
 * Finds an account's documents before a position in their list, newest first.
 * @param declarant the broker whose declarations alone are asked for; null for all documents
 */
export async function findDocumentsBefore(
  tx: Reader,
  { declarant, ...key }: PageKey & { declarant: Voen | null },
): Promise<IssuedDocument[]> {
  const rows = await (declarant === null ? selectBefore(tx, key) : selectOfDeclarantBefore(tx, { ...key, declarant }))
  return rows.map(toDocument)
}

function toRow(document: IssuedDocument): IssuedDocumentTable {
  const { voen, number, request, issuedAt, declarant, issuer, terms, contentDigest, file } = document
  return {
    ...{ voen, number, request, declarant },
    ...issuer,
    issued_at: issuedAt.toISOString(),
    kind: terms.about.kind,
    terms: canonicalJson(terms),
    content_digest: contentDigest,
    format: file.format,
    file_digest: file.digest,
    file_bytes: file.bytes,
  }
}

function toDocument(row: IssuedDocumentTable): IssuedDocument {
  return {
    voen: row.voen,
    number: row.number as PaperNumber,
    request: row.request,
    issuedAt: new Date(row.issued_at),
    declarant: row.declarant,
    issuer: { subject: row.subject, name: row.name, broker: row.broker },
    terms: JSON.parse(row.terms) as DocumentTerms,
    contentDigest: row.content_digest,
    file: { format: row.format, digest: row.file_digest, bytes: row.file_bytes },
  }
}
