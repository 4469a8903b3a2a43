/** An act of reconciliation: what customs has booked in a period, beside the figures of the trader, until both are closed. */

import type { BooksPosition } from '../books-position.ts'
import type { PlainDate } from '../dates.ts'
import type { Ledger } from '../fund.ts'
import type { Period } from '../period.ts'
import type { Voen } from '../voen.ts'
import type { ActFigures, ActLine, OwnFigures } from './lines.ts'

export interface LedgerFigures {
  readonly ledger: Ledger
  readonly figures: ActFigures
}

/** An act as it was drawn up. Nothing of it changes: what happens to it later are steps. */
export interface Act {
  readonly voen: Voen
  /** Counts the acts of the account, from 1. */
  readonly number: number
  /** The digest of what was asked for: the same request gets the same act. */
  readonly request: string
  readonly period: Period
  /** The day in Baku on which it was drawn up. */
  readonly day: PlainDate
  readonly drawnUpAt: Date
  readonly drawnUpBy: ActPerson
  /** The company's name on that day. */
  readonly company: string
  /** How far the account was booked then. */
  readonly books: BooksPosition
  /** The figures of customs, of all ledgers. */
  readonly ledgers: readonly LedgerFigures[]
}

/** What is done to an act after it was drawn up. */
export type ActStep =
  /** Replaces what the trader stated of the ledger before. */
  | { readonly kind: 'stated'; readonly ledger: Ledger; readonly figures: OwnFigures }
  | ({ readonly kind: 'objected' } & Objected)
  | { readonly kind: 'withdrawn'; readonly objection: number }
  | { readonly kind: 'accepted' | 'rejected'; readonly objection: number; readonly answer: string }
  | { readonly kind: 'agreed' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'cancelled'; readonly reason: string }

export const ACT_STEPS = [
  'stated',
  'objected',
  'withdrawn',
  'accepted',
  'rejected',
  'agreed',
  'closed',
  'cancelled',
] as const satisfies ActStep['kind'][]

export interface Objected {
  /** Counts the objections to the act, from 1. */
  readonly objection: number
  readonly ledger: Ledger
  readonly line: ActLine
  readonly reason: string
  /** The figure that the trader has instead; null when the trader names none. */
  readonly own: bigint | null
  /** The document that shows it, in the trader's words; may be empty. */
  readonly note: string
}

/** A representative of the company. */
export interface ActPerson {
  readonly subject: string
  readonly name: string
}

/** Who took a step: a person of the company, or the administration, which has no subject. */
export interface ActParty {
  readonly subject: string | null
  readonly name: string
}

export interface ActEvent {
  /** Counts the steps of an act, from 1. */
  readonly number: number
  readonly at: Date
  readonly by: ActParty
  readonly step: ActStep
}

export type ActState = 'drawn-up' | 'objected' | 'agreed' | 'closed' | 'cancelled'

/** Nothing follows in such an act. */
export function isOver(state: ActState): boolean {
  return state === 'closed' || state === 'cancelled'
}

export const OBJECTION_STATES = ['open', 'accepted', 'rejected', 'withdrawn'] as const

export type ObjectionState = (typeof OBJECTION_STATES)[number]

export interface Objection extends Objected {
  readonly at: Date
  readonly by: ActParty
  readonly state: ObjectionState
  /** What ended it; null while it is open. */
  readonly ended: { readonly at: Date; readonly by: ActParty; readonly answer: string } | null
}

/** What has become of an act by its steps. */
export interface ActProgress {
  readonly state: ActState
  readonly steps: number
  /** The time of the last step; null before the first. */
  readonly lastAt: Date | null
  readonly own: ReadonlyMap<Ledger, OwnFigures>
  /** The last step that stated the figures of a ledger. */
  readonly statedBy: ReadonlyMap<Ledger, number>
  readonly objections: readonly Objection[]
  /** Null while it is not agreed to. A later figure or objection takes agreement back. */
  readonly agreed: Pick<ActEvent, 'number' | 'at' | 'by'> | null
  readonly closed: Pick<ActEvent, 'at' | 'by'> | null
  readonly cancelled: (Pick<ActEvent, 'at' | 'by'> & { readonly reason: string }) | null
}

export const NO_PROGRESS: ActProgress = {
  state: 'drawn-up',
  steps: 0,
  lastAt: null,
  own: new Map(),
  statedBy: new Map(),
  objections: [],
  agreed: null,
  closed: null,
  cancelled: null,
}

export function progressOf(events: readonly ActEvent[]): ActProgress {
  return events.reduce(after, NO_PROGRESS)
}

function after(before: ActProgress, event: ActEvent): ActProgress {
  const changed = { ...before, ...changeBy(before, event), steps: event.number, lastAt: event.at }
  return { ...changed, state: stateOf(changed) }
}

function changeBy({ own, statedBy, objections }: ActProgress, event: ActEvent): Partial<ActProgress> {
  const { number, at, by, step } = event
  switch (step.kind) {
    case 'stated':
      return {
        own: new Map([...own, [step.ledger, step.figures]]),
        statedBy: new Map([...statedBy, [step.ledger, number]]),
        agreed: null,
      }
    case 'objected': {
      const { kind: _, ...objected } = step
      return { objections: [...objections, { ...objected, at, by, state: 'open', ended: null }], agreed: null }
    }
    case 'agreed':
      return { agreed: { number, at, by } }
    case 'closed':
      return { closed: { at, by } }
    case 'cancelled': {
      // Nobody answers objections to an act that does not count.
      const end = { state: 'withdrawn', ended: { at, by, answer: '' } } as const
      return {
        cancelled: { at, by, reason: step.reason },
        objections: objections.map(one => (isOpen(one) ? { ...one, ...end } : one)),
      }
    }
    default: {
      const ended = { state: step.kind, ended: { at, by, answer: step.kind === 'withdrawn' ? '' : step.answer } }
      return { objections: objections.map(one => (one.objection === step.objection ? { ...one, ...ended } : one)) }
    }
  }
}

function stateOf({ closed, cancelled, agreed, objections }: Omit<ActProgress, 'state'>): ActState {
  if (cancelled) return 'cancelled'
  if (closed) return 'closed'
  if (objections.some(isOpen)) return 'objected'
  return agreed ? 'agreed' : 'drawn-up'
}

export function isOpen({ state }: Objection): boolean {
  return state === 'open'
}
