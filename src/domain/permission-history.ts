/** What the audit log says about mandates, senders and their keys. */
import type { AuditedLine } from './audit.ts'

type Values = Readonly<Record<string, string | number | boolean | null>>

/** The last mandate, sender and key of each name that the log grants, in the order of writing. */
export class PermissionHistory {
  /** By `VÖEN broker`. */
  readonly mandates = new Map<string, Values>()
  /** By name. */
  readonly senders = new Map<string, Values>()
  /** By `sender id`. */
  readonly keys = new Map<string, Values>()

  apply({ at, action, subject, voen, detail }: AuditedLine): void {
    switch (action) {
      case 'mandate-granted':
      case 'mandate-changed':
      case 'mandate-withdrawn': {
        const withdrawn = action === 'mandate-withdrawn'
        const change = { withdrawn, changedBy: subject, changedAt: at }
        this.mandates.set(`${voen} ${detail.broker}`, { voen, ...detail, ...change })
        break
      }
      case 'sender-registered':
        this.senders.set(`${detail.name}`, { ...detail, registeredAt: at })
        break
      case 'sender-changed':
        this.senders.set(`${detail.name}`, {
          ...detail,
          registeredAt: this.senders.get(`${detail.name}`)?.registeredAt ?? at,
        })
        break
      case 'sender-key-added':
        this.keys.set(`${detail.name} ${detail.key}`, { ...detail, madeAt: at, digest: detail.key ?? null })
        break
      case 'sender-key-removed':
        this.keys.delete(`${detail.name} ${detail.key}`)
        break
      case 'sender-removed':
        this.senders.delete(`${detail.name}`)
        for (const [key, { name }] of this.keys) if (name === detail.name) this.keys.delete(key)
        break
    }
  }
}
