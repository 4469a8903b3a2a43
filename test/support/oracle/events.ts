import type { Fund } from '../../../src/domain/fund.ts'
import type { Voen } from '../../../src/domain/voen.ts'

/** Events as plain JSON objects (src/domain/README.md, Events). */
export type EventObject = Readonly<Record<string, unknown>>

export const TRADER = '1400057421' as Voen
export const OTHER_TRADER = '1700012342' as Voen

type Amounts = Partial<Record<Fund, string>>

let events = 0

function event(type: string, fields: EventObject): EventObject {
  events += 1
  return { id: `e-${events}`, type, occurredAt: '2026-03-02T12:00:00+04:00', ...fields }
}

/** An instant in the middle of that day in Baku, as fields of an event. */
export function on(date: string): EventObject {
  return { occurredAt: `${date}T12:00:00+04:00` }
}

export const registered = (more: EventObject = {}) =>
  event('taxpayer.registered', { voen: TRADER, name: 'Nümunə Ticarət MMC', ...more })

export const assessed = (declaration: string, charges: Amounts, more: EventObject = {}) =>
  event('declaration.assessed', { voen: TRADER, declaration, charges, ...more })

export const amended = (declaration: string, charges: Amounts, more: EventObject = {}) =>
  event('declaration.amended', { voen: TRADER, declaration, charges, ...more })

export const cancelled = (declaration: string, more: EventObject = {}) =>
  event('declaration.cancelled', { voen: TRADER, declaration, ...more })

export const charged = (reference: string, charges: Amounts, more: EventObject = {}) =>
  event('charge.assessed', { voen: TRADER, reference, charges, ...more })

const payment = (target: EventObject, amount: string, more: EventObject) =>
  event('payment.received', { channel: 'hop', paidOn: '2026-03-02', amount, ...target, ...more })

export const paidToCode = (code: string, amount: string, more: EventObject = {}) =>
  payment({ voen: TRADER, code }, amount, more)

export const paidToFund = (fund: string, amount: string, more: EventObject = {}) =>
  payment({ voen: TRADER, fund }, amount, more)

/** A HÖP payment names the declaration by its number and needs no VÖEN. */
export const paidByNumber = (declaration: string, amount: string, more: EventObject = {}) =>
  payment({ declaration }, amount, more)

export function toLine(of: EventObject): string {
  return JSON.stringify(of)
}
