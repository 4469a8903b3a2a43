import { type ForbiddenPart, findForbiddenPart, type Sender } from '../domain/sender.ts'
import type { Line } from '../services/intake/deliver-events.ts'
import { Turns } from '../services/turns.ts'
import { idOf } from './answers.ts'
import { parse } from './parse.ts'

export interface Forbidden extends ForbiddenPart {
  /** From 1, in the order of the request. */
  readonly number: number
  readonly id: string | null
}

/** The first event that the sender is not registered for. Unreadable lines pass: delivery rejects them. */
export async function findForbidden(sender: Sender, lines: Iterable<Line>): Promise<Forbidden | null> {
  const turns = new Turns()
  let number = 0
  for (const line of lines) {
    number += 1
    const value = typeof line === 'string' ? parse(line) : undefined
    const forbidden = findForbiddenPart(sender, value ?? {})
    if (forbidden) return { number, id: idOf(line), ...forbidden }
    await turns.spend(line)
  }
  return null
}
