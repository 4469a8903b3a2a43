/** Messages for operators: on the command line, and in the answers of the intake to senders. */

import type { Wait } from '../domain/decision.ts'
import { CUSTOMS_FUNDS, FUNDS, LEDGERS, TRANSFER_LEDGERS } from '../domain/fund.ts'
import { CHANNELS, PAYMENT_CODES } from '../domain/operation-type.ts'
import type { Problem } from '../domain/problem.ts'

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
  dueOn: 'a real date, YYYY-MM-DD',
  payment: 'the id of a held payment, 1 to 128 characters',
  ledger: `one of ${LEDGERS.join(', ')}`,
  from: `one of ${TRANSFER_LEDGERS.join(', ')}`,
  to: `one of ${TRANSFER_LEDGERS.join(', ')}`,
  channel: `one of ${CHANNELS.join(', ')}`,
  code: `one of ${PAYMENT_CODES.map(code => `"${code}"`).join(', ')}`,
  fund: `one of ${CUSTOMS_FUNDS.join(', ')}`,
}

const REASONS: Readonly<Record<string, (field: string) => string>> = {
  'not-json': () => 'the line is not JSON',
  'not-utf8': () => 'the line is not UTF-8',
  'not-an-object': () => 'the line is not a JSON object',
  'too-long': () => 'the line is longer than 64 KiB',
  'too-deep': () => 'the line has more than 16 levels of arrays and objects; an event has two',
  missing: field => `${field} is missing; it must be ${requirement(field)}`,
  'unknown-field': field => `${field} is not a field of this event`,
  malformed: field => `${field} must be ${requirement(field)}`,
  'in-the-future': field => `${field} is more than 24 hours in the future`,
  'no-charges': field => `${field} must name at least one fund`,
  'not-positive': field => `${field} must be greater than 0`,
  'one-target': () =>
    'a payment must name exactly one of code, fund and declaration, an assignment one of code and fund',
  'target-channel': () => 'only the channel hop pays a declaration, and the channel vat-deposit pays only the fund vat',
  'same-ledger': field => `${field} must be another ledger than the one that the money leaves`,
  'id-taken': () => 'an event with this id and different content was already accepted',
  'declaration-assessed-before': () => 'a declaration with this number is already assessed',
  'declaration-of-another': () => 'the declaration belongs to another taxpayer',
  'declaration-cancelled': () => 'the declaration is cancelled, which is final',
  'payment-not-held': () => 'no payment with this id is held',
  'target-not-allowed': () => 'money from the VAT deposit account can only be assigned to the fund vat',
  'not-enough-overpayment': () => 'the ledger has less overpayment than this',
  'total-too-large': () => 'a total of the account would become too large to store exactly',
}

function requirement(field: string): string {
  const name = field.split('.').at(-1)!
  return REQUIREMENTS[(FUNDS as readonly string[]).includes(name) ? 'amount' : name] ?? 'as the contract defines'
}

/** @returns the reasons in one clause without a full stop */
export function explain(problems: readonly Problem[]): string {
  return problems.map(({ code, field }) => REASONS[code]?.(field ?? 'the event') ?? code).join('; ')
}

/** @param isSet whether there is a SECRETS_KEY at all */
export function explainUnreadableSecrets(senders: readonly string[], isSet: boolean): string {
  const fault = isSet ? 'SECRETS_KEY is not the key that encrypted' : 'SECRETS_KEY is not set, but a key encrypted'
  return `${fault} the secrets of ${senders.join(', ')}; set that key, or replace theirs with add-key and remove-key`
}

/** @returns a sentence about the schema of a store that an earlier version made */
export function explainUpgrade(changes: readonly string[]): string {
  return `An earlier version made this store. Its schema is being upgraded (${changes.join(', ')}); this can take a while.`
}

export const UPGRADED = 'The schema of the store is up to date.'

export function explainWait({ for: awaited, key }: Wait): string {
  return AWAITED[awaited](key)
}

const AWAITED: Readonly<Record<Wait['for'], (key: string) => string>> = {
  taxpayer: key => `the registration of taxpayer ${key}`,
  declaration: key => `the assessment of declaration ${key}`,
  assignment: () => 'its assignment: the payer could not be told',
}

const SENDER_REASONS: Readonly<Record<string, (name: string) => string>> = {
  'unknown-sender': name => `no sender is registered as "${name}"; add-sender registers one`,
  'too-many-keys': name => `"${name}" already has two keys; remove-key revokes one that is no longer used`,
}

export function explainSenderRefusal(code: string, name: string): string {
  return SENDER_REASONS[code]?.(name) ?? code
}

/** @returns a clause without a full stop */
export function explainClockJump(now: Date, lastReceipt: Date): string {
  return `the clock of this server says ${now.toISOString()}, but the last event was received at ${lastReceipt.toISOString()}`
}

