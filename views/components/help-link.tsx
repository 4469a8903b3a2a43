import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { HelpTerm } from '../../src/i18n/help-terms.ts'
import { helpUrl } from '../help-address.ts'

/** A term's visible words, leading to its line in the guide. It is called by those words and nothing else. */
export const HelpLink = ({ term, children }: { term: HelpTerm; children: Child }) =>
  html`<a class="term" href="${helpUrl(term)}">${children}</a>`
