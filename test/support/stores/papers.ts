import type { Act, ActStep } from '../../../src/domain/act/act.ts'
import { type PlainDate, todayInBaku } from '../../../src/domain/dates.ts'
import type { IssuedDocument } from '../../../src/domain/issued-document.ts'
import type { Mapping } from '../../../src/domain/own-books/mapping.ts'
import { type PaperNumber, paperNumberOf } from '../../../src/domain/paper-number.ts'
import type { Voen } from '../../../src/domain/voen.ts'
import { compareBeside } from '../../../src/own-books/read-beside.ts'
import { beginComparison, compareUpload } from '../../../src/services/own-books/compare-upload.ts'
import { keepUpload, newUploadId, rememberMapping, type Upload } from '../../../src/services/own-books/own-books.ts'
import { beginOrder, finishOrder, takeOrder } from '../../../src/services/papers/document-orders.ts'
import type { Database, PaperStore } from '../../../src/store/engine/access.ts'
import { insertActStep } from '../../../src/store/papers/act-steps.ts'
import { insertAct } from '../../../src/store/papers/acts.ts'
import { insertIssuedDocument } from '../../../src/store/papers/issued-documents.ts'
import { noteObjections } from '../../../src/store/papers/open-objections.ts'
import { insertMatches } from '../../../src/store/papers/own-books.ts'
import { insertPaperNumber } from '../../../src/store/papers/paper-directory.ts'
import { ACCOUNTANT } from '../people/access-people.ts'
import { NOW } from './store.ts'

export const DOCUMENT_NUMBER = paperNumberOf(new Uint8Array(19).fill(7))

/** A document of no account yet. */
export const DOCUMENT: Omit<IssuedDocument, 'voen' | 'number' | 'request'> = {
  issuedAt: NOW,
  declarant: null,
  issuer: { subject: 's', name: 'Nigar', broker: null },
  terms: {
    format: 1,
    about: { kind: 'open-debts', on: null, filter: { fund: null, overdue: false, words: '' } },
    company: 'Xəzər',
    language: 'az',
    verifyAt: 'http://127.0.0.1:3000/verify',
    day: '2026-11-22' as PlainDate,
    books: { bookings: 1, entries: 1, lastOperationDate: null, seal: '' },
    closing: [],
    proof: null,
  },
  contentDigest: 'c',
  file: { format: 'pdf 0.0.0', digest: 'f', bytes: 7 },
}

/** Adds a document, which no books confirm. */
export async function keepDocument(papers: PaperStore, voen: Voen): Promise<void> {
  const number = DOCUMENT_NUMBER
  await papers.write(voen, async trx => {
    await insertIssuedDocument(trx, { ...DOCUMENT, voen, number, request: 'r' })
    await insertPaperNumber(trx, { number, voen })
  })
}

const MAPPING: Mapping = {
  ...{ headingRow: 1, date: 0, debit: null, credit: null, amount: 1, debitRaises: true },
  ...{ declaration: null, reference: null, ledger: null, text: null },
}

const BOOKS = { person: ACCOUNTANT, fileName: 'books.csv', bytes: new Uint8Array([1]), firstRows: [] }

/** @returns the id */
async function keepBooks(papers: PaperStore, voen: Voen, now: Date, more: Partial<Upload> = {}): Promise<string> {
  const upload = { id: newUploadId(), voen, maker: voen, ...BOOKS, ...more }
  await keepUpload(papers, upload, now, todayInBaku(now))
  return upload.id
}

/** Keeps a file of own books with one result, and where it has what. */
export async function fillOwnBooks(papers: PaperStore, voen: Voen): Promise<void> {
  const of = { voen, maker: voen }
  const id = await keepBooks(papers, voen, NOW)
  await rememberMapping(papers, of, 'headings', MAPPING)
  await papers.write(voen, trx => insertMatches(trx, [{ voen, id, seq: 1, decision: null, content: '[]' }]))
}

/** Orders a long document and keeps its file. */
export async function orderDocument(papers: PaperStore, voen: Voen): Promise<void> {
  const { subject } = ACCOUNTANT
  const order = { ordered: { number: DOCUMENT_NUMBER }, ways: { page: '/', file: null } }
  const key = { voen, subject, id: (await takeOrder(papers, { voen, subject }, order, NOW))! }
  const run = (await beginOrder(papers, key, NOW))!
  await finishOrder(papers, { ...key, run }, { number: DOCUMENT_NUMBER, bytes: 1, gzip: new Uint8Array([1]) }, NOW)
}

/** Compares an account with a file without lines. @returns the id of the comparison */
export async function keepComparison(
  store: Pick<Database, 'papers' | 'exporter'>,
  voen: Voen,
  clock: () => Date,
): Promise<string> {
  const today = todayInBaku(clock())
  const id = await keepBooks(store.papers, voen, clock())
  const period = { from: '2026-03-01' as PlainDate, to: today }
  const order = { key: { voen, id, maker: voen }, mapping: MAPPING, scope: null, period, ownOpening: null }
  const means = { ...store, clock }
  const run = (await beginComparison(means, order))!
  const bytes = new Uint8Array(Buffer.from('Date;Amount\n'))
  await compareUpload(means, order, run, comparing => compareBeside({ bytes, ...comparing }), today)
  return id
}

/** An act of no account yet. */
const ACT: Omit<Act, 'voen' | 'number' | 'request'> = {
  period: { from: '2026-10-01' as PlainDate, to: '2026-10-31' as PlainDate },
  day: '2026-11-22' as PlainDate,
  drawnUpAt: NOW,
  drawnUpBy: { subject: 's', name: 'Nigar' },
  company: 'Xəzər',
  books: DOCUMENT.terms.books,
  ledgers: [],
}

const OBJECTED: ActStep = {
  ...{ kind: 'objected', objection: 1, ledger: 'vat', line: 'settled' },
  ...{ reason: 'r', own: null, note: '' },
}

/**
 * Adds a row to each table of papers of an account.
 * @param text differs from call to call
 * @param act the number of the act, which differs too
 */
export async function writePapers(papers: PaperStore, voen: Voen, text: string, act = 1): Promise<void> {
  const number = text as PaperNumber
  await papers.write(voen, async trx => {
    await insertIssuedDocument(trx, { ...DOCUMENT, voen, number, request: text })
    await insertPaperNumber(trx, { number, voen })
    await insertAct(trx, { ...ACT, voen, number: act, request: text })
    const taken = { voen, act, number: 1, id: text, at: NOW, step: OBJECTED, by: { subject: 's', name: 'N' } }
    await insertActStep(trx, taken)
    await noteObjections(trx, taken)
  })
}
