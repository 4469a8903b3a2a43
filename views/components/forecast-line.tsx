export interface ForecastLineModel {
  /** Says how long the advance lasts; null without a forecast. */
  readonly until: string | null
  /** The link to the estimate. */
  readonly label: string
  readonly href: string
}

export const ForecastLine = ({ forecast: { until, label, href } }: { forecast: ForecastLineModel }) => (
  <p>
    {until} <a href={href}>{label}</a>
  </p>
)
