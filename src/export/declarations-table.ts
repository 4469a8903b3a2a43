import type { PlainDate } from '../domain/dates.ts'
import { type Declaration, type DeclarationSelection, stateOfDeclaration } from '../domain/declaration.ts'
import type { Fund } from '../domain/fund.ts'
import { total } from '../domain/money.ts'
import type { Voen } from '../domain/voen.ts'
import type { Catalogue } from '../i18n/index.ts'
import type { FundCharges } from '../services/statement/read-declaration.ts'
import { inBatches } from './batches.ts'
import { companyFacts, dayFacts, madeFact, type Subject, textFact } from './facts.ts'
import type { FileContext } from './file.ts'
import { type Column, label, type Row, type Table } from './table.ts'

export interface ChargedDeclaration {
  readonly declaration: Declaration
  readonly funds: readonly FundCharges[]
}

interface Line {
  readonly declaration: Declaration
  readonly state: string
  /** Null for a declaration without charges, which still gets a line. */
  readonly fund: Fund | null
  readonly assessed: bigint
  readonly reduced: bigint
  readonly paid: bigint
  readonly open: bigint
}

/** Declarations as a table: a line for each fund of each declaration. */
export function declarationsTable(
  batches: AsyncIterable<readonly ChargedDeclaration[]>,
  facts: readonly Row[],
  t: Catalogue,
): Table<Line> {
  return {
    title: t.declarations.title,
    facts,
    columns: columnsOf(t),
    batches: inBatches(batches, declarations => declarations.flatMap(declaration => linesOf(declaration, t))),
  }
}

interface DeclarationsChoice extends DeclarationSelection {
  /** Only declarations of this broker; null for all. */
  readonly declarant: Voen | null
}

export function declarationsFacts(
  subject: Subject,
  { from, to, state, declarant }: DeclarationsChoice,
  { t, now }: FileContext,
): Row[] {
  return [
    ...companyFacts(subject, t),
    ...dayFacts(from, to, t),
    ...(state === null ? [] : [textFact(t.declaration.state, t.declaration.states[state])]),
    ...(declarant === null
      ? []
      : [[label(t.declaration.declarant), { kind: 'identifier', value: declarant }] satisfies Row]),
    madeFact(now, t),
  ]
}

/** `bəyannamələr-VÖEN-date`. */
export function declarationsFileName(voen: Voen, today: PlainDate, t: Catalogue): string {
  return `${t.declarations.fileName}-${voen}-${today}`
}

function columnsOf({ filter, declaration, columns, funds }: Catalogue): Column<Line>[] {
  const amount = (heading: string, of: (line: Line) => bigint): Column<Line> => {
    return { heading, kind: 'amount', width: 16, of, isSummed: true }
  }
  return [
    { heading: filter.declaration, kind: 'identifier', width: 26, of: line => line.declaration.number },
    { heading: declaration.state, kind: 'text', width: 22, of: line => line.state },
    { heading: declaration.declarant, kind: 'identifier', width: 18, of: line => line.declaration.declarant },
    { heading: columns.fund, kind: 'text', width: 30, of: ({ fund }) => fund && funds[fund] },
    amount(columns.assessed, ({ assessed }) => assessed),
    amount(columns.reduced, ({ reduced }) => reduced),
    amount(columns.paid, ({ paid }) => paid),
    amount(columns.open, ({ open }) => open),
  ]
}

function linesOf({ declaration, funds }: ChargedDeclaration, t: Catalogue): Line[] {
  const [outstanding, paid] = [total(funds.map(fund => fund.outstanding)), total(funds.map(fund => fund.paid))]
  const state = t.declaration.states[stateOfDeclaration(declaration, { outstanding, paid })]
  if (funds.length === 0) return [{ declaration, state, fund: null, assessed: 0n, reduced: 0n, paid: 0n, open: 0n }]
  return funds.map(({ fund, assessed, reduced, paid, outstanding }) => ({
    declaration,
    state,
    fund,
    assessed: BigInt(assessed),
    reduced: BigInt(reduced),
    paid: BigInt(paid),
    open: BigInt(outstanding),
  }))
}
