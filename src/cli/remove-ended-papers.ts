import { todayInBaku } from '../domain/dates.ts'
import type { Log } from '../log.ts'
import { removeEnded } from '../services/own-books/own-books.ts'
import { removeOldOrders } from '../services/papers/document-orders.ts'
import type { Database } from '../store/engine/access.ts'

const EVERY_MS = 10 * 60 * 1000

/**
 * While the server runs, deletes uploads of own books and orders of long documents whose time has ended. Nobody has to open
 * a page for it.
 */
export function removeEndedPapers(store: Database, clock: () => Date, log: Log): void {
  const remove = async () => {
    await removeEnded(store, todayInBaku(clock())).catch((error: unknown) =>
      log({ level: 'error', event: 'own-books-not-removed', reason: String(error) }),
    )
    await removeOldOrders(store, clock()).catch((error: unknown) =>
      log({ level: 'error', event: 'document-orders-not-removed', reason: String(error) }),
    )
  }
  setInterval(remove, EVERY_MS).unref()
}
