import type { DemonstrationSite } from '../../support/browser/demonstration-site.ts'
import type { ProductPage } from '../../support/browser/pages.ts'
import { type Finding, isMet } from '../bench/table.ts'

/** What one instrument found. */
export interface Inspection {
  readonly title: string
  readonly findings: readonly Finding[]
  /** Each as a line that names the page. */
  readonly faults: readonly string[]
  /** No mark was missed; what could not be measured here is told, and no miss. */
  readonly passed: boolean
}

export type Inspect = (site: DemonstrationSite, pages: readonly ProductPage[]) => Promise<Inspection>

export function inspection(title: string, findings: readonly Finding[], faults: readonly string[]): Inspection {
  return { title, findings, faults, passed: findings.every(finding => isMet(finding) !== false) }
}

/** So many faults, of which there are to be none. */
export function noneOf(measured: string, against: string, faults: readonly string[] | null): Finding {
  return { measured, against, value: faults?.length ?? null, mark: { most: 0 } }
}

/** That an instrument was shown a fault and saw it: one that does not could find nothing at all. */
export function seesFaults(instrument: string, what: string, seen: boolean | null): Finding {
  const value = seen === null ? null : Number(seen)
  return { measured: `${instrument} sees a fault where there is one`, against: what, value, mark: { least: 1 } }
}
