import type { Company, Person } from '../domain/person.ts'
import type { Voen } from '../domain/voen.ts'
import { madeUp } from '../i18n/az.ts'
import { EVERY_ACCOUNT, type ReadAccess, type Reader } from '../store/engine/access.ts'
import { findAccounts, findVoensAfter } from '../store/ledger/accounts.ts'

/** Someone made up, to try the service with. */
export interface DemonstrationPerson {
  readonly key: 'accountant' | 'director' | 'broker' | 'nobody'
  readonly person: Person
}

/** A declarant of the demonstration traders, which is no trader itself. */
export const DEMONSTRATION_BROKER = '8255705091' as Voen

/** Of the demonstration traders the one with most rows, which is the accountant's, and three of the director's. */
const TRADERS = [
  '2899061361',
  '8654473551',
  '9741469121',
  '4668184441',
] as const as readonly string[] as readonly Voen[]

/**
 * An accountant of one company, a director of three, a broker, and someone who represents nobody. The companies are
 * demonstration traders, and in a store without them the first that are registered.
 */
export async function demonstrationPeople(reader: ReadAccess): Promise<DemonstrationPerson[]> {
  const [first, ...others] = await reader.snapshot(EVERY_ACCOUNT, findCompanies)
  const accountants = first ? [first] : []
  const brokerage = { voen: DEMONSTRATION_BROKER, name: madeUp.brokerCompany }
  return [
    someone('accountant', accountants),
    someone('director', others.length > 0 ? others : accountants),
    someone('broker', [brokerage]),
    someone('nobody', []),
  ]
}

async function findCompanies(tx: Reader): Promise<Omit<Company, 'position'>[]> {
  const traders = await findAccounts(tx, TRADERS)
  const areThere = traders.size === TRADERS.length
  const voens = areThere ? TRADERS : await findVoensAfter(tx, null, TRADERS.length)
  const accounts = areThere ? traders : await findAccounts(tx, voens)
  return voens.map(voen => ({ voen, name: accounts.get(voen)!.name }))
}

function someone(
  key: DemonstrationPerson['key'],
  companies: readonly Omit<Company, 'position'>[],
): DemonstrationPerson {
  const { name, position }: { name: string; position?: string } = madeUp[key]
  const theirs = companies.map(company => ({ ...company, position: position ?? null }))
  return { key, person: { subject: `demonstration-${key}`, name, companies: theirs } }
}
