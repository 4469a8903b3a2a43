/** The sums of pages and documents: by kind, so that unlike things are never added. */
import type {
  AccountSumsModel,
  FigureModel,
  OutsideSumsModel,
  Sign,
  SumBlockModel,
  SumLineModel,
  SumRowModel,
  SumTableModel,
} from '../../../views/components/sums.tsx'
import type { LedgerTotals } from '../../domain/account.ts'
import type { PlainDate } from '../../domain/dates.ts'
import { LEDGERS, type Ledger } from '../../domain/fund.ts'
import { total } from '../../domain/money.ts'
import { BRIDGES, KIND_NAMES, type KindSums, type Movements, outsideMovementsOf } from '../../domain/movements.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { LedgerTurnover, Selection } from '../../services/statement/read-movements.ts'
import type { StatementSummary } from '../../services/statement/read-statement.ts'
import type { FilterQuery } from '../queries/filter.ts'

/** When the balances stood, in words. */
export interface SumDates {
  readonly opening: string
  readonly closing: string
}

/** The closing balance of a day that has not ended is not known yet. */
export function sumDates({ filter: { from, to } }: FilterQuery, today: PlainDate, t: Catalogue): SumDates {
  return {
    opening: from === null ? t.ledger.fromStart : t.ledger.from(t.format.date(from)),
    closing: to === null || to >= today ? t.ledger.toNow : t.ledger.to(t.format.date(to)),
  }
}

type Side = keyof LedgerTotals
type Tone = FigureModel['tone']
type Kind = keyof Movements

const SIGNS = { raises: '+', lowers: '−' } as const

/** Shown when zero too, where a side has any figure. */
const USUAL: readonly Kind[] = ['assessed', 'settled', 'received', 'used']

/** They only move money within an account. */
const TRANSFERS: readonly Kind[] = ['transferredIn', 'transferredOut']

/** The bridge of each side of a ledger; the advance has no debt. */
export function bridgesOf(turnover: LedgerTurnover, dates: SumDates, t: Catalogue): SumBlockModel[] {
  const { ledger } = turnover
  const overpayment = bridgeOf(turnover, 'overpayment', dates, t)
  return ledger === 'advance' ? [overpayment] : [bridgeOf(turnover, 'debt', dates, t), overpayment]
}

function bridgeOf(turnover: LedgerTurnover, side: Side, dates: SumDates, t: Catalogue): SumBlockModel {
  const { ledger, opening, closing, movements } = turnover
  const kinds = BRIDGES[side].filter(
    ([kind]) => movements[kind] > 0n || (USUAL.includes(kind) && hasSome(turnover, side)),
  )
  return {
    title: sideName(ledger, side, t),
    lines: [
      line('', t.ledger.opening, dates.opening, figure(opening[side], t)),
      ...kinds.map(([kind, effect]) => line(SIGNS[effect], t.sums.kinds[kind], null, figure(movements[kind], t))),
      line('=', t.ledger.closing, dates.closing, figure(closing[side], t, toneOf(side))),
    ],
  }
}

function sideName(ledger: Ledger, side: Side, t: Catalogue): string {
  return side === 'debt' ? t.columns.debt : ledger === 'advance' ? t.sums.advance : t.columns.overpayment
}

function hasSome({ opening, closing, movements }: LedgerTurnover, side: Side): boolean {
  return opening[side] > 0 || closing[side] > 0 || BRIDGES[side].some(([kind]) => movements[kind] > 0n)
}

/** The sums of chosen rows of a ledger by kind, and the ledger's balances, which they do not explain. */
export function selectionBlocks(
  ledger: Ledger,
  { selected, opening, closing }: { selected: Selection; opening: LedgerTotals; closing: LedgerTotals },
  dates: SumDates,
  t: Catalogue,
): SumBlockModel[] {
  const isAdvance = ledger === 'advance'
  const { sums } = t
  const balances: (readonly [label: string, note: string, amount: LedgerTotals, side: Side])[] = [
    ...(isAdvance
      ? []
      : ([
          [sums.openingDebt, dates.opening, opening, 'debt'],
          [sums.closingDebt, dates.closing, closing, 'debt'],
        ] as const)),
    [isAdvance ? sums.openingAdvance : sums.openingOverpayment, dates.opening, opening, 'overpayment'],
    [isAdvance ? sums.closingAdvance : sums.closingOverpayment, dates.closing, closing, 'overpayment'],
  ]
  return [
    {
      title: sums.selected,
      lines: [
        line('', t.columns.count, null, { text: t.format.count(selected.count), tone: 'plain' }),
        ...kindLines(selected.sums, t),
      ],
    },
    {
      title: sums.ledgerBalance,
      lines: balances.map(([label, note, totals, side]) => line('', label, note, figure(totals[side], t))),
    },
  ]
}

/** The kinds that rows have, each with its sum. */
export function kindLines(sums: KindSums, t: Catalogue): SumLineModel[] {
  return KIND_NAMES.filter(kind => sums[kind] > 0n).map(kind =>
    line('', t.sums.kinds[kind], null, figure(sums[kind], t)),
  )
}

interface AccountSumsView {
  readonly summary: StatementSummary
  readonly dates: SumDates
  /** The page of a ledger; null on paper. */
  readonly hrefOf: (ledger: Ledger) => string | null
  readonly t: Catalogue
}

