import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, Breadcrumb } from './components/account-heading.tsx'
import { type ProblemModel, ProblemSummary } from './components/problem-summary.tsx'
import { ScrollRegion } from './components/scroll-region.tsx'
import { SelectField } from './components/select-field.tsx'
import { TextField } from './components/text-field.tsx'

interface FieldModel {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly hint?: string
}

interface ChoiceModel extends FieldModel {
  readonly empty: string
  readonly options: readonly { readonly code: string; readonly label: string }[]
}

export interface OwnBooksMappingModel {
  readonly account: AccountModel
  readonly title: string
  readonly action: string
  /** Where a person is asked before the file is deleted. */
  readonly removal: string
  /** What stands above the form: why there is no result, and that the choice was remembered. */
  readonly notices: readonly string[]
  /** Rows that could not be read; empty when there are none. */
  readonly rowProblems: readonly string[]
  readonly problems: readonly ProblemModel[]
  readonly columns: readonly ChoiceModel[]
  readonly choices: readonly ChoiceModel[]
  readonly texts: readonly FieldModel[]
  readonly preview: {
    readonly letters: readonly string[]
    readonly rows: readonly { readonly number: string; readonly cells: readonly string[] }[]
  }
}

interface MappingProps {
  readonly model: OwnBooksMappingModel
  readonly t: Catalogue
}

export const OwnBooksMappingPage = ({ model, t }: MappingProps) => (
  <>
    <Breadcrumb account={model.account} t={t} page={model.title} />
    <h1>
      <bdi>{model.title}</bdi>
    </h1>
    <AccountLine account={model.account} t={t} />
    {model.notices.map(notice => (
      <p class="notice" role="status">
        {notice}
      </p>
    ))}
    {model.rowProblems.length > 0 && <RowProblems model={model} t={t} />}
    <Preview model={model} t={t} />
    <MappingForm model={model} t={t} />
    <p class="links">
      <a href={model.removal}>{t.ownBooks.remove}</a>
    </p>
  </>
)

const RowProblems = ({ model, t }: MappingProps) => (
  <section class="problems" tabindex={-1} autofocus aria-labelledby="rows-heading">
    <h2 id="rows-heading">{t.ownBooks.rowsHeading}</h2>
    <p>{t.ownBooks.rowsLead}</p>
    <ul>
      {model.rowProblems.map(problem => (
        <li>{problem}</li>
      ))}
    </ul>
  </section>
)

const MappingForm = ({ model, t }: MappingProps) => (
  <section class="panel" aria-labelledby="columns-heading">
    <h2 id="columns-heading">{t.ownBooks.mapping}</h2>
    <p class="note">{t.ownBooks.mappingLead}</p>
    {model.problems.length > 0 && (
      <ProblemSummary heading={t.ownBooks.problemsHeading} problems={model.problems} form="mapping" />
    )}
    <form class="own-books-form mapping-form" method="post" action={model.action}>
      {[...model.columns, ...model.choices].map(({ name, label, value, empty, options, hint }) => (
        <SelectField
          form="mapping"
          name={name}
          label={label}
          value={value}
          empty={empty}
          options={options}
          {...(hint !== undefined && { hint })}
          problems={model.problems}
        />
      ))}
      {model.texts.map(({ name, label, value, hint }) => (
        <TextField
          form="mapping"
          name={name}
          label={label}
          value={value}
          {...(hint !== undefined && { hint })}
          problems={model.problems}
        />
      ))}
      <button type="submit">{t.ownBooks.compare}</button>
    </form>
  </section>
)

const Preview = ({ model, t }: MappingProps) => (
  <section class="block">
    <h2 id="preview-heading">{t.ownBooks.preview}</h2>
    <ScrollRegion labelledBy="preview-heading">
      <table class="first-rows">
        <thead>
          <tr>
            <th scope="col">{t.ownBooks.row}</th>
            {model.preview.letters.map(letter => (
              <th scope="col">{letter}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {model.preview.rows.map(({ number, cells }) => (
            <tr>
              <th scope="row">{number}</th>
              {cells.map(cell => (
                <td>
                  <bdi>{cell}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  </section>
)
