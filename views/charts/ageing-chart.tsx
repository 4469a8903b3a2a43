import type { Catalogue } from '../../src/i18n/index.ts'
import { FiguresTable } from '../components/figures-table.tsx'
import { Chart, type ChartText } from './chart.tsx'

export interface AgeingChartModel {
  readonly lead: string
  readonly text: ChartText
  readonly rows: readonly { readonly age: string; readonly debt: string; readonly width: number }[]
  readonly legend: string
  readonly total: string
  readonly empty: boolean
}

interface AgeingChartProps {
  readonly model: AgeingChartModel
  readonly t: Catalogue
}

/** Pixels from one bar to the next. */
const ROW = 44

export const AgeingChart = ({ model, t }: AgeingChartProps) => (
  <section class="block" aria-labelledby="ages-heading">
    <h2 id="ages-heading">{t.charts.ageing}</h2>
    <p class="note">{model.lead}</p>
    {model.empty ? (
      <p class="empty">{t.charts.noDebt}</p>
    ) : (
      <div class="chart-layout">
        <figure>
          <Chart id="ages" text={model.text} height={model.rows.length * ROW}>
            {model.rows.map(({ age, debt, width }, index) => (
              <g transform={`translate(0 ${index * ROW})`}>
                <text y="14">{age}</text>
                <text class="amount" x="100%" y="14">
                  {debt}
                </text>
                <rect class="whole" y="21" width="100%" height="12" />
                <rect class="owed" y="21" width={`${width}%`} height="12" />
              </g>
            ))}
          </Chart>
          <figcaption>{model.legend}</figcaption>
        </figure>
        <AgeingTable model={model} t={t} />
      </div>
    )}
  </section>
)

const AgeingTable = ({ model, t }: AgeingChartProps) => (
  <FiguresTable
    class="figures"
    id="ages-caption"
    caption={t.charts.ageingCaption}
    headings={[t.charts.age, t.columns.debt]}
    rows={model.rows.map(({ age, debt }) => [age, debt])}
    sum={[t.columns.total, model.total]}
  />
)
