import type { Catalogue } from '../../src/i18n/index.ts'
import { FieldProblem, type ProblemModel, problemId } from './problem-summary.tsx'

export interface SearchBoxModel {
  readonly action: string
  readonly words: string
  readonly problem: ProblemModel | null
}

/** On every page of an account. It leads to the search's own page, so it is a plain form. */
export const SearchBox = ({ action, t }: { action: string; t: Catalogue }) => (
  <search>
    <form class="find" method="get" action={action}>
      <label class="sr-only" for="find">
        {t.search.label}
      </label>{' '}
      <input id="find" type="search" name="q" placeholder={t.search.label} autocomplete="off" spellcheck={false} />{' '}
      <button class="quiet" type="submit">
        {t.search.find}
      </button>
    </form>
  </search>
)

/** The form of the search's own page. */
export const SearchForm = ({ box: { action, words, problem }, t }: { box: SearchBoxModel; t: Catalogue }) => (
  <search class="panel">
    <label for="find-q">{t.search.label}</label>
    <form class="find" method="get" action={action}>
      <input
        id="find-q"
        type="search"
        name="q"
        value={words}
        autocomplete="off"
        spellcheck={false}
        autofocus={problem !== null}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={['find-hint', problem && problemId('find', problem)].filter(Boolean).join(' ')}
      />{' '}
      <button type="submit">{t.search.find}</button>
    </form>
    <FieldProblem form="find" problem={problem ?? undefined} />{' '}
    <small id="find-hint" class="hint">
      {t.search.hint}
    </small>
  </search>
)
