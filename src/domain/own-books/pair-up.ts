import type { PlainDate } from '../dates.ts'
import type { Entry } from './entry.ts'
import type { Operation, OwnLine } from './line.ts'

/** Half of the stretch of days in which equal amounts may belong together. */
export const GATE_DAYS = 7

export interface Pairing {
  /**
   * Under which keys a line looks for operations. The keys of an inner list are one place: the first operation of them in
   * canonical order is taken. The next list counts only where the one before has none.
   */
  readonly keysOfLine: (line: OwnLine) => readonly (readonly string[])[]
  readonly keysOfOperation: (operation: Operation) => readonly string[]
  /** `near`: within the gate; `far`: outside of it. */
  readonly gate?: 'near' | 'far'
  readonly isFree: (entry: Entry) => boolean
  readonly pair: (line: Entry<OwnLine>, operation: Entry<Operation>) => void
}

interface Queue {
  readonly operations: Entry<Operation>[]
  /** Operations before it are gone, for every later line too. */
  first: number
  /** The first one that lies after the gate of the last line; lines come in order of their days. */
  afterGate: number
}

/** Lines take operations, both in canonical order. Each operation is passed a few times at most. */
export function pairUp(
  lines: readonly Entry<OwnLine>[],
  operations: readonly Entry<Operation>[],
  pairing: Pairing,
): void {
  const { keysOfLine, keysOfOperation, isFree, pair } = pairing
  const queues = new Map<string, Queue>()
  for (const operation of operations) {
    if (!isFree(operation)) continue
    for (const key of keysOfOperation(operation.item)) {
      const queue = queues.get(key)
      if (queue) queue.operations.push(operation)
      else queues.set(key, { operations: [operation], first: 0, afterGate: 0 })
    }
  }
  if (queues.size === 0) return
  for (const line of lines) {
    if (!isFree(line)) continue
    for (const place of keysOfLine(line.item)) {
      const partner = firstOf(place, queues, line, pairing)
      if (!partner) continue
      pair(line, partner)
      break
    }
  }
}

/** What lines and operations can have in common. */
export interface Kin {
  readonly number: readonly Entry<OwnLine>[]
  readonly effect: readonly Entry<OwnLine>[]
  readonly date: readonly Entry<OwnLine>[]
}

/** Finds the lines that share something with any operation, once: the keys of others need not be made in every pass. */
export function findKin(lines: readonly Entry<OwnLine>[], operations: readonly Entry<Operation>[]): Kin {
  const [numbers, effects, dates] = [new Set<string>(), new Set<number>(), new Set<PlainDate>()]
  const kin = { number: [] as Entry<OwnLine>[], effect: [] as Entry<OwnLine>[], date: [] as Entry<OwnLine>[] }
  for (const { item } of operations) {
    for (const number of item.numbers) numbers.add(number)
    effects.add(item.effect)
    dates.add(item.date)
  }
  for (const line of lines) {
    if (line.item.numbers.some(number => numbers.has(number))) kin.number.push(line)
    if (effects.has(line.item.effect)) kin.effect.push(line)
    if (dates.has(line.item.date)) kin.date.push(line)
  }
  return kin
}

function firstOf(
  place: readonly string[],
  queues: ReadonlyMap<string, Queue>,
  line: Entry,
  pairing: Pairing,
): Entry<Operation> | null {
  let first: Entry<Operation> | null = null
  for (const key of place) {
    const queue = queues.get(key)
    const found = queue ? firstIn(queue, line, pairing) : undefined
    if (found && (first === null || found.rank < first.rank)) first = found
  }
  return first
}

function firstIn(queue: Queue, { day }: Entry, { gate, isFree }: Pairing): Entry<Operation> | undefined {
  const { operations } = queue
  const isGone = (operation: Entry | undefined) =>
    operation !== undefined && (!isFree(operation) || (gate === 'near' && operation.day < day - GATE_DAYS))
  while (isGone(operations[queue.first])) queue.first += 1
  const first = operations[queue.first]
  if (gate === undefined || first === undefined) return first
  if (gate === 'near') return first.day <= day + GATE_DAYS ? first : undefined
  if (first.day < day - GATE_DAYS) return first
  const isWithin = (operation: Entry | undefined) =>
    operation !== undefined && (!isFree(operation) || operation.day <= day + GATE_DAYS)
  while (isWithin(operations[queue.afterGate])) queue.afterGate += 1
  return operations[queue.afterGate]
}
