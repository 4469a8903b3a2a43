/** The audit log's record of the decisions of operators: dismissed events and cleared rejections. */
import type { AuditEntry, AuditedLine } from './audit.ts'
import { type PlainDate, startInBaku } from './dates.ts'

/** An audited clearing, as the store keeps it. */
export interface AuditedClearing {
  readonly id: string
  /** '' for the command line; null for every sender. */
  readonly sender: string | null
  /** Exclusive. */
  readonly rejectedBefore: string
  readonly reason: string
  readonly rejections: number
  readonly notKept: number
  readonly clearedAt: string
}

/** An audited dismissal, as the store keeps it. */
export interface AuditedDismissal {
  /** '' when the event names no account. */
  readonly voen: string
  readonly arrival: number
  readonly reason: string
  readonly dismissedAt: string
}

/** The name of the command line among senders. */
export const COMMAND_LINE = '-'

/** A clearing's audit line says this. `before` is null for everything up to its time. */
export function detailOfClearing(clearing: AuditedClearing, before: PlainDate | null): AuditEntry['detail'] {
  const { id, sender, rejections, notKept, reason } = clearing
  return { id, sender: sender === '' ? COMMAND_LINE : sender, before, rejections, notKept, reason }
}

/** The end of what a clearing covers, which is exclusive. */
export function endOfClearing(before: PlainDate | null, now: Date): string {
  return (before ? startInBaku(before) : new Date(now.getTime() + 1)).toISOString()
}

/** Names sort as the keys of the rows do. */
export function nameOfDismissal({ voen, arrival }: Pick<AuditedDismissal, 'voen' | 'arrival'>): string {
  return `${voen} ${String(arrival).padStart(16, '0')}`
}

/** The decisions that the log has, in the order of writing. */
export class DecisionHistory {
  /** By id. */
  readonly clearings = new Map<string, AuditedClearing>()
  /** By `nameOfDismissal`. */
  readonly dismissals = new Map<string, AuditedDismissal>()

  apply({ at, action, voen, detail }: AuditedLine): void {
    const reason = String(detail.reason)
    if (action === 'event-dismissed') {
      const arrival = Number(detail.arrival)
      const dismissal = { voen: voen ?? '', arrival, reason, dismissedAt: at }
      this.dismissals.set(nameOfDismissal(dismissal), dismissal)
    }
    if (action === 'rejections-cleared') {
      const [id, sender] = [String(detail.id), detail.sender as string | null]
      this.clearings.set(id, {
        id,
        sender: sender === COMMAND_LINE ? '' : sender,
        rejectedBefore: endOfClearing(detail.before as PlainDate | null, new Date(at)),
        reason,
        rejections: Number(detail.rejections),
        notKept: Number(detail.notKept),
        clearedAt: at,
      })
    }
  }
}
