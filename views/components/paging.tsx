import { html } from 'hono/html'
import type { Catalogue } from '../../src/i18n/index.ts'
import { SwapLink } from './swap-link.tsx'

/** Null where there is no page. */
export interface PagesModel {
  readonly newer: string | null
  readonly older: string | null
}

export const Paging = ({ pages: { newer, older }, t }: { pages: PagesModel; t: Catalogue }) =>
  newer === null && older === null ? null : (
    <nav class="paging" aria-label={t.ledger.paging}>
      {newer === null ? (
        <PagingEnd id="page-newer">{t.ledger.newest}</PagingEnd>
      ) : (
        <SwapLink id="page-newer" class="button quiet" href={newer} rel="prev" swap="outerMorph show:top">
          <span aria-hidden="true">←</span> {t.ledger.newer}
        </SwapLink>
      )}{' '}
      {older === null ? (
        <PagingEnd id="page-older">{t.ledger.oldest}</PagingEnd>
      ) : (
        <SwapLink id="page-older" class="button quiet" href={older} rel="next" swap="outerMorph show:top">
          {t.ledger.older} <span aria-hidden="true">→</span>
        </SwapLink>
      )}
    </nav>
  )

interface ChoiceModel {
  readonly id: string
  readonly label: string
  readonly href: string
  readonly current: boolean
}

/** Null where there is no such page. */
export interface ListPagingModel {
  readonly first: string | null
  readonly before: string | null
  readonly after: string | null
  readonly last: string | null
  /** Whether the link to the first or last page leads here: then the focus comes from that link. */
  readonly isFirstByAddress: boolean
  readonly isLastByAddress: boolean
  /** Empty where every size shows the same, as are the orders. */
  readonly sizes: readonly ChoiceModel[]
  readonly orders: readonly ChoiceModel[]
}

/** Templates like the rows: ledgers are read most. */
export const ListPaging = ({ pages, t }: { pages: ListPagingModel; t: Catalogue }) => {
  const { first, before, after, last, sizes, orders } = pages
  const isOnePage = before === null && after === null
  if (isOnePage && sizes.length === 0 && orders.length === 0) return null
  return (
    <nav class="paging" aria-label={t.ledger.paging}>
      {first !== null && pageLink('page-first', first, t.paging.first)}{' '}
      {before !== null
        ? pageLink('page-before', before, html`<span aria-hidden="true">←</span> ${t.ledger.newer}`, 'prev')
        : !isOnePage && pagingEnd(pages.isFirstByAddress ? 'page-first' : 'page-before', t.ledger.newest)}{' '}
      {after !== null
        ? pageLink('page-after', after, html`${t.ledger.older} <span aria-hidden="true">→</span>`, 'next')
        : !isOnePage && pagingEnd(pages.isLastByAddress ? 'page-last' : 'page-after', t.ledger.oldest)}{' '}
      {last !== null && pageLink('page-last', last, t.paging.last)} {choiceList(sizes, t.paging.sizes)}{' '}
      {choiceList(orders, t.paging.orders)}
    </nav>
  )
}

type Markup = ReturnType<typeof html>

/** What `SwapLink` writes. */
const pageLink = (id: string, href: string, label: string | Markup, rel?: string) =>
  html`<a id="${id}" class="button quiet" href="${href}"${rel ? html` rel="${rel}"` : ''} hx-get="${href}" hx-target="#results" hx-swap="outerMorph show:top" hx-push-url="true" hx-sync="#results:replace">${label}</a>`

const choiceList = (choices: readonly ChoiceModel[], label: string) =>
  choices.length > 0 &&
  html`<ul class="choices" aria-label="${label}">${choices.map(
    ({ id, href, current, label }) =>
      html`<li><a id="${id}" href="${href}"${current ? html` aria-current="true"` : ''} hx-get="${href}" hx-target="#results" hx-swap="outerMorph" hx-push-url="true" hx-sync="#results:replace">${label}</a></li>`,
  )}</ul>`

interface ForwardPagingProps {
  /** Null for `first` on the first page, and for `next` on the last. */
  readonly pages: { readonly first: string | null; readonly next: string | null }
  readonly labels: { readonly first: string; readonly next: string }
  readonly t: Catalogue
}

export const ForwardPaging = ({ pages: { first, next }, labels, t }: ForwardPagingProps) =>
  first === null && next === null ? null : (
    <nav class="paging" aria-label={t.ledger.paging}>
      {first !== null && (
        <SwapLink id="page-first" class="button quiet" href={first} swap="outerMorph show:top">
          {labels.first}
        </SwapLink>
      )}{' '}
      {next !== null && (
        <SwapLink id="page-next" class="button quiet" href={next} rel="next" swap="outerMorph show:top">
          {labels.next} <span aria-hidden="true">→</span>
        </SwapLink>
      )}
    </nav>
  )

/** As `PagingEnd`. */
const pagingEnd = (id: string, text: string) => html`<a id="${id}" class="end" tabindex="-1">${text}</a>`

/** A morph keeps it as the same element as the paging link it replaces, so the keyboard focus stays. */
const PagingEnd = ({ id, children }: { id: string; children: string }) => (
  // biome-ignore lint/a11y/useValidAnchor: it has no target, but a morph keeps only an element of the same kind
  <a id={id} class="end" tabindex={-1}>
    {children}
  </a>
)
