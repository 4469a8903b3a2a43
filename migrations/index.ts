import type { Migration } from 'kysely/migration'
import * as eventLog from './0001-event-log.ts'
import * as accounts from './0002-accounts.ts'
import * as ledgers from './0003-ledgers.ts'
import * as plannerStatistics from './0004-planner-statistics.ts'
import * as heldByTaxpayer from './0005-held-by-taxpayer.ts'
import * as roles from './0006-roles.ts'
import * as access from './0007-access.ts'
import * as intake from './0008-intake.ts'
import * as mandatesInAccessLog from './0009-mandates-in-access-log.ts'
import * as rejections from './0010-rejections.ts'
import * as logChains from './0011-log-chains.ts'
import * as auditedDecisions from './0012-audited-decisions.ts'
import * as allocations from './0013-allocations.ts'
import * as chargesByReference from './0014-charges-by-reference.ts'
import * as search from './0015-search.ts'
import * as sendersAndChannels from './0016-senders-and-channels.ts'
import * as papers from './0017-papers.ts'
import * as ownBooks from './0018-own-books.ts'
import * as searchBehindRowSecurity from './0019-search-behind-row-security.ts'
import * as paymentsByDate from './0020-payments-by-date.ts'
import * as acts from './0021-acts.ts'
import * as openObjections from './0022-open-objections.ts'
import * as documentOrders from './0023-document-orders.ts'
import type { OnProgress } from './allocate-old-rows.ts'

export type { OnProgress }

/**
 * All migrations in order. The store records them by these names.
 * @param onProgress hears how much of a long change is done
 */
export const migrationsWith = (onProgress: OnProgress): Record<string, Migration> => ({
  '0001-event-log': eventLog,
  '0002-accounts': accounts,
  '0003-ledgers': ledgers,
  '0004-planner-statistics': plannerStatistics,
  '0005-held-by-taxpayer': heldByTaxpayer,
  '0006-roles': roles,
  '0007-access': access,
  '0008-intake': intake,
  '0009-mandates-in-access-log': mandatesInAccessLog,
  '0010-rejections': rejections,
  '0011-log-chains': logChains,
  '0012-audited-decisions': auditedDecisions,
  '0013-allocations': { up: db => allocations.up(db, onProgress) },
  '0014-charges-by-reference': chargesByReference,
  '0015-search': search,
  '0016-senders-and-channels': sendersAndChannels,
  '0017-papers': papers,
  '0018-own-books': ownBooks,
  '0019-search-behind-row-security': searchBehindRowSecurity,
  '0020-payments-by-date': paymentsByDate,
  '0021-acts': acts,
  '0022-open-objections': openObjections,
  '0023-document-orders': documentOrders,
})

export const migrations = migrationsWith(() => {})
