import { sql } from 'kysely'
import { type Account, type LedgerTotals, NO_TOTALS } from '../../domain/account.ts'
import type { PlainDate } from '../../domain/dates.ts'
import type { Ledger } from '../../domain/fund.ts'
import type { AccountSeal, SealedChain } from '../../domain/head.ts'
import type { Qepik } from '../../domain/money.ts'
import { Turnovers } from '../../domain/turnover.ts'
import type { Voen } from '../../domain/voen.ts'
import { adapterOf, EVERY_ACCOUNT, type ReadAccess, type Reader, type WriteTransaction } from '../engine/access.ts'
import { prepare, prepareInsert, prepareLookup } from '../engine/prepared.ts'
import type { AccountTable, LedgerTotalTable, TurnoverTable } from '../engine/schema.ts'
import { walk } from '../engine/walk.ts'

/** A stored account: its state, its holder's name and the head of its hash chain. */
export interface AccountRecord {
  readonly account: Account
  readonly name: string
  /** The number of events booked on it. */
  readonly bookings: number
  readonly chain: string
  readonly allocationChain: string
}

const upsertAccounts = prepareInsert(
  'account',
  ['voen', 'name', 'documents', 'entries', 'bookings', 'last_operation_date', 'chain', 'allocation_chain'],
  {
    key: ['voen'],
    replace: ['name', 'documents', 'entries', 'bookings', 'last_operation_date', 'chain', 'allocation_chain'],
  },
)

export async function saveAccounts(trx: WriteTransaction, records: readonly AccountRecord[]): Promise<void> {
  await upsertAccounts(
    trx,
    records.map(({ account: { voen, documents, entries, lastOperationDate }, name, bookings, ...chains }) => ({
      voen,
      name,
      documents,
      entries,
      bookings,
      last_operation_date: lastOperationDate,
      chain: chains.chain,
      allocation_chain: chains.allocationChain,
    })),
  )
}

export const saveTotals = prepareInsert('ledger_total', ['voen', 'ledger', 'debt', 'overpayment'], {
  key: ['voen', 'ledger'],
  replace: ['debt', 'overpayment'],
})

export const saveTurnovers = prepareInsert('turnover', ['voen', 'ledger', 'type', 'count', 'amount'], {
  key: ['voen', 'ledger', 'type'],
  replace: ['count', 'amount'],
})

const selectSealsAfter = (column: 'chain' | 'allocation_chain') =>
  prepare<{ voen: Voen; limit: number }, AccountSeal>((db, { voen, limit }) =>
    db
      .selectFrom('account')
      .select(['voen', 'bookings', `${column} as seal`])
      .where('voen', '>', voen)
      .orderBy('voen')
      .limit(limit),
  )

const selectSeals: Readonly<Record<SealedChain, ReturnType<typeof selectSealsAfter>>> = {
  rows: selectSealsAfter('chain'),
  allocations: selectSealsAfter('allocation_chain'),
}

/** Every account with the end of a chain, in VÖEN order. */
export async function findAccountSeals(tx: Reader, chain: SealedChain): Promise<AccountSeal[]> {
  const seals: AccountSeal[] = []
  const walked = walk<AccountSeal>(2000, (last, limit) =>
    selectSeals[chain](tx, { voen: last?.voen ?? ('' as Voen), limit }),
  )
  for await (const batch of walked) seals.push(...batch)
  return seals
}

export const appendBookings = prepareInsert('booking', ['voen', 'number', 'arrival', 'chain'])

const selectAccounts = prepareLookup<AccountTable, Voen>((db, voens) =>
  db.selectFrom('account').selectAll().where('voen', 'in', voens),
)

const selectAccountsToLock = prepareLookup<AccountTable, Voen>((db, voens) =>
  db.selectFrom('account').selectAll().where('voen', 'in', voens).orderBy('voen').forUpdate(),
)

const selectTotals = prepareLookup<LedgerTotalTable, Voen>((db, voens) =>
  db.selectFrom('ledger_total').selectAll().where('voen', 'in', voens),
)

type TurnoverRow = Pick<TurnoverTable, 'voen' | 'ledger' | 'type' | 'count'> & { amount: string }

const selectTurnovers = prepareLookup<TurnoverRow, Voen>((db, voens) =>
  db
    .selectFrom('turnover')
    .select(['voen', 'ledger', 'type', 'count', sql<string>`cast(amount as text)`.as('amount')])
    .where('voen', 'in', voens),
)

/** @returns the registered ones of the given taxpayers */
export async function findAccounts(db: Reader, voens: readonly Voen[]): Promise<Map<Voen, AccountRecord>> {
  // Both at once: to a server, the second question costs another round trip.
  const [accounts, totals] = await Promise.all([selectAccounts(db, voens), selectTotals(db, voens)])
  return withTotals(accounts, totals)
}