export const CLOCK_REMEDY = 'set the clock, or confirm it with accept-clock'

/** What an operator does about a fault of the store, after its sentence. */
export const STORE_FAULT_REMEDIES = {
  unreachable: 'committed work is kept, run the command again',
  locked: 'committed work is kept, end the other program and run the command again',
  full: 'committed work is kept, make room and run the command again',
  'read-only': 'make it writable, or copy it to where it can be written',
  failing: 'committed work is kept, check the disk and then verify the store',
  damaged: 'keep it as it is and restore a backup',
  replaced: 'committed work is in the file that was moved, run the command again',
} as const

/** An operator's remedy for a backup that cannot be restored, after its sentence. */
export const BACKUP_FAULT_REMEDIES = {
  ...STORE_FAULT_REMEDIES,
  'read-only': 'let this user read it',
  failing: 'check the disk, or take another backup',
  damaged: 'this backup is damaged, take another one',
} as const

/** An operator's remedy for a store that a running server has lost. */
export const SERVER_FAULT_REMEDIES = {
  unreachable: 'bring the store back; the server then goes on by itself',
  locked: 'end the other program; the server then goes on by itself',
  full: 'make room; the server then goes on by itself',
  'read-only': 'make the file, its folder and its disk writable; the server then goes on by itself',
  failing: 'stop the server, check the disk, and run verify',
  damaged: 'stop the server, keep the files as they are, and restore a backup',
  replaced:
    'restart the server without kill -9, and run verify; stop it before you move, remove or restore a file of the store',
} as const

const PORT_REASONS: Readonly<Record<string, (port: number, setting: string) => string>> = {
  EADDRINUSE: (port, setting) =>
    `port ${port} is in use; set ${setting} to a free port, or end the program that uses it (ss -ltnp names it)`,
  EACCES: (port, setting) => `this user may not use port ${port}; set ${setting} to a port from 1024 on`,
}

/**
 * @param settings the names of the two settings
 * @param error of the system
 * @returns why the server cannot listen, in one clause without a full stop
 */
export function explainListening(
  settings: { readonly host: string; readonly port: string },
  port: number,
  error: NodeJS.ErrnoException,
): string {
  const explain = PORT_REASONS[error.code ?? '']
  return explain?.(port, settings.port) ?? `${error.message}; set ${settings.host} and ${settings.port}`
}

/** Note 1 of the guide: after an amendment only the advance may pay the difference. */
export const NOT_PAYABLE_BY_NUMBER =
  'This debt results from an amendment of the declaration. It cannot be paid by declaration number, only by VÖEN to code 142330.'

const UNPACK = 'unpack it, and import the NDJSON file in it'
const ONE_A_LINE = 'write one event a line'
const NOT_A_FORMAT = 'import reads events, one JSON object a line'

/** What a file without events is, and what to do. */
export const FOREIGN_FILES = {
  zip: `it is a zip archive; ${UNPACK}`,
  spreadsheet: `it is a spreadsheet or another office file; ${NOT_A_FORMAT}`,
  gzip: `it is compressed twice; ${UNPACK}`,
  xz: `it is compressed with xz; ${UNPACK}`,
  bzip2: `it is compressed with bzip2; ${UNPACK}`,
  zstd: `it is compressed with zstd; ${UNPACK}`,
  '7z': `it is a 7z archive; ${UNPACK}`,
  tar: `it is a tar archive; ${UNPACK}`,
  pdf: `it is a PDF; ${NOT_A_FORMAT}`,
  sqlite: 'it is an SQLite file; copy takes the events of another store',
  'old-office': `it is an old office file; ${NOT_A_FORMAT}`,
  'utf-16': 'it is text in UTF-16; save it as UTF-8',
  html: `it is a web page; ${NOT_A_FORMAT}`,
  xml: `it is XML; ${NOT_A_FORMAT}`,
  mt940: `it is a bank statement (MT940); ${NOT_A_FORMAT}`,
  '1c': `it is a 1C bank exchange file; ${NOT_A_FORMAT}`,
  'json-array': `it is a JSON array; ${ONE_A_LINE}, for example with jq -c '.[]'`,
  'json-indented': `its JSON spreads over several lines; ${ONE_A_LINE}, for example with jq -c .`,
  'json-not-utf-8': 'its JSON is not in UTF-8; save it as UTF-8, for example with iconv -f WINDOWS-1254 -t UTF-8',
  csv: `it is a table with separators (CSV); ${NOT_A_FORMAT}`,
  binary: `it is no text; ${NOT_A_FORMAT}`,
  text: `none of its first lines is a JSON object; ${NOT_A_FORMAT}`,
} as const

