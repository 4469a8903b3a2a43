import { assignedPayment } from '../../domain/assignment.ts'
import { decide, type Known, type Wait } from '../../domain/decision.ts'
import type { Declaration } from '../../domain/declaration.ts'
import { type CustomsEvent, type Delivery, parseEvent } from '../../domain/event.ts'
import { type Problem, RefusalError } from '../../domain/problem.ts'
import type { Voen } from '../../domain/voen.ts'
import { ExclusiveLockRequiredError, type WriteTransaction } from '../../store/engine/access.ts'
import { getEvent, type LoggedEvent } from '../../store/intake/event-log.ts'
import {
  anyHeld,
  deleteHeldEvent,
  findFirstHeld,
  findHeldEvent,
  findHeldEvents,
  type HeldEvent,
  rescheduleHold,
} from '../../store/intake/held-events.ts'
import type { AcceptedEvent, FreshEvent } from './accepted-event.ts'
import { EarliestFirst } from './earliest-first.ts'
import { type HeldPayment, PostingSession } from './posting-session.ts'

/** See "Delivery outcomes" in `src/domain/README.md`. */
export type Outcome =
  | { readonly became: 'applied' | 'duplicate' }
  | { readonly became: 'held'; readonly arrival: number; readonly waitsFor: Wait['for'] }
  | { readonly became: 'rejected'; readonly problems: readonly Problem[] }

/** A held event that this delivery released. */
export interface Release {
  readonly arrival: number
  readonly outcome: Outcome
}

/** What the log says about an event if it is accepted; arrival 0 reserves the next place. */
export type LogPosition = Pick<LoggedEvent, 'arrival' | 'receivedAt' | 'sender'>

/** An outcome before the batch is written: a held event has no log position yet. */
export type Received =
  | Exclude<Outcome, { became: 'held' }>
  | { readonly became: 'held'; readonly event: FreshEvent; readonly waitsFor: Wait['for'] }

interface KnownInStore extends Known {
  readonly named: HeldPayment | null
}

interface ProcessorOptions {
  /** Whose delivery it is; absent for the command line. */
  readonly sender?: string
  /** Of all events together; absent where nobody waits for a turn. */
  readonly maxSteps?: number
}

/** Processes delivered and held events within one transaction. */
export class EventProcessor {
  readonly released: Release[] = []
  /** What held events wait for now that found what they waited for at first, by log position. */
  readonly rescheduled = new Map<number, Wait['for']>()
  readonly #trx: WriteTransaction
  readonly #exclusive: boolean
  readonly #session: PostingSession
  readonly #sender: string
  #anyHeld: boolean
  /** The arrivals of payments that are no longer held, because they were assigned. */
  readonly #assigned = new Set<number>()

  private constructor(trx: WriteTransaction, exclusive: boolean, anyHeld: boolean, options: ProcessorOptions) {
    this.#trx = trx
    this.#exclusive = exclusive
    this.#session = new PostingSession(trx, options.maxSteps ?? Number.POSITIVE_INFINITY)
    this.#anyHeld = anyHeld
    this.#sender = options.sender ?? ''
  }

  /**
   * @param events the events to come: their accounts are locked before any of them gets a log position
   * @throws {TooManyStepsError} later, when the events take more steps than allowed
   */
  static async open(
    trx: WriteTransaction,
    exclusive: boolean,
    events: readonly CustomsEvent[],
    options: ProcessorOptions = {},
  ): Promise<EventProcessor> {
    const processor = new EventProcessor(trx, exclusive, await anyHeld(trx), options)
    await processor.#session.load(events)
    return processor
  }

  get firstAccepted(): FreshEvent | undefined {
    return this.#session.firstAccepted
  }

  close(): Promise<void> {
    return this.#session.flush()
  }

  /** To be called between two events: lets others run. */
  pause(): Promise<void> | undefined {
    return this.#session.pause()
  }

  /** @throws {ExclusiveLockRequiredError} when the event must be held, or assigns one that is */
  async receive({ event, content }: Delivery, position: LogPosition): Promise<Received> {
    const { receivedAt } = position
    const earlier = await this.#session.findAccepted(event.id)
    if (earlier) {
      if (earlier.content === content) return { became: 'duplicate' }
      return this.reject(content, [{ code: 'id-taken', field: 'id' }], receivedAt, event.id)
    }
    const known = await this.#known(event)
    const decision = decide(event, known)
    if ('reject' in decision) return this.reject(content, [{ code: decision.reject }], receivedAt, event.id)
    if ('wait' in decision) {
      this.#requireExclusive()
      const held: FreshEvent = { ...position, id: event.id, voen: event.voen ?? '', content }
      this.#session.accept(held)
      this.#session.hold(held, decision.wait)
      this.#anyHeld = true
      return { became: 'held', event: held, waitsFor: decision.wait.for }
    }
    const accepted = { ...position, id: event.id, voen: voenOf(event, known.declaration), content }
    const refusal = await this.#book(event, accepted, known)
    if (refusal) return this.reject(content, [refusal], receivedAt, event.id)
    this.#session.accept(accepted)
    await this.#releaseWaiters(event, receivedAt)
    return { became: 'applied' }
  }

