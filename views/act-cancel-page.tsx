import type { Catalogue } from '../src/i18n/index.ts'
import { type ActFormModel, ActLink, FormNotice } from './act-figures-page.tsx'
import { AccountLine, Breadcrumb } from './components/account-heading.tsx'
import { type ProblemModel, ProblemSummary } from './components/problem-summary.tsx'
import { TextField } from './components/text-field.tsx'

export interface ActCancelPageModel extends ActFormModel {
  readonly question: string
  readonly action: string
  readonly reason: string
  readonly problems: readonly ProblemModel[]
}

/** Asks why, before the act is cancelled: nothing follows. */
export const ActCancelPage = ({ model, t }: { model: ActCancelPageModel; t: Catalogue }) => (
  <>
    <Breadcrumb account={model.account} t={t} page={t.acts.cancelTitle} />
    <h1>{t.acts.cancelTitle}</h1>
    <AccountLine account={model.account} t={t} />
    <ActLink model={model} />
    <FormNotice notice={model.notice} />
    {model.problems.length > 0 && (
      <ProblemSummary heading={t.acts.problemsHeading} problems={model.problems} form="cancel" level="h2" />
    )}
    <form class="panel act-words" method="post" action={model.action}>
      <input type="hidden" name="person" value={model.person} />
      <input type="hidden" name="seen" value={model.seen} />
      <p>
        <b>{model.question}</b> {t.acts.cancelLead}
      </p>
      <TextField
        form="cancel"
        name="reason"
        label={t.acts.reason}
        hint={t.acts.cancelHint}
        value={model.reason}
        rows={3}
        required
        problems={model.problems}
      />
      <p class="actions">
        <button type="submit">{t.acts.cancel}</button>{' '}
        <a class="button quiet" href={model.act.href}>
          {t.acts.toAct}
        </a>
      </p>
    </form>
  </>
)
