import type { Company, Person } from '../domain/person.ts'
import type { Voen } from '../domain/voen.ts'
import { madeUp } from '../i18n/az.ts'
import { EVERY_ACCOUNT, type ReadAccess, type Reader } from '../store/engine/access.ts'
import { findAccounts, findVoensAfter } from '../store/ledger/accounts.ts'

export interface DemonstrationPerson {
  readonly key: 'accountant' | 'director' | 'broker' | 'nobody'
  readonly person: Person
}

/** The broker filed declarations for demonstration traders. It is registered, and nothing is booked on its own account. */
export const DEMONSTRATION_BROKER = '8255705091' as Voen

/** The trader with most rows, for the accountant, and three traders for the director. */
const TRADERS = [
  '2899061361',
  '8654473551',
  '9741469121',
  '4668184441',
] as const as readonly string[] as readonly Voen[]

/**
 * An accountant of one company, a director of three, a broker, and a person without a company. The companies are
 * demonstration traders, or the first registered taxpayers in a store without those.
 */
export async function demonstrationPeople(reader: ReadAccess): Promise<DemonstrationPerson[]> {
  const [first, ...others] = await reader.snapshot(EVERY_ACCOUNT, findCompanies)
  const accountantCompanies = first ? [first] : []
  const brokerage = { voen: DEMONSTRATION_BROKER, name: madeUp.brokerCompany }
  return [
    demonstrationPerson('accountant', accountantCompanies),
    demonstrationPerson('director', others.length > 0 ? others : accountantCompanies),
    demonstrationPerson('broker', [brokerage]),
    demonstrationPerson('nobody', []),
  ]
}

async function findCompanies(tx: Reader): Promise<Omit<Company, 'position'>[]> {
  const traders = await findAccounts(tx, TRADERS)
  const loaded = traders.size === TRADERS.length
  const voens = loaded ? TRADERS : await findVoensAfter(tx, null, TRADERS.length)
  const accounts = loaded ? traders : await findAccounts(tx, voens)
  return voens.map(voen => ({ voen, name: accounts.get(voen)!.name }))
}

function demonstrationPerson(
  key: DemonstrationPerson['key'],
  companies: readonly Omit<Company, 'position'>[],
): DemonstrationPerson {
  const { name, position }: { name: string; position?: string } = madeUp[key]
  const represented = companies.map(company => ({ ...company, position: position ?? null }))
  return { key, person: { subject: `demonstration-${key}`, name, companies: represented } }
}
