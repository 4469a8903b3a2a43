import type { LinkedText, TraceModel } from '../../../views/components/trace.tsx'
import type { FactModel, OperationPageModel } from '../../../views/operation-page.tsx'
import { type Charge, isPayableByNumber, outstanding } from '../../domain/charge.ts'
import { type Fund, isCustomsFund } from '../../domain/fund.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import { type Qepik, total } from '../../domain/money.ts'
import { isSettlement } from '../../domain/operation-type.ts'
import { isolatedText } from '../../domain/visible-text.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { OperationStatement, PartPage, ReceivedEvent } from '../../services/statement/read-operation.ts'
import type { AllocationPlace } from '../../store/ledger/allocations.ts'
import { AccountLocation } from '../queries/account-location.ts'
import { declarationUrl, ledgerUrl, operationUrl } from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel } from './account.ts'
import { liveUpdateModel } from './live-update.ts'
import { bookedRow, closingRow, reducedRow, referenceHref, sourceRow, useRows } from './trace.ts'

export interface OperationView {
  readonly viewer: Viewer
  readonly operation: OperationStatement
  /** Of the event's senders, by name; one without a title is not in it. */
  readonly titles: ReadonlyMap<string, string>
  /** The places where its lists begin. */
  readonly query: string
  readonly t: Catalogue
}

export function operationPageModel({ viewer, operation, titles, query, t }: OperationView): OperationPageModel {
  const { name, entry, charge } = operation
  const account = accountModel({
    name,
    viewer,
    location: new AccountLocation('statement', entry.ledger),
    below: true,
    t,
  })
  const ledger = { label: t.ledgers[entry.ledger], href: ledgerUrl(entry.voen, entry.ledger) }
  return {
    account: { ...account, trail: [...account.trail, ledger] },
    number: t.operation.kind(`${entry.seq}`),
    name: t.operationName(entry),
    sentence: sentenceOf(operation, t),
    why: whyThatCharge(operation, t),
    type: { label: t.operationTypes[entry.type], term: `operation-${entry.type}` },
    facts: [...entryFacts(entry, t), ...moneyFacts(operation, t)],
    how: charge && outstanding(charge) > 0 ? howToPay(charge, t) : null,
    traces: tracesOf(operation, t),
    event: operation.event && eventFacts(operation.event, titles, t),
    liveUpdate: liveUpdateModel(viewer, {
      address: query => operationUrl(entry.voen, entry.seq, query),
      query,
      version: operation.bookings,
    }),
  }
}

export function placeQuery(list: 'parts' | 'after', { row, position }: AllocationPlace): string {
  return `${list}=${row}-${position}`
}

function sentenceOf({ entry, twin, own }: OperationStatement, t: Catalogue): string {
  const { sentences } = t.operation
  const amount = t.format.money(entry.amount)
  const fund = t.funds[entry.ledger]
  switch (entry.type) {
    case 'assessment':
      return entry.cause === 'amendment' ? sentences.amendment(fund, amount) : sentences.assessment(fund, amount)
    case 'hop-payment':
      return sentences.hop(fund, amount)
    case 'overpayment-offset':
      return sentences.ownFund(fund, amount)
    case 'advance-drawdown':
      return sentences.drawdown(t.funds[entry.ledger === 'advance' ? twin!.ledger : entry.ledger], amount)
    case 'reduction': {
      // A reduction of more charges than one page has is of one declaration amended again and again.
      const unpaid = total(
        own.parts.flatMap(({ allocation }) => (allocation.effect === 'debt' ? allocation.amount : [])),
      )
      const paid = BigInt(entry.amount) - unpaid
      if (paid === 0n) return sentences.unpaidReduced(fund, amount)
      if (unpaid === 0n) return sentences.paidReduced(fund, amount)
      return sentences.bothReduced(fund, amount, t.format.money(unpaid), t.format.money(paid))
    }
    case 'advance-payment-general':
      return entry.declaration === null ? sentences.advance(amount) : sentences.surplus(amount)
    case 'refund':
      return sentences.refund(fund, amount)
    case 'transfer-out':
      return sentences.transfer(fund, t.funds[twin!.ledger], amount)
    case 'transfer-in':
      return sentences.transfer(t.funds[twin!.ledger], fund, amount)
    default:
      return sentences.single(fund, amount)
  }
}

