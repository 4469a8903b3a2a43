import type { DemonstrationSite } from '../../support/browser/demonstration-site.ts'
import type { ProductPage } from '../../support/browser/pages.ts'
import { type Finding, isMet } from '../bench/table.ts'

/** The result of one checker. */
export interface Inspection {
  readonly title: string
  readonly findings: readonly Finding[]
  /** One line per fault, with the name of the page. */
  readonly faults: readonly string[]
  /** No measured finding misses its mark. A finding that could not be measured does not count. */
  readonly passed: boolean
}

export type Inspect = (site: DemonstrationSite, pages: readonly ProductPage[]) => Promise<Inspection>

export function inspection(title: string, findings: readonly Finding[], faults: readonly string[]): Inspection {
  return { title, findings, faults, passed: findings.every(finding => isMet(finding) !== false) }
}

/** A finding that expects no faults. */
export function noneOf(measured: string, against: string, faults: readonly string[] | null): Finding {
  return { measured, against, value: faults?.length ?? null, mark: { max: 0 } }
}

/** A finding that the checker reports a planted fault; without it, no faults would prove nothing. */
export function seesFaults(instrument: string, what: string, seen: boolean | null): Finding {
  const value = seen === null ? null : Number(seen)
  return { measured: `${instrument} finds a planted fault`, against: what, value, mark: { min: 1 } }
}
