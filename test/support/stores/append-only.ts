/** Append-only tables, current-state tables, and actions that write rows to each of them. */

import { expect } from 'vitest'
import type { PlainDate } from '../../../src/domain/dates.ts'
import type { Voen } from '../../../src/domain/voen.ts'
import { grantMandate } from '../../../src/services/access/mandates.ts'
import { obeyLogoutOrder, openSession } from '../../../src/services/access/sessions.ts'
import { saveSignInAttempt } from '../../../src/services/access/sign-in.ts'
import { recordExport } from '../../../src/services/access/visits.ts'
import { clearRejections } from '../../../src/services/intake/clear-rejections.ts'
import { deliverEvents } from '../../../src/services/intake/deliver-events.ts'
import { dismissHeldEvent } from '../../../src/services/intake/held.ts'
import { addSenderKey, registerSender } from '../../../src/services/intake/senders.ts'
import { assessed, paidByNumber, paidToCode, registered, TRADER } from '../oracle/events.ts'
import { ACCOUNTANT, anActor, ISSUER, LIMITS } from '../people/access-people.ts'
import { fillOwnBooks, orderDocument, writePapers } from './papers.ts'
import { ask, NOW, type TestStore } from './store.ts'

export const APPEND_ONLY = [
  'event',
  'event_id',
  'rejection',
  'booking',
  'declaration_directory',
  'ledger_entry',
  'allocation',
  'access_log',
  'audit_log',
  'dismissal',
  'rejection_clearing',
  'issued_document',
  'paper_directory',
  'reconciliation_act',
  'reconciliation_step',
] as const
export const CHANGING = [
  'account',
  'declaration',
  'charge',
  'source',
  'assessed',
  'ledger_total',
  'turnover',
  'held_event',
  'log_chain',
  'mandate',
  'session',
  'sign_in_attempt',
  'logout_token',
  'sender',
  'sender_key',
  'rejection_not_kept',
  'open_objection',
  'own_books',
  'own_books_piece',
  'own_books_match',
  'own_books_mapping',
  'document_order',
  'document_order_piece',
] as const

/** Tables of the access store. A delivery reads at most the mandates. */
export const AT_GATE: readonly string[] = [
  'access_log',
  'audit_log',
  'log_chain',
  'mandate',
  'session',
  'sign_in_attempt',
  'logout_token',
  'sender',
  'sender_key',
]

/** Tables of papers. A delivery sees none of them but to read. */
export const OF_PAPERS: readonly string[] = [
  'issued_document',
  'paper_directory',
  'reconciliation_act',
  'reconciliation_step',
]

/**
 * Papers that do not stay: comparisons with own books, which people delete, objections until their answer, and orders
 * of documents.
 */
export const PASSING_PAPERS: readonly string[] = [
  'own_books',
  'own_books_piece',
  'own_books_match',
  'own_books_mapping',
  'open_objection',
  'document_order',
  'document_order_piece',
]

/** Without rows, a refused change would prove nothing. */
export async function fillEveryTable(store: TestStore): Promise<void> {
  const first = registered()
  await store.deliver(
    first,
    paidToCode('142330', '100.00'),
    assessed('A/1', { vat: '30.00', 'customs-fee': '5.00' }),
    paidByNumber('B/2', '1.00'),
    { ...first, name: 'Another name under a taken id' },
  )
  await waitInVain(store)
  await rejectAndClear(store)
  await ask(store.writer, `insert into rejection_not_kept (sender, day, count) values ('hop', '2026-11-22', 1)`)
  const { access } = store
  const actor = anActor(ACCOUNTANT)
  await comeAndLook(store, 'fill')
  await writePapers(store.papers, TRADER, 'fill')
  await fillOwnBooks(store.papers, TRADER)
  await orderDocument(store.papers, TRADER)
  const until = new Date(NOW.getTime() + 60_000)
  await obeyLogoutOrder(access, { id: 'order', until, subject: 'somebody else', providerSession: null }, actor, NOW)
  const attempt = { state: 's', browser: 'b', nonce: 'n', codeVerifier: 'v', returnTo: '/' }
  await saveSignInAttempt(access, attempt, NOW)
  const terms = { from: '2026-01-01' as PlainDate, to: null, balances: true, exports: true }
  await grantMandate(access, { voen: TRADER, broker: '2000000002' as Voen, ...terms }, actor, NOW)
  await registerSender(access, { name: 'hop', types: ['payment.received'], channels: ['hop'], bills: true }, NOW)
  await addSenderKey(access, 'hop', { algorithm: 'ed25519', bytes: new Uint8Array(32) }, NOW)
}

/** Holds an event and dismisses it. */
async function waitInVain(store: TestStore): Promise<void> {
  const { outcomes } = await store.deliver(paidByNumber('NOWHERE', '1.00'))
  const [outcome] = outcomes
  if (outcome?.became !== 'held') throw new Error('It was not held')
  await dismissHeldEvent(store.writer, outcome.arrival, 'There is no such declaration', NOW)
}

/** Clears one sender's rejections and leaves those of others. */
async function rejectAndClear({ writer }: TestStore): Promise<void> {
  await deliverEvents(writer, ['not JSON'], NOW, 'cleared')
  await clearRejections(writer, { sender: 'cleared', before: null, reason: 'Sent again' }, NOW)
}

/** Signs a person in and downloads an export. */
async function comeAndLook({ access }: TestStore, detail: string): Promise<void> {
  const actor = anActor(ACCOUNTANT)
  await openSession(access, {
    signedIn: { person: ACCOUNTANT, issuer: ISSUER, idToken: 'id', providerSession: 'sid' },
    actor,
    replaced: null,
    limits: LIMITS,
    now: NOW,
  })
  const visit = { voen: TRADER, at: NOW, action: 'exported', subject: ACCOUNTANT.subject } as const
  await recordExport(access, { ...visit, name: ACCOUNTANT.name, broker: null, detail }, actor, { detail })
}

/** Adds rows to every append-only table and expects the old rows of one of them to remain. */
export async function expectToTakeNewRows(
  store: TestStore,
  table: string,
  rowsOf: (table: string) => Promise<readonly unknown[]>,
): Promise<void> {
  const before = await rowsOf(table)
  const [number, again] = [`C/${APPEND_ONLY.indexOf(table as never)}`, registered()]
  const { outcomes } = await store.deliver(
    again,
    { ...again, name: `Taken ${table}` },
    assessed(number, { fine: '1.00' }, { id: `new-${table}` }),
  )
  expect(outcomes.map(({ became }) => became)).toEqual(['applied', 'rejected', 'applied'])
  await comeAndLook(store, table)
  await writePapers(store.papers, TRADER, `new ${table}`, 2 + APPEND_ONLY.indexOf(table as never))
  await waitInVain(store)
  await rejectAndClear(store)
  const after = await rowsOf(table)
  expect(after.length).toBeGreaterThan(before.length)
  expect(after).toEqual(expect.arrayContaining([...before]))
}
