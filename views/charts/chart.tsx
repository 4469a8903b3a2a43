import { html } from 'hono/html'
import type { Child } from 'hono/jsx'

/** Across, places are hundredths of the chart's width, so that it fits any; down, they are pixels. */
export interface AxisModel {
  /** What the labels count. */
  readonly unit: string
  readonly lines: readonly { readonly y: number; readonly label: string }[]
  /** Where nothing lies: its line is drawn over what stands on it. */
  readonly zero: number
}

export interface TimeLabel {
  readonly x: number
  readonly text: string
  /** The year or month it begins, where that is told. */
  readonly under: string | null
}

/** What is said of a chart to who does not see it. */
export interface ChartWords {
  readonly title: string
  readonly description: string
}

/** Pixels above and below the plot, for the unit and for the labels of time. */
const [ABOVE, BELOW] = [28, 42]

interface ChartProps {
  readonly id: string
  readonly words: ChartWords
  readonly height: number
  readonly kind?: 'axes'
  readonly children: Child
}

/**
 * A template, because once hono has rendered one `<svg>` element, every element of every page pays for asking whether it
 * stands in a chart. Text is as large as that around it: nothing is scaled but what is drawn in `Stretched`.
 */
export const Chart = ({ id, words, height, kind, children }: ChartProps) =>
  html`<svg class="${kind ?? 'bare'}" role="img" aria-labelledby="${id}-title ${id}-description" height="${height}"><title id="${id}-title">${words.title}</title><desc id="${id}-description">${words.description}</desc>${children}</svg>`

/** A plot with lines of amounts across and labels of time below. */
export const Plot = ({
  axis,
  labels,
  height,
  children,
  ...chart
}: Omit<ChartProps, 'kind'> & { axis: AxisModel; labels: readonly TimeLabel[] }) => (
  <Chart {...chart} height={ABOVE + height + BELOW} kind="axes">
    <g transform={`translate(0 ${ABOVE})`}>
      <text x="-44" y="-14">
        {axis.unit}
      </text>
      {axis.lines.map(({ y, label }) => (
        <>
          <line x2="100%" y1={y} y2={y} />
          <text class="amount" x="-8" y={y + 4}>
            {label}
          </text>
        </>
      ))}
      {children}
      <line class="zero" x2="100%" y1={axis.zero} y2={axis.zero} />
      {labels.map(({ x, text, under }) => (
        <>
          <text class="time" x={`${x}%`} y={height + 18}>
            {text}
          </text>
          {under !== null && (
            <text class="time" x={`${x}%`} y={height + 34}>
              {under}
            </text>
          )}
        </>
      ))}
    </g>
  </Chart>
)

/** Shapes drawn on a sheet of some width, made as wide as the chart, whatever that is. */
export const Stretched = ({ width, height, children }: { width: number; height: number; children: Child }) =>
  html`<svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" width="100%" height="${height}">${children}</svg>`

/** What a mark in a chart means; it is drawn like the mark itself. */
export const Key = ({ mark, children }: { mark: string; children: Child }) => (
  <li>
    {html`<svg class="key" aria-hidden="true" width="16" height="12">${<rect class={mark} x="1" y="1" width="14" height="10" />}</svg>`}{' '}
    <span>{children}</span>
  </li>
)