const selectNames = prepareLookup<Pick<AccountTable, 'voen' | 'name'>, Voen>((db, voens) =>
  db.selectFrom('account').select(['voen', 'name']).where('voen', 'in', voens),
)

/** @returns the names of the registered ones of the given taxpayers, and nothing else of their accounts */
export async function findNames(db: Reader, voens: readonly Voen[]): Promise<Map<Voen, string>> {
  return new Map((await selectNames(db, voens)).map(({ voen, name }) => [voen, name]))
}

const selectHolder = prepare<{ voen: Voen }, Pick<AccountTable, 'name' | 'bookings'>>((db, { voen }) =>
  db.selectFrom('account').select(['name', 'bookings']).where('voen', '=', voen),
)

/** @returns the name of an account's holder and the number of its events; undefined when it is not registered */
export async function findHolder(db: Reader, voen: Voen): Promise<Pick<AccountTable, 'name' | 'bookings'> | undefined> {
  const [holder] = await selectHolder(db, { voen })
  return holder
}

/**
 * Locks the registered ones of the given taxpayers until the transaction ends. Everyone locks in VÖEN order, which prevents
 * deadlocks.
 */
export async function lockAccounts(trx: WriteTransaction, voens: readonly Voen[]): Promise<Map<Voen, AccountRecord>> {
  const sorted = voens.toSorted()
  const rows: AccountTable[] = []
  if (!adapterOf(trx).isDistributed) rows.push(...(await selectAccountsToLock(trx, sorted)))
  else for (const voen of sorted) rows.push(...(await selectAccountsToLock(trx, [voen])))
  const registered = rows.map(({ voen }) => voen)
  return withTotals(rows, await selectTotals(trx, registered))
}

function withTotals(rows: readonly AccountTable[], totalRows: readonly LedgerTotalTable[]): Map<Voen, AccountRecord> {
  const totals = new Map(rows.map(({ voen }) => [voen, { ...NO_TOTALS } as Record<Ledger, LedgerTotals>]))
  for (const { voen, ledger, debt, overpayment } of totalRows) {
    totals.get(voen)![ledger] = {
      debt: debt as Qepik,
      overpayment: overpayment as Qepik,
    }
  }
  return new Map(rows.map(row => [row.voen, toRecord(row, totals.get(row.voen)!)]))
}

export async function findAccount(db: Reader, voen: Voen): Promise<AccountRecord | undefined> {
  return (await findAccounts(db, [voen])).get(voen)
}

export async function findTurnovers(
  db: Reader | WriteTransaction,
  voens: readonly Voen[],
): Promise<Map<Voen, Turnovers>> {
  const turnovers = new Map(voens.map(voen => [voen, new Turnovers()]))
  for (const { voen, ledger, type, count, amount } of await selectTurnovers(db, voens)) {
    turnovers.get(voen)!.add(ledger, type, { count, amount: BigInt(amount) })
  }
  return turnovers
}

const selectVoensAfter = prepare<{ after: Voen | ''; limit: number }, { voen: Voen }>((db, { after, limit }) =>
  db
    .selectFrom('account')
    .select('voen')
    .where('voen', '>', after as Voen)
    .orderBy('voen')
    .limit(limit),
)

/** @returns VÖENs of registered accounts after the given one, in order */
export async function findVoensAfter(db: Reader, after: Voen | null, limit: number): Promise<Voen[]> {
  return (await selectVoensAfter(db, { after: after ?? '', limit })).map(row => row.voen)
}

/** An account with the number of its ledger rows. */
export type AccountSize = Pick<AccountTable, 'voen' | 'entries'>

const selectSizesAfter = prepare<{ after: Voen | ''; limit: number }, AccountSize>((db, { after, limit }) =>
  db
    .selectFrom('account')
    .select(['voen', 'entries'])
    .where('voen', '>', after as Voen)
    .orderBy('voen')
    .limit(limit),
)

/** @returns accounts after the given one, in VÖEN order */
export function findSizesAfter(tx: Reader, after: Voen | null, limit: number): Promise<AccountSize[]> {
  return selectSizesAfter(tx, { after: after ?? '', limit })
}

/** Yields the VÖENs of all registered accounts, in order. */
export function walkVoens(access: ReadAccess): AsyncGenerator<Voen[]> {
  return walk<Voen>(500, (last, size) => access.snapshot(EVERY_ACCOUNT, tx => findVoensAfter(tx, last ?? null, size)))
}

function toRecord(row: AccountTable, totals: Account['totals']): AccountRecord {
  return {
    account: {
      voen: row.voen,
      documents: row.documents,
      entries: row.entries,
      lastOperationDate: row.last_operation_date as PlainDate | null,
      totals,
    },
    name: row.name,
    bookings: row.bookings,
    chain: row.chain,
    allocationChain: row.allocation_chain,
  }
}
