import { randomBytes } from 'node:crypto'

let made = 0

/** The id of a line in a log. Lines of one instant stay in the order in which their process wrote them. */
export function newLogId(): string {
  made += 1
  return `${made.toString(36).padStart(7, '0')}-${randomBytes(8).toString('hex')}`
}
