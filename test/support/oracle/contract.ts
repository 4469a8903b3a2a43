import { type CustomsEvent, parseEvent } from '../../../src/domain/event.ts'
import type { EventObject } from './events.ts'

/** Later than every event of the tests. */
export const LATER = new Date('2030-01-01T00:00:00Z')

/** @returns the event of a JSON text, which must be valid */
export function accepted(json: string | EventObject): CustomsEvent {
  const delivery = parse(json)
  if (!('event' in delivery)) throw new Error(`Refused: ${JSON.stringify(delivery.problems)}`)
  return delivery.event
}

export function problemsOf(json: string | EventObject, now = LATER): string[] {
  const delivery = parse(json, now)
  if ('event' in delivery) return []
  return delivery.problems.map(({ code, field }) => (field === undefined ? code : `${code} ${field}`))
}

export function contentOf(json: string | EventObject): string {
  const delivery = parse(json)
  if (!('event' in delivery)) throw new Error(`Refused: ${JSON.stringify(delivery.problems)}`)
  return delivery.content
}

function parse(json: string | EventObject, now = LATER) {
  return parseEvent(typeof json === 'string' ? json : JSON.stringify(json), now)
}
