import type { EntryRowModel } from '../../../views/components/entry-rows.tsx'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import type { Catalogue } from '../../i18n/index.ts'
import { declarationUrl, operationUrl } from '../urls.ts'

/** For the declaration number in an operation name: a number can be so short that other words contain it. */
const NUMBER_PLACEHOLDER = '\uFFFC' as DeclarationNumber

export function entryRowModel(entry: LedgerEntry, t: Catalogue): EntryRowModel {
  const { declaration } = entry
  const name = t.operationName(declaration === null ? entry : { ...entry, declaration: NUMBER_PLACEHOLDER })
  const [nameBefore = '', nameAfter = ''] = name.split(NUMBER_PLACEHOLDER)
  return {
    seq: entry.seq,
    href: operationUrl(entry.voen, entry.seq),
    nameBefore,
    declaration,
    declarationHref: declaration === null ? '' : declarationUrl(entry.voen, declaration),
    nameAfter,
    repeatsType: entry.cause === null,
    ...entryFigures(entry, t),
  }
}

export function entryFigures(entry: LedgerEntry, t: Catalogue) {
  const { paymentDate } = entry
  return {
    operationDate: t.format.date(entry.operationDate),
    type: t.operationTypes[entry.type],
    paymentDate: paymentDate === null ? '' : t.format.date(paymentDate),
    amount: t.format.amount(entry.amount),
    debt: t.format.amount(entry.debt),
    overpayment: t.format.amount(entry.overpayment),
  }
}
