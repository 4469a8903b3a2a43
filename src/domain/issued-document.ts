/** A document that was issued of an account: what it is about, who had it issued, and the digests of what it says. */
import type { ActSubject } from './act/subject.ts'
import type { BooksPosition } from './books-position.ts'
import type { PlainDate } from './dates.ts'
import type { DeclarationNumber } from './declaration.ts'
import type { Ledger } from './fund.ts'
import type { DebtFilter } from './open-debt.ts'
import type { PaperNumber } from './paper-number.ts'
import type { Period } from './period.ts'
import { type RowConditions, selectsRows } from './statement-filter.ts'
import type { Voen } from './voen.ts'

/** The subject of a document. */
export type DocumentSubject =
  | (Period &
      RowConditions & {
        readonly kind: 'extract'
        /** Null for all ledgers. */
        readonly ledger: Ledger | null
      })
  | { readonly kind: 'declaration'; readonly declaration: DeclarationNumber }
  /** Debts as booked up to the end of a day; null as booked when the document was issued. */
  | { readonly kind: 'open-debts'; readonly on: PlainDate | null; readonly filter: DebtFilter }
  | ActSubject

export type DocumentKind = DocumentSubject['kind']

export const DOCUMENT_KINDS = ['extract', 'declaration', 'open-debts', 'act'] as const satisfies DocumentKind[]

/** A ledger at the end of a document; of declarations and debts, what is open in a fund. Whole qəpik, as text. */
export interface ClosingLine {
  readonly ledger: Ledger
  readonly debt: string
  /** Null where the document does not tell it. */
  readonly overpayment: string | null
}

/**
 * Whether a document states the figures with which its ledgers close. An extract of chosen rows of all ledgers does not:
 * its closing figures are kept only to be compared with the books.
 */
export function statesClosing(about: DocumentSubject): boolean {
  return about.kind !== 'extract' || about.ledger !== null || !selectsRows(about)
}

/** Proves that an account with its bookings is in the last head. Whoever keeps this head can check it without the service. */
export interface HeadProof {
  readonly time: string
  readonly root: string
  /** The account's line in the head, which is its leaf in the tree. */
  readonly leaf: string
  readonly index: number
  readonly size: number
  /** In hex. */
  readonly path: readonly string[]
}

/**
 * How documents say what they say: raise it with any change of what `document-text.ts` writes. A document of an earlier
 * format cannot be written again byte for byte; its figures and its file can still be checked.
 */
export const CONTENT_FORMAT = 1

/** What a document was made of. It and the books give the same document at any time. */
export interface DocumentTerms {
  /** The CONTENT_FORMAT of the program that issued it. */
  readonly format: number
  readonly about: DocumentSubject
  /** The company's name as printed. */
  readonly company: string
  readonly language: string
  /** The address at which documents are checked, as it is printed. */
  readonly verifyAt: string
  /** The day in Baku on which it was issued. */
  readonly day: PlainDate
  /** How far the account was booked for its figures; of an act, when the act was drawn up. */
  readonly books: BooksPosition
  readonly closing: readonly ClosingLine[]
  /** Null where no head is known, or the account is not in it. */
  readonly proof: HeadProof | null
}

/** The person who had a document issued. */
export interface Issuer {
  readonly subject: string
  readonly name: string
  /** The broker for which the person acted; null for the company's own representative. */
  readonly broker: Voen | null
}

export interface IssuedDocument {
  readonly voen: Voen
  /** Unguessable: whoever knows it may check the document. */
  readonly number: PaperNumber
  /** The digest of what was asked for, by whom and of which books: the same request gets the same document. */
  readonly request: string
  readonly issuedAt: Date
  /** The broker that filed the declaration of the document; null for other documents and without a broker. */
  readonly declarant: Voen | null
  readonly issuer: Issuer
  readonly terms: DocumentTerms
  /** The SHA-256 of what it says, as JSON. The file is made of it, and prints it. */
  readonly contentDigest: string
  readonly file: DocumentFile
}

/** The file that a person gets. Another version of the program, or another seal, makes other bytes. */
export interface DocumentFile {
  /** What it is, the version of the program that made it, and its seal. */
  readonly format: string
  /** Its SHA-256. */
  readonly digest: string
  readonly bytes: number
}
