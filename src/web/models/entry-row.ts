import type { DeclarationRowModel, EntryRowModel } from '../../../views/components/entry-rows.tsx'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import { formatAmount, formatDate } from '../../i18n/format.ts'
import type { Catalogue } from '../../i18n/index.ts'
import { declarationUrl, ledgerUrl } from '../urls.ts'

/** A ledger row in words. */
export function entryRowModel(entry: LedgerEntry, t: Catalogue): EntryRowModel {
  const { declaration } = entry
  const name = t.operationName(entry)
  const at = declaration === null ? name.length : name.indexOf(declaration)
  return {
    nameBefore: name.slice(0, at),
    declaration,
    declarationHref: declaration === null ? '' : declarationUrl(entry.voen, declaration),
    nameAfter: declaration === null ? '' : name.slice(at + declaration.length),
    ...figures(entry, t),
  }
}

/** The same for the declaration's own page. */
export function declarationRowModel(entry: LedgerEntry, t: Catalogue): DeclarationRowModel {
  return {
    ledger: t.funds[entry.ledger],
    ledgerHref: ledgerUrl(entry.voen, entry.ledger, `declaration=${entry.declaration}`),
    name: t.deeds[entry.type],
    ...figures(entry, t),
  }
}

function figures(entry: LedgerEntry, t: Catalogue) {
  const { paymentDate } = entry
  return {
    operationDate: formatDate(entry.operationDate),
    type: t.operationTypes[entry.type],
    paymentDate: paymentDate === null ? '' : formatDate(paymentDate),
    amount: formatAmount(entry.amount),
    debt: formatAmount(entry.debt),
    overpayment: formatAmount(entry.overpayment),
  }
}
