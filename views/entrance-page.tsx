import type { Catalogue } from '../src/i18n/index.ts'

export interface EntrancePageModel {
  /** Where signing in begins. */
  readonly signIn: string
  /** What has just happened, or why the person is here. */
  readonly notice: string | null
}

/** What stands before the service: what it is, and the way in. */
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
