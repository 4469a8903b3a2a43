import { html } from 'hono/html'
import type { Catalogue } from '../../src/i18n/index.ts'

export interface LanguageModel {
  readonly code: string
  /** In that language. */
  readonly name: string
  readonly href: string
  readonly current: boolean
}

interface LanguagesProps {
  readonly languages: readonly LanguageModel[]
}

export const Languages = ({ languages, t }: LanguagesProps & { t: Catalogue }) => (
  <nav id="languages" class="languages" aria-label={t.language}>
    <LanguageList languages={languages} />
  </nav>
)

/** Updates the language links after a partial request has changed the address. */
export const LanguagesUpdate = ({ languages }: LanguagesProps) => (
  <hx-partial hx-target="#languages" hx-swap="innerHTML">
    <LanguageList languages={languages} />
  </hx-partial>
)

/** A template: every page has it. */
const LanguageList = ({ languages }: LanguagesProps) =>
  html`<ul>${languages.map(
    ({ code, name, href, current }) =>
      html`<li><a href="${href}" lang="${code}" hreflang="${code}" rel="alternate"${current && html` aria-current="true"`}>${name}</a></li>`,
  )}</ul>`
