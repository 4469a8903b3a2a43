import type { ForecastLineModel } from '../../../views/components/forecast-line.tsx'
import type { ForecastModel } from '../../../views/estimate-page.tsx'
import { type Forecast, PACE_DAYS } from '../../domain/advance-forecast.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { AdvanceOutlook } from '../../services/statement/advance-forecast.ts'
import { estimateUrl } from '../urls.ts'

export function forecastModel({ advance, forecast }: AdvanceOutlook, t: Catalogue): ForecastModel {
  if (forecast === null) return { until: null, basis: t.estimate.noPace(PACE_DAYS) }
  const { drawn, days } = forecast
  return {
    until: untilOf(forecast, t),
    basis: t.estimate.paceOf(t.format.money(advance), t.format.money(drawn), days),
  }
}

/** The line on other pages: its link leads to the basis. Without a forecast, to what the page of the estimate says. */
export function forecastLineModel(voen: Voen, { forecast }: AdvanceOutlook, t: Catalogue): ForecastLineModel {
  return {
    until: forecast && untilOf(forecast, t),
    label: forecast ? t.estimate.basis : t.estimate.forecast,
    href: `${estimateUrl(voen)}#forecast-heading`,
  }
}

function untilOf({ until, days }: Forecast, t: Catalogue): string {
  return until === null ? t.estimate.long(days) : t.estimate.until(days, t.format.date(until))
}
