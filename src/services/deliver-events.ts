import type { Declaration } from '../domain/declaration.ts'
import { type CustomsEvent, type Delivery, parseEvent } from '../domain/event.ts'
import { type Problem, Refusal } from '../domain/problem.ts'
import { judge, type Known, type Wait } from '../domain/verdict.ts'
import type { Writer, WriteTransaction } from '../store/database.ts'
import { getContent, lastArrival } from '../store/event-log.ts'
import { anyHeld, findFirstHeld, type HeldEvent, hold, release } from '../store/held-events.ts'
import { keepRejection } from '../store/rejections.ts'
import { Books } from './books.ts'

/** What became of an event that was delivered (DOMAIN.md section 3). */
export type Outcome =
  | { readonly became: 'applied' | 'duplicate' }
  | { readonly became: 'held'; readonly arrival: number }
  | { readonly became: 'rejected'; readonly problems: readonly Problem[] }

/** A held event that an event of this delivery set free. */
export interface Release {
  readonly arrival: number
  readonly outcome: Outcome
}

export interface DeliveryReport {
  /** One for each line, in order. */
  readonly outcomes: readonly Outcome[]
  readonly released: readonly Release[]
}

/** One delivered line: the JSON text of an event, or what is wrong with a line that is not even text. */
export type Line = string | { readonly content: string; readonly problem: Problem }

/**
 * Delivers events in order, all in one transaction: either everything this group did is durable, or nothing happened.
 * @param judgeFuture false in a replay, which does not judge again how far ahead of the clock an event was
 */
export async function deliverEvents(
  writer: Writer,
  lines: readonly Line[],
  now: Date,
  { judgeFuture = true } = {},
): Promise<DeliveryReport> {
  const parsed = lines.map(line => (typeof line === 'string' ? parseEvent(line, judgeFuture ? now : undefined) : line))
  const events = parsed.flatMap(delivery => ('event' in delivery ? [delivery.event] : []))
  return writer.transaction().execute(async trx => {
    const intake = await Intake.open(trx, now)
    await intake.books.prepareFor(events)
    const outcomes: Outcome[] = []
    for (const [index, delivery] of parsed.entries()) {
      if ('event' in delivery) outcomes.push(await intake.receive(delivery))
      else {
        const problems = 'problem' in delivery ? [delivery.problem] : delivery.problems
        const line = lines[index]!
        outcomes.push(await intake.reject(typeof line === 'string' ? line : line.content, problems))
      }
    }
    await intake.books.write()
    return { outcomes, released: intake.released }
  })
}

/** The way in, for the length of one transaction. */
class Intake {
  readonly books: Books
  readonly released: Release[] = []
  readonly #trx: WriteTransaction
  readonly #receivedAt: string
  #lastArrival: number
  #anyHeld: boolean

  private constructor(trx: WriteTransaction, now: Date, lastArrival: number, anyHeld: boolean) {
    this.#trx = trx
    this.books = new Books(trx)
    this.#receivedAt = now.toISOString()
    this.#lastArrival = lastArrival
    this.#anyHeld = anyHeld
  }

  static async open(trx: WriteTransaction, now: Date): Promise<Intake> {
    return new Intake(trx, now, await lastArrival(trx), await anyHeld(trx))
  }

