import type { Catalogue } from '../../src/i18n/index.ts'
import { FiguresTable } from '../components/figures-table.tsx'
import { ScrollRegion } from '../components/scroll-region.tsx'
import { type AxisModel, type ChartText, LegendEntry, Plot, type TimeLabel } from './chart.tsx'

interface Bar {
  readonly x: number
  readonly width: number
  readonly y: number
  readonly height: number
}

export interface AssessedChartModel {
  readonly text: ChartText
  readonly height: number
  readonly axis: AxisModel
  readonly labels: readonly TimeLabel[]
  readonly legend: { readonly assessed: string; readonly paid: string }
  readonly assessed: readonly Bar[]
  readonly paid: readonly Bar[]
  /** Too many months for a narrow page: the chart scrolls. */
  readonly long: boolean
  readonly rows: readonly {
    readonly month: string
    /** The dates of an incomplete month; null for a whole one. */
    readonly days: string | null
    readonly assessed: string
    readonly paid: string
  }[]
  readonly total: { readonly assessed: string; readonly paid: string }
  readonly empty: boolean
}

interface AssessedChartProps {
  readonly model: AssessedChartModel
  readonly t: Catalogue
}

export const AssessedChart = ({ model, t }: AssessedChartProps) => (
  <section class="block" aria-labelledby="months-heading">
    <h2 id="months-heading">{t.charts.months}</h2>
    <p class="note">{t.charts.monthsLead}</p>
    {model.empty ? (
      <p class="empty">{t.charts.noneAssessed}</p>
    ) : (
      <div class={model.long ? 'chart-layout long' : 'chart-layout'}>
        <figure>
          <Months model={model} />
          <figcaption>
            <ul>
              <LegendEntry mark="assessed">{model.legend.assessed}</LegendEntry>
              <LegendEntry mark="paid">{model.legend.paid}</LegendEntry>
            </ul>
          </figcaption>
        </figure>
        {model.long ? (
          <details>
            <summary>{t.charts.monthsCaption}</summary>
            <AssessedTable model={model} t={t} />
          </details>
        ) : (
          <AssessedTable model={model} t={t} />
        )}
      </div>
    )}
  </section>
)

const Months = ({ model: { text, height, axis, labels, assessed, paid, long } }: { model: AssessedChartModel }) => {
  const bars = (
    <Plot id="months" text={text} height={height} axis={axis} labels={labels}>
      <Bars kind="assessed" bars={assessed} />
      <Bars kind="paid" bars={paid} />
    </Plot>
  )
  return long ? <ScrollRegion labelledBy="months-title">{bars}</ScrollRegion> : bars
}

const Bars = ({ kind, bars }: { kind: string; bars: readonly Bar[] }) => (
  <g class={kind}>
    {bars.map(({ x, width, y, height }) => (
      <rect x={`${x}%`} width={`${width}%`} y={y} height={height} />
    ))}
  </g>
)

const AssessedTable = ({ model, t }: AssessedChartProps) => (
  <FiguresTable
    class="figures"
    id="months-caption"
    caption={t.charts.monthsCaption}
    headings={[t.charts.month, t.columns.assessed, t.columns.paid]}
    rows={model.rows.map(row => [<MonthName {...row} />, row.assessed, row.paid])}
    sum={[t.columns.total, model.total.assessed, model.total.paid]}
  />
)

const MonthName = ({ month, days }: AssessedChartModel['rows'][number]) => (
  <>
    {month} {days !== null && <small>{days}</small>}
  </>
)
