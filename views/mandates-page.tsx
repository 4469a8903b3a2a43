import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel } from './components/account-heading.tsx'
import { MandateForm, type MandateFormModel, type MandateTermsModel } from './components/mandate-form.tsx'
import { ScrollRegion } from './components/scroll-region.tsx'

export interface MandateRowModel extends MandateTermsModel {
  readonly broker: string
  readonly holds: boolean
  readonly change: string
}

export interface MandatesPageModel {
  readonly account: AccountModel
  readonly status: string | null
  readonly mandates: readonly MandateRowModel[]
  readonly form: MandateFormModel
}

interface MandatesProps {
  readonly model: MandatesPageModel
  readonly t: Catalogue
}

export const MandatesPage = ({ model, t }: MandatesProps) => (
  <>
    <h1>{model.form.question ? t.mandateQuestion.title : t.mandates.heading}</h1>
    <AccountLine account={model.account} t={t} />
    {model.status !== null && (
      <p class="notice" role="status">
        {model.status}
      </p>
    )}
    {model.form.question === null && <GrantedMandates model={model} t={t} />}
    <section class="block" aria-labelledby="grant-heading">
      <h2 id="grant-heading">{t.mandates.grantHeading}</h2>
      <MandateForm form={model.form} withBroker={true} t={t} />
    </section>
  </>
)

const GrantedMandates = ({ model, t }: MandatesProps) => (
  <>
    <p class="lead">{t.mandates.lead}</p>
    {model.mandates.length === 0 ? <p class="empty">{t.mandates.none}</p> : <Mandates model={model} t={t} />}
  </>
)

const Mandates = ({ model, t }: MandatesProps) => (
  <ScrollRegion labelledBy="mandates-caption">
    <table class="mandates lines stacked">
      <caption id="mandates-caption">{t.mandates.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t.mandates.broker}</th>
          <th scope="col">{t.mandates.state}</th>
          <th scope="col">{t.mandates.period}</th>
          <th scope="col">{t.mandates.shows}</th>
          <th scope="col">{t.mandates.exports}</th>
          <th scope="col">{t.mandates.action}</th>
        </tr>
      </thead>
      <tbody>{model.mandates.map(mandate => mandateRow(mandate, t))}</tbody>
    </table>
  </ScrollRegion>
)

const mandateRow = (mandate: MandateRowModel, t: Catalogue) => (
  <tr>
    <th scope="row">
      {t.voen} {mandate.broker}
    </th>
    <td class={mandate.holds ? 'credit' : undefined}>{mandate.state}</td>
    <td>{mandate.period}</td>
    <td>{mandate.shows}</td>
    <td data-label={t.mandates.exports}>{mandate.exports}</td>
    <td>
      <a href={mandate.change}>
        {t.mandates.change}
        <span class="sr-only">{t.mandates.changeOf(mandate.broker)}</span>
      </a>
    </td>
  </tr>
)
