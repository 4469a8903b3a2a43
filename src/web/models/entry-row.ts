import type { DeclarationRowModel, EntryRowModel } from '../../../views/components/entry-rows.tsx'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import type { Catalogue } from '../../i18n/index.ts'
import { declarationUrl, ledgerUrl } from '../urls.ts'

/** Stands in a name for the declaration's number, which may be so short that it stands in other words of it too. */
const NUMBER = '\uFFFC' as DeclarationNumber

/** A ledger row in words. */
export function entryRowModel(entry: LedgerEntry, t: Catalogue): EntryRowModel {
  const { declaration } = entry
  const name = t.operationName(declaration === null ? entry : { ...entry, declaration: NUMBER })
  const [nameBefore = '', nameAfter = ''] = name.split(NUMBER)
  return {
    seq: entry.seq,
    nameBefore,
    declaration,
    declarationHref: declaration === null ? '' : declarationUrl(entry.voen, declaration),
    nameAfter,
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
    name: t.operationPhrases[entry.type],
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
