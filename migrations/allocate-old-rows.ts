import { type Kysely, type RawBuilder, sql } from 'kysely'
import { isPostgres } from './dialect.ts'
import { type Allocation, type Charge, type Entry, OldAccount, type Source } from './old-account.ts'
import { type Booking, SecondChain } from './old-seals.ts'

/** @param done accounts, of `all` */
export type OnProgress = (done: number, all: number) => void

const ACCOUNTS = 500
const ROWS = 2000
/** Rows of one statement. */
const CHUNK = 100

/**
 * Works out, for the rows of a store from before allocations, where the money came from (R9), which row made each charge,
 * why rows were booked, and what their ledgers had come to. It follows the rows in booking order: within a fund settlement
 * always closes the first open charge, and money is always taken from the oldest source. The rules are written down here as
 * they are at this change, and so is the form of the second chain.
 * @throws when the rows and charges of an account do not fit together
 */
export async function allocateOldRows(db: Kysely<unknown>, onProgress: OnProgress): Promise<void> {
  // The seals have dates as text.
  if (isPostgres(db)) await sql`set local datestyle = 'ISO, YMD'`.execute(db)
  await actAs(db, 'vereqe_service')
  const all = Number((await rowsOf<{ count: unknown }>(db, sql`select count(*) as count from account`))[0]!.count)
  let done = 0
  for (let last = ''; ; ) {
    const accounts = await rowsOf<{ voen: string }>(
      db,
      sql`select voen from account where voen > ${last} order by voen limit ${sql.lit(ACCOUNTS)}`,
    )
    for (const { voen } of accounts) {
      await allocateAccount(db, voen)
      done += 1
      onProgress(done, all)
    }
    if (accounts.length < ACCOUNTS) break
    last = accounts.at(-1)!.voen
  }
  await actAs(db, null)
}

/** Row level security hides rows from the owner of the tables. */
async function actAs(db: Kysely<unknown>, role: string | null): Promise<void> {
  if (!isPostgres(db)) return
  await (role === null ? sql`reset role` : sql`set local role ${sql.ref(role)}`).execute(db)
}

async function rowsOf<Row>(db: Kysely<unknown>, query: RawBuilder<unknown>): Promise<Row[]> {
  return (await query.execute(db)).rows as Row[]
}

type Place = Pick<Entry, 'operationDate' | 'seq'>
async function allocateAccount(db: Kysely<unknown>, voen: string): Promise<void> {
  const account = new OldAccount(voen, await readCharges(db, voen))
  const causes = new Map<number, string>()
  const seals = new SecondChain(await readBookings(db, voen))
  for (let last: Place = { operationDate: '0001-01-01', seq: 0 }; ; ) {
    const entries = await readEntries(db, voen, last)
    const places = await readPlaces(db, entries)
    const cancellations = await readCancellations(db, voen, entries, places)
    for (const entry of entries) {
      const parts = account.follow(entry)
      const cause = causeOf(entry, account, cancellations)
      if (cause) causes.set(entry.seq, cause)
      seals.add(places.get(entry.eventId)!, entry.seq, cause, parts)
    }
    await insertAllocations(db, account.takeAllocations())
    await saveCauses(db, voen, entries, causes)
    causes.clear()
    if (entries.length < ROWS) break
    last = entries.at(-1)!
  }
  await sumRows(db, voen)
  await saveRows(db, voen, account.charges)
  await insertSources(db, voen, account.sources)
  await sql`update account set allocation_chain = ${seals.end()} where voen = ${voen}`.execute(db)
}

/**
 * Works out what the account's ledgers had come to after each row. The totals tell what part of a reduction was unpaid.
 * Refunds and transfers were not known before, so their sums stay 0.
 */
async function sumRows(db: Kysely<unknown>, voen: string): Promise<void> {
  const soFar = (amount: RawBuilder<unknown>) => sql`cast(sum(${amount}) over so_far as bigint)`
  const ofTypes = (types: RawBuilder<unknown>) => soFar(sql`case when type in (${types}) then amount else 0 end`)
  await sql`
    update ledger_entry set
      assessed = summed.assessed, reduced_unpaid = summed.reduced_unpaid, reduced_paid = summed.reduced_paid,
      received = summed.received
    from (
      select ledger, seq,
        ${ofTypes(sql`'assessment'`)} as assessed,
        ${soFar(sql`unpaid`)} as reduced_unpaid,
        ${soFar(sql`case when type = 'reduction' then amount - unpaid else 0 end`)} as reduced_paid,
        ${ofTypes(
          sql`'advance-payment-general', 'advance-payment-single', 'eservice-advance', 'eservice-vat-advance',
            'eservice-advance-hop', 'eservice-vat-advance-hop'`,
        )} as received
      from (
        select ledger, seq, type, amount,
          case when type = 'reduction' then lag(debt) over (partition by ledger order by seq) - debt else 0 end as unpaid
        from ledger_entry where voen = ${voen}
      ) as kept
      window so_far as (partition by ledger order by seq)
    ) as summed
    where ledger_entry.voen = ${voen} and ledger_entry.ledger = summed.ledger and ledger_entry.seq = summed.seq`.execute(
    db,
  )
}

