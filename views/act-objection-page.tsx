import type { Catalogue } from '../src/i18n/index.ts'
import { type ActFormModel, ActLink, FormNotice } from './act-figures-page.tsx'
import { AccountLine, Breadcrumb } from './components/account-heading.tsx'
import { HelpSign } from './components/help-link.tsx'
import { type ProblemModel, ProblemSummary } from './components/problem-summary.tsx'
import { TextField } from './components/text-field.tsx'

export interface ActObjectionPageModel extends ActFormModel {
  /** What the objection is to. */
  readonly line: string
  readonly customs: string
  readonly action: string
  readonly reason: string
  readonly own: string
  readonly note: string
  readonly problems: readonly ProblemModel[]
  /** Lines to object to instead, where a comparison has filled the form in. */
  readonly others: readonly { readonly label: string; readonly href: string }[]
}

export const ActObjectionPage = ({ model, t }: { model: ActObjectionPageModel; t: Catalogue }) => (
  <>
    <Breadcrumb account={model.account} t={t} page={t.acts.objectionTitle} />
    <div class="card-head">
      <h1>{t.acts.objectionTitle}</h1>
      <HelpSign term="books-act" about={t.acts.objectionTitle} t={t} />
    </div>
    <AccountLine account={model.account} t={t} />
    <ActLink model={model} />
    <dl class="facts">
      <div>
        <dt>{t.acts.about}</dt>
        <dd>{model.line}</dd>
      </div>
      <div>
        <dt>{t.acts.customs}</dt>
        <dd>{model.customs}</dd>
      </div>
    </dl>
    {model.others.length > 0 && (
      <details>
        <summary>{t.ownBooks.objection.otherLine}</summary>
        <ul>
          {model.others.map(({ label, href }) => (
            <li>
              <a href={href}>{label}</a>
            </li>
          ))}
        </ul>
      </details>
    )}
    <p>{t.acts.objectionLead}</p>
    <FormNotice notice={model.notice} />
    {model.problems.length > 0 && (
      <ProblemSummary heading={t.acts.problemsHeading} problems={model.problems} form="objection" level="h2" />
    )}
    <form class="panel act-words" method="post" action={model.action}>
      <input type="hidden" name="person" value={model.person} />
      <input type="hidden" name="seen" value={model.seen} />
      {FIELDS.map(([name, label, hint, rows]) => (
        <TextField
          form="objection"
          name={name}
          label={t.acts[label]}
          hint={t.acts[hint]}
          value={model[name]}
          {...(rows && { rows })}
          required={name === 'reason'}
          problems={model.problems}
        />
      ))}
      <p class="actions">
        <button type="submit">{t.acts.send}</button>
      </p>
    </form>
  </>
)

const FIELDS = [
  ['reason', 'reason', 'reasonHint', 4],
  ['own', 'ownFigure', 'ownHint', null],
  ['note', 'note', 'noteHint', null],
] as const
