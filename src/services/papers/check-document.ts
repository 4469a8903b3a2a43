import { isDeepStrictEqual } from 'node:util'
import { subjectOfAct } from '../../domain/act/subject.ts'
import { FUNDS } from '../../domain/fund.ts'
import { type ClosingLine, CONTENT_FORMAT, type IssuedDocument } from '../../domain/issued-document.ts'
import type { PaperNumber } from '../../domain/paper-number.ts'
import { EVERY_ACCOUNT, type PaperStore, type ReadAccess } from '../../store/engine/access.ts'
import { findBalancesAt } from '../../store/ledger/balances-at.ts'
import { findBookingSeal } from '../../store/ledger/bookings.ts'
import { findIssuedDocument } from '../../store/papers/issued-documents.ts'
import { findPaperOwner } from '../../store/papers/paper-directory.ts'
import { type DocumentContent, makeContent, TooManyRowsError } from './document-content.ts'
import { digestDocument } from './issue-document.ts'
import { readAct } from './list-acts.ts'

/**
 * What the books say of a document at its position:
 * - `agree`: they give the same document, byte for byte
 * - `figures-agree`: an account of so many rows that only the closing figures and the hash chain were compared
 * - `chain-agrees`: the same, of chosen debts or those of a past day, whose figures take all rows: only the chain was compared
 * - `older-format`: a document of an earlier version, which this one cannot write again byte for byte: the closing figures
 *   and the hash chain were compared
 * - `differ`: they say something else, or the record of the document was changed
 */
export type Verdict = 'agree' | 'figures-agree' | 'chain-agrees' | 'older-format' | 'differ'

export interface CheckedDocument {
  readonly document: IssuedDocument
  readonly verdict: Verdict
  /** The closing figures as the books have them at the position; null where they were not worked out. */
  readonly closing: readonly ClosingLine[] | null
}

interface Stores {
  readonly reader: ReadAccess
  readonly exporter: ReadAccess
  readonly papers: PaperStore
}

/** To find the debts of a past moment, all charges of an account are read. Strangers get so much work done and no more. */
const MAX_CHECKED_ROWS = 20_000

/** All who check documents share the turns of one. */
const CHECKERS = Symbol('checkers')

export async function findDocument({ reader, papers }: Stores, number: PaperNumber): Promise<IssuedDocument | null> {
  const voen = await reader.snapshot(EVERY_ACCOUNT, tx => findPaperOwner(tx, number))
  if (voen === null) return null
  return (await papers.read(voen, tx => findIssuedDocument(tx, { voen, number }))) ?? null
}

/** The act of a document went on after it: `closed` is signed as the document says it. */
export interface ActOutcome {
  readonly kind: 'cancelled' | 'closed' | 'moved-on'
  readonly at: Date
}

/** @returns null where the document says how its act stands, and for other documents */
export async function findActOutcome(
  papers: PaperStore,
  { voen, terms: { about } }: IssuedDocument,
): Promise<ActOutcome | null> {
  if (about.kind !== 'act') return null
  const record = await readAct(papers, { voen, number: about.act })
  if (!record) return null
  const now = subjectOfAct(record)
  const at = record.progress.lastAt
  if (at === null || isDeepStrictEqual(now, about)) return null
  if (now.cancelled) return { kind: 'cancelled', at }
  const { state, closed } = now
  return { kind: isDeepStrictEqual(now, { ...about, state, closed }) ? 'closed' : 'moved-on', at }
}

/**
 * Compares a document with the books as they stand now up to its position.
 * @param limits the most rows of an account that are read to find its debts; the format that this program writes
 * @returns null when no such document was issued
 */
export async function checkDocument(
  stores: Stores,
  number: PaperNumber,
  { maxRows = MAX_CHECKED_ROWS, format = CONTENT_FORMAT } = {},
): Promise<CheckedDocument | null> {
  const document = await findDocument(stores, number)
  if (!document) return null
  const { terms } = document
  const isSealed = (await findSeal(stores.reader, document)) === terms.books.seal
  if (terms.about.kind === 'open-debts' && terms.books.entries > maxRows) {
    const closing = await findOpenDebts(stores.reader, document)
    if (closing === null) return { document, verdict: isSealed ? 'chain-agrees' : 'differ', closing }
    const agree = isSealed && isSame(closing, terms.closing)
    return { document, verdict: agree ? 'figures-agree' : 'differ', closing }
  }
  const content = await contentOf(stores.exporter, document)
  if (!content) return { document, verdict: 'differ', closing: null }
  const figuresAgree = isSealed && isSame(content.closing, terms.closing)
  if (figuresAgree && terms.format >= 1 && terms.format < format) {
    return { document, verdict: 'older-format', closing: content.closing }
  }
  const agree = figuresAgree && (await digestDocument({ ...document, content }, CHECKERS)) === document.contentDigest
  return { document, verdict: agree ? 'agree' : 'differ', closing: content.closing }
}

/** Null when the books have no such thing any more, or more of it than can be in a document. */
async function contentOf(exporter: ReadAccess, { voen, terms }: IssuedDocument): Promise<DocumentContent | null> {
  const { about, books, day } = terms
  try {
    return await makeContent(exporter, { voen, about, upTo: books.entries, day })
  } catch (error) {
    if (error instanceof TooManyRowsError) return null
    throw error
  }
}

/** The end of the chain after the last booking of the document. Before the first one, a chain is empty. */
async function findSeal(reader: ReadAccess, { voen, terms }: IssuedDocument): Promise<string | undefined> {
  const { bookings } = terms.books
  if (bookings === 0) return terms.books.seal
  return reader.snapshot(EVERY_ACCOUNT, tx => findBookingSeal(tx, voen, bookings))
}

/** Of all open debts, the ledgers tell the sums; null where a part of them was chosen. */
async function findOpenDebts(reader: ReadAccess, { voen, terms }: IssuedDocument): Promise<ClosingLine[] | null> {
  const { about, books } = terms
  if (about.kind !== 'open-debts' || about.on !== null) return null
  const { fund, overdue, words } = about.filter
  if (fund !== null || overdue || words !== '') return null
  return reader.snapshot(voen, async tx => {
    const balances = await findBalancesAt(tx, voen, { ledgers: FUNDS, seq: books.entries })
    const lines = FUNDS.map(ledger => ({ ledger, debt: `${balances(ledger).totals.debt}`, overpayment: null }))
    return lines.filter(({ debt }) => debt !== '0')
  })
}

function isSame(one: readonly ClosingLine[], other: readonly ClosingLine[]): boolean {
  return JSON.stringify(one.map(toTuple)) === JSON.stringify(other.map(toTuple))
}

function toTuple({ ledger, debt, overpayment }: ClosingLine): readonly (string | null)[] {
  return [ledger, debt, overpayment]
}
