import { nameForOthers } from '../domain/bill.ts'
import type { Mandate } from '../domain/mandate.ts'
import { hasCheckDigit, swappedDigits, type Voen } from '../domain/voen.ts'
import { readNames } from '../services/statement/accounts.ts'
import type { ReadAccess } from '../store/engine/access.ts'

/** Whom the typed number names, and what the answer replaces, before the mandate is granted. */
export interface MandateQuestion {
  readonly broker: Voen
  /** Null when no such taxpayer is registered. */
  readonly name: string | null
  /** Whether the number has its check digit. */
  readonly fits: boolean
  /** A registered taxpayer whose number differs by two neighbouring digits that are swapped. */
  readonly meant: { readonly voen: Voen; readonly name: string } | null
  /** The broker's mandate that the answer replaces, withdrawn ones too; null when there is none. */
  readonly present: Mandate | null
}

/** Asks about a broker. Anybody may ask about any number, so names are those for others. */
export async function questionOf(
  reader: ReadAccess,
  broker: Voen,
  present: Mandate | undefined,
): Promise<MandateQuestion> {
  const names = await readNames(reader, [broker, ...swappedDigits(broker)])
  const name = names.get(broker)
  const [meant] = name === undefined ? names : []
  return {
    broker,
    name: name === undefined ? null : nameForOthers(broker, name),
    fits: hasCheckDigit(broker),
    meant: meant === undefined ? null : { voen: meant[0], name: nameForOthers(...meant) },
    present: present ?? null,
  }
}

/** The name of a broker for the company; null when the broker is not a registered taxpayer. */
export async function nameOfBroker(reader: ReadAccess, broker: Voen): Promise<string | null> {
  const name = (await readNames(reader, [broker])).get(broker)
  return name === undefined ? null : nameForOthers(broker, name)
}

/** What the form of the question says was seen, so that its answer replaces nothing else. */
export function seenOf(mandate: Mandate | null): string {
  if (mandate === null) return ''
  return mandate.withdrawn ? 'withdrawn' : termsOf(mandate)
}

/** Whether the answer replaces only what was seen. An answer that is sent twice finds its own terms. */
export function replacesSeen(present: Mandate | undefined, terms: Omit<Mandate, 'withdrawn'>, seen: string): boolean {
  return (
    present === undefined || seen === seenOf(present) || (!present.withdrawn && termsOf(present) === termsOf(terms))
  )
}

function termsOf({ from, to, balances, exports }: Omit<Mandate, 'withdrawn'>): string {
  return [from, to ?? '', balances ? 'balances' : 'declarations', exports ? 'exports' : ''].join(' ')
}
