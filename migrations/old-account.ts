/** How the rows of an account follow from each other, by the rules as they are at 0013. */

export interface Entry {
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

export interface Charge {
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

export interface Source {
  readonly ledger: string
  readonly row: number
  readonly amount: number
  used: number
  readonly valueDate: string
}

export interface Allocation {
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
export class OldAccount {
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
