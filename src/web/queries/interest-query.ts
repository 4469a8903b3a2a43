import { type PlainDate, parsePlainDate } from '../../domain/dates.ts'
import type { DateProblemCode } from '../../domain/typed/date.ts'
import { typedText } from '../../domain/typed/text.ts'
import type { SheetPlace } from '../../services/statement/interest-sheet.ts'
import { joinQuery } from '../urls.ts'
import { type ChargeName, chargeName, parseChargeName } from './debts-query.ts'
import { readFormDate } from './form-date.ts'

/** Up to which day late interest is worked out, and for which charge. */
export class InterestQuery {
  readonly typed: string
  /** Null when the typed text is no date. */
  readonly to: PlainDate | null
  readonly problem: DateProblemCode | null
  /** Null for all charges. */
  readonly charge: ChargeName | null
  readonly #today: PlainDate

  private constructor(typed: string, charge: ChargeName | null, today: PlainDate) {
    const { date, problem } = readFormDate(typed, today)
    this.typed = typed
    this.to = problem === null ? (date ?? today) : null
    this.problem = problem
    this.charge = charge
    this.#today = today
  }

  /** @returns null when the charge is not the name of one */
  static parse(
    query: (field: 'to' | 'to-day' | 'charge') => string | undefined,
    today: PlainDate,
  ): InterestQuery | null {
    const name = query('charge')
    const charge = name === undefined ? null : parseChargeName(name)
    if (name !== undefined && charge === null) return null
    // A day chosen in the calendar replaces the typed one.
    const typed = [...typedText(query('to-day') || (query('to') ?? ''))].slice(0, MAX_CHARACTERS).join('')
    return new InterestQuery(typed, charge, today)
  }

  /** The canonical query. Today is the default. */
  get query(): string {
    const to = this.to === null ? encodeURIComponent(this.typed) : this.to === this.#today ? '' : this.to
    return joinQuery(this.charge ? `charge=${chargeName(this.charge)}` : '', to && `to=${to}`)
  }
}

const MAX_CHARACTERS = 100

const PLACE = /^(\d{1,16}\.\d{1,16})(?:\.(\d{4}-\d\d-\d\d))?$/

/** @returns the place after which a page of the sheet begins; null at its start, undefined if the parameter is invalid */
export function parseSheetPlace(text: string | undefined): SheetPlace | null | undefined {
  if (text === undefined) return null
  const [, name = '', end] = PLACE.exec(text) ?? []
  const charge = parseChargeName(name)
  const day = end === undefined ? null : parsePlainDate(end)
  return charge === null || (end !== undefined && day === null) ? undefined : { ...charge, day }
}

export function sheetPlaceQuery(place: SheetPlace): string {
  return `after=${chargeName(place)}${place.day === null ? '' : `.${place.day}`}`
}
