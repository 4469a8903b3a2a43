import type { DeclarationNumber } from '../../domain/declaration.ts'
import type { TypedSearch } from '../../domain/typed/search.ts'
import type { Voen } from '../../domain/voen.ts'
import { EVERY_ACCOUNT, type ReadAccess } from '../../store/engine/access.ts'
import { findOwner } from '../../store/ledger/declarations.ts'
import { LOOP_TURNS } from '../turn-queue.ts'
import { BrokerNames } from './broker-names.ts'
import { type AccountFindings, searchAccount } from './search-account.ts'

/** An account in which a person may look. */
export interface SearchedAccount {
  readonly voen: Voen
  /** The broker whose own declarations alone may be found; null for the whole account. */
  readonly declarant: Voen | null
}

interface AccountsSearch {
  readonly accounts: readonly SearchedAccount[]
  readonly search: TypedSearch
  /** The account after which to go on; null for the first ones. */
  readonly after: Voen | null
  readonly owner: unknown
}

export interface AccountsFindings {
  /** Accounts in which something was found. */
  readonly findings: readonly AccountFindings[]
  /** The account after which to go on; null when all were searched. */
  readonly next: Voen | null
}

/** Bounds of one request: accounts searched, accounts shown, and documents that may have been read. */
const MAX_ACCOUNTS = 200
const MAX_FOUND = 20
const MAX_DOCUMENTS = 400_000
/** Hits of each group in each account; the account's own search has the rest. */
const HITS = 3

/** Searches accounts by VÖEN. A whole declaration number is looked up first, in whichever of them it is. */
export async function searchAccounts(reader: ReadAccess, request: AccountsSearch): Promise<AccountsFindings> {
  const { search, owner } = request
  const accounts = request.accounts.toSorted((one, other) => (one.voen < other.voen ? -1 : 1))
  const names = new BrokerNames(reader)
  const look = ({ voen, declarant }: SearchedAccount) =>
    searchAccount(reader, { voen, declarant, search, from: null, limit: HITS, owner, names })
  const findings: AccountFindings[] = []
  let documents = 0
  if (request.after === null && search.number !== null) {
    const number = search.number as DeclarationNumber
    const holder = await reader.snapshot(EVERY_ACCOUNT, tx => findOwner(tx, number))
    const known = accounts.find(({ voen }) => voen === holder)
    const found = known ? await look(known) : null
    if (found && isHit(found)) return { findings: [found], next: null }
  }
  const left = accounts.filter(({ voen }) => request.after === null || voen > request.after)
  for (const [index, account] of left.entries()) {
    const found = await look(account)
    if (found && isHit(found)) findings.push(found)
    documents += found?.documents ?? 0
    const isLast = index === left.length - 1
    if (!isLast && (index + 1 === MAX_ACCOUNTS || findings.length === MAX_FOUND || documents > MAX_DOCUMENTS)) {
      return { findings, next: account.voen }
    }
    await LOOP_TURNS.take(owner)
  }
  return { findings, next: null }
}

function isHit({ brokers, ...found }: AccountFindings): boolean {
  const groups = [found.declarations, found.references, found.operations, found.debts]
  return brokers.length > 0 || groups.some(({ hits }) => hits.length > 0)
}
