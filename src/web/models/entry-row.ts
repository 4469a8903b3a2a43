import type { DeclarationRowModel, EntryRowModel } from '../../../views/components/entry-rows.tsx'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import type { Catalogue } from '../../i18n/index.ts'
import { declarationUrl, ledgerUrl } from '../urls.ts'

/** A ledger row in words. */
export function entryRowModel(entry: LedgerEntry, t: Catalogue): EntryRowModel {
  const { declaration } = entry
  const name = t.operationName(entry)
  const at = declaration === null ? name.length : name.indexOf(declaration)
  return {
    seq: entry.seq,
    nameBefore: name.slice(0, at),
    declaration,
    declarationHref: declaration === null ? '' : declarationUrl(entry.voen, declaration),
    nameAfter: declaration === null ? '' : name.slice(at + declaration.length),
    ...figures(entry, t),
  }
}

/**
 * The same for the declaration's own page.
 * @param withTotals with where the row left its ledger, and the way there: who sees no balances sees neither
 */
export function declarationRowModel(entry: LedgerEntry, withTotals: boolean, t: Catalogue): DeclarationRowModel {
  const { debt, overpayment, ...figuresOfRow } = figures(entry, t)
  return {
    ledger: t.funds[entry.ledger],
    ledgerHref: withTotals ? ledgerUrl(entry.voen, entry.ledger, `declaration=${entry.declaration}`) : null,
    name: t.deeds[entry.type],
    ...figuresOfRow,
    totals: withTotals ? { debt, overpayment } : null,
  }
}

/** What is the same of a row wherever it is shown. */
export function figures(entry: LedgerEntry, t: Catalogue) {
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
