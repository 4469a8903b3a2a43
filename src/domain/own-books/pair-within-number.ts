import type { Entry } from './entry.ts'
import { fits, type Operation, type OwnLine } from './line.ts'

/** More of one number are rare, and left to the way that suits any count. */
const MAX_PAIRS = 100

/** Those of one number, where none has another number too: nobody else can take a partner from them. */
interface Family {
  readonly lines: Entry<OwnLine>[]
  readonly operations: Entry<Operation>[]
  isAlone: boolean
}

/** Step 1 for the numbers whose lines and operations have no other number: nearly all of them. */
export function pairWithinNumbers(
  lines: readonly Entry<OwnLine>[],
  operations: readonly Entry<Operation>[],
  pair: (line: Entry<OwnLine>, operation: Entry<Operation>) => void,
): void {
  const families = new Map<string, Family>()
  for (const line of lines) addTo(families, line.item.numbers, family => family.lines.push(line))
  for (const operation of operations) {
    for (const number of operation.item.numbers) {
      const family = families.get(number)
      if (!family) continue
      family.operations.push(operation)
      if (operation.item.numbers.length > 1) family.isAlone = false
    }
  }
  for (const family of families.values()) if (isSmall(family)) pairFamily(family, pair)
}

function addTo(families: Map<string, Family>, numbers: readonly string[], add: (family: Family) => void): void {
  for (const number of numbers) {
    let family = families.get(number)
    if (!family) {
      family = { lines: [], operations: [], isAlone: true }
      families.set(number, family)
    }
    if (numbers.length > 1) family.isAlone = false
    add(family)
  }
}

function isSmall({ lines, operations, isAlone }: Family): boolean {
  return isAlone && lines.length * operations.length <= MAX_PAIRS
}

/** The four ways of step 1. */
function pairFamily({ lines, operations }: Family, pair: (line: Entry<OwnLine>, operation: Entry<Operation>) => void) {
  for (const way of WAYS) {
    for (const line of lines) {
      if (line.isTaken) continue
      const partner = operations.find(
        operation => !operation.isTaken && operation.item.effect === line.item.effect && way(line.item, operation.item),
      )
      if (partner) pair(line, partner)
    }
  }
}

const isSameDay = (line: OwnLine, operation: Operation) => line.date === operation.date
const WAYS: readonly ((line: OwnLine, operation: Operation) => boolean)[] = [
  (line, operation) => isSameDay(line, operation) && fits(line, operation),
  fits,
  isSameDay,
  () => true,
]
