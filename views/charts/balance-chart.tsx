import type { Catalogue } from '../../src/i18n/index.ts'
import { FiguresTable } from '../components/figures-table.tsx'
import { type AxisModel, type ChartText, LegendEntry, Plot, Stretched, type TimeLabel } from './chart.tsx'

export interface BalanceChartModel {
  /** Says for which days the chart gives a balance. */
  readonly lead: string
  readonly text: ChartText
  readonly height: number
  readonly axis: AxisModel
  readonly labels: readonly TimeLabel[]
  readonly shapeWidth: number
  readonly advance: string
  readonly debt: string
  readonly legend: { readonly debt: string; readonly advance: string }
  readonly rows: readonly { readonly day: string; readonly debt: string; readonly advance: string }[]
  readonly empty: boolean
}

interface BalanceChartProps {
  readonly model: BalanceChartModel
  readonly t: Catalogue
}

export const BalanceChart = ({ model, t }: BalanceChartProps) => (
  <section class="block" aria-labelledby="balances-heading">
    <h2 id="balances-heading">{t.charts.balances}</h2>
    <p class="note">{model.lead}</p>
    {model.empty ? (
      <p class="empty">{t.charts.noBalances}</p>
    ) : (
      <div class="chart-layout long">
        <figure>
          <Plot id="balances" text={model.text} height={model.height} axis={model.axis} labels={model.labels}>
            <Stretched width={model.shapeWidth} height={model.height}>
              <path class="advance" vector-effect="non-scaling-stroke" d={model.advance} />
              <path class="debt" vector-effect="non-scaling-stroke" d={model.debt} />
            </Stretched>
          </Plot>
          <figcaption>
            <ul>
              <LegendEntry mark="advance">{model.legend.advance}</LegendEntry>
              <LegendEntry mark="debt">{model.legend.debt}</LegendEntry>
            </ul>
          </figcaption>
        </figure>
        <details>
          <summary>{t.charts.balancesCaption}</summary>
          <BalanceTable model={model} t={t} />
        </details>
      </div>
    )}
  </section>
)

const BalanceTable = ({ model, t }: BalanceChartProps) => (
  <FiguresTable
    class="figures"
    id="balances-caption"
    caption={t.charts.balancesCaption}
    headings={[t.charts.day, t.columns.debt, t.charts.advance]}
    rows={model.rows.map(({ day, debt, advance }) => [day, debt, advance])}
    sum={null}
  />
)
