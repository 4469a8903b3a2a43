import { html } from 'hono/html'
import type { Child } from 'hono/jsx'

/** Horizontal positions are percentages, so that a chart fits any page; vertical positions are pixels. */
export interface AxisModel {
  readonly unit: string
  readonly lines: readonly { readonly y: number; readonly label: string }[]
  /** The position of zero. Its line is drawn over the bars. */
  readonly zero: number
}

export interface TimeLabel {
  readonly x: number
  readonly text: string
  /** Shown below the first label of each year or month. */
  readonly secondLine: string | null
}

/** The chart in words, for screen readers. */
export interface ChartText {
  readonly title: string
  readonly description: string
}

/** Pixels above the plot for the unit, and below it for the time labels. */
const [ABOVE, BELOW] = [28, 42]

interface ChartProps {
  readonly id: string
  readonly text: ChartText
  readonly height: number
  readonly kind?: 'axes'
  readonly children: Child
}

/**
 * A template: once hono has rendered one `<svg>` element, it checks every element of every page for being inside one.
 */
export const Chart = ({ id, text, height, kind, children }: ChartProps) =>
  html`<svg class="${kind ?? 'bare'}" role="img" aria-labelledby="${id}-title ${id}-description" height="${height}"><title id="${id}-title">${text.title}</title><desc id="${id}-description">${text.description}</desc>${children}</svg>`

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
      {labels.map(({ x, text, secondLine }) => (
        <>
          <text class="time" x={`${x}%`} y={height + 18}>
            {text}
          </text>
          {secondLine !== null && (
            <text class="time" x={`${x}%`} y={height + 34}>
              {secondLine}
            </text>
          )}
        </>
      ))}
    </g>
  </Chart>
)

/** Stretches shapes to the width of the chart; text outside keeps its size. */
export const Stretched = ({ width, height, children }: { width: number; height: number; children: Child }) =>
  html`<svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" width="100%" height="${height}">${children}</svg>`

export const LegendEntry = ({ mark, children }: { mark: string; children: Child }) => (
  <li>
    {html`<svg class="key" aria-hidden="true" width="16" height="12">${<rect class={mark} x="1" y="1" width="14" height="10" />}</svg>`}{' '}
    <span>{children}</span>
  </li>
)
