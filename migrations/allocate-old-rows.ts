import { hash } from 'node:crypto'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { isPostgres } from './dialect.ts'

/** @param done accounts, of `all` */
export type OnProgress = (done: number, all: number) => void

const ACCOUNTS = 500
const ROWS = 2000
/** Rows of one statement. */
const CHUNK = 100

/**
 * Works out, for the rows of a store from before allocations, where the money came from (R9), which row made each charge,
 * and why rows were booked. It follows the rows in booking order: within a fund settlement always closes the first open
 * charge, and money is always taken from the oldest source. The rules are written down here as they are at this change, and
 * so is the form of the second chain.
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

interface Booking {
  readonly arrival: number
  readonly chain: string
}

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
  await saveRows(db, voen, account.charges)
  await insertSources(db, voen, account.sources)
  await sql`update account set allocation_chain = ${seals.end()} where voen = ${voen}`.execute(db)
}

interface Entry {
  readonly seq: number
  readonly ledger: string
  readonly type: string
  readonly declaration: string | null
  readonly reference: string | null
  readonly operationDate: string
  readonly paymentDate: string | null
  readonly amount: number
  readonly eventId: string
}

type Place = Pick<Entry, 'operationDate' | 'seq'>

interface Charge {
  readonly document: number
  readonly number: number
  readonly fund: string
  readonly declaration: string | null
  readonly reference: string | null
  readonly amended: boolean
  readonly amount: number
  /** 0 until its assessment row is met. */
  row: number
  reduced: number
  settled: number
}

interface Source {
  readonly ledger: string
  readonly row: number
  readonly amount: number
  used: number
  readonly valueDate: string
}

interface Allocation {
  readonly voen: string
  readonly row: number
  readonly position: number
  readonly ledger: string
  readonly type: string
  readonly effect: 'debt' | 'overpayment'
  readonly chargedRow: number
  readonly sourceRow: number | null
  readonly amount: number
  readonly valueDate: string | null
}

type Part = Pick<Allocation, 'effect' | 'chargedRow' | 'sourceRow' | 'amount' | 'valueDate'>

/** A list that is used up from its beginning. */
class Queue<Item> {
  readonly items: Item[] = []
  #head = 0

  /** The first item for which there is something left. */
  first(isLeft: (item: Item) => boolean): Item | undefined {
    while (this.#head < this.items.length && !isLeft(this.items[this.#head]!)) this.#head += 1
    return this.items[this.#head]
  }

  /** Inserts behind all that come before it. What is used up stays in front. */
  insert(item: Item, isBefore: (one: Item, other: Item) => boolean): void {
    let [low, high] = [this.#head, this.items.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (isBefore(item, this.items[middle]!)) high = middle
      else low = middle + 1
    }
    this.items.splice(low, 0, item)
  }
}

/** The charges and sources of an account while its rows are followed. */
class OldAccount {
  readonly charges: readonly Charge[]
  readonly sources: Source[] = []
  readonly #voen: string
  /** Charges whose row has not been met, by what their row says. */
  readonly #toCome: Map<string, Queue<Charge>>
  readonly #ofDeclaration = new Map<string, Charge[]>()
  readonly #open = new Map<string, Queue<Charge>>()
  readonly #sourcesOf = new Map<string, Queue<Source>>()
  #allocations: Allocation[] = []

  /** @param charges in the order of their documents and numbers */
  constructor(voen: string, charges: readonly Charge[]) {
    this.#voen = voen
    this.charges = charges
    this.#toCome = new Map()
    for (const charge of charges) queueOf(this.#toCome, nameOf(charge.fund, charge)).items.push(charge)
  }

  takeAllocations(): Allocation[] {
    const allocations = this.#allocations
    this.#allocations = []
    return allocations
  }

  /** The charge that an assessment row made. */
  chargeOf(row: number, entry: Entry): Charge | undefined {
    return this.#ofDeclaration.get(nameOf(entry.ledger, entry))?.find(charge => charge.row === row)
  }

  /** @returns the parts of the row */
  follow(entry: Entry): readonly Allocation[] {
    const parts = this.#partsOf(entry).map((part, index) => ({
      voen: this.#voen,
      row: entry.seq,
      position: index + 1,
      ledger: entry.ledger,
      type: entry.type,
      ...part,
    }))
    this.#allocations.push(...parts)
    return parts
  }

