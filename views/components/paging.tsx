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
  readonly sizes: readonly ChoiceModel[]
  readonly orders: readonly ChoiceModel[]
}

export const ListPaging = ({ pages, t }: { pages: ListPagingModel; t: Catalogue }) => (
  <nav class="paging" aria-label={t.ledger.paging}>
    {pages.first !== null && <PageLink id="page-first" href={pages.first} label={t.paging.first} />}{' '}
    {pages.before !== null && <PageLink id="page-before" href={pages.before} label={t.ledger.newer} rel="prev" />}{' '}
    {pages.after !== null && <PageLink id="page-after" href={pages.after} label={t.ledger.older} rel="next" />}{' '}
    {pages.last !== null && <PageLink id="page-last" href={pages.last} label={t.paging.last} />}{' '}
    <Choices choices={pages.sizes} label={t.paging.sizes} /> <Choices choices={pages.orders} label={t.paging.orders} />
  </nav>
)

interface PageLinkProps {
  readonly id: string
  readonly href: string
  readonly label: string
  readonly rel?: string
}

const PageLink = ({ id, href, label, rel }: PageLinkProps) => (
  <SwapLink id={id} class="button quiet" href={href} {...(rel && { rel })} swap="outerMorph show:top">
    {label}
  </SwapLink>
)

const Choices = ({ choices, label }: { choices: readonly ChoiceModel[]; label: string }) => (
  <ul class="choices" aria-label={label}>
    {choices.map(choice => (
      <li>
        <SwapLink id={choice.id} href={choice.href} current={choice.current}>
          {choice.label}
        </SwapLink>
      </li>
    ))}
  </ul>
)

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

/** A morph keeps it as the same element as the paging link it replaces, so the keyboard focus stays. */
const PagingEnd = ({ id, children }: { id: string; children: string }) => (
  // biome-ignore lint/a11y/useValidAnchor: it has no target, but a morph keeps only an element of the same kind
  <a id={id} class="end" tabindex={-1}>
    {children}
  </a>
)
