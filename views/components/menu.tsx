import type { Child } from 'hono/jsx'
import type { Catalogue } from '../../src/i18n/index.ts'
import { type LanguageModel, Languages } from './languages.tsx'
import type { SessionModel } from './session.tsx'

export interface PersonModel {
  readonly name: string
  /** Tells the person from others; sent with every request for a part of the page. */
  readonly tag: string
  readonly companies: string
  readonly sessions: string
  readonly signOut: string
  readonly session: SessionModel
}

interface MenuProps {
  /** Null when nobody is signed in. */
  readonly person: PersonModel | null
  readonly languages: readonly LanguageModel[]
  readonly t: Catalogue
}

/**
 * All that the header offers, behind one button with the person's name or, for a stranger, with the language: it works
 * without JavaScript, and leaves the keyboard one stop. The button cuts a long name, so the menu repeats it.
 */
export const Menu = ({ person, languages, t }: MenuProps) => (
  <details id="menu" class="menu">
    <summary>
      <span class="sr-only">{person ? t.header.menu : t.language}: </span>
      <bdi>{person ? person.name : t.languageName}</bdi>
    </summary>
    <div>
      {person && (
        <p>
          <bdi>{person.name}</bdi>
        </p>
      )}
      <nav aria-label={person ? t.signIn.person : t.help.title}>
        <ul>
          {person && <Line href={person.companies}>{t.signIn.cabinet}</Line>}
          {person && <Line href={person.sessions}>{t.sessions.title}</Line>}
          <Line href={t.helpUrl()}>{t.help.title}</Line>
        </ul>
      </nav>
      <Languages languages={languages} t={t} />
      {person && (
        <form method="post" action={person.signOut}>
          <button class="quiet" type="submit">
            {t.signIn.signOut}
          </button>
        </form>
      )}
    </div>
  </details>
)

const Line = ({ href, children }: { href: string; children: Child }) => (
  <li>
    <a href={href}>{children}</a>
  </li>
)
