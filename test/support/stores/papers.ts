import type { PlainDate } from '../../../src/domain/dates.ts'
import type { IssuedDocument } from '../../../src/domain/issued-document.ts'
import { paperNumberOf } from '../../../src/domain/paper-number.ts'
import type { Voen } from '../../../src/domain/voen.ts'
import type { PaperStore } from '../../../src/store/engine/access.ts'
import { insertIssuedDocument } from '../../../src/store/papers/issued-documents.ts'
import { insertPaperNumber } from '../../../src/store/papers/paper-directory.ts'
import { NOW } from './store.ts'

export const DOCUMENT_NUMBER = paperNumberOf(new Uint8Array(19).fill(7))

/** A document of no account yet. */
export const DOCUMENT: Omit<IssuedDocument, 'voen' | 'number' | 'request'> = {
  issuedAt: NOW,
  declarant: null,
  issuer: { subject: 's', name: 'Nigar', broker: null },
  terms: {
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
