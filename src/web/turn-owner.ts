import type { Session } from '../domain/session.ts'

/** A person takes turns of the event loop and places for downloads, however many sessions the person has. */
export function turnOwner({ person }: Pick<Session, 'person'>): string {
  return `person ${person.subject}`
}
