import { OracleAccount, Overflow } from './oracle-account.ts'
import { contentOfLine, type OracleEvent, readEvent } from './oracle-contract.ts'

export type Outcome = 'applied' | 'duplicate' | 'held' | 'rejected'
export type Counts = Record<Outcome, number>

interface LogEntry {
  event: OracleEvent
  line: string
  became: 'applied' | 'held' | 'rejected'
}

/**
 * The intake again, in memory, written from the specification alone (src/domain/README.md): slow, naive and meant to be
 * obviously right. Tests compare the real one with it.
 */
export class Oracle {
  readonly accounts = new Map<string, OracleAccount>()
  /** Accepted events in order of arrival, with their outcomes. */
  readonly log = new Map<string, LogEntry>()
  /** Contents of the lines rejected on arrival or when released; each once. */
  readonly rejected = new Set<string>()
  readonly #declarations = new Map<string, string>()
  readonly #events = new Map<OracleAccount, OracleEvent[]>()

  /** Delivers lines. @returns the outcome of each at the end; null for a blank line, which is only counted */
  deliver(lines: readonly string[], now: Date | null): (Outcome | null)[] {
    const answers = lines.map(line => {
      if (/^[ \t\r]*$/.test(line)) return null
      const event = readEvent(line, now)
      return { id: event?.id, outcome: event ? this.#accept(event, line) : this.#reject(line) }
    })
    return answers.map(answer =>
      answer?.outcome === 'held' ? this.log.get(answer.id!)!.became : (answer?.outcome ?? null),
    )
  }

  import(lines: readonly string[], now: Date | null): Counts {
    return countsOf(this.deliver(lines, now))
  }

  /** Ids of the held events in order of arrival. */
  get held(): string[] {
    return [...this.log].filter(([, entry]) => entry.became === 'held').map(([id]) => id)
  }

  get voens(): string[] {
    return [...this.accounts.keys()].sort()
  }

  #accept(event: OracleEvent, line: string): Outcome {
    const known = this.log.get(event.id)
    if (known) return known.event.content === event.content ? 'duplicate' : this.#reject(line)
    if (this.#waits(event)) {
      this.log.set(event.id, { event, line, became: 'held' })
      return 'held'
    }
    if (!this.#book(event)) return this.#reject(line)
    this.log.set(event.id, { event, line, became: 'applied' })
    this.#release()
    return 'applied'
  }

  #reject(line: string): Outcome {
    this.rejected.add(contentOfLine(line))
    return 'rejected'
  }

  /** "After any event is applied, the earliest-arrived held event that can now be applied is applied, and so on." */
  #release(): void {
    for (;;) {
      const next = [...this.log.values()].find(entry => entry.became === 'held' && !this.#waits(entry.event))
      if (!next) return
      next.became = this.#book(next.event) ? 'applied' : 'rejected'
      if (next.became === 'rejected') this.#reject(next.line)
    }
  }

  #waits(event: OracleEvent): boolean {
    if (event.type === 'taxpayer.registered') return false
    if (event.type === 'payment.received' && event.declaration) return !this.#declarations.has(event.declaration)
    if (!this.accounts.has(event.voen!)) return true
    const needsDeclaration = event.type === 'declaration.amended' || event.type === 'declaration.cancelled'
    return needsDeclaration && !this.#declarations.has(event.declaration!)
  }

  /** Posts an event that needs no holding. @returns false, without a change, when the rules refuse it */
  #book(event: OracleEvent): boolean {
    const owner = event.declaration ? this.#declarations.get(event.declaration) : undefined
    if (event.type === 'declaration.assessed' && owner) return false
    if (owner && event.voen && owner !== event.voen) return false
    const voen = event.voen ?? owner!
    const isChange = event.type === 'declaration.amended' || event.type === 'declaration.cancelled'
    if (isChange && this.accounts.get(voen)!.isCancelled(event.declaration!)) return false

    const account = this.accounts.get(voen) ?? new OracleAccount(voen)
    const earlier = this.#events.get(account) ?? []
    try {
      account.book(event)
    } catch (error) {
      if (!(error instanceof Overflow)) throw error
      this.#remember(voen, rebuilt(voen, earlier), earlier)
      return false
    }
    this.#remember(voen, account, [...earlier, event])
    if (event.type === 'declaration.assessed') this.#declarations.set(event.declaration!, voen)
    return true
  }

  #remember(voen: string, account: OracleAccount, events: OracleEvent[]): void {
    this.accounts.set(voen, account)
    this.#events.set(account, events)
  }
}

function rebuilt(voen: string, events: readonly OracleEvent[]): OracleAccount {
  const account = new OracleAccount(voen)
  for (const event of events) account.book(event)
  return account
}

export function countsOf(outcomes: readonly (Outcome | null)[]): Counts {
  const counts = { applied: 0, duplicate: 0, held: 0, rejected: 0 }
  for (const outcome of outcomes) if (outcome) counts[outcome]++
  return counts
}
