import { bringsMoney } from '../operation-type.ts'
import { areTwins, type Entry } from './entry.ts'
import { hasNumbers, WITHOUT_CONTRADICTION } from './keys.ts'
import type { Operation, OwnLine } from './line.ts'
import { type LeftoverName, SLIPS } from './outcome.ts'
import { findKin, type Kin, type Pairing, pairUp } from './pair-up.ts'
import { SLIP_KEYS } from './slips.ts'

type Names = Map<Entry, LeftoverName>

/** Gives everything without a partner one name, the first that applies. */
export function nameLeftovers(
  lines: readonly Entry<OwnLine>[],
  operations: readonly Entry<Operation>[],
): (entry: Entry) => LeftoverName {
  const names: Names = new Map()
  nameDoubled(lines, names)
  nameDoubled(operations, names)
  const left = {
    lines: lines.filter(({ isTaken }) => !isTaken),
    operations: operations.filter(({ isTaken }) => !isTaken),
  }
  const kin = findKin(left.lines, left.operations)
  const name = (word: LeftoverName, of: keyof Kin, keys: Omit<Pairing, 'isFree' | 'pair'>) =>
    pairUp(kin[of], left.operations, {
      ...keys,
      isFree: entry => !names.has(entry),
      pair: (line, operation) => {
        names.set(line, word)
        names.set(operation, word)
      },
    })
  // Two with numbers share none any more.
  const nameOtherNumber = (content: (of: OwnLine) => string, gate?: 'near') =>
    name('other-number', 'effect', {
      ...(gate && { gate }),
      keysOfLine: line => (hasNumbers(line) ? [[content(line)]] : []),
      keysOfOperation: operation => (hasNumbers(operation) ? [content(operation)] : []),
    })
  nameOtherNumber(({ effect, date }) => `${effect} ${date}`)
  nameOtherNumber(({ effect }) => `${effect}`, 'near')
  for (const has of WITHOUT_CONTRADICTION) {
    name('far-day', 'effect', {
      gate: 'far',
      keysOfLine: line => (hasNumbers(line) === has.line ? [[`${line.effect}`]] : []),
      keysOfOperation: operation => (hasNumbers(operation) === has.operation ? [`${operation.effect}`] : []),
    })
  }
  for (const slip of SLIPS) {
    const { ofLine, ofOperation } = SLIP_KEYS[slip]
    for (const has of WITHOUT_CONTRADICTION) {
      name(slip, 'date', {
        keysOfLine: line =>
          hasNumbers(line) === has.line ? [ofLine(line.effect).map(effect => `${effect} ${line.date}`)] : [],
        keysOfOperation: operation =>
          hasNumbers(operation) === has.operation
            ? ofOperation(operation.effect).map(effect => `${effect} ${operation.date}`)
            : [],
      })
    }
  }
  return entry => names.get(entry) ?? ownName(entry.item)
}

/** Twins follow each other in canonical order, or are only apart by ledger and text. */
function nameDoubled(entries: readonly Entry[], names: Names): void {
  for (let from = 0, upTo = 0; from < entries.length; from = upTo) {
    upTo = from + 1
    while (upTo < entries.length && areTwins(entries[from]!.item, entries[upTo]!.item)) upTo += 1
    if (upTo - from > 1) nameTwins(entries.slice(from, upTo), names)
  }
}

/** @param twins with the same numbers, effect and day; without numbers they need the same text too */
function nameTwins(twins: readonly Entry[], names: Names): void {
  const contentOf = ({ item }: Entry) => (hasNumbers(item) ? '' : item.text)
  const taken = new Set(twins.filter(({ isTaken }) => isTaken).map(contentOf))
  for (const twin of twins) if (!twin.isTaken && taken.has(contentOf(twin))) names.set(twin, 'doubled')
}

function ownName(item: OwnLine | Operation): LeftoverName {
  return 'type' in item ? nameOfOperation(item) : 'missing-there'
}

function nameOfOperation({ cause, type, byBroker, ledger }: Operation): LeftoverName {
  if (cause !== null) return cause
  if (byBroker && bringsMoney(type)) return 'broker-payment'
  if (type === 'refund') return 'refund'
  if (ledger === 'late-interest' || ledger === 'fine') return ledger
  if (ledger === 'eservice-fee' || ledger === 'eservice-vat') return 'eservice'
  return bringsMoney(type) ? 'payment' : 'unbooked'
}
