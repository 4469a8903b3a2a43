/** Compares own books with the account from the text of `src/domain/own-books/README.md` alone: slow, and without shortcuts. */

export interface NaiveItem {
  readonly position: number
  readonly date: string
  readonly effect: number
  readonly numbers: readonly string[]
  readonly ledger: string | null
  readonly inPeriod: boolean
  readonly text: string
}

export interface NaiveOperation extends NaiveItem {
  readonly type: string
  readonly cause: string | null
  readonly byBroker: boolean
}

export interface NaiveResult {
  readonly outcome: string
  readonly lines: readonly number[]
  readonly operations: readonly number[]
  readonly names: readonly string[]
}

const days = (one: NaiveItem, other: NaiveItem) => Math.abs(Date.parse(one.date) - Date.parse(other.date)) / 86_400_000
const sameSign = (one: number, other: number) => one > 0 === other > 0
const sum = (items: readonly NaiveItem[]) => items.reduce((all, { effect }) => all + effect, 0)
const ledgersFit = (one: NaiveItem, other: NaiveItem) =>
  one.ledger === null || other.ledger === null || one.ledger === other.ledger
const shares = (one: NaiveItem, other: NaiveItem) => one.numbers.some(number => other.numbers.includes(number))
const against = (one: NaiveItem, other: NaiveItem) =>
  one.numbers.length > 0 && other.numbers.length > 0 && !shares(one, other)
const less = (one: string | number, other: string | number) => (one < other ? -1 : one > other ? 1 : 0)

function canonical<Item extends NaiveItem>(items: readonly Item[]): Item[] {
  return items.toSorted(
    (one, other) =>
      less(one.date, other.date) ||
      less(one.effect, other.effect) ||
      less(one.numbers.join(' '), other.numbers.join(' ')) ||
      less(one.ledger ?? '', other.ledger ?? '') ||
      less(one.text, other.text) ||
      less(one.position, other.position),
  )
}

function isSwapped(one: string, other: string): boolean {
  for (let at = 0; at + 1 < one.length; at += 1) {
    const swapped = one.slice(0, at) + one[at + 1] + one[at] + one.slice(at + 2)
    if (swapped === other && swapped !== one) return true
  }
  return false
}

const SLIPS: readonly (readonly [name: string, (line: number, operation: number) => boolean])[] = [
  ['sign', (one, other) => one === -other],
  ['rounding', (one, other) => sameSign(one, other) && Math.abs(one - other) === 1],
  [
    'whole-manat',
    (one, other) =>
      sameSign(one, other) && one !== other && Math.abs(one - other) < 100 && (one % 100 === 0 || other % 100 === 0),
  ],
  ['swapped-digits', (one, other) => sameSign(one, other) && isSwapped(`${Math.abs(one)}`, `${Math.abs(other)}`)],
  ['decimal-place', (one, other) => [10, 100].some(times => one === other * times || other === one * times)],
  ['twice', (one, other) => one === other * 2 || other === one * 2],
]

function fewOf(target: NaiveItem, found: readonly NaiveItem[]): readonly NaiveItem[] | null {
  const sameDay = found.filter(each => each.date === target.date)
  const candidates = found.length <= 12 ? found : sameDay
  if (candidates.length > 12) return null
  const choices = new Map<string, NaiveItem[]>()
  for (let bits = 1; bits < 2 ** candidates.length; bits += 1) {
    const chosen = candidates.filter((_, index) => bits & (1 << index))
    if (chosen.length < 2 || chosen.length > 4 || sum(chosen) !== target.effect) continue
    const content = chosen.map(({ date, effect, numbers, ledger, text }) =>
      JSON.stringify([date, effect, numbers, ledger, text]),
    )
    const key = content.join()
    if (!choices.has(key)) choices.set(key, chosen)
  }
  return choices.size === 1 ? [...choices.values()][0]! : null
}

