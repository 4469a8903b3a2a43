/** An act as the subject of a document: what people said of it. The figures of customs are made from the books again. */
import type { Ledger } from '../fund.ts'
import type { Period } from '../period.ts'
import type { ActState, ObjectionState } from './act.ts'
import type { ActRecord } from './compared.ts'
import type { ActLine, OwnFigures } from './lines.ts'

interface Signed {
  readonly at: string
  readonly name: string
}

export interface ActSubject extends Period {
  readonly kind: 'act'
  readonly act: number
  /** The last row of the account when the act was drawn up. */
  readonly upTo: number
  readonly state: ActState
  readonly drawnUp: Signed
  /** In qəpik, as text: sums can exceed 2^53. */
  readonly own: readonly { readonly ledger: Ledger; readonly figures: Readonly<Record<string, string>> }[]
  readonly objections: readonly {
    readonly ledger: Ledger
    readonly line: ActLine
    /** In qəpik, as text; null when the company names none. */
    readonly own: string | null
    readonly reason: string
    readonly note: string
    readonly state: ObjectionState
    readonly answer: string
  }[]
  readonly agreed: Signed | null
  readonly closed: Signed | null
  readonly cancelled: (Signed & { readonly reason: string }) | null
}

export function subjectOfAct({ act, progress }: ActRecord): ActSubject {
  const signed = (done: { at: Date; by: { name: string } } | null) =>
    done && { at: done.at.toISOString(), name: done.by.name }
  return {
    ...{ kind: 'act', act: act.number, ...act.period, upTo: act.books.entries, state: progress.state },
    drawnUp: { at: act.drawnUpAt.toISOString(), name: act.drawnUpBy.name },
    own: [...progress.own].map(([ledger, figures]) => ({
      ledger,
      figures: Object.fromEntries(Object.entries(figures).map(([line, figure]) => [line, String(figure)])),
    })),
    objections: progress.objections.map(({ ledger, line, own, reason, note, state, ended }) => {
      return { ledger, line, own: own === null ? null : String(own), reason, note, state, answer: ended?.answer ?? '' }
    }),
    agreed: signed(progress.agreed),
    closed: signed(progress.closed),
    cancelled: progress.cancelled && { ...signed(progress.cancelled)!, reason: progress.cancelled.reason },
  }
}

/** What the company has stated, by ledger. */
export function ownFiguresIn({ own }: ActSubject): ReadonlyMap<Ledger, OwnFigures> {
  return new Map(
    own.map(({ ledger, figures }) => [
      ledger,
      Object.fromEntries(Object.entries(figures).map(([line, figure]) => [line, BigInt(figure)])) as OwnFigures,
    ]),
  )
}
