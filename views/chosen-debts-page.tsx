import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, Breadcrumb } from './components/account-heading.tsx'
import { PayButton, PayLink, type PayModel } from './components/pay-link.tsx'
import { ScrollRegion } from './components/scroll-region.tsx'

export interface ChosenLineModel {
  readonly document: string
  readonly kind: string
  readonly href: string | null
  readonly fund: string
  readonly way: string
  readonly open: string
}

export interface ChosenPartModel {
  readonly id: string
  readonly heading: string
  readonly lines: readonly ChosenLineModel[]
  readonly sum: string
}

export interface ChosenPayModel {
  readonly pay: PayModel
  /** What it pays besides what was chosen; null for nothing. */
  readonly more: string | null
}

export interface ChosenDebtsPageModel {
  readonly account: AccountModel
  readonly back: string
  /** Why there is nothing to pay; null when there is. */
  readonly problem: string | null
  readonly settled: string | null
  readonly customs: ChosenPartModel | null
  /** Null where the sum is too large for one payment. */
  readonly pay: { readonly label: string; readonly pay: PayModel } | null
  readonly preview: string | null
  readonly byNumber: readonly ChosenPayModel[]
  readonly byFund: readonly ChosenPayModel[]
  readonly eservice: ChosenPartModel | null
  readonly eservicePays: readonly PayModel[]
}

interface ChosenProps {
  readonly model: ChosenDebtsPageModel
  readonly t: Catalogue
}

export const ChosenDebtsPage = ({ model, t }: ChosenProps) => (
  <>
    <Breadcrumb account={model.account} t={t} page={t.debts.chosen.title} />
    <h1>{t.debts.chosen.title}</h1>
    <AccountLine account={model.account} t={t} />
    {model.problem !== null ? (
      <p class="problems" role="alert">
        {model.problem}
      </p>
    ) : (
      <p class="lead">{t.debts.chosen.lead}</p>
    )}
    {model.settled !== null && <p class="notice">{model.settled}</p>}
    {model.customs && <CustomsPart model={model} customs={model.customs} t={t} />}
    {model.eservice && (
      <ChosenPart part={model.eservice} t={t}>
        {model.eservicePays.map(pay => (
          <PayLink pay={pay} t={t} />
        ))}
      </ChosenPart>
    )}
    <p class="links">
      <a href={model.back}>{t.debts.chosen.back}</a>
    </p>
  </>
)

const CustomsPart = ({ model, customs, t }: ChosenProps & { customs: ChosenPartModel }) => (
  <ChosenPart part={customs} t={t}>
    <div class="pay-row">
      {model.pay && <PayButton pay={model.pay.pay} label={model.pay.label} t={t} />}
      {model.preview !== null && (
        <p>
          <a class="button quiet" href={model.preview}>
            {t.debts.preview}
          </a>
        </p>
      )}
    </div>
    <p class="note">{t.debts.chosen.customsLead}</p>
    <ChosenPays heading={t.debts.chosen.byNumber} lead={t.debts.chosen.byNumberLead} pays={model.byNumber} t={t} />
    <ChosenPays heading={t.debts.chosen.byFund} lead={t.debts.chosen.byFundLead} pays={model.byFund} t={t} />
  </ChosenPart>
)

interface PaysProps {
  readonly heading: string
  readonly lead: string
  readonly pays: readonly ChosenPayModel[]
  readonly t: Catalogue
}

const ChosenPays = ({ heading, lead, pays, t }: PaysProps) =>
  pays.length > 0 && (
    <>
      <h3>{heading}</h3>
      <p class="note">{lead}</p>
      <ul>
        {pays.map(({ pay, more }) => (
          <li>
            <PayLink pay={pay} t={t} />
            {more !== null && <small>{more}</small>}
          </li>
        ))}
      </ul>
    </>
  )

interface PartProps {
  readonly part: ChosenPartModel
  readonly t: Catalogue
  readonly children: unknown
}

const ChosenPart = ({ part, t, children }: PartProps) => (
  <div class="block">
    <h2 id={part.id}>{part.heading}</h2>
    <ScrollRegion labelledBy={part.id}>
      <table class="debts chosen-debts stacked">
        <thead>
          <tr>
            <th scope="col">{t.debts.document}</th>
            <th scope="col">{t.columns.fund}</th>
            <th scope="col">{t.debts.way}</th>
            <th scope="col">{t.debts.open}</th>
          </tr>
        </thead>
        <tbody>
          {part.lines.map(line => (
            <tr>
              <th scope="row">
                <bdi>{line.href === null ? line.document : <a href={line.href}>{line.document}</a>}</bdi>{' '}
                <small>{line.kind}</small>
              </th>
              <td data-label={t.columns.fund}>{line.fund}</td>
              <td data-label={t.debts.way}>{line.way}</td>
              <td data-label={t.debts.open}>{line.open}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colspan={3}>
              {t.debts.chosen.sum}
            </th>
            <td>{part.sum}</td>
          </tr>
        </tfoot>
      </table>
    </ScrollRegion>
    {children}
  </div>
)
