/** Sentences for operators: what is wrong with an event, on the command line and in answers to senders. */

import type { Wait } from '../domain/decision.ts'
import { CUSTOMS_FUNDS, FUNDS } from '../domain/fund.ts'
import { CHANNELS, PAYMENT_CODES } from '../domain/operation-type.ts'
import type { Problem } from '../domain/problem.ts'

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

/** Why HÖP is not asked for all that is open of a declaration (note 1 of the guide). */
export const NOT_PAYABLE_BY_NUMBER =
  'This debt was born of an amendment of the declaration; it cannot be paid by the number of the declaration, only by VÖEN to code 142330.'

/** Why the intake refuses a whole request: by what is stable for programs, a heading and a sentence for people. */
export const INTAKE_REFUSALS = {
  'signature-missing': [
    'Signature missing',
    'Sign the request: it needs the headers webhook-sender, webhook-id, webhook-timestamp and webhook-signature.',
  ],
  'signature-malformed': [
    'Signature malformed',
    'webhook-id must be 1 to 256 printable ASCII characters without a full stop, webhook-timestamp whole seconds since 1970, and webhook-signature at most 8 signatures.',
  ],
  'timestamp-out-of-range': [
    'Timestamp out of range',
    'webhook-timestamp is more than 5 minutes from our clock: sign anew for each attempt, and set your clock.',
  ],
  'signature-wrong': [
    'Signature wrong',
    'No sender is registered by this name whose key made this signature over these bytes.',
  ],
  'too-many-bytes': ['Body too large', 'A request may have 8 MiB as it is sent: send fewer events at a time.'],
  'too-many-unpacked-bytes': ['Body too large', 'A body may unpack to 64 MiB: send fewer events at a time.'],
  'too-many-events': ['Too many events', 'A request may bring 50,000 events: send fewer at a time.'],
  'too-busy': ['Too much at once', 'Too much is being sent at this moment: send the same again in a while.'],
  'not-whole': ['Body not whole', 'The body ended before its end.'],
  'not-gzip': ['Body not gzip', 'The body is not whole gzip, though its content-encoding says so.'],
  'unknown-encoding': ['Encoding unknown', 'content-encoding must be gzip or identity.'],
  'unknown-type': ['Type unknown', 'content-type must be application/json or application/x-ndjson, in UTF-8.'],
  empty: ['Body empty', 'The body holds no event.'],
  'not-utf8': ['Body not UTF-8', 'The body is not UTF-8.'],
  'not-json': ['Body not JSON', 'The body is not JSON.'],
  'no-event': ['Body no event', 'The body must be a JSON object, or an array of them.'],
  'no-bills': ['Not registered for bills', 'This sender is not registered to ask what there is to pay.'],
  'one-parameter': ['One parameter', 'Ask with exactly one of voen and declaration.'],
  'malformed-voen': ['VÖEN malformed', 'voen must be ten digits, the last 1 or 2.'],
  'malformed-declaration': ['Number malformed', 'declaration must be 1 to 40 of the characters 0-9, A-Z, / and -.'],
  'unknown-voen': ['Taxpayer unknown', 'No taxpayer is registered with this VÖEN.'],
  'unknown-declaration': ['Declaration unknown', 'No declaration was assessed with this number.'],
  'unknown-address': ['Nothing here', 'There is nothing at this address; see /intake/v1/openapi.json.'],
  'other-method': ['Other method', 'This address does not answer this method; see the header allow.'],
  unreachable: ['Store unreachable', 'The store cannot be reached now: send the same again in a while.'],
  failed: ['Failed', 'Something of ours failed: send the same again, and mention x-request-id if it goes on.'],
} as const satisfies Readonly<Record<string, readonly [title: string, detail: string]>>

/** Which event of a request its sender is not registered for. */
export function explainForbidden(event: {
  number: number
  id: string | null
  type: string
  channel: string | null
}): string {
  const which = `Event ${event.number}${event.id === null ? '' : ` (${event.id})`}`
  const what = event.channel === null ? event.type : `${event.type} through ${event.channel}`
  return `${which} is ${what}, for which this sender is not registered. Nothing of the request was taken.`
}
