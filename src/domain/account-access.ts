import type { PlainDate } from './dates.ts'
import { holdsOn, type Mandate } from './mandate.ts'
import type { Person } from './person.ts'
import type { Voen } from './voen.ts'

/** What a person may see of one account, and on whose behalf. */
export interface AccountAccess {
  readonly voen: Voen
  /** The broker for which the person looks; null for one of the company's own. */
  readonly broker: Voen | null
  /** The whole account, with its totals; else only the declarations that the broker filed. */
  readonly balances: boolean
  readonly exports: boolean
}

/** What a page shows or does. `representation` is the company's own business: who else may see its account. */
export type Right = 'declarations' | 'balances' | 'exports' | 'representation'

/**
 * A person sees all of the accounts of the companies whose certificates it holds.
 * @returns null when the account is of none of them
 */
export function ownAccess({ companies }: Person, voen: Voen): AccountAccess | null {
  const represents = companies.some(company => company.voen === voen)
  return represents ? { voen, broker: null, balances: true, exports: true } : null
}

/**
 * What a person sees of an account: all of it as one of the company's own, else, as one of a broker's, what the
 * company's mandates show that hold today. Of several the one that shows most counts.
 * @returns null when the account is none of the person's business
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

/** The broker whose declarations are all that may be seen of the account; null when everything may. */
export function onlyFiledBy({ broker, balances }: AccountAccess): Voen | null {
  return balances ? null : broker
}

type Reach = Pick<Mandate, 'broker' | 'balances' | 'exports'>

/** Orders mandates of one company: the one that shows most first. */
export function byReach(one: Reach, other: Reach): number {
  return reach(other) - reach(one) || (one.broker < other.broker ? -1 : 1)
}

function reach({ balances, exports }: Reach): number {
  return Number(balances) * 2 + Number(exports)
}
