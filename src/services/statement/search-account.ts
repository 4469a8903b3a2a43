/**
 * One search for everything in an account that a text can mean. What has an index is answered by it: the beginning or the
 * end of a declaration number, an amount. The rest is read in pieces, newest first, with turns for others between them.
 */
import type { Account } from '../../domain/account.ts'
import type { Declaration } from '../../domain/declaration.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import { namesCharge } from '../../domain/operation-type.ts'
import { foldText, unmistakablePart } from '../../domain/typed/fold.ts'
import type { TypedSearch } from '../../domain/typed/search.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess, Reader } from '../../store/engine/access.ts'
import { type AccountRecord, findAccount } from '../../store/ledger/accounts.ts'
import { sumChargesOfDocuments } from '../../store/ledger/charges.ts'
import { findEntryBySeq } from '../../store/ledger/entries-at.ts'
import {
  type ChargeReference,
  findByAmount,
  findByAnyPart,
  findByBeginning,
  findByEnding,
  findChargeReferences,
  findDeclarants,
  findPaymentReferences,
  INDEXED_ENDING,
} from '../../store/ledger/searches.ts'
import { LOOP_TURNS } from '../turn-queue.ts'
import { BrokerNames, type FoundBroker } from './broker-names.ts'
import type { DeclarationSums } from './list-declarations.ts'
import { type FoundDebts, NO_DEBTS, type ReadPiece, searchDebts } from './search-debts.ts'

export const SEARCH_GROUPS = ['declarations', 'references', 'operations'] as const

export type SearchGroup = (typeof SEARCH_GROUPS)[number]

/** Where a group goes on: the place of its last hit, or of what was read last. */
export type SearchPlace =
  | { readonly group: 'declarations'; readonly document: number }
  | { readonly group: 'references'; readonly charge: string }
  | { readonly group: 'references'; readonly row: number }
  | { readonly group: 'operations'; readonly amount: number; readonly row: number }

export interface Found<Hit> {
  readonly hits: readonly Hit[]
  /** Null when there is no more. */
  readonly next: SearchPlace | null
}

const NOTHING = { hits: [], next: null } as const

export interface AccountFindings {
  readonly voen: Voen
  readonly name: string
  /** The number of its documents, which a search may have read. */
  readonly documents: number
  /** The text is a part of the account's own VÖEN or name. */
  readonly isCompany: boolean
  /** Brokers that filed declarations of the account. */
  readonly brokers: readonly FoundBroker[]
  readonly declarations: Found<DeclarationSums>
  readonly references: Found<LedgerEntry>
  readonly operations: Found<LedgerEntry>
  /** Debts of now with this outstanding amount. */
  readonly debts: FoundDebts
}

export interface AccountSearch {
  readonly voen: Voen
  /** The broker whose own declarations alone may be found; null for the whole account. */
  readonly declarant: Voen | null
  readonly search: TypedSearch
  /** Reads one group only, from this place; null for the first hits of all. */
  readonly from: SearchPlace | null
  /** The most hits of a group. */
  readonly limit: number
  /** Whose pieces share the turns of one. */
  readonly owner: unknown
  /** Names that are known already; absent for none. */
  readonly names?: BrokerNames
}

/** SQLite reads each of these in a few milliseconds, in which it answers nobody else. */
const DOCUMENTS_AT_ONCE = 20_000
const ROWS_AT_ONCE = 50_000
const REFERENCES_AT_ONCE = 1000
/** Bounds of one request; the way on begins where it ends. */
const MAX_DOCUMENTS = 400_000
const MAX_ROWS = 4_000_000
const MAX_REFERENCES = 100_000
const MAX_BROKERS = 200

/** An account of so many rows is read in one snapshot: on a server each costs more than what it reads there. */
const ROWS_OF_ONE_SNAPSHOT = 5000

/** @returns null when no such taxpayer is registered */
export async function searchAccount(reader: ReadAccess, request: AccountSearch): Promise<AccountFindings | null> {
  const { voen, search, names = new BrokerNames(reader) } = request
  const { record, known } = await reader.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    const isSmall = record !== undefined && record.account.entries <= ROWS_OF_ONE_SNAPSHOT
    return { record, known: isSmall ? await findAll(work => work(tx), request, record) : null }
  })
  if (!record) return null
  const found = known ?? (await findAll(work => reader.snapshot(voen, work), request, record))
  const brokers = await names.of(found.brokers)
  return { ...found, brokers: brokers.filter(broker => isOf(search, broker.voen, broker.name)) }
}

