import type { Catalogue } from '../src/i18n/index.ts'

export interface ErrorPageModel {
  readonly title: string
  readonly message: string
  /** The number to give to support; only for failures of the server. */
  readonly requestId: string | null
  readonly back: { readonly href: string; readonly label: string }
}

interface ErrorProps {
  readonly model: ErrorPageModel
  readonly t: Catalogue
}

export const ErrorPage = ({ model, t }: ErrorProps) => (
  <>
    <h1>{model.title}</h1>
    <p class="lead">{model.message}</p>
    {model.requestId !== null && <p>{t.errors.requestId(model.requestId)}</p>}
    <p>
      <a class="button" href={model.back.href}>
        {model.back.label}
      </a>
    </p>
  </>
)

export const ErrorBanner = ({ model, t }: ErrorProps) => (
  <p class="banner">
    <b>{model.title}.</b> {model.message} {model.requestId !== null && t.errors.requestId(model.requestId)}
  </p>
)
