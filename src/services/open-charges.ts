import type { Fund } from '../domain/fund.ts'
import { MoreChargesNeededError, type OpenCharges, type Posting } from '../domain/posting-builder.ts'

const FIRST_CHARGES = 64

/** The number of a fund's open charges to load next. Growing steps keep the number of attempts small. */
export function nextChargeLimit(loaded: OpenCharges | undefined): number {
  return loaded ? 4 * Math.max(FIRST_CHARGES, loaded.charges.length) : FIRST_CHARGES
}

/**
 * Posts an event; when the posting needs more open charges, loads them and posts again. Posting is pure and cannot read
 * the store, and only settlement knows how many charges an amount pays: it asks by throwing, before anything changes.
 * Charges are loaded in portions because an account may have very many.
 */
export async function postWithCharges(
  postLoaded: () => Posting | Promise<Posting>,
  loadMore: (fund: Fund) => Promise<void>,
): Promise<Posting> {
  for (;;) {
    try {
      return await postLoaded()
    } catch (error) {
      if (!(error instanceof MoreChargesNeededError)) throw error
      await loadMore(error.fund)
    }
  }
}
