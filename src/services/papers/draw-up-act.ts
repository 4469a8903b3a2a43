import { createHash } from 'node:crypto'
import type { Act, ActPerson, LedgerFigures } from '../../domain/act/act.ts'
import { isOver, progressOf } from '../../domain/act/act.ts'
import { actFiguresOf } from '../../domain/act/lines.ts'
import type { Actor } from '../../domain/audit.ts'
import type { BooksPosition } from '../../domain/books-position.ts'
import { canonicalJson } from '../../domain/canonical-json.ts'
import type { PlainDate } from '../../domain/dates.ts'
import { LEDGERS } from '../../domain/fund.ts'
import type { Period } from '../../domain/period.ts'
import type { Voen } from '../../domain/voen.ts'
import { appendAuditLines } from '../../store/access/audit-log.ts'
import {
  adapterOf,
  type PaperStore,
  type ReadAccess,
  type Reader,
  type WriteTransaction,
} from '../../store/engine/access.ts'
import { findAccount } from '../../store/ledger/accounts.ts'
import { findActSteps } from '../../store/papers/act-steps.ts'
import { digestAct, findActOfRequest, findActsBefore, insertAct } from '../../store/papers/acts.ts'
import { toAuditLine } from '../audited-change.ts'
import { readMovements } from '../statement/read-movements.ts'
import { findRowWindow } from '../statement/window.ts'

export interface DrawUpRequest {
  readonly voen: Voen
  readonly period: Period
  readonly by: ActPerson
  readonly actor: Actor
  readonly day: PlainDate
  readonly now: Date
}

interface Stores {
  readonly exporter: ReadAccess
  readonly papers: PaperStore
}

/**
 * Draws up an act with what customs has booked in a period up to now. The same period of the same books has one act until
 * this is closed or cancelled, so a form that is sent twice draws up one.
 * @returns null when no such taxpayer is registered
 */
export async function drawUpAct({ exporter, papers }: Stores, request: DrawUpRequest): Promise<Act | null> {
  const { voen, period, by, day, now } = request
  const booked = await exporter.snapshot(voen, tx => readBooked(tx, voen, period))
  if (!booked) return null
  const act = { voen, period, day, drawnUpAt: now, drawnUpBy: by, ...booked }
  return papers.write(voen, trx => saveAct(trx, act, request.actor))
}

/** What the books say of a period, as they stand now. */
export interface Booked {
  readonly company: string
  readonly books: BooksPosition
  readonly ledgers: readonly LedgerFigures[]
}

export async function readBooked(tx: Reader, voen: Voen, period: Period): Promise<Booked | null> {
  const record = await findAccount(tx, voen)
  if (!record) return null
  const { account, bookings, chain, name } = record
  const window = await findRowWindow(tx, voen, period, account.entries)
  const turnoverOf = await readMovements(tx, record, { ledgers: LEDGERS, window })
  const { entries, lastOperationDate } = account
  return {
    company: name,
    books: { bookings, entries, lastOperationDate, seal: chain },
    ledgers: LEDGERS.map(ledger => ({ ledger, figures: actFiguresOf(turnoverOf(ledger)) })),
  }
}

async function saveAct(trx: WriteTransaction, drawn: Omit<Act, 'number' | 'request'>, actor: Actor): Promise<Act> {
  const { voen, period, books, drawnUpAt } = drawn
  for (let over = 0; ; ) {
    const request = digestOf({ period, books, over })
    const before = await findActOfRequest(trx, { voen, request })
    if (before) {
      const { state } = progressOf(await findActSteps(trx, { voen, act: before.number }))
      if (!isOver(state)) return before
      over += 1
      continue
    }
    const [last] = await findActsBefore(trx, { voen, before: Number.MAX_SAFE_INTEGER, limit: 1 })
    const act = { ...drawn, request, number: (last?.number ?? 0) + 1 }
    // Otherwise the same act, or another one, was drawn up at the same time.
    if (!(await insertAct(trx, act))) continue
    await adapterOf(trx).actAtGate(trx)
    const detail = { act: act.number, from: period.from, to: period.to, record: digestAct(act) }
    await appendAuditLines(trx, [toAuditLine({ at: drawnUpAt, action: 'act-drawn-up', actor, voen, detail })])
    return act
  }
}

/** @param asked `over` counts the acts of the same period and books that are closed or cancelled */
function digestOf(asked: { period: Period; books: BooksPosition; over: number }): string {
  return createHash('sha256').update(canonicalJson(asked)).digest('hex')
}
