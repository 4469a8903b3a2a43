import type { DeclarationLineModel, DeclarationsPageModel } from '../../../views/declarations-page.tsx'
import { onlyFiledBy } from '../../domain/account-access.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { Cursor } from '../../services/page.ts'
import type { DeclarationSums, DeclarationsPage } from '../../services/statement/list-declarations.ts'
import { AccountLocation } from '../queries/account-location.ts'
import { declarationsExportUrl, declarationsUrl, declarationUrl } from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel } from './account.ts'
import { declarationState } from './declaration-state.ts'
import { cursorQuery } from './ledger-page.ts'

export interface DeclarationsView {
  readonly viewer: Viewer
  readonly page: DeclarationsPage
  /** Null on the first page, which begins with the newest declaration. */
  readonly cursor: Cursor | null
  readonly t: Catalogue
}

export function declarationsPageModel({ viewer, page, cursor, t }: DeclarationsView): DeclarationsPageModel {
  const { voen, exports } = viewer.access
  const filedBy = onlyFiledBy(viewer.access)
  const { declarations } = page
  const none = filedBy === null ? t.declarations.none : t.declarations.noneFiled
  const at = (cursor: Cursor | null) => cursor && declarationsUrl(voen, cursorQuery(cursor))
  return {
    account: accountModel({ name: page.name, viewer, location: new AccountLocation('declarations'), below: false, t }),
    onlyFiled: filedBy && t.declarations.onlyFiled(filedBy),
    status: t.declarations.shown(declarations.length),
    lines: declarations.map(sums => lineModel(sums, t)),
    empty:
      declarations.length > 0
        ? null
        : cursor === null
          ? { message: none, firstPage: null }
          : { message: t.declarations.pastTheEnd, firstPage: declarationsUrl(voen) },
    newer: at(page.newer),
    older: at(page.older),
    export: exports && declarations.length > 0 ? declarationsExportUrl(voen) : null,
  }
}

/** For the title; null on the first page. */
export function declarationsPosition({ declarations, newer }: DeclarationsPage, t: Catalogue): string | null {
  const [first, last] = [declarations[0], declarations.at(-1)]
  if (newer === null || !first || !last) return null
  return t.declarations.position(first.declaration.number, last.declaration.number)
}

function lineModel(
  { declaration, assessed, reduced, paid, outstanding }: DeclarationSums,
  t: Catalogue,
): DeclarationLineModel {
  const { voen, number, declarant } = declaration
  return {
    number,
    href: declarationUrl(voen, number),
    state: declarationState(declaration, { outstanding, paid }, t),
    declarant: declarant ?? '',
    assessed: t.format.amount(assessed),
    reduced: t.format.amount(reduced),
    paid: t.format.amount(paid),
    outstanding: t.format.amount(outstanding),
  }
}
