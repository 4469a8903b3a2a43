import { html } from 'hono/html'
import type { Child } from 'hono/jsx'

interface SwapLinkProps {
  readonly href: string
  readonly id?: string
  readonly children: Child
}

/** An answer changes the results in place. A newer choice cancels a pending one. */
export const RESULTS_SWAP = {
  'hx-target': '#results',
  'hx-swap': 'outerMorph',
  'hx-push-url': 'true',
  'hx-sync': '#results:replace',
} as const

/** Without htmx it loads the page. */
export const SwapLink = ({ href, id, children }: SwapLinkProps) => (
  <a id={id} href={href} hx-get={href} {...RESULTS_SWAP}>
    {children}
  </a>
)

/** What an element says once for all the links inside it, which then do what a `SwapLink` does. */
export const LINKS_SWAP = Object.fromEntries(
  Object.entries(RESULTS_SWAP).map(([name, value]) => [`${name}:inherited`, value]),
)

export interface ChoiceModel {
  readonly label: string
  readonly href: string
  readonly current: boolean
}

/** One of several links inside an element with `LINKS_SWAP`. A template like the rows: ledgers are read most. */
export const choiceLink = (id: string, { label, href, current }: ChoiceModel) =>
  current
    ? html`<li><a id="${id}" href="${href}" aria-current="true" hx-get="${href}">${label}</a></li>`
    : html`<li><a id="${id}" href="${href}" hx-get="${href}">${label}</a></li>`
