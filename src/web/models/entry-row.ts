import type { DeclarationRowModel, EntryRowModel } from '../../../views/components/entry-rows.tsx'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import { formatAmount, formatDate } from '../../i18n/format.ts'
import type { Catalogue } from '../../i18n/index.ts'
import { declarationUrl, ledgerUrl } from '../urls.ts'

/** A ledger row in words. */
export function entryRowModel(entry: LedgerEntry, t: Catalogue): EntryRowModel {
  const { declaration, paymentDate } = entry
  const name = t.operationName(entry)
  const at = declaration === null ? name.length : name.indexOf(declaration)
  return {
    operationDate: formatDate(entry.operationDate),
    nameBefore: name.slice(0, at),
    declaration,
    declarationHref: declaration === null ? '' : declarationUrl(entry.voen, declaration),
    nameAfter: declaration === null ? '' : name.slice(at + declaration.length),
    type: t.operationTypes[entry.type],
    paymentDate: paymentDate === null ? '' : formatDate(paymentDate),
    amount: formatAmount(entry.amount),
    debt: formatAmount(entry.debt),
    overpayment: formatAmount(entry.overpayment),
  }
}

export function declarationRowModel(entry: LedgerEntry, t: Catalogue): DeclarationRowModel {
  return {
    ...entryRowModel(entry, t),
    ledger: t.funds[entry.ledger],
    ledgerHref: ledgerUrl(entry.voen, entry.ledger, `declaration=${entry.declaration}`),
  }
}
