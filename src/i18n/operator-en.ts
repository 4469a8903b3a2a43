/** Sentences for operators: what is wrong with an event, on the command line and in answers to senders. */
import { CUSTOMS_FUNDS, FUNDS } from '../domain/fund.ts'
import { CHANNELS, PAYMENT_CODES } from '../domain/operation-type.ts'
import type { Problem } from '../domain/problem.ts'
import type { Wait } from '../domain/verdict.ts'

/** What a field must be, by the last part of its path. */
const REQUIREMENTS: Readonly<Record<string, string>> = {
  id: '1 to 128 characters',
  type: 'one of the event types of the contract',
  occurredAt: 'an RFC 3339 instant with an offset, such as 2026-03-01T09:00:00+04:00',
  voen: 'ten digits, the last 1 or 2',
  declarant: 'ten digits, the last 1 or 2',
  declaration: '1 to 40 of the characters 0-9, A-Z, / and -',
  reference: '1 to 100 characters',
  name: '1 to 200 characters',
  amount: 'a string of up to 13 digits with up to two decimal places, such as "1234.50"',
  charges: 'an object with at least one fund and its amount',
  paidOn: 'a real date, YYYY-MM-DD',
  channel: `one of ${CHANNELS.join(', ')}`,
  code: `one of ${PAYMENT_CODES.map(code => `"${code}"`).join(', ')}`,
  fund: `one of ${CUSTOMS_FUNDS.join(', ')}`,
}

const REASONS: Readonly<Record<string, (field: string) => string>> = {
  'not-json': () => 'the line is not JSON',
  'not-utf8': () => 'the line is not UTF-8',
  'not-an-object': () => 'the line is not a JSON object',
  'too-long': () => 'the line is longer than 1 MiB',
  missing: field => `${field} is missing; it must be ${requirement(field)}`,
  'unknown-field': field => `${field} is not a field of this event`,
  malformed: field => `${field} must be ${requirement(field)}`,
  'in-the-future': field => `${field} is more than 24 hours ahead of the clock`,
  'no-charges': field => `${field} must name at least one fund`,
  'not-positive': field => `${field} must be more than 0`,
  'one-target': () => 'a payment must name exactly one of code, fund and declaration',
  'target-channel': () => 'a declaration is paid through hop only, and vat-deposit pays the fund vat only',
  'id-taken': () => 'an event with this id and other content was accepted before',
  'declaration-assessed-before': () => 'a declaration with this number was assessed before',
  'declaration-of-another': () => 'the declaration belongs to another taxpayer',
  'declaration-cancelled': () => 'the declaration is cancelled, which is final',
  'total-too-large': () => 'a total of the account would become larger than can be kept exactly',
}

function requirement(field: string): string {
  const name = field.split('.').at(-1)!
  return REQUIREMENTS[(FUNDS as readonly string[]).includes(name) ? 'amount' : name] ?? 'as the contract says'
}

/** Why something was rejected, as one clause without a full stop. */
export function explain(problems: readonly Problem[]): string {
  return problems.map(({ code, field }) => REASONS[code]?.(field ?? 'the event') ?? code).join('; ')
}

/** What a held event waits for. */
export function explainWait({ for: awaited, key }: Wait): string {
  return awaited === 'taxpayer' ? `the registration of taxpayer ${key}` : `the assessment of declaration ${key}`
}

const SENDER_REASONS: Readonly<Record<string, (name: string) => string>> = {
  'unknown-sender': name => `nobody is registered as "${name}"; add-sender registers a sender`,
  'too-many-keys': name => `"${name}" has two keys already; remove-key removes one that is no longer used`,
}

/** Why a sender's keys stay as they are. */
export function explainSenderRefusal(code: string, name: string): string {
  return SENDER_REASONS[code]?.(name) ?? code
}
