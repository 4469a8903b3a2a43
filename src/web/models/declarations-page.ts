import type { DeclarationLineModel, DeclarationsPageModel } from '../../../views/declarations-page.tsx'
import { onlyFiledBy } from '../../domain/account-access.ts'
import { CHOSEN_STATES, declarationSelector } from '../../domain/declaration.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { Cursor } from '../../services/page.ts'
import type { FoundBroker } from '../../services/statement/broker-names.ts'
import {
  type DeclarationSums,
  type DeclarationsPage,
  READING_BOUNDS,
} from '../../services/statement/list-declarations.ts'
import { AccountLocation } from '../queries/account-location.ts'
import type { DeclarationsQuery } from '../queries/declarations-query.ts'
import type { ListQuery } from '../queries/list-query.ts'
import { declarationsExportUrl, declarationsUrl, declarationUrl, joinQuery } from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel, invalidStatus } from './account.ts'
import { declarationState } from './declaration-state.ts'
import { fileLinks } from './file-links.ts'
import { listPagingModel } from './list-paging.ts'

export interface DeclarationsView {
  readonly viewer: Viewer
  readonly page: DeclarationsPage
  /** Null on the first page. */
  readonly cursor: Cursor | null
  /** The brokers of the account, to choose from. */
  readonly brokers: readonly FoundBroker[]
  readonly query: DeclarationsQuery
  readonly list: ListQuery
  readonly t: Catalogue
}

export function declarationsPageModel(view: DeclarationsView): DeclarationsPageModel {
  const { viewer, page, cursor, brokers, query, list, t } = view
  const names = new Map(brokers.map(({ voen, name }) => [voen, name]))
  const { voen, exports } = viewer.access
  const filedBy = onlyFiledBy(viewer.access)
  const isValid = list.isValid && query.isValid
  const declarations = isValid ? page.declarations : []
  const hasPages = isValid && (declarations.length > 0 || page.newer !== null || page.older !== null)
  const address = (ofPage: string) => declarationsUrl(voen, joinQuery(query.query, ofPage))
  return {
    account: accountModel({ name: page.name, viewer, location: new AccountLocation('declarations'), below: false, t }),
    onlyFiled: filedBy && t.declarations.onlyFiled(filedBy),
    filter: filterOf(view),
    status: isValid ? t.declarations.shown(declarations.length) : invalidStatus(query, t),
    caption: list.ascending ? t.declarationList.oldestFirst : t.declarations.caption,
    ...totalsOf(view),
    lines: declarations.map(sums => lineModel(sums, names, t)),
    empty: declarations.length > 0 ? null : emptyOf(view),
    pages: hasPages ? listPagingModel({ ...page, count: null, cursor }, list, address, t) : null,
    exports:
      exports && declarations.length > 0
        ? fileLinks(text => declarationsExportUrl(voen, text), query.query, t.declarations.exportHint, t)
        : null,
  }
}

/** Fields that cannot be read stay as typed. */
function filterOf({ viewer, brokers, query, t }: DeclarationsView): DeclarationsPageModel['filter'] {
  const { typed, selection, broker, problems, isValid } = query
  const date = (field: 'from' | 'to') => {
    const day = selection[field]
    return isValid ? (day === null ? '' : t.format.typedDate(day)) : typed[field]
  }
  const messages = {
    ...t.problems,
    'state-unknown': t.declarationList.unknownState,
    'broker-unknown': t.found.noBroker,
  }
  return {
    action: declarationsUrl(viewer.access.voen),
    isOpen: query.isFiltered,
    from: date('from'),
    to: date('to'),
    state: typed.state,
    states: CHOSEN_STATES.map(code => ({
      code,
      label: code === 'amended' ? t.declarationList.amended : t.declaration.states[code],
    })),
    brokers:
      brokers.length === 0 && typed.broker === ''
        ? null
        : {
            chosen: typed.broker,
            options: withChosen(brokers, broker ?? '').map(({ voen, name }) => ({
              code: voen,
              label: name === null ? voen : `${name}, ${voen}`,
            })),
          },
    problems: problems.map(({ code, field }) => ({ field, message: messages[code] })),
  }
}

function totalsOf({ page, query, list, t }: DeclarationsView): Pick<DeclarationsPageModel, 'totals' | 'totalsNote'> {
  const { totals } = page
  if (!list.isValid || !query.isValid || !query.isFiltered) return { totals: [], totalsNote: null }
  if (totals === null) return { totals: [], totalsNote: t.declarationList.tooManyToSum(READING_BOUNDS.forTotals) }
  if (totals.count === 0) return { totals: [], totalsNote: null }
  return {
    totals: (['assessed', 'reduced', 'paid'] as const)
      .map(part => ({ label: t.columns[part], amount: t.format.money(totals[part]) }))
      .concat({ label: t.columns.open, amount: t.format.money(totals.outstanding) }),
    totalsNote: t.declarationList.totals(totals.count),
  }
}

function emptyOf({ viewer, page, cursor, query, list, t }: DeclarationsView): DeclarationsPageModel['empty'] {
  if (!query.isValid) return { message: t.declarationList.invalid, firstPage: null }
  if (!list.isValid) {
    return { message: t.paging.unknownChoice, firstPage: declarationsUrl(viewer.access.voen, query.query) }
  }
  const isSelected = declarationSelector(query.selection) !== null
  // The reading has stopped at its bound.
  if (isSelected && (list.ascending ? page.newer : page.older) !== null) {
    return { message: t.declarationList.goesOn(READING_BOUNDS.forPage), firstPage: null }
  }
  if (cursor !== null) {
    const first = joinQuery(query.query, list.query)
    return { message: t.declarations.pastTheEnd, firstPage: declarationsUrl(viewer.access.voen, first) }
  }
  if (isSelected) return { message: t.declarationList.noneFound, firstPage: null }
  if (query.broker !== null) return { message: t.found.noneOfBroker, firstPage: null }
  const isWhole = onlyFiledBy(viewer.access) === null
  return { message: isWhole ? t.declarations.none : t.declarations.noneFiled, firstPage: null }
}

/** A chosen broker is among the choices, also where it is not one of the first. */
function withChosen(brokers: readonly FoundBroker[], chosen: string): readonly { voen: string; name: string | null }[] {
  const isListed = chosen === '' || brokers.some(({ voen }) => voen === chosen)
  return isListed ? brokers : [...brokers, { voen: chosen, name: null }]
}

/** For the title; null on the first page. */
export function declarationsPosition(
  { declarations, newer, older }: DeclarationsPage,
  list: ListQuery,
  t: Catalogue,
): string | null {
  const [first, last] = [declarations[0], declarations.at(-1)]
  if ((list.ascending ? older : newer) === null || !first || !last) return null
  return t.declarations.position(first.declaration.number, last.declaration.number)
}

function lineModel(
  { declaration, assessedOn, assessed, reduced, paid, outstanding, amended }: DeclarationSums,
  names: ReadonlyMap<string, string | null>,
  t: Catalogue,
): DeclarationLineModel {
  const { voen, number, declarant } = declaration
  return {
    number,
    href: declarationUrl(voen, number),
    state: declarationState(declaration, { outstanding, paid }, t, amended && !declaration.cancelled),
    date: assessedOn === null ? '' : t.format.date(assessedOn),
    declarant: declarant ?? '',
    declarantName: (declarant && names.get(declarant)) ?? '',
    assessed: t.format.amount(assessed),
    reduced: t.format.amount(reduced),
    paid: t.format.amount(paid),
    outstanding: t.format.amount(outstanding),
  }
}
