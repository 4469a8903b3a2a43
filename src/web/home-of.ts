import { todayInBaku } from '../domain/dates.ts'
import type { Person } from '../domain/person.ts'
import { hasClients } from '../services/access/clients.ts'
import { listCompanies } from '../services/access/companies.ts'
import type { Dependencies } from './context.ts'
import { COMPANIES, statementUrl } from './urls.ts'

/** Where a person starts: in the cabinet, or with one account and no clients in its statement. */
export async function homeOf({ reader, access, clock }: Dependencies, { companies }: Person): Promise<string> {
  const [company, ...others] = companies
  if (!company || others.length > 0) return COMPANIES
  const { voen } = company
  if (await hasClients(access, voen, todayInBaku(clock()))) return COMPANIES
  return (await listCompanies(reader, [voen])).has(voen) ? statementUrl(voen) : COMPANIES
}
