import type { Fund, Ledger } from '../domain/fund.ts'
import { MoreChargesNeededError, MoreSourcesNeededError, type Posting } from '../domain/posting-builder.ts'

const FIRST = 64

/**
 * The number of a fund's open charges, or of a ledger's open sources, to load next. Growing steps keep the number of
 * attempts small.
 * @param loaded how many are loaded; undefined for a first attempt
 */
export function nextLimit(loaded: number | undefined): number {
  return loaded === undefined ? FIRST : 4 * Math.max(FIRST, loaded)
}

export interface MoreLoading {
  charges(fund: Fund): Promise<void>
  sources(ledger: Ledger): Promise<void>
}

/**
 * Posts an event; when the posting needs more open charges or sources, loads them and posts again. Posting is pure and
 * cannot read the store, and only settlement knows how many an amount takes: it asks by throwing, before anything changes.
 * They are loaded in portions because an account may have very many.
 */
export async function postWithLoading(
  postLoaded: () => Posting | Promise<Posting>,
  loadMore: MoreLoading,
): Promise<Posting> {
  for (;;) {
    try {
      return await postLoaded()
    } catch (error) {
      if (error instanceof MoreChargesNeededError) await loadMore.charges(error.fund)
      else if (error instanceof MoreSourcesNeededError) await loadMore.sources(error.ledger)
      else throw error
    }
  }
}
