/** Count and sum of filtered rows, compared with a full aggregation. */

import SQLite from 'better-sqlite3'
import type { StatementFilter } from '../../../src/domain/statement-filter.ts'
import type { Voen } from '../../../src/domain/voen.ts'
import { findRowWindow, readTurnovers } from '../../../src/services/statement/window.ts'
import type { ReadAccess } from '../../../src/store/engine/access.ts'
import { openDatabase } from '../../../src/store/engine/database.ts'
import { findAccount } from '../../../src/store/ledger/accounts.ts'
import { combinations, LEDGER, middleOf, nameOf } from './filters.ts'
import type { LargeStore } from './large-store.ts'
import { medianCosts, timed } from './statistics.ts'
import { count, type Finding } from './table.ts'
import { tell } from './workspace.ts'

const READS_AT_ONCE = 100

export async function measureTotals({ path, url, large }: LargeStore): Promise<Finding[]> {
  tell('Count and sum of every combination of filters')
  const database = await openDatabase(url)
  const plain = new SQLite(path, { readonly: true })
  plain.pragma('mmap_size = 1073741824')
  plain.pragma('cache_size = -65536')
  const found: { name: string; read_ms: number; scan_ms: number }[] = []
  for (const filter of combinations(middleOf(path, large.voen, large.rows).filter)) {
    const read = () => readTotals(database.reader, large, filter)
    const scan = scanTotals(plain, large.voen, filter)
    const [one, other] = [await read(), scan()]
    if (one.count !== other.count || one.amount !== other.amount) throw new Error(`${nameOf(filter)}: totals differ`)
    const times_ms = await medianCosts(
      [
        { name: 'read', measure: async () => (await timed(() => often(read))) / READS_AT_ONCE },
        { name: 'scan', measure: () => timed(scan) },
      ],
      5,
    )
    found.push({ name: nameOf(filter), read_ms: times_ms.get('read')!, scan_ms: times_ms.get('scan')! })
  }
  plain.close()
  await database.close()
  const gain = (one: (typeof found)[number]) => one.scan_ms / one.read_ms
  const worst = found.reduce((one, other) => (gain(other) < gain(one) ? other : one))
  return [
    {
      measured: `count and sum, ledger ${LEDGER}, account of ${count(large.rows)} rows, the least gain among ${found.length} combinations of filters (${worst.name}): ${(worst.read_ms * 1000).toFixed(0)} µs`,
      against: `SQL that adds up the matching ledger rows: ${worst.scan_ms.toFixed(1)} ms`,
      value: gain(worst),
      mark: { min: 50 },
    },
  ]
}

async function often(work: () => Promise<unknown>): Promise<void> {
  for (let left = READS_AT_ONCE; left > 0; left -= 1) await work()
}

function readTotals(reader: ReadAccess, { voen, rows }: LargeStore['large'], filter: StatementFilter) {
  return reader.snapshot(voen, async tx => {
    const window = await findRowWindow(tx, voen as Voen, filter, rows)
    const record = (await findAccount(tx, voen as Voen))!
    return (await readTurnovers(tx, record, { ledgers: [LEDGER], filter, window }))(LEDGER)
  })
}

/** A range of the table itself: the plus signs keep SQLite from using the indexes made for the filters. */
function scanTotals(store: SQLite.Database, voen: string, { from, to, type, declarations }: StatementFilter) {
  const [declaration = null] = declarations
  const query = store
    .prepare(
      `select count(*) as count, coalesce(sum(amount), 0) as amount from ledger_entry
       where voen = :voen and ledger = :ledger
         ${from ? 'and +operation_date >= :from' : ''} ${to ? 'and +operation_date <= :to' : ''}
         ${type ? 'and +type = :type' : ''} ${declaration ? 'and +declaration = :declaration' : ''}`,
    )
    .safeIntegers()
  return () => {
    const row = query.get({ voen, ledger: LEDGER, from, to, type, declaration }) as { count: bigint; amount: bigint }
    return { count: Number(row.count), amount: row.amount }
  }
}
