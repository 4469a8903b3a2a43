import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Catalogue } from '../../src/i18n/index.ts'
import { type ChoiceModel, choiceLink, LINKS_SWAP } from './swap-link.tsx'

/** Null where there is no page. */
export interface PagesModel {
  readonly newer: string | null
  readonly older: string | null
}

interface PagingProps {
  readonly pages: PagesModel
  /** Empty where the list has one size, and where every size shows the same. */
  readonly sizes?: readonly NamedChoice[]
  readonly t: Catalogue
}

export const Paging = ({ pages: { newer, older }, sizes = [], t }: PagingProps) =>
  newer === null && older === null && sizes.length === 0 ? null : (
    <PagingLinks t={t}>
      {newer !== null ? newerLink('page-newer', newer, t) : older !== null && pagingEnd('page-newer', t.ledger.newest)}{' '}
      {older !== null
        ? olderLink('page-older', older, t.ledger.older)
        : newer !== null && pagingEnd('page-older', t.ledger.oldest)}{' '}
      {choiceList(sizes, t.paging.sizes)}
    </PagingLinks>
  )

export interface NamedChoice extends ChoiceModel {
  readonly id: string
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
  readonly sizes: readonly NamedChoice[]
  readonly orders: readonly NamedChoice[]
}

export const ListPaging = ({ pages, t }: { pages: ListPagingModel; t: Catalogue }) => {
  const { first, before, after, last, sizes, orders } = pages
  const isOnePage = before === null && after === null
  if (isOnePage && sizes.length === 0 && orders.length === 0) return null
  return (
    <PagingLinks t={t}>
      {first !== null && pageLink('page-first', first, t.paging.first)}{' '}
      {before !== null
        ? newerLink('page-before', before, t)
        : !isOnePage && pagingEnd(pages.isFirstByAddress ? 'page-first' : 'page-before', t.ledger.newest)}{' '}
      {after !== null
        ? olderLink('page-after', after, t.ledger.older)
        : !isOnePage && pagingEnd(pages.isLastByAddress ? 'page-last' : 'page-after', t.ledger.oldest)}{' '}
      {last !== null && pageLink('page-last', last, t.paging.last)} {choiceList(sizes, t.paging.sizes)}{' '}
      {choiceList(orders, t.paging.orders)}
    </PagingLinks>
  )
}

interface ForwardPagingProps {
  /** Null for `first` on the first page, and for `next` on the last. */
  readonly pages: { readonly first: string | null; readonly next: string | null }
  readonly labels: { readonly first: string; readonly next: string }
  readonly t: Catalogue
}

export const ForwardPaging = ({ pages: { first, next }, labels, t }: ForwardPagingProps) =>
  first === null && next === null ? null : (
    <PagingLinks t={t}>
      {first !== null && pageLink('page-first', first, labels.first)}{' '}
      {next !== null && olderLink('page-next', next, labels.next)}
    </PagingLinks>
  )

/** Another page begins at its top. */
const PagingLinks = ({ children, t }: { children: Child; t: Catalogue }) => (
  <nav class="paging" aria-label={t.ledger.paging} {...LINKS_SWAP} hx-swap:inherited="outerMorph show:top">
    {children}
  </nav>
)

type Markup = ReturnType<typeof html>

/** A template, as all parts of the paging are, like the rows: ledgers are read most. */
const newerLink = (id: string, href: string, t: Catalogue) =>
  pageLink(id, href, html`<span aria-hidden="true">←</span> ${t.ledger.newer}`, html` rel="prev"`)

const olderLink = (id: string, href: string, label: string) =>
  pageLink(id, href, html`${label} <span aria-hidden="true">→</span>`, html` rel="next"`)

const pageLink = (id: string, href: string, label: string | Markup, rel: string | Markup = '') =>
  html`<a id="${id}" class="button quiet" href="${href}"${rel} hx-get="${href}">${label}</a>`

/** A morph keeps it as the same element as the paging link it replaces, so the keyboard focus stays. */
const pagingEnd = (id: string, text: string) => html`<a id="${id}" class="end" tabindex="-1">${text}</a>`

const choiceList = (choices: readonly NamedChoice[], label: string) =>
  choices.length > 0 &&
  html`<ul class="choices" aria-label="${label}" hx-swap:inherited="outerMorph">${choices.map(choice => choiceLink(choice.id, choice))}</ul>`
