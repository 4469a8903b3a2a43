import type { Catalogue } from '../src/i18n/index.ts'
import { Closing, type ClosingModel, DocumentFacts, type DocumentFactsModel } from './components/document-facts.tsx'
import { type ProblemModel, ProblemSummary } from './components/problem-summary.tsx'
import { TextField } from './components/text-field.tsx'

export interface VerifyFormModel {
  readonly action: string
  readonly number: string
  readonly problems: readonly ProblemModel[]
}

interface VerifyProps {
  readonly model: VerifyFormModel
  readonly t: Catalogue
}

export const VerifyPage = ({ model, t }: VerifyProps) => (
  <>
    <h1>{t.verify.title}</h1>
    <p class="lead">{t.verify.lead}</p>
    {model.problems.length > 0 && (
      <ProblemSummary form="verify" heading={t.verify.problems} problems={model.problems} level="h2" />
    )}
    <form method="get" action={model.action} class="panel">
      <TextField
        form="verify"
        name="number"
        label={t.documents.number}
        value={model.number}
        hint={t.verify.hint}
        required
        problems={model.problems}
      />
      <p class="actions">
        <button type="submit">{t.verify.show}</button>
      </p>
    </form>
  </>
)

export interface CheckedPageModel {
  readonly verdict: string
  readonly isGood: boolean
  /** What became of the act of the document; null where the document says it. */
  readonly outcome: string | null
  readonly document: DocumentFactsModel
  /** Null where the document does not state its closing figures. */
  readonly closing: ClosingModel | null
  readonly compare: {
    readonly action: string
    readonly digest: string
    /** What was compared; null before. */
    readonly result: { readonly text: string; readonly isGood: boolean } | null
    readonly problems: readonly ProblemModel[]
  }
  readonly another: string
}

export const CheckedPage = ({ model, t }: { model: CheckedPageModel; t: Catalogue }) => (
  <>
    <h1>{t.verify.title}</h1>
    {model.compare.result && (
      <p class={model.compare.result.isGood ? 'notice' : 'banner'} role="status">
        <b>{model.compare.result.text}</b>
      </p>
    )}
    <p class={model.isGood ? 'notice' : 'banner'} role={model.compare.result ? undefined : 'status'}>
      <b>{model.verdict}</b>
    </p>
    {model.outcome && <p class="banner">{model.outcome}</p>}
    <DocumentFacts document={model.document} />
    <Closing closing={model.closing} t={t} />
    <CompareForm model={model} t={t} />
    <p>
      <a href={model.another}>{t.verify.another}</a>
    </p>
  </>
)

const CompareForm = ({ model: { compare }, t }: { model: CheckedPageModel; t: Catalogue }) => (
  <section class="block" aria-labelledby="compare-heading">
    <h2 id="compare-heading">{t.verify.file}</h2>
    <p>{t.verify.fileLead}</p>
    {compare.problems.length > 0 && (
      <ProblemSummary form="compare" heading={t.verify.file} problems={compare.problems} />
    )}
    <form method="post" action={compare.action} enctype="multipart/form-data" class="panel">
      <p class="field field-file">
        <label for="compare-file">{t.verify.choose}</label> <input id="compare-file" name="file" type="file" />
      </p>
      <TextField
        form="compare"
        name="digest"
        label={t.verify.digest}
        value={compare.digest}
        problems={compare.problems}
      />
      <p class="actions">
        <button type="submit">{t.verify.compare}</button>
      </p>
    </form>
  </section>
)
