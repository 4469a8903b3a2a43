import type { LinkedText, TraceRowModel } from '../../../views/components/trace.tsx'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import { namesCharge } from '../../domain/operation-type.ts'
import { isolatedText } from '../../domain/visible-text.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { HistoryRow } from '../../services/statement/declaration-history.ts'
import type { Part, PartPage } from '../../services/statement/read-operation.ts'
import { declarationUrl, operationUrl, referenceUrl } from '../urls.ts'

const plain = (text: string): LinkedText => ({ text, href: null })

function operationLink({ voen, seq }: LedgerEntry, text: string): LinkedText {
  return { text, href: operationUrl(voen, seq) }
}

function dateLink(entry: LedgerEntry, t: Catalogue): LinkedText {
  return operationLink(entry, t.format.date(entry.operationDate))
}

function documentOf(entry: LedgerEntry): LinkedText | null {
  const { voen, declaration, reference } = entry
  if (declaration !== null) return { text: declaration, href: declarationUrl(voen, declaration) }
  return reference === null ? null : { text: isolatedText(reference), href: referenceHref(entry) }
}

/** The documents of a charge have a page; payments and the like have none. */
export function referenceHref({ voen, type, reference }: LedgerEntry): string | null {
  return reference !== null && namesCharge(type) ? referenceUrl(voen, reference) : null
}

/** A payment or other row that brought money, in words. */
function moneyOf(source: LedgerEntry, t: Catalogue): LinkedText {
  const way = source.channel === null ? '' : ` (${t.channels[source.channel]})`
  const date = t.format.date(source.paymentDate ?? source.operationDate)
  return operationLink(source, `${t.operationTypes[source.type]}${way}, ${date}`)
}

/**
 * A row that an event booked, on the page of one of them.
 * @param byNumber whether the event was a payment by declaration number, whose last row may be what was left
 */
export function bookedRow(entry: LedgerEntry, shown: LedgerEntry, byNumber: boolean, t: Catalogue): TraceRowModel {
  const { reasons } = t.operation
  const why = entry.type === 'hop-payment' ? reasons['by-number'] : reasons.surplus
  return {
    date: entry.seq === shown.seq ? plain(t.format.date(entry.operationDate)) : dateLink(entry, t),
    what: plain(t.funds[entry.ledger]),
    document: null,
    notes: [plain(byNumber ? why : entry.cause === null ? t.operationTypes[entry.type] : t.operationPhrase(entry))],
    amount: t.format.amount(entry.amount),
    open: null,
  }
}

/** What closed or reduced a charge, on the page of the charge. */
export function closingRow({ allocation, entry, source }: Part, t: Catalogue): TraceRowModel {
  const { unpaidPart, paidPart } = t.operation
  return {
    date: dateLink(entry, t),
    what: plain(t.operationPhrase(entry)),
    document: null,
    notes: [source ? moneyOf(source, t) : plain(allocation.effect === 'debt' ? unpaidPart : paidPart)],
    amount: t.format.amount(allocation.amount),
    open: null,
  }
}

/** A charge that a reduction lowered. */
export function reducedRow({ allocation, charged }: Part, t: Catalogue): TraceRowModel {
  const { unpaidPart, paidPart } = t.operation
  return {
    date: dateLink(charged!, t),
    what: plain(t.operationPhrase(charged!)),
    document: documentOf(charged!),
    notes: [plain(allocation.effect === 'debt' ? unpaidPart : paidPart)],
    amount: t.format.amount(allocation.amount),
    open: null,
  }
}

/** Money that a row took. */
export function sourceRow({ allocation, source }: Part, t: Catalogue): TraceRowModel {
  return {
    date: dateLink(source!, t),
    what: moneyOf(source!, t),
    document: documentOf(source!),
    notes: [plain(t.operation.ofWhole(t.format.money(source!.amount)))],
    amount: t.format.amount(allocation.amount),
    open: null,
  }
}

/** What money was used for, in order, each with the rule that chose it. */
export function useRows({ parts }: PartPage, t: Catalogue): TraceRowModel[] {
  return parts.map(({ allocation, entry, charged }, index) => ({
    date: dateLink(entry, t),
    what: charged
      ? operationLink(charged, t.funds[charged.ledger])
      : operationLink(entry, t.operationTypes[entry.type]),
    document: charged && documentOf(charged),
    notes: [plain(t.operation.reasons[reasonOf(entry, charged, parts[index - 1]?.charged ?? null)])],
    amount: t.format.amount(allocation.amount),
    open: null,
  }))
}

function reasonOf(entry: LedgerEntry, charged: LedgerEntry | null, before: LedgerEntry | null) {
  if (charged === null) return entry.type === 'refund' ? 'refund' : 'transfer'
  if (charged.cause === 'amendment') return 'amended'
  if (entry.type === 'overpayment-offset') return 'own-fund'
  return before && isSameDocument(charged, before) ? 'next-fund' : 'oldest-document'
}

/** References need not be unique; the charges of one document were booked from one event, or name its declaration. */
function isSameDocument(one: LedgerEntry, other: LedgerEntry): boolean {
  return one.declaration === null ? one.eventId === other.eventId : one.declaration === other.declaration
}

/**
 * A row of a declaration, with what the declaration owes in its fund after it.
 * @param isWhole whether the user sees the whole account: a broker of the declaration sees neither operations nor payments
 */
export function historyRow(row: HistoryRow, isWhole: boolean, t: Catalogue): TraceRowModel {
  const { entry, after } = row
  const isCharge = entry.type === 'assessment' || entry.type === 'reduction'
  return {
    date: isWhole ? dateLink(entry, t) : plain(t.format.date(entry.operationDate)),
    what: plain(t.operationPhrase(entry)),
    document: null,
    notes: isCharge ? changeNotes(row, t) : isWhole ? moneyNotes(row, t) : [],
    amount: t.format.amount(entry.amount),
    open: entry.ledger === 'advance' ? null : t.format.amount(after.open),
  }
}

/** The fund's total before and after an amendment or cancellation. */
function changeNotes({ entry, before, after }: HistoryRow, t: Catalogue): LinkedText[] {
  if (entry.cause === null) return []
  const { changed, partOverpaid } = t.declaration
  const overpaid = before.assessed - after.assessed - (before.open - after.open)
  return [
    plain(changed(t.format.amount(before.assessed), t.format.amount(after.assessed))),
    ...(entry.type === 'reduction' && overpaid > 0n ? [plain(partOverpaid(t.format.money(overpaid)))] : []),
  ]
}

function moneyNotes({ entry, sources, hasMoreSources }: HistoryRow, t: Catalogue): LinkedText[] {
  if (entry.type === 'hop-payment') return [plain(wayOf(entry, t))]
  const more = hasMoreSources ? [operationLink(entry, t.declaration.moreSources)] : []
  return [...sources.map(source => moneyOf(source, t)), ...more]
}

function wayOf({ channel, paymentDate, operationDate }: LedgerEntry, t: Catalogue): string {
  const date = t.format.date(paymentDate ?? operationDate)
  return channel === null ? date : `${t.channels[channel]}, ${date}`
}
