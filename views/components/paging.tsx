import type { Catalogue } from '../../src/i18n/index.ts'
import { SwapLink } from './swap-link.tsx'

/** Addresses of the pages beside this one; null where there is none. */
export interface PagesModel {
  readonly newer: string | null
  readonly older: string | null
}

/** The ways to the pages beside this one of a list, if it has others. */
export const Paging = ({ pages: { newer, older }, t }: { pages: PagesModel; t: Catalogue }) =>
  newer === null && older === null ? null : (
    <nav class="paging" aria-label={t.ledger.paging}>
      {newer === null ? (
        <PagingEnd id="page-newer">{t.ledger.newest}</PagingEnd>
      ) : (
        <SwapLink id="page-newer" class="button quiet" href={newer} rel="prev" swap="outerMorph show:top">
          <span aria-hidden="true">←</span> {t.ledger.newer}
        </SwapLink>
      )}
      {older === null ? (
        <PagingEnd id="page-older">{t.ledger.oldest}</PagingEnd>
      ) : (
        <SwapLink id="page-older" class="button quiet" href={older} rel="next" swap="outerMorph show:top">
          {t.ledger.older} <span aria-hidden="true">→</span>
        </SwapLink>
      )}
    </nav>
  )

interface OnwardProps {
  /** Where the first page is, when this one is another; where the next is, when there is one. */
  readonly pages: { readonly first: string | null; readonly next: string | null }
  readonly words: { readonly first: string; readonly next: string }
  readonly t: Catalogue
}

/** The ways in a list that is read in one direction: back to its beginning, and on. */
export const PagingOnward = ({ pages: { first, next }, words, t }: OnwardProps) =>
  first === null && next === null ? null : (
    <nav class="paging" aria-label={t.ledger.paging}>
      {first !== null && (
        <SwapLink id="page-first" class="button quiet" href={first} swap="outerMorph show:top">
          {words.first}
        </SwapLink>
      )}
      {next !== null && (
        <SwapLink id="page-next" class="button quiet" href={next} rel="next" swap="outerMorph show:top">
          {words.next} <span aria-hidden="true">→</span>
        </SwapLink>
      )}
    </nav>
  )

/**
 * Stands where a paging link stood, and says why it is gone. A morph keeps it as the same element, with the focus:
 * without it a keyboard would start at the top again.
 */
const PagingEnd = ({ id, children }: { id: string; children: string }) => (
  // biome-ignore lint/a11y/useValidAnchor: it leads nowhere any more, and a morph keeps only an element of the same kind
  <a id={id} class="end" tabindex={-1}>
    {children}
  </a>
)
