import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { HelpTerm } from '../../src/i18n/help-terms.ts'
import { helpUrl } from '../help-address.ts'

/** Links a visible term to its line in the guide. The term is the link's whole name. */
export const HelpLink = ({ term, children }: { term: HelpTerm; children: Child }) =>
  html`<a class="term" href="${helpUrl(term)}">${children}</a>`
