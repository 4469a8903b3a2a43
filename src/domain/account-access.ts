import type { PlainDate } from './dates.ts'
import { holdsOn, type Mandate } from './mandate.ts'
import type { Person } from './person.ts'
import type { Voen } from './voen.ts'

/** A person's rights on one account. */
export interface AccountAccess {
  readonly voen: Voen
  /** The broker for which the person acts; null for the company's own representative. */
  readonly broker: Voen | null
  /** True for the whole account with its totals, false for the broker's own declarations only. */
  readonly balances: boolean
  readonly exports: boolean
}

/** `representation` is for the company only: who else may see its account. */
export type Right = 'declarations' | 'balances' | 'exports' | 'representation'

/**
 * A person who holds a company's certificate has all rights on its account.
 * @returns null when the person holds no certificate of the account's company
 */
export function ownAccess({ companies }: Person, voen: Voen): AccountAccess | null {
  const represents = companies.some(company => company.voen === voen)
  return represents ? { voen, broker: null, balances: true, exports: true } : null
}

/**
 * A representative of the company has all rights. A representative of a broker has those of the mandates in force today;
 * if several are, the widest one counts.
 * @returns null when the person has no access
 */
export function accessTo(
  person: Person,
  voen: Voen,
  mandates: readonly Mandate[],
  today: PlainDate,
): AccountAccess | null {
  const own = ownAccess(person, voen)
  if (own) return own
  const represents = (company: Voen) => ownAccess(person, company) !== null
  const [best] = mandates
    .filter(mandate => mandate.voen === voen && represents(mandate.broker) && holdsOn(mandate, today))
    .toSorted(byReach)
  return best ? { voen, broker: best.broker, balances: best.balances, exports: best.exports } : null
}

export function allows({ broker, balances, exports }: AccountAccess, right: Right): boolean {
  return { declarations: true, balances, exports, representation: broker === null }[right]
}

/** @returns the broker whose declarations alone are visible; null when the whole account is */
export function onlyFiledBy({ broker, balances }: AccountAccess): Voen | null {
  return balances ? null : broker
}

type Reach = Pick<Mandate, 'broker' | 'balances' | 'exports'>

/** Sorts mandates of one company, the widest first. */
export function byReach(one: Reach, other: Reach): number {
  return reach(other) - reach(one) || (one.broker < other.broker ? -1 : 1)
}

function reach({ balances, exports }: Reach): number {
  return Number(balances) * 2 + Number(exports)
}