/** Why the intake refuses a whole request, by problem code. Titles for a status alone are the phrases of RFC 9110. */
export const INTAKE_REFUSALS = {
  'signature-missing': [
    'Signature missing',
    'Sign the request with the headers webhook-sender, webhook-id, webhook-timestamp and webhook-signature.',
  ],
  'signature-malformed': [
    'Signature malformed',
    'webhook-id must be 1 to 256 printable ASCII characters without a full stop, webhook-timestamp whole seconds since 1970, and webhook-signature at most 2 signatures.',
  ],
  'timestamp-out-of-range': [
    'Timestamp out of range',
    'webhook-timestamp differs from the clock of the server by more than 5 minutes. Sign each attempt again, and set your clock.',
  ],
  'signature-wrong': [
    'Signature wrong',
    'The sender is not registered, or none of its keys made this signature for these bytes.',
  ],
  'too-many-wrong-signatures': [
    'Too many requests',
    'Too many requests with a wrong signature came from your address. Retry the same request later, or send at most 64 KiB with content-length.',
  ],
  'too-many-bytes': ['Content too large', 'A request may be up to 8 MiB as sent. Send fewer events at a time.'],
  'too-many-unpacked-bytes': [
    'Content too large',
    'A body may be up to 16 MiB after decompression. Send fewer events at a time.',
  ],
  'too-many-events': ['Too many events', 'A request may hold up to 50,000 events. Send fewer at a time.'],
  'too-busy': ['Service unavailable', 'The server is receiving too much at once. Retry the same request later.'],
  'too-slow': ['Request timeout', 'The body stopped arriving for 10 seconds. Send the same request again.'],
  'not-whole': ['Incomplete body', 'The connection closed before the whole body was received.'],
  'not-gzip': ['Malformed gzip', 'content-encoding is gzip, but the body is not a complete gzip stream.'],
  'unknown-encoding': ['Unsupported content encoding', 'content-encoding must be gzip or identity.'],
  'unknown-type': [
    'Unsupported media type',
    'content-type must be application/json or application/x-ndjson, in UTF-8.',
  ],
  empty: ['Empty body', 'The body has no event.'],
  'not-utf8': ['Malformed UTF-8', 'The body is not UTF-8.'],
  'not-json': ['Malformed JSON', 'The body is not JSON.'],
  'no-event': ['Not an event', 'The body must be a JSON object or an array of JSON objects.'],
  'no-bills': ['Not registered for bills', 'This sender may not query what is to be paid.'],
  'no-objections': ['Not registered for objections', 'This sender may neither read nor answer objections.'],
  'malformed-cursor': ['Malformed place', 'after must be what the answer before said as next.'],
  'malformed-answer': [
    'Malformed answer',
    'Send a JSON object with objection, decision (accepted or rejected), answer of 1 to 500 characters, and if you like officer.',
  ],
  'unknown-objection': ['Unknown objection', 'There is no such objection; the list has those that wait for an answer.'],
  'objection-ended': [
    'Not waiting any more',
    'The objection was answered or withdrawn before, or the company has cancelled its act.',
  ],
  'one-parameter': ['One parameter required', 'Set exactly one of the parameters voen and declaration.'],
  'malformed-voen': ['Malformed VÖEN', 'voen must be ten digits, the last 1 or 2.'],
  'malformed-declaration': [
    'Malformed declaration number',
    'declaration must be 1 to 40 of the characters 0-9, A-Z, / and -.',
  ],
  'unknown-voen': ['Unknown taxpayer', 'No taxpayer is registered with this VÖEN.'],
  'unknown-declaration': ['Unknown declaration', 'No declaration is assessed with this number.'],
  'unknown-address': ['Not found', 'Nothing exists at this URL. See /intake/v1/openapi.json.'],
  'other-method': ['Method not allowed', 'See the Allow header for the methods this URL accepts.'],
  unreachable: ['Service unavailable', 'The store cannot be reached. Retry the same request later.'],
  unwritable: [
    'Service unavailable',
    'The store cannot be written at the moment, and nothing that is not yet answered is kept. Retry the same request later.',
  ],
  clock: [
    'Service unavailable',
    'The clock of the server may be wrong, so it accepts no events. Retry the same request later, and tell the operator.',
  ],
  failed: ['Internal server error', 'Retry the same request. If it fails again, report x-request-id.'],
} as const satisfies Readonly<Record<string, readonly [title: string, detail: string]>>

export function explainForbidden(event: {
  number: number
  id: string | null
  type: string
  channel: string | null
}): string {
  const which = `Event ${event.number}${event.id === null ? '' : ` (${event.id})`}`
  const what = event.channel === null ? event.type : `${event.type} through ${event.channel}`
  return `${which} is ${what}, for which this sender is not registered. No event of the request was accepted.`
}