  #partsOf(entry: Entry): Part[] {
    const { ledger, type, amount, seq } = entry
    switch (type) {
      case 'assessment':
        this.#assess(entry)
        return []
      case 'hop-payment': {
        const charge = this.#named(entry).find(charge => !charge.amended && outstanding(charge) > 0)
        return this.#close(entry, charge, [{ sourceRow: seq, amount, valueDate: entry.paymentDate }])
      }
      case 'overpayment-offset':
        return this.#close(entry, this.#firstOpen(ledger), this.#take(entry, ledger))
      case 'advance-drawdown':
        if (ledger === 'advance') return []
        return this.#close(entry, this.#firstOpen(ledger), this.#take(entry, 'advance'))
      case 'reduction':
        return this.#reduce(entry)
      default:
        this.#bring(entry, amount)
        return []
    }
  }

  #assess(entry: Entry): void {
    const name = nameOf(entry.ledger, entry)
    const charge = this.#toCome.get(name)?.first(({ row }) => row === 0)
    if (!charge || charge.amount !== entry.amount) throw this.#unfit(entry)
    charge.row = entry.seq
    const named = this.#ofDeclaration.get(name)
    if (named) named.push(charge)
    else this.#ofDeclaration.set(name, [charge])
    queueOf(this.#open, entry.ledger).insert(
      charge,
      (one, other) =>
        one.document - other.document < 0 || (one.document === other.document && one.number < other.number),
    )
  }

  #named(entry: Entry): readonly Charge[] {
    return this.#ofDeclaration.get(nameOf(entry.ledger, entry)) ?? []
  }

  #firstOpen(fund: string): Charge | undefined {
    return this.#open.get(fund)?.first(charge => outstanding(charge) > 0)
  }

  #close(
    entry: Entry,
    charge: Charge | undefined,
    parts: readonly Pick<Part, 'sourceRow' | 'amount' | 'valueDate'>[],
  ): Part[] {
    if (!charge || outstanding(charge) < entry.amount) throw this.#unfit(entry)
    charge.settled += entry.amount
    return parts.map(part => ({ effect: 'debt', chargedRow: charge.row, ...part }))
  }

  #take(entry: Entry, ledger: string): Pick<Part, 'sourceRow' | 'amount' | 'valueDate'>[] {
    const parts: Pick<Part, 'sourceRow' | 'amount' | 'valueDate'>[] = []
    for (let left = entry.amount; left > 0; ) {
      const source = this.#sourcesOf.get(ledger)?.first(({ amount, used }) => amount > used)
      if (!source) throw this.#unfit(entry)
      const amount = Math.min(source.amount - source.used, left)
      source.used += amount
      left -= amount
      parts.push({ sourceRow: source.row, amount, valueDate: source.valueDate })
    }
    return parts
  }

  #bring({ ledger, seq: row, paymentDate, operationDate }: Entry, amount: number): void {
    const source = { ledger, row, amount, used: 0, valueDate: paymentDate ?? operationDate }
    this.sources.push(source)
    queueOf(this.#sourcesOf, ledger).items.push(source)
  }

  /** R4: first the outstanding part, then the settled part, each of the newest charge first. */
  #reduce(entry: Entry): Part[] {
    const newestFirst = this.#named(entry).toReversed()
    const parts: Part[] = []
    let left = entry.amount
    for (const charge of newestFirst) {
      const amount = Math.min(outstanding(charge), left)
      if (amount === 0) continue
      charge.reduced += amount
      left -= amount
      const common = { chargedRow: charge.row, sourceRow: null, amount }
      parts.push({ effect: 'debt', ...common, valueDate: entry.operationDate })
    }
    if (left > 0) this.#bring(entry, left)
    for (const charge of newestFirst) {
      const amount = Math.min(charge.settled, left)
      if (amount === 0) continue
      charge.reduced += amount
      charge.settled -= amount
      left -= amount
      parts.push({ effect: 'overpayment', chargedRow: charge.row, sourceRow: null, amount, valueDate: null })
    }
    if (left > 0) throw this.#unfit(entry)
    return parts
  }

  #unfit({ seq }: Entry): Error {
    return new Error(
      `row ${seq} of account ${this.#voen} does not follow from the rows and charges before it, so the store was changed: restore a backup, or find the change with verify of the version that made the store`,
    )
  }
}

function outstanding({ amount, reduced, settled }: Charge): number {
  return amount - reduced - settled
}

function nameOf(fund: string, { declaration, reference }: Pick<Entry, 'declaration' | 'reference'>): string {
  return JSON.stringify([fund, declaration, reference])
}

function queueOf<Item>(queues: Map<string, Queue<Item>>, key: string): Queue<Item> {
  const queue = queues.get(key) ?? new Queue<Item>()
  queues.set(key, queue)
  return queue
}

function causeOf(entry: Entry, account: OldAccount, cancellations: ReadonlySet<string>): string | null {
  if (entry.type === 'reduction') return cancellations.has(entry.eventId) ? 'cancellation' : 'amendment'
  if (entry.type !== 'assessment') return null
  return account.chargeOf(entry.seq, entry)?.amended ? 'amendment' : null
}

/** Seals the bookings of an account, as the program does from this change on. */
class SecondChain {
  readonly #bookings: readonly Booking[]
  #next = 0
  #seal = ''
  #causes: string[] = []
  #parts: string[] = []

  constructor(bookings: readonly Booking[]) {
    this.#bookings = bookings
  }

  /** @param arrival of the event that made the row */
  add(arrival: number, seq: number, cause: string | null, parts: readonly Allocation[]): void {
    while (this.#next < this.#bookings.length && this.#bookings[this.#next]!.arrival !== arrival) this.#close()
    if (cause) this.#causes.push(JSON.stringify([seq, cause]))
    for (const { row, position, type, effect, chargedRow, sourceRow, amount, valueDate } of parts) {
      this.#parts.push(JSON.stringify([row, position, type, effect, chargedRow, sourceRow, amount, valueDate]))
    }
  }

  end(): string {
    while (this.#next < this.#bookings.length) this.#close()
    return this.#seal
  }

  #close(): void {
    const lines = [this.#seal, this.#bookings[this.#next]!.chain, ...this.#causes, ...this.#parts]
    this.#seal = hash('sha256', lines.join('\n'))
    this.#causes = []
    this.#parts = []
    this.#next += 1
  }
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