/** @returns also the brokers that the search does not mean */
async function findAll(
  read: ReadPiece,
  request: AccountSearch,
  { name, account }: AccountRecord,
): Promise<Omit<AccountFindings, 'brokers'> & { readonly brokers: readonly Voen[] }> {
  const { voen, declarant, search, from } = request
  const ofGroup = (group: SearchGroup) => from === null || from.group === group
  const whole = declarant === null
  const declarations = ofGroup('declarations') ? await findDeclarations(read, request, account) : NOTHING
  const operations = whole && ofGroup('operations') ? await findOperations(read, request) : NOTHING
  const isKnown = from === null && isPlainly(search, declarations.hits.length, operations.hits.length)
  const withDebts = whole && from === null && search.amounts !== null
  return {
    voen,
    name,
    documents: account.documents,
    isCompany: from === null && isOf(search, voen, name),
    brokers: from === null && whole ? await read(tx => findDeclarants(tx, voen, MAX_BROKERS)) : [],
    declarations,
    references:
      !whole || !ofGroup('references') ? NOTHING : isKnown ? LATER : await findReferences(read, request, account),
    operations,
    debts: withDebts ? await searchDebts(read, account, search.amounts, request) : NO_DEBTS,
  }
}

/** Not read yet, but there to be asked for. */
const LATER = { hits: [], next: { group: 'references', charge: '' } } as const

/** A part of a number that is longer than this is hardly anything else, once it is found. */
const SHORT_PART = 4

/** Whether the text is plainly the number or the amount that was found: then document numbers wait until asked for. */
function isPlainly({ number, amounts }: TypedSearch, declarations: number, operations: number): boolean {
  if (number === null) return amounts !== null && operations > 0
  return declarations > 0 && number.length > SHORT_PART
}

/** Whether a search means a company. */
export function isOf({ folded, voen: digits }: TypedSearch, voen: Voen, name: string | null): boolean {
  return (digits !== null && voen.includes(digits)) || foldText(name ?? '').includes(folded)
}

/** The brokers that filed declarations of an account, by VÖEN, at most MAX_BROKERS, with the names that are known. */
export async function listBrokers(reader: ReadAccess, voen: Voen): Promise<readonly FoundBroker[]> {
  const voens = await reader.snapshot(voen, tx => findDeclarants(tx, voen, MAX_BROKERS))
  return new BrokerNames(reader).of(voens)
}

async function findDeclarations(
  read: ReadPiece,
  request: AccountSearch,
  account: Account,
): Promise<Found<DeclarationSums>> {
  const { voen, declarant, search, from, limit, owner } = request
  const { number: part } = search
  if (part === null) return NOTHING
  const withSums = (found: readonly Declaration[]) => read(tx => sumsOf(tx, voen, found))
  if (from === null && declarant === null) {
    const found = await read(tx => findAtEitherEnd(tx, { voen, part, limit }))
    // The whole number, or the first hits of a part: others may have the part in their middle.
    const isWhole = found.length === 1 && found[0]!.number === part
    if (found.length > 0) {
      return {
        hits: await withSums(found),
        next: isWhole ? null : { group: 'declarations', document: account.documents + 1 },
      }
    }
  }
  const end = account.documents + 1
  const start = from?.group === 'declarations' ? Math.min(from.document, end) : end
  const found: Declaration[] = []
  let before = start
  while (before > 1 && found.length <= limit && start - before < MAX_DOCUMENTS) {
    const after = Math.max(0, before - 1 - DOCUMENTS_AT_ONCE)
    const range = { voen, declarant, part, after, before, limit: limit + 1 - found.length }
    found.push(...(await read(tx => findByAnyPart(tx, range))))
    before = after + 1
    if (before > 1) await LOOP_TURNS.take(owner)
  }
  const hits = found.slice(0, limit)
  const rest = found.length > limit ? hits.at(-1)!.document : before
  return { hits: await withSums(hits), next: rest > 1 ? { group: 'declarations', document: rest } : null }
}

async function findAtEitherEnd(
  tx: Reader,
  request: { voen: Voen; part: string; limit: number },
): Promise<readonly Declaration[]> {
  const [beginning, ending] = await Promise.all([
    findByBeginning(tx, request),
    request.part.length >= INDEXED_ENDING ? findByEnding(tx, request) : [],
  ])
  const unique = new Map([...ending, ...beginning].map(declaration => [declaration.number, declaration]))
  return [...unique.values()].slice(0, request.limit)
}

