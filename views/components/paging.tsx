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
