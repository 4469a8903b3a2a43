import type { PlainDate } from '../domain/dates.ts'
import { type Declaration, stateOfDeclaration } from '../domain/declaration.ts'
import { total } from '../domain/money.ts'
import type { Voen } from '../domain/voen.ts'
import type { Catalogue } from '../i18n/index.ts'
import type { FundCharges } from '../services/statement/read-declaration.ts'
import { BYTE_ORDER_MARK, type Cell, guarded, toLines } from './spreadsheet.ts'

export interface ChargedDeclaration {
  readonly declaration: Declaration
  readonly funds: readonly FundCharges[]
}

/** Yields declarations as spreadsheet CSV: a line for each fund of each declaration. */
export async function* declarationsCsv(
  batches: AsyncIterable<readonly ChargedDeclaration[]>,
  t: Catalogue,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + toLines([headings(t)], t.format)
  for await (const batch of batches)
    yield toLines(
      batch.flatMap(declaration => linesOf(declaration, t)),
      t.format,
    )
}

/** `bəyannamələr-VÖEN-date.csv`. */
export function declarationsFileName(voen: Voen, today: PlainDate, t: Catalogue): string {
  return `${t.declarations.fileName}-${voen}-${today}.csv`
}

function headings({ filter, declaration, columns }: Catalogue): Cell[] {
  return [
    filter.declaration,
    declaration.state,
    declaration.declarant,
    columns.fund,
    columns.assessed,
    columns.reduced,
    columns.paid,
    columns.open,
  ]
}

/** A declaration without charges still gets one line. */
function linesOf({ declaration, funds }: ChargedDeclaration, t: Catalogue): Cell[][] {
  const { number, declarant } = declaration
  const [outstanding, paid] = [total(funds.map(fund => fund.outstanding)), total(funds.map(fund => fund.paid))]
  const state = t.declaration.states[stateOfDeclaration(declaration, { outstanding, paid })]
  const start = [guarded(number), state, declarant]
  if (funds.length === 0) return [[...start, null, ...Array<string>(4).fill(t.format.typedAmount(0n))]]
  return funds.map(({ fund, assessed, reduced, paid, outstanding }) => [
    ...start,
    t.funds[fund],
    ...[assessed, reduced, paid, outstanding].map(t.format.typedAmount),
  ])
}
