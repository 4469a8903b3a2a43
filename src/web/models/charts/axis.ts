import { scaleLinear } from 'd3-scale'
import type { AxisModel } from '../../../../views/charts/chart.tsx'
import type { Catalogue } from '../../../i18n/index.ts'

/** An axis of amounts, upwards. A place in a chart may be a fraction; what is written is exact. */
export interface AmountAxis {
  /** Where an amount lies, in pixels from above. */
  readonly place: (amount: bigint) => number
  readonly model: AxisModel
}

const LINES = 4

/** An axis on which these amounts have their place; those below zero are written without a sign. */
export function amountAxis(lowest: bigint, highest: bigint, height: number, t: Catalogue): AmountAxis {
  const scale = scaleLinear([Number(lowest), Number(highest)], [height, 0]).nice(LINES)
  const ticks = scale.ticks(LINES).filter(Number.isInteger)
  const amounts = ticks.map(tick => ({ tick, amount: BigInt(Math.abs(tick)) }))
  const { digits, unit } = unitOf(
    amounts.reduce((max, { amount }) => (amount > max ? amount : max), 0n),
    t,
  )
  return {
    place: amount => rounded(scale(Number(amount))),
    model: {
      unit,
      lines: amounts.map(({ tick, amount }) => ({ y: rounded(scale(tick)), label: t.format.scaled(amount, digits) })),
      zero: rounded(scale(0)),
    },
  }
}

/** Below ten thousand an amount is short enough as it is. */
function unitOf(highest: bigint, { charts: { units } }: Catalogue): { digits: number; unit: string } {
  const manats = (highest / QEPIK_IN_MANAT).toString().length
  if (manats < 5) return { digits: 0, unit: units[0]! }
  const group = Math.min(Math.floor((manats - 1) / 3), units.length - 1)
  return { digits: group * 3, unit: units[group]! }
}

const QEPIK_IN_MANAT = 100n
const PARTS_OF_A_PIXEL = 10

/** As exact as a screen can be, and no longer. */
export function rounded(place: number): number {
  return Math.round(place * PARTS_OF_A_PIXEL) / PARTS_OF_A_PIXEL
}
