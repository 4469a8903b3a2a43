import { scaleLinear } from 'd3-scale'
import type { AgeingChartModel } from '../../../../views/charts/ageing-chart.tsx'
import { AGES, type Age } from '../../../domain/ageing.ts'
import type { PlainDate } from '../../../domain/dates.ts'
import { total } from '../../../domain/money.ts'
import type { Catalogue } from '../../../i18n/index.ts'
import { rounded } from './axis.ts'

export function ageingChart(debts: Readonly<Record<Age, bigint>>, today: PlainDate, t: Catalogue): AgeingChartModel {
  const sum = total(AGES.map(age => debts[age]))
  const share = scaleLinear([0, Number(sum)], [0, 100])
  return {
    lead: t.charts.ageingLead(t.format.date(today)),
    text: {
      title: t.charts.ageingTitle(t.format.date(today)),
      description: AGES.map(age => t.charts.ageingDescription(t.charts.ageNames[age], t.format.money(debts[age]))).join(
        ' ',
      ),
    },
    rows: AGES.map(age => ({
      age: t.charts.ageNames[age],
      debt: t.format.amount(debts[age]),
      width: sum === 0n ? 0 : rounded(share(Number(debts[age]))),
    })),
    legend: t.charts.ageingTotal(t.format.money(sum)),
    total: t.format.amount(sum),
    empty: sum === 0n,
  }
}
