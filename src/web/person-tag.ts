import { hash } from 'node:crypto'
import type { Person } from '../domain/person.ts'
import type { WebContext } from './context.ts'

/** With this header a page says whose it is whenever it asks for a part of itself. */
export const PAGE_PERSON = 'Page-Person'

/** Tells two people apart, and says nothing else about them. */
export function personTag({ subject }: Pick<Person, 'subject'>): string {
  return hash('sha256', subject, 'base64url').slice(0, 16)
}

/** True when the page that asks was made for somebody else than who is signed in now. */
export function isPageOfAnother(c: WebContext, person: Person): boolean {
  const tag = c.req.header(PAGE_PERSON)
  return tag !== undefined && tag !== personTag(person)
}
