import { CUSTOMS_FUNDS, FUNDS, type Fund, LEDGERS, type Ledger } from '../../../src/domain/fund.ts'

/** An event as the oracle reads it. Fields that its type lacks are undefined. */
export interface OracleEvent {
  id: string
  type: string
  /** The day of the event in Baku. */
  date: string
  voen?: string
  name?: string
  declaration?: string
  reference?: string
  charges?: Map<Fund, bigint>
  dueOn?: string
  channel?: string
  paidOn?: string
  amount?: bigint
  code?: string
  fund?: Fund
  /** The id of the held payment that `payment.assigned` gives an owner. */
  payment?: string
  ledger?: Ledger
  from?: Ledger
  to?: Ledger
  /** The whole parsed object with its keys sorted: two events are the same exactly when this text is. */
  content: string
}

type Check = (value: unknown) => boolean

const isText = (value: unknown): value is string => typeof value === 'string'
const matches = (pattern: RegExp) => (value: unknown) => isText(value) && pattern.test(value)
const oneOf = (words: readonly string[]) => (value: unknown) => isText(value) && words.includes(value)
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
/** A lone surrogate has no UTF-8 form, so a text with one can neither be stored nor exported unchanged. */
const characters = (max: number) => (value: unknown) =>
  isText(value) && value.isWellFormed() && [...value].length >= 1 && [...value].length <= max

const isAmount = matches(/^[0-9]{1,13}(\.[0-9]{1,2})?$/)
const isPayment = (value: unknown) => isAmount(value) && toQepik(value as string) > 0n
const isCharges = (value: unknown) =>
  isObject(value) &&
  Object.keys(value).length >= 1 &&
  Object.entries(value).every(([fund, amount]) => oneOf(FUNDS)(fund) && isAmount(amount))

/** Between these ledgers overpayment can be transferred. */
const TRANSFERABLE = ['advance', ...CUSTOMS_FUNDS]

const CHECKS: Record<string, Check> = {
  id: characters(128),
  type: isText,
  occurredAt: value => isText(value) && secondsOf(value) !== undefined,
  voen: matches(/^[0-9]{9}[12]$/),
  declarant: matches(/^[0-9]{9}[12]$/),
  declaration: matches(/^[0-9A-Z/-]{1,40}$/),
  reference: characters(100),
  name: characters(200),
  amount: isPayment,
  charges: isCharges,
  paidOn: value => isText(value) && isDay(value),
  dueOn: value => isText(value) && isDay(value),
  channel: oneOf(['hop', 'bank', 'vat-deposit', 'treasury']),
  code: oneOf(['142330', '802001', '114111']),
  fund: oneOf(CUSTOMS_FUNDS),
  payment: characters(128),
  ledger: oneOf(LEDGERS),
  from: oneOf(TRANSFERABLE),
  to: oneOf(TRANSFERABLE),
}

const FIELDS: Record<string, { needed: string[]; optional?: string[] }> = {
  'taxpayer.registered': { needed: ['voen', 'name'] },
  'declaration.assessed': { needed: ['voen', 'declaration', 'charges'], optional: ['declarant', 'dueOn'] },
  'declaration.amended': { needed: ['voen', 'declaration', 'charges'], optional: ['dueOn'] },
  'declaration.cancelled': { needed: ['voen', 'declaration'] },
  'charge.assessed': { needed: ['voen', 'reference', 'charges'], optional: ['dueOn'] },
  'payment.received': {
    needed: ['channel', 'paidOn', 'amount'],
    optional: ['voen', 'code', 'fund', 'declaration', 'reference'],
  },
  'payment.assigned': { needed: ['voen', 'payment'], optional: ['code', 'fund'] },
  'overpayment.refunded': { needed: ['voen', 'ledger', 'amount', 'paidOn'], optional: ['reference'] },
  'overpayment.transferred': { needed: ['voen', 'from', 'to', 'amount'], optional: ['reference'] },
}