  /** Accepts an event that was dismissed in another store: it is in the log, but neither booked nor held. */
  async importDismissed({ event, content }: Delivery, position: LogPosition): Promise<void> {
    if (await this.#session.findAccepted(event.id)) return
    this.#session.accept({ ...position, id: event.id, voen: event.voen ?? '', content })
  }

  /** Retries every held event, the earliest first. @throws {ExclusiveLockRequiredError} */
  async retryHeld(receivedAt: string): Promise<void> {
    this.#requireExclusive()
    for (const { arrival } of await findHeldEvents(this.#trx)) {
      // An event retried before it may have released it.
      const held = await findHeldEvent(this.#trx, arrival)
      const applied = held && (await this.#release(held, receivedAt))
      if (applied) await this.#releaseWaiters(applied, receivedAt)
      await this.pause()
    }
  }

  /** Stores the line with its problems; the same content is stored once. */
  reject(
    content: string,
    problems: readonly Problem[],
    rejectedAt: string,
    eventId: string | null = null,
    arrival = 0,
  ): Outcome & { became: 'rejected' } {
    // A released event may be another sender's.
    const sender = arrival > 0 ? '' : this.#sender
    this.#session.reject({ arrival, sender, eventId, content, problems, rejectedAt })
    return { became: 'rejected', problems }
  }

  /** Without the lock, a concurrent delivery may commit the missing taxpayer or declaration before this one commits. */
  #requireExclusive(): void {
    if (!this.#exclusive) throw new ExclusiveLockRequiredError()
  }

  async #known(event: CustomsEvent): Promise<KnownInStore> {
    const number = 'declaration' in event ? event.declaration : undefined
    // Without the lock, a concurrent delivery may assign the same payment.
    if (event.type === 'payment.assigned') this.#requireExclusive()
    const named = event.type === 'payment.assigned' ? await this.#session.findHeldPayment(event.payment) : null
    return {
      named,
      heldPayment: named?.payment ?? null,
      taxpayer: event.voen !== undefined && (await this.#session.findAccount(event.voen)) !== null,
      declaration: number === undefined ? null : await this.#session.findDeclaration(number),
    }
  }

  /** @returns the problem when the posting rules refuse the event */
  async #book(
    event: CustomsEvent,
    accepted: AcceptedEvent,
    { declaration, named }: KnownInStore,
  ): Promise<Problem | null> {
    const bookable = event.type === 'payment.assigned' ? assignedPayment(event, named!.payment) : event
    try {
      await this.#session.book(bookable, accepted, voenOf(event, declaration), declaration)
      if (named) await this.#releaseAssigned(named)
      return null
    } catch (error) {
      if (error instanceof RefusalError) return { code: error.code }
      throw error
    }
  }

  async #releaseAssigned({ held: { voen, arrival } }: HeldPayment): Promise<void> {
    await deleteHeldEvent(this.#trx, { voen, arrival })
    this.#assigned.add(arrival)
    this.released.push({ arrival, outcome: { became: 'applied' } })
  }

  /**
   * After an event is applied, applies the earliest held event that can now be applied, and so on until none can.
   * Held events wait only for registrations and assessments.
   */
  async #releaseWaiters(event: CustomsEvent, receivedAt: string): Promise<void> {
    // This group may have held it: make it visible to queries.
    await this.#session.flushHeld()
    if (!this.#anyHeld) return
    /** The first one of each wait that is over. The next one follows it: nothing can be held for that again. */
    const waiting = new EarliestFirst<HeldEvent>()
    const addFirst = async (wait: Wait) => {
      const first = await findFirstHeld(this.#trx, wait)
      if (first) waiting.add(first)
    }
    for (const wait of resolvedBy(event)) await addFirst(wait)
    for (let earliest = waiting.take(); earliest; earliest = waiting.take()) {
      // A payment that stands here may be assigned by an event that was released before it.
      const applied = this.#assigned.has(earliest.arrival) ? null : await this.#release(earliest, receivedAt)
      await addFirst(earliest.wait)
      for (const wait of applied ? resolvedBy(applied) : []) await addFirst(wait)
      await this.pause()
    }
  }

  /** @returns the event if it was applied */
  async #release({ arrival, voen: namedVoen }: HeldEvent, receivedAt: string): Promise<CustomsEvent | null> {
    const { content, sender } = await getEvent(this.#trx, namedVoen, arrival)
    const delivery = parseEvent(content)
    if (!('event' in delivery)) throw new Error(`The log keeps an event that cannot be read: ${arrival}`)
    const { event } = delivery
    const known = await this.#known(event)
    const decision = decide(event, known)
    if ('wait' in decision) {
      this.#requireExclusive()
      await rescheduleHold(this.#trx, { arrival, voen: namedVoen, wait: decision.wait })
      this.rescheduled.set(arrival, decision.wait.for)
      return null
    }
    await deleteHeldEvent(this.#trx, { voen: namedVoen, arrival })
    const refusal =
      'reject' in decision ? { code: decision.reject } : await this.#book(event, { arrival, content, sender }, known)
    if (refusal) {
      this.released.push({
        arrival,
        outcome: this.reject(content, [refusal], receivedAt, event.id, arrival),
      })
      return null
    }
    this.released.push({ arrival, outcome: { became: 'applied' } })
    return event
  }
}

/** The account to book on: the one the event names, or the declaration's. */
function voenOf(event: CustomsEvent, declaration: Declaration | null): Voen {
  return event.voen ?? declaration!.voen
}

function resolvedBy(event: CustomsEvent): Wait[] {
  if (event.type === 'taxpayer.registered') return [{ for: 'taxpayer', key: event.voen }]
  if (event.type === 'declaration.assessed') return [{ for: 'declaration', key: event.declaration }]
  return []
}
