import * as z from 'zod'
import type { Company } from '../domain/person.ts'
import { isVoen, type Voen } from '../domain/voen.ts'
import { cleanText, shorten, valueAt } from './claims.ts'

/** The resource that lists a person's companies, and the dotted paths of its fields. */
export interface CompaniesResource {
  readonly url: string
  /** The path of the list; the other paths start at its items. */
  readonly list: string
  readonly voen: string
  readonly name: string
  readonly position: string
}

/** Further companies are ignored. */
const MAX_COMPANIES = 500

const list = z.array(z.unknown())
const voen = z.union([z.string(), z.number()]).transform(value => String(value).trim())

/**
 * Parses the listed companies, in the provider's order. Skips certificates without a VÖEN (they are personal) and merges
 * certificates of one company, joining the positions.
 * @returns null when there is no list at the configured path
 */
export function parseCompanies(answer: unknown, paths: Omit<CompaniesResource, 'url'>): Company[] | null {
  const { data } = list.safeParse(valueAt(answer, paths.list))
  if (!data) return null
  const companies = new Map<Voen, { name: string | null; positions: Set<string> }>()
  for (const item of data) {
    const number = voen.safeParse(valueAt(item, paths.voen)).data ?? ''
    if (!isVoen(number)) continue
    const company = companies.get(number) ?? { name: null, positions: new Set() }
    companies.set(number, company)
    company.name ??= cleanText(valueAt(item, paths.name))
    const position = cleanText(valueAt(item, paths.position))
    if (position !== null) company.positions.add(position)
  }
  return [...companies].slice(0, MAX_COMPANIES).map(([voen, { name, positions }]) => ({
    voen,
    name: name ?? voen,
    position: shorten([...positions].join(', ')) || null,
  }))
}
