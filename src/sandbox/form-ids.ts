import { randomUUID } from 'node:crypto'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const MAX_REMEMBERED_FORMS = 10_000

export function newFormId(): string {
  return randomUUID()
}

export function readFormId(text: string): string {
  return isFormId(text) ? text : newFormId()
}

export function isFormId(text: string): boolean {
  return UUID.test(text)
}

/** The URL of a form with an id in it, so that the browser's Back button returns to the same form. */
export function addressWithFormId(path: string, query: Readonly<Record<string, string>>): string {
  return `${path}?${new URLSearchParams({ ...query, id: newFormId() })}`
}

/**
 * The time at which each form was first sent. A form that is sent twice makes the same event, with the same time, so
 * that the intake answers `duplicate`.
 */
export class SentForms {
  readonly #sentAt = new Map<string, Date>()

  send(id: string, now: Date): Date {
    const firstSentAt = this.#sentAt.get(id)
    if (firstSentAt) return firstSentAt
    this.#sentAt.set(id, now)
    if (this.#sentAt.size > MAX_REMEMBERED_FORMS) this.#sentAt.delete(this.#sentAt.keys().next().value!)
    return now
  }

  has(id: string): boolean {
    return this.#sentAt.has(id)
  }
}