  async receive({ event, content }: Delivery): Promise<Outcome> {
    const accepted = await this.books.findAccepted(event.id)
    if (accepted) {
      if (accepted.content === content) return { became: 'duplicate' }
      return this.reject(content, [{ code: 'id-taken', field: 'id' }], event.id)
    }
    const known = await this.#known(event)
    const verdict = judge(event, known)
    if ('reject' in verdict) return this.reject(content, [{ code: verdict.reject }], event.id)
    const arrival = this.#lastArrival + 1
    if ('wait' in verdict) {
      await this.#hold(event, content, {
        arrival,
        voen: event.voen ?? '',
        wait: verdict.wait,
      })
      return { became: 'held', arrival }
    }
    const refusal = await this.#book(event, content, arrival, known.declaration)
    if (refusal) return this.reject(content, [refusal], event.id)
    this.#accept(event, content, arrival, voenOf(event, known.declaration))
    await this.#releaseWhatWaitsFor(event)
    return { became: 'applied' }
  }

  /** Changes no account; keeps the line once, with what is wrong with it. */
  async reject(
    content: string,
    problems: readonly Problem[],
    eventId: string | null = null,
    arrival = 0,
  ): Promise<Outcome> {
    await keepRejection(this.#trx, {
      arrival,
      eventId,
      content,
      problems,
      rejectedAt: this.#receivedAt,
    })
    return { became: 'rejected', problems }
  }

  #accept(event: CustomsEvent, content: string, arrival: number, voen: string): void {
    this.#lastArrival = arrival
    this.books.accept(event.id, {
      arrival,
      voen,
      content,
      receivedAt: this.#receivedAt,
    })
  }

  async #hold(event: CustomsEvent, content: string, held: HeldEvent): Promise<void> {
    this.#accept(event, content, held.arrival, held.voen)
    this.#anyHeld = true
    await hold(this.#trx, held)
  }

  async #known(event: CustomsEvent): Promise<Known> {
    const number = 'declaration' in event ? event.declaration : undefined
    return {
      taxpayer: event.voen !== undefined && (await this.books.findAccount(event.voen)) !== null,
      declaration: number === undefined ? null : await this.books.findDeclaration(number),
    }
  }

  /** @returns what stood in the way, when the rules of posting refuse */
  async #book(
    event: CustomsEvent,
    content: string,
    arrival: number,
    declaration: Declaration | null,
  ): Promise<Problem | null> {
    try {
      await this.books.book(event, { arrival, content }, voenOf(event, declaration), declaration)
      return null
    } catch (error) {
      if (error instanceof Refusal) return { code: error.code }
      throw error
    }
  }

  /**
   * After an event is applied, the earliest-arrived held event that can now be applied is applied, and so on until
   * none can. Only a registration and an assessment make anything known that others wait for.
   */
  async #releaseWhatWaitsFor(event: CustomsEvent): Promise<void> {
    let known: Wait[] = []
    for (let applied: CustomsEvent | null = event; this.#anyHeld; ) {
      if (applied) known.push(...madeKnown(applied))
      const waiting = await this.#firstHeld(known)
      // What nothing waits for now, nothing will wait for later: it is known.
      known = waiting.map(({ wait }) => wait)
      if (waiting.length === 0) return
      applied = await this.#release(waiting.reduce((first, other) => (other.arrival < first.arrival ? other : first)))
    }
  }

  async #firstHeld(known: readonly Wait[]): Promise<HeldEvent[]> {
    const found: HeldEvent[] = []
    for (const wait of known) {
      const first = await findFirstHeld(this.#trx, wait)
      if (first) found.push(first)
    }
    return found
  }

  /** @returns the event, when it was applied */
  async #release({ arrival, voen: named }: HeldEvent): Promise<CustomsEvent | null> {
    // The event may have been held by this very group.
    await this.books.write()
    const content = await getContent(this.#trx, named, arrival)
    const delivery = parseEvent(content)
    if (!('event' in delivery)) throw new Error(`The log keeps an event that cannot be read: ${arrival}`)
    const { event } = delivery
    const known = await this.#known(event)
    const verdict = judge(event, known)
    if ('wait' in verdict) {
      await hold(this.#trx, { arrival, voen: named, wait: verdict.wait })
      return null
    }
    await release(this.#trx, { arrival })
    const refusal =
      'reject' in verdict ? { code: verdict.reject } : await this.#book(event, content, arrival, known.declaration)
    if (refusal) {
      this.released.push({
        arrival,
        outcome: await this.reject(content, [refusal], event.id, arrival),
      })
      return null
    }
    this.released.push({ arrival, outcome: { became: 'applied' } })
    return event
  }
}

/** The account an event is booked on: the one it names, or that of the declaration it pays. */
function voenOf(event: CustomsEvent, declaration: Declaration | null): string {
  return event.voen ?? declaration!.voen
}

function madeKnown(event: CustomsEvent): Wait[] {
  if (event.type === 'taxpayer.registered') return [{ for: 'taxpayer', key: event.voen }]
  if (event.type === 'declaration.assessed') return [{ for: 'declaration', key: event.declaration }]
  return []
}
