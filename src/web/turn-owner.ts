import type { Session } from '../domain/session.ts'
import { LOOP_TURNS } from '../services/turn-queue.ts'

/** A person takes turns of the event loop and places for downloads, however many sessions the person has. */
export function turnOwner({ person }: Pick<Session, 'person'>): string {
  return `person ${person.subject}`
}

/** Waits for the next turn of the person, after those of others who wait. */
export function nextTurn(session: Pick<Session, 'person'>): Promise<void> {
  return LOOP_TURNS.take(turnOwner(session))
}