function causeOf(entry: Entry, account: OldAccount, cancellations: ReadonlySet<string>): string | null {
  if (entry.type === 'reduction') return cancellations.has(entry.eventId) ? 'cancellation' : 'amendment'
  if (entry.type !== 'assessment') return null
  return account.chargeOf(entry.seq, entry)?.amended ? 'amendment' : null
}
async function readCharges(db: Kysely<unknown>, voen: string): Promise<Charge[]> {
  const rows = await rowsOf<Record<'document' | 'number' | 'amended' | 'amount', unknown> & Omit<Charge, 'amended'>>(
    db,
    sql`select document, number, fund, declaration, reference, amended, amount from charge
      where voen = ${voen} order by document, number`,
  )
  return rows.map(({ document, number, fund, declaration, reference, amended, amount }) => ({
    document: Number(document),
    number: Number(number),
    fund,
    declaration,
    reference,
    amended: Number(amended) === 1,
    amount: Number(amount),
    row: 0,
    reduced: 0,
    settled: 0,
  }))
}

async function readBookings(db: Kysely<unknown>, voen: string): Promise<Booking[]> {
  const rows = await rowsOf<{ arrival: unknown; chain: string }>(
    db,
    sql`select arrival, chain from booking where voen = ${voen} order by number`,
  )
  return rows.map(({ arrival, chain }) => ({ arrival: Number(arrival), chain }))
}

async function readEntries(db: Kysely<unknown>, voen: string, after: Place): Promise<Entry[]> {
  const rows = await rowsOf<Record<keyof Entry, unknown>>(
    db,
    sql`select seq, ledger, type, declaration, reference, cast(operation_date as text) as "operationDate",
        cast(payment_date as text) as "paymentDate", amount, event_id as "eventId"
      from ledger_entry
      where voen = ${voen} and (operation_date, seq) > (${after.operationDate}, ${after.seq})
      order by ledger_entry.operation_date, seq limit ${sql.lit(ROWS)}`,
  )
  return rows.map(row => ({ ...(row as unknown as Entry), seq: Number(row.seq), amount: Number(row.amount) }))
}

/** The place in the log of each event that made one of the rows. */
async function readPlaces(db: Kysely<unknown>, entries: readonly Entry[]): Promise<Map<string, number>> {
  const places = new Map<string, number>()
  for (const ids of chunks([...new Set(entries.map(({ eventId }) => eventId))])) {
    const rows = await rowsOf<{ id: string; arrival: unknown }>(
      db,
      sql`select id, arrival from event_id where id in (${sql.join(ids)})`,
    )
    for (const { id, arrival } of rows) places.set(id, Number(arrival))
  }
  return places
}

/** @returns the ids of the cancellations among the events that made a reduction */
async function readCancellations(
  db: Kysely<unknown>,
  voen: string,
  entries: readonly Entry[],
  places: ReadonlyMap<string, number>,
): Promise<Set<string>> {
  const reducing = entries.filter(({ type }) => type === 'reduction').map(({ eventId }) => eventId)
  const cancelling = new Set<string>()
  const ids = new Map(reducing.map(id => [places.get(id)!, id]))
  for (const arrivals of chunks([...ids.keys()])) {
    const rows = await rowsOf<{ arrival: unknown }>(
      db,
      sql`select arrival from event
        where voen = ${voen} and arrival in (${sql.join(arrivals)}) and content ->> 'type' = 'declaration.cancelled'`,
    )
    for (const { arrival } of rows) cancelling.add(ids.get(Number(arrival))!)
  }
  return cancelling
}

async function saveRows(db: Kysely<unknown>, voen: string, charges: readonly Charge[]): Promise<void> {
  const without = charges.find(({ row }) => row === 0)
  if (without) {
    throw new Error(
      `charge ${without.document}/${without.number} of account ${voen} has no row, so the store was changed`,
    )
  }
  for (const chunk of chunks(charges)) {
    const values = chunk.map(
      ({ document, number, row }) =>
        sql`(cast(${document} as bigint), cast(${number} as bigint), cast(${row} as bigint))`,
    )
    await sql`
      with made (document, number, seq) as (values ${sql.join(values)})
      update charge set "row" = made.seq, due_on = charge.assessed_on from made
      where charge.voen = ${voen} and charge.document = made.document and charge.number = made.number`.execute(db)
  }
}

async function saveCauses(
  db: Kysely<unknown>,
  voen: string,
  entries: readonly Entry[],
  causes: ReadonlyMap<number, string>,
): Promise<void> {
  for (const { seq, ledger } of entries) {
    const cause = causes.get(seq)
    if (!cause) continue
    await sql`
      update ledger_entry set cause = ${cause}
      where voen = ${voen} and ledger = ${ledger} and seq = ${seq}`.execute(db)
  }
}

async function insertAllocations(db: Kysely<unknown>, allocations: readonly Allocation[]): Promise<void> {
  for (const chunk of chunks(allocations)) {
    const values = chunk.map(
      ({ voen, row, position, ledger, type, effect, chargedRow, sourceRow, amount, valueDate }) =>
        sql`(${voen}, ${row}, ${position}, ${ledger}, ${type}, ${effect}, ${chargedRow}, ${sourceRow}, ${amount}, ${valueDate})`,
    )
    await sql`
      insert into allocation
        (voen, "row", position, ledger, type, effect, charged_row, source_row, amount, value_date)
      values ${sql.join(values)}`.execute(db)
  }
}

async function insertSources(db: Kysely<unknown>, voen: string, sources: readonly Source[]): Promise<void> {
  for (const chunk of chunks(sources)) {
    const values = chunk.map(
      ({ row, ledger, amount, used, valueDate }) => sql`(${voen}, ${row}, ${ledger}, ${amount}, ${used}, ${valueDate})`,
    )
    await sql`
      insert into source (voen, "row", ledger, amount, used, value_date) values ${sql.join(values)}`.execute(db)
  }
}

function* chunks<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let from = 0; from < items.length; from += CHUNK) yield items.slice(from, from + CHUNK)
}
