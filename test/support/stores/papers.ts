import type { PlainDate } from '../../../src/domain/dates.ts'
import type { IssuedDocument } from '../../../src/domain/issued-document.ts'
import { NOW } from './store.ts'

/** A document of no account yet. */
export const DOCUMENT: Omit<IssuedDocument, 'voen' | 'number' | 'request'> = {
  issuedAt: NOW,
  declarant: null,
  issuer: { subject: 's', name: 'Nigar', broker: null },
  terms: {
    about: { kind: 'open-debts', on: null, filter: { fund: null, overdue: false, words: '' } },
    company: 'Xəzər',
    language: 'az',
    day: '2026-11-22' as PlainDate,
    books: { bookings: 1, entries: 1, lastOperationDate: null, seal: '' },
    closing: [],
    proof: null,
  },
  contentDigest: 'c',
  file: { format: 'json', digest: 'f', bytes: 7 },
}
