import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, Breadcrumb } from './components/account-heading.tsx'
import { type ProblemModel, ProblemSummary } from './components/problem-summary.tsx'
import { TextField } from './components/text-field.tsx'

export interface ActFormModel {
  readonly account: AccountModel
  readonly act: { readonly label: string; readonly href: string }
  readonly period: string
  /** Tells whose form it is: what is typed is kept for nobody else. */
  readonly person: string
  /** How many steps of the act it shows. */
  readonly seen: number
  /** Said above the form; null for nothing. */
  readonly notice: string | null
}

export interface ActFiguresPageModel extends ActFormModel {
  readonly title: string
  readonly action: string
  readonly problems: readonly ProblemModel[]
  /** Comparisons with own books whose figures fill the form. */
  readonly books: readonly { readonly label: string; readonly href: string }[]
  readonly groups: readonly {
    readonly title: string
    readonly boxes: readonly {
      readonly name: string
      readonly label: string
      readonly customs: string
      readonly value: string
    }[]
  }[]
}

export const ActFiguresPage = ({ model, t }: { model: ActFiguresPageModel; t: Catalogue }) => (
  <>
    <Breadcrumb account={model.account} t={t} page={model.title} />
    <h1>{model.title}</h1>
    <AccountLine account={model.account} t={t} />
    <ActLink model={model} />
    <p>{t.acts.figuresLead}</p>
    {model.books.length > 0 && (
      <ul class="links">
        {model.books.map(({ label, href }) => (
          <li>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ul>
    )}
    <FormNotice notice={model.notice} />
    {model.problems.length > 0 && (
      <ProblemSummary heading={t.acts.problemsHeading} problems={model.problems} form="figures" level="h2" />
    )}
    <form class="panel act-figures" method="post" action={model.action}>
      <input type="hidden" name="person" value={model.person} />
      <input type="hidden" name="seen" value={model.seen} />
      {model.groups.map(({ title, boxes }) => (
        <fieldset>
          <legend>{title}</legend>
          {boxes.map(({ name, label, customs, value }) => (
            <TextField
              form="figures"
              name={name}
              label={label}
              hint={customs}
              value={value}
              problems={model.problems}
            />
          ))}
        </fieldset>
      ))}
      <p class="actions">
        <button type="submit">{t.acts.save}</button>{' '}
        <button class="quiet" type="submit" name="same" value="yes">
          {t.acts.same}
        </button>
      </p>
    </form>
  </>
)

/** What is said of a form before it is sent. */
export const FormNotice = ({ notice }: { notice: string | null }) =>
  notice === null ? null : (
    <p class="notice" role="status">
      {notice}
    </p>
  )

export const ActLink = ({ model }: { model: ActFormModel }) => (
  <p>
    <a href={model.act.href}>{model.act.label}</a>, {model.period}
  </p>
)
