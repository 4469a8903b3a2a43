import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, Breadcrumb } from './components/account-heading.tsx'
import { MandateForm, type MandateFormModel } from './components/mandate-form.tsx'

export interface MandatePageModel {
  readonly account: AccountModel
  readonly title: string
  readonly state: string
  /** Who the broker is, or a question whether the number is right. */
  readonly broker: string
  readonly form: MandateFormModel
  /** Null when the mandate is already withdrawn. */
  readonly withdraw: string | null
}

export const MandatePage = ({ model, t }: { model: MandatePageModel; t: Catalogue }) => (
  <>
    <Breadcrumb account={model.account} t={t} page={model.title} />
    <h1>{model.title}</h1>
    <AccountLine account={model.account} t={t} />
    <dl class="facts">
      <div>
        <dt>{t.mandates.state}</dt>
        <dd>{model.state}</dd>
      </div>
    </dl>
    <p>{model.broker}</p>
    <section class="block" aria-labelledby="terms-heading">
      <h2 id="terms-heading">{t.mandates.changeHeading}</h2>
      <MandateForm form={model.form} withBroker={false} t={t} />
    </section>
    {model.withdraw !== null && (
      <section class="block" aria-labelledby="withdraw-heading">
        <h2 id="withdraw-heading">{t.mandates.withdrawHeading}</h2>
        <form class="panel" method="post" action={model.withdraw}>
          <p>{t.mandates.withdrawQuestion}</p>
          <p class="actions">
            <button type="submit">{t.mandates.withdraw}</button>
          </p>
        </form>
      </section>
    )}
  </>
)