const plain = (text: string): LinkedText => ({ text, href: null })

function entryFacts(entry: LedgerEntry, t: Catalogue): FactModel[] {
  const { facts } = t.operation
  const { voen, ledger, declaration, reference, channel, paymentDate, operationDate } = entry
  const fact = (label: string, value: string | null, href: string | null = null) =>
    value === null ? [] : [{ label, value: { text: value, href } }]
  return [
    ...fact(facts.amount, t.format.money(entry.amount)),
    ...fact(facts.date, t.format.date(operationDate)),
    ...fact(facts.paymentDate, paymentDate && t.format.date(paymentDate)),
    ...fact(facts.channel, channel && t.channels[channel]),
    ...fact(facts.declaration, declaration, declaration && declarationUrl(voen, declaration)),
    ...fact(facts.reference, reference && isolatedText(reference), referenceHref(entry)),
    ...fact(facts.ledger, t.funds[ledger], ledgerUrl(voen, ledger)),
    ...fact(facts.after, totalsAfter(entry, t)),
  ]
}

function totalsAfter({ debt, overpayment }: LedgerEntry, t: Catalogue): string {
  const { facts } = t.operation
  const parts = [
    debt > 0 && facts.debtAfter(t.format.money(debt)),
    overpayment > 0 && facts.overpaymentAfter(t.format.money(overpayment)),
  ].filter(part => part !== false)
  return parts.length === 0 ? facts.nothingAfter : parts.join(', ')
}

function moneyFacts(operation: OperationStatement, t: Catalogue): FactModel[] {
  const { entry, twin, charge, state, source, own } = operation
  const { facts, states } = t.operation
  const money = (amount: Qepik) => plain(t.format.money(amount))
  const list: FactModel[] = []
  if (charge && state) {
    const isAlsoAmended = charge.reduced > 0 && state !== 'amended' && state !== 'cancelled'
    const words = [states[state], ...(isAlsoAmended ? [states.amended] : [])].join(', ')
    const tone = outstanding(charge) > 0 ? 'debt' : state === 'settled' ? 'credit' : 'plain'
    list.push(
      { label: facts.state, value: plain(words), tone },
      { label: facts.dueOn, value: plain(t.format.date(charge.dueOn)) },
      { label: facts.reduced, value: money(charge.reduced) },
      { label: facts.paid, value: money(charge.settled) },
      { label: facts.open, value: money(outstanding(charge)) },
    )
  }
  if (source) {
    const left = source.amount - source.used
    const leftText = left === 0 ? facts.noneLeft : facts.leftOn(t.format.money(BigInt(left)), t.funds[source.ledger])
    list.push({ label: facts.used, value: money(source.used) }, { label: facts.left, value: plain(leftText) })
  }
  const closed = isSettlement(entry.type) || entry.type === 'hop-payment' ? own.parts[0] : undefined
  if (closed?.charged) {
    const { charged } = closed
    const href = operationUrl(charged.voen, charged.seq)
    list.push({ label: facts.charge, value: { text: t.operationName(charged), href } })
  }
  if (twin) {
    const text = t.operation.rowOn(`${twin.seq}`, t.funds[twin.ledger])
    list.push({ label: facts.twin, value: { text, href: operationUrl(twin.voen, twin.seq) } })
  }
  return list
}

/** The rule by which a settlement chose its charge; the parts of a payment by number stand below their rule. */
function whyThatCharge({ entry: { type }, own }: OperationStatement, { operation: { rules } }: Catalogue) {
  const charged = own.parts[0]?.charged
  if (!charged || !isSettlement(type)) return null
  if (charged.cause === 'amendment') return rules.amended
  return type === 'overpayment-offset' ? rules.ownFund : rules.advance
}

/** Why a debt is open, and how it can be paid. */
export function howToPay(charge: Charge, { operation: { how } }: Catalogue): string[] {
  return [charge.settled > 0 ? how.partly : how.untouched, how[wayToPay(charge)]]
}

export function wayToPay(charge: Pick<Charge, 'fund' | 'declaration' | 'amended'>) {
  if (!isCustomsFund(charge.fund as Fund)) return 'eservice'
  if (charge.declaration === null) return 'reference'
  return isPayableByNumber(charge as Charge) ? 'byNumber' : 'amended'
}

