import { readSearch, type SearchProblemCode, type TypedSearch } from '../../domain/typed/search.ts'
import { typedText } from '../../domain/typed/text.ts'
import { isVoen, type Voen } from '../../domain/voen.ts'
import type { SearchPlace } from '../../services/statement/search-account.ts'
import { joinQuery } from '../urls.ts'
import { parseSeq } from './cursor.ts'

/** What a person looks for, and where the list goes on. */
export class SearchQuery {
  readonly typed: string
  /** Null when nothing was asked, or it cannot be read. */
  readonly search: TypedSearch | null
  readonly problem: SearchProblemCode | null

  private constructor(typed: string, read: TypedSearch | SearchProblemCode | null) {
    this.typed = typed
    this.search = typeof read === 'string' ? null : read
    this.problem = typeof read === 'string' ? read : null
  }

  /** @param typed undefined on the page before the first search */
  static parse(typed: string | undefined): SearchQuery {
    const text = typedText(typed ?? '').replace(/\s+/g, ' ')
    return new SearchQuery(text, typed === undefined ? null : readSearch(text))
  }

  /** The canonical query string. */
  get query(): string {
    return this.search === null && this.problem === null ? '' : `q=${encodeURIComponent(this.typed)}`
  }

  at(place: SearchPlace): string {
    return joinQuery(this.query, `in=${place.group}`, `at=${encodeURIComponent(textOf(place))}`)
  }

  after(voen: Voen): string {
    return joinQuery(this.query, `after=${voen}`)
  }
}

function textOf(place: SearchPlace): string {
  if (place.group === 'declarations') return `${place.document}`
  if (place.group === 'operations') return `${place.amount}-${place.row}`
  return 'row' in place ? `${place.row}` : `act ${place.charge}`
}

/** @returns null for the first hits of all groups, undefined if the parameters are invalid */
export function parseSearchPlace(group: string | undefined, at: string | undefined): SearchPlace | null | undefined {
  if (group === undefined && at === undefined) return null
  if (at === undefined) return undefined
  const row = parseSeq(at)
  if (group === 'declarations') return row === null ? undefined : { group, document: row }
  if (group === 'references') {
    if (row !== null) return { group, row }
    return at.startsWith('act ') && at.length <= 300 ? { group, charge: at.slice(4) } : undefined
  }
  const [amount, seq] = at.split('-').map(part => parseSeq(part))
  return group === 'operations' && amount && seq ? { group, amount, row: seq } : undefined
}

/** @returns null without the parameter, undefined if it is invalid */
export function parseAfterVoen(text: string | undefined): Voen | null | undefined {
  if (text === undefined) return null
  return isVoen(text) ? text : undefined
}
