import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { HelpTerm } from '../../src/i18n/help-terms.ts'
import type { Catalogue } from '../../src/i18n/index.ts'

interface HelpLinkProps {
  readonly term: HelpTerm
  readonly t: Catalogue
  readonly children: Child
}

/** The term is the link's whole name. */
export const HelpLink = ({ term, t, children }: HelpLinkProps) =>
  html`<a class="term" href="${t.helpUrl(term)}">${children}</a>`

interface HelpSignProps {
  readonly term: HelpTerm
  /** The heading that the sign stands beside. */
  readonly about: string
  readonly t: Catalogue
}

/** A small sign beside a heading, outside it: the heading keeps its own name. */
export const HelpSign = ({ term, about, t }: HelpSignProps) =>
  html` <a class="help-sign" href="${t.helpUrl(term)}" aria-label="${t.help.title}: ${about}">?</a>`