function tracesOf(operation: OperationStatement, t: Catalogue): TraceModel[] {
  const { entry, booked, charge, source, own, uses, closed } = operation
  const { columns, ...words } = t.operation
  const { type } = entry
  const address = (query: string) => operationUrl(entry.voen, entry.seq, query)
  const list = (
    id: string,
    of: Pick<TraceModel, 'heading' | 'columns' | 'rows'> & Partial<TraceModel>,
  ): TraceModel => ({
    id,
    lead: null,
    empty: '',
    sum: null,
    first: null,
    next: null,
    ...of,
  })
  const paged = (name: 'parts' | 'after', { first, next }: PartPage) => ({
    first: first ? null : address(''),
    next: next && address(placeQuery(name, next)),
  })
  const sumOf = (name: 'parts' | 'after', page: PartPage) => ({
    ...paged(name, page),
    sum:
      page.first && page.next === null ? t.format.amount(total(page.parts.map(part => part.allocation.amount))) : null,
  })
  const isPayment = booked.some(row => row.type === 'hop-payment')
  const traces: TraceModel[] = []
  const ofEvent = list('booked', {
    heading: isPayment ? words.payment : words.booked,
    lead: isPayment ? words.rules.byNumber : null,
    columns: { what: columns.what, note: isPayment ? columns.why : columns.type },
    rows: booked.map(row => bookedRow(row, entry, isPayment, t)),
    sum: isPayment ? t.format.amount(total(booked.map(({ amount }) => amount))) : null,
  })
  if (isPayment) traces.push(ofEvent)
  if (charge) {
    traces.push(
      list('closed', {
        heading: words.closed,
        columns: { what: columns.what, note: columns.from },
        rows: closed.parts.map(part => closingRow(part, t)),
        empty: words.notClosed,
        ...paged('after', closed),
      }),
    )
  }
  if (type === 'reduction') {
    traces.push(
      list('reduced', {
        heading: words.reductions,
        columns: { what: columns.what, note: columns.part },
        rows: own.parts.map(part => reducedRow(part, t)),
        ...sumOf('parts', own),
      }),
    )
  } else if (own.parts.length > 0 && type !== 'hop-payment') {
    traces.push(
      list('sources', {
        heading: words.sources,
        columns: { what: columns.whole, note: columns.part },
        rows: own.parts.map(part => sourceRow(part, t)),
        ...sumOf('parts', own),
      }),
    )
  }
  if (source) {
    traces.push(
      list('uses', {
        heading: type === 'reduction' ? words.usesOfReduction : words.uses,
        lead: source.ledger === 'advance' ? words.rules.advance : words.rules.ownFund,
        columns: { what: columns.closed, note: columns.why },
        rows: useRows(uses, t),
        empty: words.unused,
        ...sumOf('after', uses),
      }),
    )
  }
  const isAlone = booked.length === 1 && booked[0]!.seq === entry.seq
  if (!isPayment && !isAlone) traces.push(ofEvent)
  return traces
}

/** The names of those who delivered the event, and the payment that it assigns. */
export function sendersOf(event: ReceivedEvent | null): string[] {
  return [event?.sender, event?.assigned?.sender].filter(name => typeof name === 'string' && name !== '') as string[]
}

function eventFacts(event: ReceivedEvent, titles: OperationView['titles'], t: Catalogue): FactModel[] {
  const words = t.operation.event
  const { assigned } = event
  const facts: FactModel[] = [
    { label: words.type, value: plain(words.types[event.type]) },
    { label: words.occurredAt, value: plain(t.format.instant(event.occurredAt)) },
    { label: words.receivedAt, value: plain(t.format.instant(event.receivedAt)) },
    { label: words.sender, value: plain(senderText(event, titles, t)) },
    { label: words.id, value: plain(isolatedText(event.id)) },
  ]
  if (assigned) {
    const text = words.assigned(isolatedText(assigned.id), t.format.instant(assigned.receivedAt))
    facts.push(
      { label: words.assignedPayment, value: plain(text) },
      { label: words.assignedSender, value: plain(senderText(assigned, titles, t)) },
    )
  }
  return facts
}

function senderText({ sender }: ReceivedEvent, titles: OperationView['titles'], t: Catalogue): string {
  const { importedBy, senderNotKept } = t.operation.event
  if (sender === null) return senderNotKept
  return sender === '' ? importedBy : isolatedText(titles.get(sender) ?? sender)
}
