import type { Voen } from '../../domain/voen.ts'

/** An event in the log, applied or held. */
export interface AcceptedEvent {
  /** Its log position; 0 until it is written. */
  arrival: number
  readonly content: string
  /** The registered name of who delivered it; '' for the command line. Null where the log did not keep it yet. */
  readonly sender: string | null
}

/** An event that the current transaction accepts. */
export interface FreshEvent extends AcceptedEvent {
  readonly id: string
  /** The account it names; '' when it names only an unknown declaration. */
  readonly voen: Voen | ''
  readonly receivedAt: string
}
