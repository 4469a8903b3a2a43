/** Reads the journal in hledger's format, as far as it is used, independent of the code that writes it. */

export interface Posting {
  readonly account: string
  readonly amount: bigint
  /** The asserted balance of the account after the posting. */
  readonly asserted: bigint | null
}

export interface Transaction {
  readonly date: string
  readonly secondDate: string | null
  readonly code: string | null
  readonly description: string
  readonly tags: Readonly<Record<string, string>>
  readonly postings: readonly Posting[]
}

export interface HledgerJournal {
  readonly declared: readonly string[]
  readonly transactions: readonly Transaction[]
}

const HEAD = /^(\d{4}-\d\d-\d\d)(?:=(\d{4}-\d\d-\d\d))? \*(?: \(([^)]*)\))? ([^;]*?) {2}; (.*)$/s
const POSTING = /^ {4}(\S+) {2}(-?\d+\.\d\d) AZN(?: = (-?\d+\.\d\d) AZN)?$/

/** @throws when a line is not part of the format */
export function parseJournal(text: string): HledgerJournal {
  const [preamble, ...blocks] = text.trimEnd().split('\n\n')
  if (preamble !== 'decimal-mark .\ncommodity 1000.00 AZN') throw new Error(`The journal begins with ${preamble}`)
  const declared: string[] = []
  const transactions: Transaction[] = []
  for (const block of blocks) {
    const lines = block.split('\n')
    if (lines[0]!.startsWith('account ')) declared.push(...lines.map(line => line.replace(/^account /, '')))
    else transactions.push(parseTransaction(lines))
  }
  return { declared, transactions }
}

function parseTransaction([head, ...lines]: readonly string[]): Transaction {
  const parts = HEAD.exec(head!)
  if (!parts) throw new Error(`No head of a transaction: ${head}`)
  const [, date, secondDate = null, code = null, description, tags] = parts
  return {
    date: date!,
    secondDate,
    code,
    description: description!,
    tags: Object.fromEntries(
      tags!.split(', ').map(tag => [tag.slice(0, tag.indexOf(':')), tag.slice(tag.indexOf(':') + 2)]),
    ),
    postings: lines.map(parsePosting),
  }
}

function parsePosting(line: string): Posting {
  const parts = POSTING.exec(line)
  if (!parts) throw new Error(`No posting: ${line}`)
  const [, account, amount, asserted] = parts
  return {
    account: account!,
    amount: hundredths(amount!),
    asserted: asserted === undefined ? null : hundredths(asserted),
  }
}

const hundredths = (text: string) => BigInt(text.replace('.', ''))

export interface Checked {
  readonly problems: readonly string[]
  readonly balances: ReadonlyMap<string, bigint>
}

/** The errors that `hledger check` reports: undeclared accounts, unbalanced transactions, false assertions. */
export function checkJournal({ declared, transactions }: HledgerJournal): Checked {
  const problems: string[] = []
  const balances = new Map(declared.map(account => [account, 0n]))
  let last = ''
  for (const [index, { date, postings }] of transactions.entries()) {
    const place = `transaction ${index + 1} (${date})`
    if (postings.reduce((sum, { amount }) => sum + amount, 0n) !== 0n) problems.push(`${place} does not balance`)
    for (const { account, amount, asserted } of postings) {
      const balance = balances.get(account)
      if (balance === undefined) problems.push(`${place}: ${account} is not declared`)
      balances.set(account, (balance ?? 0n) + amount)
      if (asserted !== null && balances.get(account) !== asserted)
        problems.push(`${place}: ${account} is not ${asserted}`)
    }
    if (date < last) problems.push(`${place} is out of order`)
    last = date
  }
  return { problems, balances }
}

/**
 * What each transaction says, account after account: two journals that say the same may spell codes and tags differently,
 * and split an amount into several postings.
 */
export function saidBy({ transactions }: HledgerJournal): string[] {
  const said = transactions.map(({ date, secondDate, tags, postings }) => {
    const [, voen = ''] = /^(\d{10}):/.exec(postings[0]!.account) ?? []
    const sums = new Map<string, bigint>()
    for (const { account, amount } of postings) sums.set(account, (sums.get(account) ?? 0n) + amount)
    const moved = [...sums].map(([account, amount]) => `${account} ${amount}`).sort()
    return { voen, text: [date, secondDate ?? '', tags.type, ...moved].join(' | ') }
  })
  return said
    .toSorted((one, other) => (one.voen < other.voen ? -1 : one.voen > other.voen ? 1 : 0))
    .map(({ text }) => text)
}