async function sumsOf(tx: Reader, voen: Voen, found: readonly Declaration[]): Promise<DeclarationSums[]> {
  const sums = await sumChargesOfDocuments(
    tx,
    voen,
    found.map(({ document }) => document),
  )
  return found.map(declaration => {
    const ofDocument = sums(declaration.document)
    const { assessed, reduced, paid } = ofDocument
    return { declaration, ...ofDocument, outstanding: assessed - reduced - paid }
  })
}

/** Acts and protocols by their numbers, then payments, refunds and transfers, newest first. */
async function findReferences(
  read: ReadPiece,
  { voen, search, from, limit, owner }: AccountSearch,
  account: Account,
): Promise<Found<LedgerEntry>> {
  const hits: LedgerEntry[] = []
  const place = from?.group === 'references' ? from : { group: 'references', charge: '' }
  if ('charge' in place) {
    const ofCharges = await findCharges(read, { voen, search, after: place.charge, limit, owner })
    hits.push(...ofCharges.hits)
    if (ofCharges.next !== null) return { hits, next: { group: 'references', charge: ofCharges.next } }
  }
  const part = unmistakablePart(search.folded)
  const end = account.entries + 1
  const start = 'row' in place ? Math.min(place.row, end) : end
  let before = start
  let shown = start
  while (before > 1 && start - before < MAX_ROWS) {
    const range = { voen, part, after: Math.max(0, before - 1 - ROWS_AT_ONCE), before, limit: REFERENCES_AT_ONCE }
    const rows = await read(tx => findPaymentReferences(tx, range))
    before = rows.length < REFERENCES_AT_ONCE ? range.after + 1 : rows.at(-1)!.seq
    for (const row of rows) {
      if (namesCharge(row.type) || !foldText(row.reference!).includes(search.folded)) continue
      if (hits.length === limit) return { hits, next: { group: 'references', row: shown } }
      hits.push(row)
      shown = row.seq
    }
    if (before > 1) await LOOP_TURNS.take(owner)
  }
  return { hits, next: before > 1 ? { group: 'references', row: before } : null }
}

interface OfCharges extends Pick<AccountSearch, 'voen' | 'search' | 'limit' | 'owner'> {
  readonly after: string
}

/** @returns the first row of each reference, and the reference after which to go on */
async function findCharges(
  read: ReadPiece,
  { voen, search, after, limit, owner }: OfCharges,
): Promise<{ hits: LedgerEntry[]; next: string | null }> {
  const found: ChargeReference[] = []
  let last = after
  for (let seen = 0; seen < MAX_REFERENCES; seen += REFERENCES_AT_ONCE) {
    const range = { voen, after: last, limit: REFERENCES_AT_ONCE }
    const references = await read(tx => findChargeReferences(tx, range))
    found.push(...references.filter(({ reference }) => foldText(reference).includes(search.folded)))
    if (found.length > limit) last = found[limit - 1]!.reference
    else last = references.length < REFERENCES_AT_ONCE ? '' : references.at(-1)!.reference
    if (found.length > limit || last === '') break
    await LOOP_TURNS.take(owner)
  }
  const shown = found.slice(0, limit)
  const rows = await read(tx => Promise.all(shown.map(({ row }) => findEntryBySeq(tx, voen, row))))
  return { hits: rows.filter(row => row !== undefined), next: last === '' ? null : last }
}

async function findOperations(
  read: ReadPiece,
  { voen, search: { amounts }, from, limit }: AccountSearch,
): Promise<Found<LedgerEntry>> {
  if (amounts === null) return NOTHING
  // A place above the range, which somebody has typed, begins at its top.
  const before =
    from?.group === 'operations' && from.amount <= amounts.to
      ? { amount: from.amount, seq: from.row }
      : { amount: amounts.to, seq: Number.MAX_SAFE_INTEGER }
  const rows = await read(tx => findByAmount(tx, { voen, from: amounts.from, before, limit: limit + 1 }))
  const hits = rows.slice(0, limit)
  const last = hits.at(-1)
  const isMore = rows.length > limit && last !== undefined
  return { hits, next: isMore ? { group: 'operations', amount: last.amount, row: last.seq } : null }
}
