/** Reads in bulk what booking would read account by account: to a server, a question costs more than its answer. */
import type { Declaration } from '../../domain/declaration.ts'
import type { CustomsEvent } from '../../domain/event.ts'
import type { WriteTransaction } from '../../store/engine/access.ts'
import { findChargesOfEachDocument, findOpenChargesOfEach } from '../../store/ledger/charges.ts'
import { findOpenSourcesOfEach } from '../../store/ledger/sources.ts'
import { nextLimit } from '../post-with-loading.ts'
import type { TimedTurns } from '../turns.ts'
import type { AccountState } from './account-state.ts'

/** Reading so many short lists takes a few milliseconds. */
const LISTS_PER_READ = 64

/** An event to come, the account it will be booked on, and the declaration it names; null when they are unknown. */
export interface Expected {
  readonly event: CustomsEvent
  readonly state: AccountState | null
  readonly declaration: Declaration | null
}

/** To be called before anything is booked. What it does not foresee, booking reads itself. */
export async function readAhead(
  trx: WriteTransaction,
  turns: TimedTurns,
  expected: readonly Expected[],
): Promise<void> {
  const inPieces = async <Key extends { readonly state: AccountState }, List>(
    keys: Iterable<Key>,
    find: (piece: readonly Key[]) => Promise<readonly List[]>,
    keep: (key: Key, list: List) => void,
  ) => {
    const all = [...keys]
    for (let from = 0; from < all.length; from += LISTS_PER_READ) {
      const piece = all.slice(from, from + LISTS_PER_READ)
      const lists = await find(piece)
      for (const [index, key] of piece.entries()) keep(key, lists[index]!)
      await turns.pause()
    }
  }
  const known = expected.flatMap(({ state, ...rest }) => (state ? { state, ...rest } : []))
  const limit = nextLimit(undefined)

  const funds = [...new Set(known.map(({ state }) => state))].flatMap(state =>
    state.indebtedFunds.map(fund => ({ state, voen: state.voen, fund })),
  )
  await inPieces(
    funds,
    piece => findOpenChargesOfEach(trx, piece, limit),
    ({ state, fund }, open) => state.keepOpenCharges(fund, open),
  )

  const ledgers = known.flatMap(({ event, state }) =>
    state.ledgersTakenFrom(event).map(ledger => ({ state, voen: state.voen, ledger })),
  )
  await inPieces(
    distinct(ledgers, ({ voen, ledger }) => `${voen} ${ledger}`),
    piece => findOpenSourcesOfEach(trx, piece, limit),
    ({ state, ledger }, open) => state.keepSources(ledger, open),
  )

  const documents = known.flatMap(({ state, declaration }) =>
    declaration ? { state, voen: state.voen, document: declaration.document } : [],
  )
  await inPieces(
    distinct(documents, ({ voen, document }) => `${voen} ${document}`),
    piece => findChargesOfEachDocument(trx, piece),
    ({ state, document }, charges) => void state.keepDocument(document, charges),
  )
}

function distinct<Item>(items: readonly Item[], keyOf: (item: Item) => string): Iterable<Item> {
  return new Map(items.map(item => [keyOf(item), item])).values()
}
