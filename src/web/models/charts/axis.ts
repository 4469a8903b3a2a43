import { scaleLinear } from 'd3-scale'
import type { AxisModel } from '../../../../views/charts/chart.tsx'
import type { Catalogue } from '../../../i18n/index.ts'

/** Positions may be rounded; labels are exact. */
export interface AmountAxis {
  /** In pixels from the top of the chart. */
  readonly position: (amount: bigint) => number
  readonly model: AxisModel
}

const GRID_LINES = 4

/** Amounts below zero get labels without a sign. */
export function amountAxis(lowest: bigint, highest: bigint, height: number, t: Catalogue): AmountAxis {
  const scale = scaleLinear([Number(lowest), Number(highest)], [height, 0]).nice(GRID_LINES)
  const ticks = scale.ticks(GRID_LINES).filter(Number.isInteger)
  const amounts = ticks.map(tick => ({ tick, amount: BigInt(Math.abs(tick)) }))
  const { digits, unit } = unitOf(
    amounts.reduce((max, { amount }) => (amount > max ? amount : max), 0n),
    t,
  )
  return {
    position: amount => rounded(scale(Number(amount))),
    model: {
      unit,
      lines: amounts.map(({ tick, amount }) => ({ y: rounded(scale(tick)), label: t.format.scaled(amount, digits) })),
      zero: rounded(scale(0)),
    },
  }
}

function unitOf(highest: bigint, { charts: { units } }: Catalogue): { digits: number; unit: string } {
  const digitsOfManat = (highest / QEPIK_IN_MANAT).toString().length
  if (digitsOfManat < 5) return { digits: 0, unit: units[0]! }
  const group = Math.min(Math.floor((digitsOfManat - 1) / 3), units.length - 1)
  return { digits: group * 3, unit: units[group]! }
}

const QEPIK_IN_MANAT = 100n
const STEPS_PER_PIXEL = 10

export function rounded(position: number): number {
  return Math.round(position * STEPS_PER_PIXEL) / STEPS_PER_PIXEL
}
