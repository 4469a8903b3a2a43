import { randomUUID } from 'node:crypto'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** So many forms that were sent are remembered. */
const MAX_FORMS = 10_000

export function newFormId(): string {
  return randomUUID()
}

/** The id that came with a form; what no form of ours carries is as good as none. */
export function formIdOf(text: string): string {
  return isFormId(text) ? text : newFormId()
}

export function isFormId(text: string): boolean {
  return UUID.test(text)
}

/** The address of a form with an id in it: whoever comes back to the form by Back finds the very same, not another. */
export function addressWithFormId(path: string, query: Readonly<Record<string, string>>): string {
  return `${path}?${new URLSearchParams({ ...query, id: newFormId() })}`
}

/**
 * When each form was sent first. A form that is sent twice makes the same event both times, to the instant, so that
 * the intake knows it again.
 */
export class SentForms {
  readonly #sentAt = new Map<string, Date>()

  /** @returns when it was sent first */
  send(id: string, now: Date): Date {
    const before = this.#sentAt.get(id)
    if (before) return before
    this.#sentAt.set(id, now)
    if (this.#sentAt.size > MAX_FORMS) this.#sentAt.delete(this.#sentAt.keys().next().value!)
    return now
  }

  has(id: string): boolean {
    return this.#sentAt.has(id)
  }
}
