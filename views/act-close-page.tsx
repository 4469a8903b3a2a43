import type { Catalogue } from '../src/i18n/index.ts'
import { type ActFormModel, ActLink } from './act-figures-page.tsx'
import { AccountLine, Breadcrumb } from './components/account-heading.tsx'

export interface ActClosePageModel extends ActFormModel {
  readonly question: string
  readonly differences: string
  readonly action: string
}

/** Asks before the act is signed: nothing follows. */
export const ActClosePage = ({ model, t }: { model: ActClosePageModel; t: Catalogue }) => (
  <>
    <Breadcrumb account={model.account} t={t} page={t.acts.closeTitle} />
    <h1>{t.acts.closeTitle}</h1>
    <AccountLine account={model.account} t={t} />
    <ActLink model={model} />
    <form class="panel" method="post" action={model.action}>
      <input type="hidden" name="seen" value={model.seen} />
      <p>
        <b>{model.question}</b> {model.differences}
      </p>
      <p class="actions">
        <button type="submit">{t.acts.close}</button>{' '}
        <a class="button quiet" href={model.act.href}>
          {t.acts.toAct}
        </a>
      </p>
    </form>
  </>
)