/** Reads one line; undefined when it is malformed. `now` null means a replay, which accepts future dates. */
export function readEvent(line: string, now: Date | null): OracleEvent | undefined {
  const value = parseJson(line)
  if (!isObject(value) || !isText(value.type) || !Object.hasOwn(FIELDS, value.type)) return undefined
  const { needed, optional = [] } = FIELDS[value.type]!
  const must = ['id', 'type', 'occurredAt', ...needed]
  const present = Object.keys(value)
  if (!must.every(field => present.includes(field))) return undefined
  if (!present.every(field => [...must, ...optional].includes(field))) return undefined
  if (!present.every(field => CHECKS[field]!(value[field]))) return undefined
  if (value.type === 'payment.received' && !isPaymentWithTarget(value)) return undefined
  if (value.type === 'payment.assigned' && countTargets(value) !== 1) return undefined
  if (value.type === 'overpayment.transferred' && value.from === value.to) return undefined
  const seconds = secondsOf(value.occurredAt as string)!
  if (now && (value.occurredAt as string).length > 64) return undefined
  if (now && Math.floor(seconds * 1000) > now.getTime() + 24 * 3600 * 1000) return undefined
  return {
    ...(value as object as OracleEvent),
    date: dayInBaku(seconds),
    ...(isText(value.amount) && { amount: toQepik(value.amount) }),
    ...(isObject(value.charges) && { charges: chargesOf(value.charges as Record<string, string>) }),
    content: contentOf(value),
  }
}

/** The content of a line with sorted keys. A line that is not JSON is its own content. */
export function contentOfLine(line: string): string {
  const value = parseJson(line)
  return value === undefined ? line : contentOf(value)
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function contentOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(contentOf).join()}]`
  if (!isObject(value)) return JSON.stringify(value)
  const pairs = Object.keys(value).map(key => `${JSON.stringify(key)}:${contentOf(value[key])}`)
  return `{${pairs.sort().join()}}`
}

function countTargets(value: Record<string, unknown>): number {
  return ['code', 'fund', 'declaration'].filter(target => target in value).length
}

function isPaymentWithTarget(value: Record<string, unknown>): boolean {
  if (countTargets(value) !== 1) return false
  if ('declaration' in value) return value.channel === 'hop'
  if ('fund' in value && !('voen' in value)) return false
  return goesWithChannel(value.channel, value.fund)
}

/** "Channel `vat-deposit` with target `fund` `vat` only." @param fund undefined when the target is a code */
export function goesWithChannel(channel: unknown, fund: unknown): boolean {
  return channel !== 'vat-deposit' || fund === 'vat'
}

/** "7.5" is 750 qəpik. */
function toQepik(text: string): bigint {
  const [manat = '', fraction = ''] = text.split('.')
  return BigInt(manat) * 100n + BigInt(fraction.padEnd(2, '0'))
}

function chargesOf(charges: Record<string, string>): Map<Fund, bigint> {
  const listed = FUNDS.filter(fund => charges[fund] !== undefined)
  return new Map(listed.map(fund => [fund, toQepik(charges[fund]!)]))
}

/** A real day of the Gregorian calendar, years 0001 to 9999. */
function isDay(text: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) || text.startsWith('0000')) return false
  const midnight = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text)
}

/** Seconds since 1970 of an RFC 3339 instant, whole milliseconds; a leap second is the end of the second before it. */
function secondsOf(text: string): number | undefined {
  const form = /^(.{10})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$/.exec(text)
  if (!form) return undefined
  const [, day, hour, minute, second, fraction = '', zone] = form as unknown as string[]
  if (!isDay(day!) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined
  const [offsetHours, offsetMinutes] = /[Zz]/.test(zone!) ? [0, 0] : zone!.slice(1).split(':').map(Number)
  if (offsetHours! > 23 || offsetMinutes! > 59) return undefined
  const offset = (offsetHours! * 60 + offsetMinutes!) * 60 * (zone!.startsWith('-') ? -1 : 1)
  const midnight = Date.parse(`${day}T00:00:00Z`) / 1000
  const seconds = midnight + Number(hour) * 3600 + Number(minute) * 60 + Math.min(Number(second), 59) - offset
  if (second !== '60') return seconds + Number(fraction.slice(1, 4).padEnd(3, '0')) / 1000
  const endOfUtcDay = ((seconds % 86400) + 86400) % 86400 === 86399
  return endOfUtcDay ? seconds + 0.999 : undefined
}

const inBaku = new Intl.DateTimeFormat('en', {
  timeZone: 'Asia/Baku',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

function dayInBaku(seconds: number): string {
  const parts = Object.fromEntries(inBaku.formatToParts(seconds * 1000).map(part => [part.type, part.value]))
  return `${parts.year!.padStart(4, '0')}-${parts.month}-${parts.day}`
}