/** The sums of all ledgers of an account. */
export function accountSums({ summary, dates, hrefOf, t }: AccountSumsView): AccountSumsModel {
  if (summary.of === 'selection') {
    return { outside: null, tables: selectionTable(summary.ledgers, hrefOf, t), notes: [t.sums.selectionOnly] }
  }
  const { ledgers } = summary
  const all = LEDGERS.map(ledger => ledgers[ledger])
  const tables = [
    ...bridgeTable(
      'debt',
      all.filter(({ ledger }) => ledger !== 'advance'),
      dates,
      hrefOf,
      t,
    ),
    ...bridgeTable('overpayment', all, dates, hrefOf, t),
  ]
  const transferred = all.some(({ movements }) => TRANSFERS.some(kind => movements[kind] > 0n))
  return {
    outside: tables.length === 0 ? null : outsideSums(all, t),
    tables,
    notes: tables.length === 0 ? [t.sums.nothing] : transferred ? [t.sums.transfers] : [],
  }
}

function outsideSums(all: readonly LedgerTurnover[], t: Catalogue): OutsideSumsModel {
  const { assessed, reduced, paidIn, paidByNumber, refunded } = outsideMovementsOf(
    all.map(({ movements }) => movements),
  )
  const { kinds, byNumber } = t.sums
  const { money } = t.format
  return {
    figures: [
      { label: kinds.assessed, amount: money(assessed), note: null },
      { label: kinds.reduced, amount: money(reduced), note: null },
      { label: kinds.received, amount: money(paidIn), note: paidByNumber > 0n ? byNumber(money(paidByNumber)) : null },
      { label: kinds.refunded, amount: money(refunded), note: null },
    ],
    meaning: t.sums.outside,
  }
}

/** None where no ledger has any figure. */
function bridgeTable(
  side: Side,
  all: readonly LedgerTurnover[],
  dates: SumDates,
  hrefOf: AccountSumsView['hrefOf'],
  t: Catalogue,
): SumTableModel[] {
  const ledgers = all.filter(turnover => hasSome(turnover, side))
  if (ledgers.length === 0) return []
  const kinds = BRIDGES[side].filter(
    ([kind]) => USUAL.includes(kind) || ledgers.some(({ movements }) => movements[kind] > 0n),
  )
  const row = (turnover: LedgerTurnover): SumRowModel => ({
    label: t.funds[turnover.ledger],
    href: hrefOf(turnover.ledger),
    figures: [
      figure(turnover.opening[side], t),
      ...kinds.map(([kind]) => figure(turnover.movements[kind], t)),
      figure(turnover.closing[side], t, toneOf(side)),
    ],
  })
  const sumOfKind = (kind: Kind) => total(ledgers.map(({ movements }) => movements[kind]))
  return [
    {
      id: `${side}-sums`,
      caption: side === 'debt' ? t.sums.debtByLedger : t.sums.overpaymentByLedger,
      columns: [
        { sign: '', label: t.ledger.opening, note: dates.opening },
        ...kinds.map(([kind, effect]) => ({ sign: SIGNS[effect], label: t.sums.kinds[kind], note: null })),
        { sign: '=', label: t.ledger.closing, note: dates.closing },
      ],
      rows: ledgers.map(row),
      total: [
        figure(total(ledgers.map(({ opening }) => opening[side])), t),
        ...kinds.map(([kind]) => (TRANSFERS.includes(kind) ? NONE : figure(sumOfKind(kind), t))),
        figure(total(ledgers.map(({ closing }) => closing[side])), t, toneOf(side)),
      ],
    },
  ]
}

/** A column for each kind that the rows have. */
function selectionTable(
  selected: Readonly<Record<Ledger, Selection>>,
  hrefOf: AccountSumsView['hrefOf'],
  t: Catalogue,
): SumTableModel[] {
  const ledgers = LEDGERS.filter(ledger => selected[ledger].count > 0)
  if (ledgers.length === 0) return []
  const kinds = KIND_NAMES.filter(kind => ledgers.some(ledger => selected[ledger].sums[kind] > 0n))
  const count = (rows: number): FigureModel => ({ text: t.format.count(rows), tone: 'plain' })
  return [
    {
      id: 'selected-sums',
      caption: t.sums.selectedByLedger,
      columns: [
        { sign: '', label: t.columns.count, note: null },
        ...kinds.map(kind => ({ sign: '' as const, label: t.sums.kinds[kind], note: null })),
      ],
      rows: ledgers.map(ledger => ({
        label: t.funds[ledger],
        href: hrefOf(ledger),
        figures: [count(selected[ledger].count), ...kinds.map(kind => figure(selected[ledger].sums[kind], t))],
      })),
      total: [
        count(ledgers.reduce((sum, ledger) => sum + selected[ledger].count, 0)),
        ...kinds.map(kind =>
          TRANSFERS.includes(kind as Kind)
            ? NONE
            : figure(total(ledgers.map(ledger => selected[ledger].sums[kind])), t),
        ),
      ],
    },
  ]
}

/** The balances of a ledger now; the advance has no debt. */
export function balanceLines(ledger: Ledger, totals: LedgerTotals, t: Catalogue): SumLineModel[] {
  const sides: readonly Side[] = ledger === 'advance' ? ['overpayment'] : ['debt', 'overpayment']
  return sides.map(side => line('', sideName(ledger, side, t), null, figure(totals[side], t, toneOf(side))))
}

/** Where a sum would count what only moved. */
const NONE: FigureModel = { text: '–', tone: 'zero' }

function toneOf(side: Side): Tone {
  return side === 'debt' ? 'debt' : 'credit'
}

function figure(amount: number | bigint, { format }: Catalogue, tone: Tone = 'plain'): FigureModel {
  const sum = BigInt(amount)
  return { text: format.amount(sum), tone: sum === 0n ? 'zero' : tone }
}

function line(sign: Sign, label: string, note: string | null, figure: FigureModel): SumLineModel {
  return { sign, label, note, figure }
}
