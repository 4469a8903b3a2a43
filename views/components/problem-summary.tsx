export interface ProblemModel {
  readonly field: string
  readonly message: string
}

interface ProblemSummaryProps {
  readonly heading: string
  readonly problems: readonly ProblemModel[]
  /** The prefix of the fields' ids. */
  readonly form: string
  /** `h2` where it stands in no section. */
  readonly level?: 'h2' | 'h3'
}

export const ProblemSummary = ({ heading, problems, form, level: Heading = 'h3' }: ProblemSummaryProps) => (
  <section class="problems" tabindex={-1} autofocus aria-labelledby="problems-heading">
    <Heading id="problems-heading">{heading}</Heading>
    <ul>
      {problems.map(problem => (
        <li>
          <a href={`#${form}-${problem.field}`}>{problem.message}</a>
        </li>
      ))}
    </ul>
  </section>
)

/** The problem beside its field, which refers to it with `aria-describedby`. */
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
