import type { DeclarationLineModel, DeclarationsPageModel } from '../../../views/declarations-page.tsx'
import { onlyFiledBy } from '../../domain/account-access.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { Cursor } from '../../services/page.ts'
import type { DeclarationSums, DeclarationsPage } from '../../services/statement/list-declarations.ts'
import type { FoundBroker } from '../../services/statement/search-account.ts'
import { AccountLocation } from '../queries/account-location.ts'
import { declarationsExportUrl, declarationsUrl, declarationUrl, joinQuery } from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel } from './account.ts'
import { declarationState } from './declaration-state.ts'
import { cursorQuery } from './ledger-page.ts'

export interface DeclarationsView {
  readonly viewer: Viewer
  readonly page: DeclarationsPage
  /** Null on the first page, which begins with the newest declaration. */
  readonly cursor: Cursor | null
  /** The brokers of the account, to choose from. */
  readonly brokers: readonly FoundBroker[]
  /** The chosen one as it was sent; empty for all. */
  readonly broker: string
  readonly valid: boolean
  readonly query: string
  readonly t: Catalogue
}

export function declarationsPageModel(view: DeclarationsView): DeclarationsPageModel {
  const { viewer, page, cursor, brokers, broker, valid, query, t } = view
  const names = new Map(brokers.map(({ voen, name }) => [voen, name]))
  const { voen, exports } = viewer.access
  const filedBy = onlyFiledBy(viewer.access)
  const declarations = valid ? page.declarations : []
  const none = filedBy === null ? t.declarations.none : t.declarations.noneFiled
  const at = (cursor: Cursor | null) =>
    valid && cursor ? declarationsUrl(voen, joinQuery(query, cursorQuery(cursor))) : null
  return {
    account: accountModel({ name: page.name, viewer, location: new AccountLocation('declarations'), below: false, t }),
    onlyFiled: filedBy && t.declarations.onlyFiled(filedBy),
    brokers:
      brokers.length === 0 && broker === ''
        ? null
        : {
            action: declarationsUrl(voen),
            chosen: broker,
            options: withChosen(brokers, valid ? broker : '').map(({ voen, name }) => ({
              code: voen,
              label: name === null ? voen : `${name}, ${voen}`,
            })),
            problems: valid ? [] : [{ field: 'broker', message: t.found.noBroker }],
          },
    status: valid ? t.declarations.shown(declarations.length) : t.problems.count(1),
    lines: declarations.map(sums => lineModel(sums, names, t)),
    empty:
      declarations.length > 0
        ? null
        : cursor === null || !valid
          ? { message: broker === '' ? none : t.found.noneOfBroker, firstPage: null }
          : { message: t.declarations.pastTheEnd, firstPage: declarationsUrl(voen, query) },
    newer: at(page.newer),
    older: at(page.older),
    export: exports && declarations.length > 0 ? declarationsExportUrl(voen, query) : null,
  }
}

/** A chosen broker is among the choices, also where it is not one of the first. */
function withChosen(brokers: readonly FoundBroker[], chosen: string): readonly { voen: string; name: string | null }[] {
  const isListed = chosen === '' || brokers.some(({ voen }) => voen === chosen)
  return isListed ? brokers : [...brokers, { voen: chosen, name: null }]
}

/** For the title; null on the first page. */
export function declarationsPosition({ declarations, newer }: DeclarationsPage, t: Catalogue): string | null {
  const [first, last] = [declarations[0], declarations.at(-1)]
  if (newer === null || !first || !last) return null
  return t.declarations.position(first.declaration.number, last.declaration.number)
}

function lineModel(
  { declaration, assessedOn, assessed, reduced, paid, outstanding }: DeclarationSums,
  names: ReadonlyMap<string, string | null>,
  t: Catalogue,
): DeclarationLineModel {
  const { voen, number, declarant } = declaration
  return {
    number,
    href: declarationUrl(voen, number),
    state: declarationState(declaration, { outstanding, paid }, t),
    date: assessedOn === null ? '' : t.format.date(assessedOn),
    declarant: declarant ?? '',
    declarantName: (declarant && names.get(declarant)) ?? '',
    assessed: t.format.amount(assessed),
    reduced: t.format.amount(reduced),
    paid: t.format.amount(paid),
    outstanding: t.format.amount(outstanding),
  }
}
