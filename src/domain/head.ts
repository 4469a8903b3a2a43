/**
 * A head: a few lines of text that pin down a store at one moment. Kept where nobody who can change the store can change
 * it, it shows a cut or rewritten log later.
 */
import { COMMAND_LINE } from './decision-history.ts'
import { isVoen, type Voen } from './voen.ts'

/** An account as a leaf of the head's tree. */
export interface AccountSeal {
  readonly voen: Voen
  readonly bookings: number
  /** The end of one of the account's chains. */
  readonly seal: string
}

/** The chain of the rows alone, and the second chain, which covers allocations and causes too. */
export type SealedChain = 'rows' | 'allocations'

/** The rows of a table from before an instant, which never change. */
export interface TableDigest {
  readonly rows: number
  readonly digest: string
}

/** The tables that do not follow from the event log, with the column that says when a row was written. */
export const DIGESTED_TABLES = {
  access_log: 'at',
  audit_log: 'at',
  rejection: 'rejected_at',
  dismissal: 'dismissed_at',
} as const

export type DigestedTable = keyof typeof DIGESTED_TABLES

/** The rejections of one sender; `''` is the command line, and null those of held events, which are never cleared. */
export interface RejectionDigest extends TableDigest {
  readonly sender: string | null
}

/** What a head has besides since format 2. */
export interface DecisionSeals {
  /** How many dismissals and clearings have no audit line: those from before each got one. */
  readonly unaudited: number
  /** The rejections by sender, so that those that nobody has cleared since can be compared alone. */
  readonly rejections: readonly RejectionDigest[]
}

/** Rejections of a sender that were counted and not kept, of days that were over. */
export interface NotKeptCount {
  /** '' for the command line. */
  readonly sender: string
  readonly count: number
}

/** A head has these counts besides since format 3. */
export interface HeadCounts {
  /** Lines from before the logs had chains: of the audit log, and of all access logs together. They never grow. */
  readonly unsealed: { readonly audit: number; readonly access: number }
  readonly notKept: readonly NotKeptCount[]
}

export interface Head {
  readonly time: string
  readonly events: number
  /** The place of the last event in the log; 0 for an empty one. */
  readonly lastArrival: number
  /** The digest of every event up to there: its place, account, content, time of receipt and sender. */
  readonly eventLog: string
  readonly accounts: number
  /** The root of the tree over the accounts, in VÖEN order. */
  readonly root: string
  /** The chain of whose ends the tree is made: that of the rows before format 4. */
  readonly chain: SealedChain
  /** The end of the audit log's chain. */
  readonly auditChain: { readonly number: number; readonly seal: string }
  /** The instant before which rows count in `tables`: work that began earlier has ended by the time of the head. */
  readonly before: string
  readonly tables: Readonly<Record<DigestedTable, TableDigest>>
  /** Null for a head of format 1. */
  readonly decisions: DecisionSeals | null
  /** Null for a head of format 1 or 2. */
  readonly counts: HeadCounts | null
  /** The SHA-256 of the head before, as a file; null when none is given. */
  readonly previous: string | null
  /** The leaves of the tree; null when the head names none. */
  readonly seals: readonly AccountSeal[] | null
}

/** A program refuses the formats that came after it. */
const FORMATS = ['vereqe-head 1', 'vereqe-head 2', 'vereqe-head 3', 'vereqe-head 4'] as const
const NONE = '-'

/** Prints a head, one fact a line. */
export function printHead(head: Head): string {
  const tables = Object.keys(DIGESTED_TABLES) as DigestedTable[]
  const lines = [
    formatOf(head),
    `time ${head.time}`,
    `events ${head.events} ${head.eventLog}`,
    `last-arrival ${head.lastArrival}`,
    `accounts ${head.accounts} ${head.root}`,
    `audit-chain ${head.auditChain.number} ${head.auditChain.seal || NONE}`,
    `before ${head.before}`,
    ...tables.map(table => `${table} ${head.tables[table].rows} ${head.tables[table].digest}`),
    ...(head.decisions ? printDecisions(head.decisions) : []),
    ...(head.counts ? printCounts(head.counts) : []),
    `previous ${head.previous ?? NONE}`,
    ...(head.seals ?? []).map(printSeal),
  ]
  return `${lines.join('\n')}\n`
}

function formatOf({ chain, counts, decisions }: Head): string {
  if (chain === 'allocations') return FORMATS[3]
  if (counts) return FORMATS[2]
  return FORMATS[decisions ? 1 : 0]
}

