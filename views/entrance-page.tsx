import type { Catalogue } from '../src/i18n/index.ts'

export interface EntrancePageModel {
  readonly signIn: string
  /** The last event, or the reason to sign in. */
  readonly notice: string | null
}

export const EntrancePage = ({ model, t }: { model: EntrancePageModel; t: Catalogue }) => (
  <>
    <h1>{t.service}</h1>
    {model.notice !== null && (
      <p class="notice" role="status">
        {model.notice}
      </p>
    )}
    <p class="lead">{t.signIn.lead}</p>
    <p>
      <a class="button" href={model.signIn}>
        {t.signIn.button}
      </a>
    </p>
  </>
)
