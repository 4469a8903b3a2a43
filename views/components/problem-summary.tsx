/** Something wrong with what was typed in a field. */
export interface ProblemModel {
  readonly field: string
  readonly message: string
}

interface ProblemSummaryProps {
  readonly heading: string
  readonly problems: readonly ProblemModel[]
  /** The form that the fields belong to: its name begins their ids. */
  readonly form: string
}

/** What is wrong with a form, told first and linked to its fields. */
export const ProblemSummary = ({ heading, problems, form }: ProblemSummaryProps) => (
  <section class="problems" tabindex={-1} autofocus aria-labelledby="problems-heading">
    <h3 id="problems-heading">{heading}</h3>
    <ul>
      {problems.map(problem => (
        <li>
          <a href={`#${form}-${problem.field}`}>{problem.message}</a>
        </li>
      ))}
    </ul>
  </section>
)

/** The same beside the field, which names it by `problemId` as its description. */
export const FieldProblem = ({ form, problem }: { form: string; problem: ProblemModel | undefined }) =>
  problem ? (
    <small id={problemId(form, problem)} class="problem">
      {problem.message}
    </small>
  ) : null

export function problemId(form: string, problem: ProblemModel): string {
  return `${form}-${problem.field}-problem`
}

export function problemOf(problems: readonly ProblemModel[], field: string): ProblemModel | undefined {
  return problems.find(problem => problem.field === field)
}