function printDecisions({ unaudited, rejections }: DecisionSeals): string[] {
  const lines = rejections.map(({ sender, rows, digest }) => `${nameOf(sender)} ${rows} ${digest}`)
  return [`unaudited ${unaudited}`, ...lines]
}

const NOT_KEPT = 'not-kept-of'

function printCounts({ unsealed, notKept }: HeadCounts): string[] {
  const lines = notKept.map(({ sender, count }) => `${NOT_KEPT} ${encodeSender(sender)} ${count}`)
  return [`unsealed ${unsealed.audit} ${unsealed.access}`, ...lines]
}

function encodeSender(sender: string): string {
  return sender === '' ? COMMAND_LINE : encodeURIComponent(sender)
}

const RELEASED = 'rejection-released'
const IMPORTED = 'rejection-imported'
const OF_SENDER = 'rejection-of'

function nameOf(sender: string | null): string {
  if (sender === null) return RELEASED
  return sender === '' ? IMPORTED : `${OF_SENDER} ${encodeURIComponent(sender)}`
}

/** The text of an account's line, which is its leaf in the tree. */
export function printSeal({ voen, bookings, seal }: AccountSeal): string {
  return `account ${voen} ${bookings} ${seal}`
}

/** Reads a head without its signature. @returns null for a text that is no head */
export function parseHead(text: string): Head | null {
  const [first, ...lines] = text.split('\n')
  const format = (FORMATS as readonly (string | undefined)[]).indexOf(first)
  if (format === -1 || lines.pop() !== '') return null
  const words = lines.map(line => line.split(' '))
  const seals = words.filter(([name]) => name === 'account').map(([, ...line]) => parseSeal(line))
  const facts = new Map(words.filter(([name]) => name !== 'account').map(([name, ...values]) => [name, values]))
  const value = (name: string, index = 0) => facts.get(name)?.[index] ?? ''
  const digestOf = (table: string) => ({ rows: Number(value(table)), digest: value(table, 1) })
  const [seal, previous] = [value('audit-chain', 1), value('previous')]
  const head: Head = {
    time: value('time'),
    events: Number(value('events')),
    eventLog: value('events', 1),
    lastArrival: Number(value('last-arrival')),
    accounts: Number(value('accounts')),
    root: value('accounts', 1),
    chain: format < 3 ? 'rows' : 'allocations',
    auditChain: { number: Number(value('audit-chain')), seal: seal === NONE ? '' : seal },
    before: value('before'),
    tables: {
      access_log: digestOf('access_log'),
      audit_log: digestOf('audit_log'),
      rejection: digestOf('rejection'),
      dismissal: digestOf('dismissal'),
    },
    decisions:
      format < 1
        ? null
        : { unaudited: Number(value('unaudited')), rejections: words.flatMap(line => parseRejections(line) ?? []) },
    counts:
      format < 2
        ? null
        : {
            unsealed: { audit: Number(value('unsealed')), access: Number(value('unsealed', 1)) },
            notKept: words.flatMap(line => parseNotKept(line) ?? []),
          },
    previous: previous === NONE ? null : previous,
    seals: seals.length > 0 ? (seals as AccountSeal[]) : null,
  }
  // A head that is read and printed again is the same text, or it was not one.
  return !seals.includes(null) && printHead(head) === text ? head : null
}

function parseRejections([name, ...values]: readonly string[]): RejectionDigest | null {
  const digestOf = ([rows, digest = '']: readonly string[]) => ({ rows: Number(rows), digest })
  if (name === RELEASED) return { sender: null, ...digestOf(values) }
  if (name === IMPORTED) return { sender: '', ...digestOf(values) }
  if (name !== OF_SENDER) return null
  const sender = decode(values[0])
  return sender === null ? null : { sender, ...digestOf(values.slice(1)) }
}

function parseNotKept([name, sender, count]: readonly string[]): NotKeptCount | null {
  if (name !== NOT_KEPT) return null
  const decoded = sender === COMMAND_LINE ? '' : decode(sender)
  return decoded === null ? null : { sender: decoded, count: Number(count) }
}

function decode(text = ''): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

function parseSeal([voen = '', bookings, seal = '']: readonly string[]): AccountSeal | null {
  return isVoen(voen) ? { voen, bookings: Number(bookings), seal } : null
}
