/** What the audit log says about the sessions that are open. */
import type { AuditedLine } from './audit.ts'

/** A sign-in whose session has not ended. */
export interface AuditedSession {
  readonly handle: string
  readonly subject: string | null
  readonly openedAt: string
  /** The digest of the session as it was stored; null for sign-ins from before the log had it. */
  readonly content: string | null
}

/** The sessions that the log opens and does not end, in the order of writing. Sessions that time out have no line. */
export class SessionHistory {
  /** By handle. */
  readonly open = new Map<string, AuditedSession>()
  /** Of the millions of sign-ins only those of these handles are remembered. */
  readonly #handles: { has(handle: string): boolean }

  constructor(handles: { has(handle: string): boolean }) {
    this.#handles = handles
  }

  apply({ at, action, subject, session: handle, detail }: AuditedLine): void {
    switch (action) {
      case 'sign-in':
        this.open.delete(`${detail.replaced}`)
        if (handle === null || !this.#handles.has(handle)) break
        this.open.set(handle, { handle, subject, openedAt: at, content: (detail.digest as string | undefined) ?? null })
        break
      case 'sign-out':
      case 'session-ended':
        this.open.delete(`${detail.session}`)
        break
      case 'provider-sign-out':
        for (const ended of `${detail.ended ?? ''}`.split(',')) this.open.delete(ended)
        break
    }
  }
}
