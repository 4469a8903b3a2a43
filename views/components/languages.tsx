import type { Catalogue } from '../../src/i18n/index.ts'

export interface LanguageModel {
  readonly code: string
  /** As the language calls itself. */
  readonly name: string
  readonly href: string
  readonly current: boolean
}

interface LanguagesProps {
  readonly languages: readonly LanguageModel[]
}

/** The same page in each language we speak. */
export const Languages = ({ languages, t }: LanguagesProps & { t: Catalogue }) => (
  <nav id="languages" class="languages" aria-label={t.language}>
    <LanguageList languages={languages} />
  </nav>
)

/** What was asked for has changed: the other languages show the same. */
export const LanguagesUpdate = ({ languages }: LanguagesProps) => (
  <hx-partial hx-target="#languages" hx-swap="innerHTML">
    <LanguageList languages={languages} />
  </hx-partial>
)

const LanguageList = ({ languages }: LanguagesProps) => (
  <ul>
    {languages.map(({ code, name, href, current }) => (
      <li>
        <a href={href} lang={code} hreflang={code} rel="alternate" aria-current={current ? 'true' : undefined}>
          {name}
        </a>
      </li>
    ))}
  </ul>
)