export function compareNaively(
  allLines: readonly NaiveItem[],
  allOperations: readonly NaiveOperation[],
): readonly NaiveResult[] {
  const lines = canonical(allLines)
  const operations = canonical(allOperations)
  const taken = new Set<NaiveItem>()
  const free = <Item extends NaiveItem>(items: readonly Item[]) => items.filter(item => !taken.has(item))
  const groups: { lines: NaiveItem[]; operations: NaiveOperation[]; slip: string | null; suggested: boolean }[] = []

  const take = (ofLines: NaiveItem[], ofOperations: NaiveItem[], slip: string | null, suggested = false) => {
    for (const item of [...ofLines, ...ofOperations]) taken.add(item)
    groups.push({ lines: ofLines, operations: ofOperations as NaiveOperation[], slip, suggested })
  }

  const byNumber = (allowed: (line: NaiveItem, operation: NaiveItem) => boolean, slip: string | null) => {
    for (const line of lines) {
      for (const number of line.numbers) {
        if (taken.has(line)) break
        const partner = free(operations).find(each => each.numbers.includes(number) && allowed(line, each))
        if (partner) take([line], [partner], slip)
      }
    }
  }

  const KINDS = [
    [true, false],
    [false, true],
    [false, false],
  ] as const
  const byAmount = (
    allowed: (line: NaiveItem, operation: NaiveItem) => boolean,
    pair: (line: NaiveItem, operation: NaiveOperation) => void,
    isFree: (item: NaiveItem) => boolean,
  ) => {
    for (const [lineHas, operationHas] of KINDS) {
      for (const line of lines) {
        if (!isFree(line) || line.numbers.length > 0 !== lineHas) continue
        const partner = operations.find(
          each => isFree(each) && each.numbers.length > 0 === operationHas && allowed(line, each),
        )
        if (partner) pair(line, partner)
      }
    }
  }

  // 1
  const same = (one: NaiveItem, other: NaiveItem) => one.effect === other.effect
  byNumber((line, each) => same(line, each) && line.date === each.date && ledgersFit(line, each), null)
  byNumber((line, each) => same(line, each) && ledgersFit(line, each), null)
  byNumber((line, each) => same(line, each) && line.date === each.date, null)
  byNumber(same, null)
  // 2
  const severalOf = (target: NaiveItem, candidates: readonly NaiveItem[]) =>
    candidates.length >= 2 && sum(candidates) === target.effect ? candidates : fewOf(target, candidates)
  const numbers = [...new Set([...lines, ...operations].flatMap(each => each.numbers))].toSorted(less)
  for (const number of numbers) {
    const has = (each: NaiveItem) => each.numbers.includes(number)
    for (const line of lines.filter(has)) {
      if (taken.has(line)) continue
      const candidates = free(operations).filter(
        each => has(each) && sameSign(each.effect, line.effect) && ledgersFit(line, each),
      )
      const several = severalOf(line, candidates)
      if (several) take([line], [...several], null, true)
    }
    for (const operation of operations.filter(has)) {
      if (taken.has(operation)) continue
      const candidates = free(lines).filter(
        each => has(each) && sameSign(each.effect, operation.effect) && ledgersFit(each, operation),
      )
      const several = severalOf(operation, candidates)
      if (several) take([...several], [operation], null, true)
    }
    const isRounded = (target: NaiveItem, candidates: readonly NaiveItem[]) =>
      candidates.length >= 2 && Math.abs(sum(candidates) - target.effect) === 1
    for (const line of lines.filter(has)) {
      if (taken.has(line)) continue
      const all = free(operations).filter(
        each => has(each) && sameSign(each.effect, line.effect) && ledgersFit(line, each),
      )
      if (isRounded(line, all)) take([line], all, 'rounding')
    }
    for (const operation of operations.filter(has)) {
      if (taken.has(operation)) continue
      const all = free(lines).filter(
        each => has(each) && sameSign(each.effect, operation.effect) && ledgersFit(each, operation),
      )
      if (isRounded(operation, all)) take(all, [operation], 'rounding')
    }
  }
  // 3
  for (const [slip, explains] of SLIPS) byNumber((line, each) => explains(line.effect, each.effect), slip)
  byNumber((line, each) => sameSign(line.effect, each.effect) && ledgersFit(line, each), 'other-amount')
  byNumber((line, each) => sameSign(line.effect, each.effect), 'other-amount')
  // 4 and 5
  const isFree = (item: NaiveItem) => !taken.has(item)
  const pair = (line: NaiveItem, operation: NaiveItem) => take([line], [operation], null)
  byAmount((line, each) => same(line, each) && line.date === each.date && ledgersFit(line, each), pair, isFree)
  byAmount((line, each) => same(line, each) && line.date === each.date, pair, isFree)
  byAmount((line, each) => same(line, each) && days(line, each) <= 7 && ledgersFit(line, each), pair, isFree)
  // 6
  const near = (target: NaiveItem, each: NaiveItem) =>
    days(target, each) <= 7 &&
    sameSign(target.effect, each.effect) &&
    ledgersFit(target, each) &&
    !against(target, each)
  for (const line of lines) {
    if (taken.has(line)) continue
    const several = fewOf(
      line,
      free(operations).filter(each => near(line, each)),
    )
    if (several) take([line], [...several], null, true)
  }
  for (const operation of operations) {
    if (taken.has(operation)) continue
    const several = fewOf(
      operation,
      free(lines).filter(each => near(operation, each)),
    )
    if (several) take([...several], [operation], null, true)
  }

  // names of what is left
  const names = new Map<NaiveItem, string>()
  for (const side of [lines, operations] as NaiveItem[][]) {
    for (const item of free(side)) {
      const twin = side.some(
        each =>
          taken.has(each) &&
          each.effect === item.effect &&
          each.date === item.date &&
          each.numbers.join(' ') === item.numbers.join(' ') &&
          (item.numbers.length > 0 || each.text === item.text),
      )
      if (twin) names.set(item, 'doubled')
    }
  }
  const isNameless = (item: NaiveItem) => !taken.has(item) && !names.has(item)
  const name = (word: string) => (line: NaiveItem, operation: NaiveItem) => {
    names.set(line, word)
    names.set(operation, word)
  }
  for (const within of [0, 7]) {
    for (const line of lines) {
      if (!isNameless(line)) continue
      const other = operations.find(
        each => isNameless(each) && same(line, each) && days(line, each) <= within && against(line, each),
      )
      if (other) name('other-number')(line, other)
    }
  }
  byAmount((line, each) => same(line, each) && days(line, each) > 7, name('far-day'), isNameless)
  for (const [slip, explains] of SLIPS) {
    byAmount((line, each) => line.date === each.date && explains(line.effect, each.effect), name(slip), isNameless)
  }
  const ofOperation = ({ cause, type, byBroker, ledger }: NaiveOperation): string => {
    const isPayment = /payment|eservice/.test(type)
    if (cause !== null) return cause
    if (isPayment && byBroker) return 'broker-payment'
    if (type === 'refund') return 'refund'
    if (ledger === 'late-interest' || ledger === 'fine') return ledger
    if (ledger === 'eservice-fee' || ledger === 'eservice-vat') return 'eservice'
    return isPayment ? 'payment' : 'unbooked'
  }
  const results: NaiveResult[] = []
  for (const group of groups) {
    const all = [...group.lines, ...group.operations]
    if (!all.some(each => each.inPeriod)) continue
    const [line, operation] = [group.lines[0]!, group.operations[0]!]
    const found: string[] = []
    if (group.slip !== null) found.push(group.slip)
    if (new Set(all.map(each => each.inPeriod)).size > 1) found.push('other-period')
    if (!group.suggested && !ledgersFit(line, operation)) found.push('other-fund')
    if (!group.suggested && line.date !== operation.date) found.push('other-day')
    results.push({
      outcome: group.suggested ? 'suggested' : found.length > 0 ? 'differs' : 'agreed',
      lines: group.lines.map(each => each.position),
      operations: group.operations.map(each => each.position),
      names: found,
    })
  }
  for (const line of free(lines).filter(each => each.inPeriod)) {
    const found = names.get(line) ?? 'missing-there'
    results.push({ outcome: 'only-here', lines: [line.position], operations: [], names: [found] })
  }
  for (const operation of free(operations).filter(each => each.inPeriod)) {
    const found = names.get(operation) ?? ofOperation(operation)
    results.push({ outcome: 'only-there', lines: [], operations: [operation.position], names: [found] })
  }
  return results
}
