/** In customs and accounting terms. */
import type { PlainDate } from '../domain/dates.ts'
import type { Ledger } from '../domain/fund.ts'
import { type Channel, movesOverpayment, namesCharge, type OperationType } from '../domain/operation-type.ts'
import { isolatedText } from '../domain/visible-text.ts'
import type { Catalogue } from './catalogue.ts'
import { phrasesWithCauses } from './caused-phrases.ts'
import { accounting } from './en/accounting.ts'
import { acts as actTexts } from './en/acts.ts'
import { clientExport as clientExportTexts } from './en/client-export.ts'
import { clientTotals as clientTotalsTexts } from './en/client-totals.ts'
import { debts as debtTexts } from './en/debts.ts'
import { documents as documentTexts, orders, verify } from './en/documents.ts'
import { estimate as estimateTexts } from './en/estimate.ts'
import { exports } from './en/exports.ts'
import { help } from './en/help.ts'
import { interest as interestTexts } from './en/interest.ts'
import { operation } from './en/operation.ts'
import { ownBooks as ownBooksTexts } from './en/own-books.ts'
import { sums } from './en/sums.ts'
import { formatOf } from './format.ts'
import { helpUrl } from './help-terms.ts'
import { type PluralForms, pluralOf } from './plural.ts'

/** The short forms of `Intl` in British English. */
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec']

const format = formatOf({
  group: ',',
  decimal: '.',
  date: (year, month, day) => `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`,
  typedDate: (year, month, day) => `${day}/${month}/${year}`,
})

const plural = pluralOf('en')

const counted = (count: number, forms: PluralForms) => `${format.count(count)} ${plural(count, forms)}`
const operations = (count: number) => counted(count, { one: 'operation', other: 'operations' })
const debts = (count: number) => counted(count, { one: 'debt', other: 'debts' })
const clients = (count: number) => counted(count, { one: 'client', other: 'clients' })

const funds = {
  'customs-duty': 'Customs duty',
  vat: 'VAT',
  excise: 'Excise',
  'customs-fee': 'Customs fee',
  'late-interest': 'Late-payment interest',
  fine: 'Administrative fine',
  other: 'Other payments',
  'eservice-fee': 'E-service fee',
  'eservice-vat': 'VAT on the e-service fee',
  advance: 'Advance customs payments',
} satisfies Record<Ledger, string>

const ledgers = {
  'customs-duty': 'Customs duty ledger',
  vat: 'VAT ledger',
  excise: 'Excise ledger',
  'customs-fee': 'Customs fee ledger',
  'late-interest': 'Late-payment interest ledger',
  fine: 'Administrative fine ledger',
  other: 'Other payments ledger',
  'eservice-fee': 'E-service fee ledger',
  'eservice-vat': 'E-service fee VAT ledger',
  advance: 'Advance customs payments ledger',
} satisfies Record<Ledger, string>

const operationTypes = {
  assessment: 'Assessment',
  'hop-payment': 'GPP payment',
  'overpayment-offset': 'Overpayment offset',
  'advance-drawdown': 'Drawdown from the advance',
  reduction: 'Reduction',
  'advance-payment-general': 'Advance payment (7 charge types)',
  'advance-payment-single': 'Advance payment (1 charge type)',
  'eservice-advance': 'E-service advance',
  'eservice-vat-advance': 'E-service VAT advance',
  'eservice-advance-hop': 'E-service advance via GPP',
  'eservice-vat-advance-hop': 'E-service VAT advance via GPP',
  refund: 'Refund',
  'transfer-out': 'Transfer out',
  'transfer-in': 'Transfer in',
} satisfies Record<OperationType, string>

const channels = {
  hop: 'Government Payment Portal',
  bank: 'bank account',
  'vat-deposit': 'VAT deposit account',
  treasury: 'treasury to treasury',
} satisfies Record<Channel, string>

/** Operation phrases that stand alone, or begin a sentence that ends with the document. */
const phrases: Record<OperationType, string> = {
  assessment: 'Assessment',
  'hop-payment': 'Payment via GPP',
  'overpayment-offset': 'Offset of debt against overpayment',
  'advance-drawdown': 'Drawdown from the advance',
  reduction: 'Reduction of the assessed amount',
  'advance-payment-general': 'Excess payment credited to the advance',
  'advance-payment-single': 'Payment',
  'eservice-advance': 'Advance payment',
  'eservice-vat-advance': 'Advance payment',
  'eservice-advance-hop': 'Advance payment',
  'eservice-vat-advance-hop': 'Advance payment',
  refund: 'Refund of overpayment',
  'transfer-out': 'Transfer of overpayment to another ledger',
  'transfer-in': 'Transfer of overpayment from another ledger',
}

/** The phrases, some of which also say why. */
const phraseOf = phrasesWithCauses(phrases, {
  amendment: {
    assessment: 'Additional assessment (amendment)',
    reduction: 'Reduction of the assessed amount (amendment)',
  },
  cancellation: { reduction: 'Reduction of the assessed amount (cancellation)' },
})

/** The purpose of an advance payment, within a sentence. */
const purposes: Record<Ledger, string> = {
  'customs-duty': 'customs duty',
  vat: 'VAT',
  excise: 'excise',
  'customs-fee': 'customs fees',
  'late-interest': 'late-payment interest',
  fine: 'administrative fines',
  other: 'other payments',
  'eservice-fee': 'e-service fees',
  'eservice-vat': 'VAT on e-service fees',
  advance: 'customs payments',
}

/** Ends with the declaration number or reference in full, if there is one. */
const operationName: Catalogue['operationName'] = ({ ledger, type, declaration, reference, channel, cause }) => {
  if (declaration !== null) return `${phraseOf({ type, cause })} for declaration ${declaration}`
  const document = reference === null ? '' : ` for document ${isolatedText(reference)}`
  if (namesCharge(type) || movesOverpayment(type)) return `${phrases[type]}${document}`
  const way = channel === null ? '' : ` (${channels[channel]})`
  if (type === 'advance-payment-general') return `Payment into the advance${way}${document}`
  return `Advance payment towards ${purposes[ledger]}${way}${document}`
}

const LONG_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** `March 2026` */
function month(day: PlainDate): string {
  return `${LONG_MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`
}

function range(from: string | null, to: string | null): string {
  if (from !== null && to !== null) return from === to ? from : `${from} – ${to}`
  if (from !== null) return `from ${from}`
  return to === null ? 'all dates' : `up to ${to}`
}

export const en: Catalogue = {
  lang: 'en',
  languageName: 'English',
  language: 'Language',
  format,
  product: 'V\u0259r\u0259q\u0259',
  service: 'Personal account statement',
  skip: 'Skip to main content',
  voen: 'VÖEN (TIN)',
  navigation: 'You are here',
  errorTitle: (title: string) => `Error: ${title}`,
  footer: 'Settlements with the state budget for customs payments. All amounts are in AZN.',
  funds,
  ledgers,
  operationTypes,
  channels,
  operationName,
  operationPhrase: phraseOf,
  range,
  month,
  help,
  operation,
  helpUrl,
  sums,
  namesAndMore: (names: string, more: number) => `${names} and ${format.count(more)} more`,

  header: {
    menu: 'Menu',
  },

  columns: {
    operationDate: 'Operation date',
    name: 'Operation',
    type: 'Operation type',
    paymentDate: 'Payment date',
    amount: 'Amount',
    debt: 'Debt',
    overpayment: 'Overpayment',
    ledger: 'Ledger',
    fund: 'Charge type',
    assessed: 'Assessed',
    reduced: 'Reduced',
    paid: 'Paid',
    open: 'Outstanding',
    count: 'Operations',
    total: 'Total',
  },

  statement: {
    cards: 'Account position',
    balance: 'Balance',
    overpayment: 'Overpayment',
    debt: 'Total debt',
    assessed: 'Assessed',
    paid: 'Paid',
    paidOf: 'paid',
    meanings: {
      balance: (date: string) => `Money in the account as at ${date}: the advance and all overpayments.`,
      overpayment: (date: string) =>
        `Money that remains on the charge types as at ${date} and has not been set off against any debt, without the advance.`,
      debt: (date: string) => `Assessed but not yet paid as at ${date}.`,
      assessed: (range: string) => `On declarations, net of reductions: ${range}.`,
      unread: 'No sums are shown until the search is corrected.',
    },
    today: 'Today',
    details: 'Details',
    detailsOf: (card: string) => `: ${card}`,
    balanceLines: {
      advance: 'Advance customs payments (142330)',
      customs: 'Overpayment of customs payments',
      eserviceFee: 'Advance – e-service fee (802001)',
      eserviceVat: 'Advance – VAT on the e-service fee (114111)',
    },
    ledgers: 'Ledgers',
    operations: 'Operations',
    unknown: '–',
  },

  filter: {
    heading: 'Search',
    from: 'From',
    to: 'To',
    dateHint: 'dd/mm/yyyy',
    type: 'Operation type',
    anyType: 'All',
    declaration: 'Declaration number',
    declarationHint: 'full number; separate several with commas',
    payment: 'Payment conditions',
    paid: 'Payment date',
    channel: 'Payment channel',
    anyChannel: 'All',
    paidFrom: 'Payment date from',
    paidTo: 'Payment date to',
    declarations: (count: number) => counted(count, { one: 'declaration', other: 'declarations' }),
    search: 'Search',
    clear: 'Clear',
    periods: 'Period',
    thisMonth: 'This month',
    lastMonth: 'Last month',
    thisQuarter: 'This quarter',
    thisYear: 'This year',
    active: 'Active filters',
    remove: (chip: string) => `Remove filter: ${chip}`,
    chip: (field: string, value: string) => `${field}: ${value}`,
  },

  problems: {
    heading: 'Correct the search criteria',
    count: (count: number) => `The search criteria contain ${counted(count, { one: 'error', other: 'errors' })}.`,
    'date-malformed': 'Enter the date as dd/mm/yyyy, for example 01/03/2026.',
    'date-unreal': 'There is no such date in the calendar. Check the day and the month.',
    'range-too-long': 'A period may cover at most 60 calendar months. Change one of the dates.',
    'from-in-future': 'The start date is after today. Enter today or an earlier day.',
    'range-reversed': 'The end date is before the start date. Change one of the dates.',
    'channel-unknown': 'Choose a payment channel from the list.',
    'paid-range-reversed': 'The last payment date is before the first. Change one of them.',
    'type-unknown': 'Choose the operation type from the list.',
    'declarations-malformed': (numbers: string) =>
      `These cannot be declaration numbers: ${numbers}. A number has only digits, Latin letters, “/” and “-”, at most 40 characters.`,
    'declarations-too-many': (limit: number) =>
      `At most ${limit} declaration numbers can be searched for at once. Split the list.`,
  },

  found: {
    skip: 'Skip to the results',
    open: 'period, type, declaration number, payment',
    calendar: (field: string) => `${field}: choose from a calendar`,
    today: 'today',
    yesterday: 'yesterday',
    date: 'Date',
    noBroker: 'Choose the broker from the list.',
    noneOfBroker: 'This broker has filed no declaration of this account.',
  },

  search: {
    title: 'Find',
    label: 'Number, amount, VÖEN or name',
    find: 'Find',
    hint: 'Any part of a number, an exact amount or a range (100-200), a VÖEN, the name of a company.',
    lead: 'Find declarations, acts, protocols and payments by a part of their number, operations and open debts by their amount, companies by name or VÖEN.',
    results: 'Results',
    companies: 'Companies',
    declarations: 'Declarations',
    references: 'Document numbers',
    operations: 'Operations of this amount',
    debts: 'Open debts of this amount',
    allDebts: 'All open debts, largest first',
    debtsUnread: debts =>
      `Only the first ${format.count(debts)} open debts were looked at. All open debts, largest first`,
    broker: voen => `broker, VÖEN ${voen}; the declarations it filed`,
    open: (state, sum) => `${state}, ${sum} open`,
    more: {
      declarations: 'All declarations whose number contains this',
      references: 'Search on in document numbers',
      operations: 'More operations',
    },
    moreCompanies: 'All companies that match',
    nextCompanies: 'Search the next companies',
    first: 'First results',
    everywhere: 'Search all companies',
    empty: 'Type what you are looking for: a part of a number, an amount, a VÖEN or a name.',
    tooLong: limit => `A search has at most ${limit} characters. Shorten it.`,
    refused: 'Correct the text of the search.',
    nothing: 'Nothing was found.',
    nothingFor: typed =>
      `Nothing was found for “${typed}”. Try a shorter part of the number, an amount (1,234.50) or a range (100-200).`,
    shown: count => `${counted(count, { one: 'result is', other: 'results are' })} shown.`,
    noCompany: 'There is no company or mandate in your name.',
  },

  operations: {
    title: 'All operations',
    position: (first, last) => `rows ${first}–${last}`,
  },

  paging: {
    first: 'First page',
    last: 'Last page',
    sizes: 'Rows on a page',
    size: count => `${count} rows`,
    orders: 'Order',
    newestFirst: 'Newest first',
    oldestFirst: 'Oldest first',
    captionOldestFirst: 'Operations, oldest first',
    unknownChoice: 'There is no such page size or order.',
  },

  results: {
    counted: (count: number) => `${operations(count)} found.`,
    nothing: 'No operations found.',
    emptyAccount: 'There are no operations in this account yet.',
    emptyLedger: 'There are no operations in this ledger yet.',
    emptyFilter: 'No operations match these criteria. Remove or change one of them.',
    emptyDeclaration: (number: string) => `No operations for declaration ${number} match these criteria.`,
    unknownDeclaration: (number: string) =>
      `Declaration ${number} was not found in this account. Enter the number as it stands on the declaration.`,
    emptyDeclarations: 'No operations for these declarations match these criteria.',
    unknownDeclarations: (numbers: string) => `Declarations not found in this account: ${numbers}.`,
    invalidFilter: 'Operations will appear here once the criteria are corrected.',
    pastTheEnd: 'There are no operations on this page.',
    firstPage: 'Back to the first page',
    openDeclaration: (number: string) => `Open declaration ${number}`,
  },

  ledger: {
    otherLedgers: 'Ledgers',
    summary: 'Balances and movements',
    opening: 'Opening balance',
    closing: 'Closing balance',
    from: (date: string) => `at the start of ${date}`,
    to: (date: string) => `at the end of ${date}`,
    fromStart: 'at the start of the records',
    toNow: 'as at today',
    entries: 'Operations, newest first',
    legend: 'What these operation types mean',
    paging: 'Pages',
    newer: 'Previous page',
    older: 'Next page',
    newest: 'This is the first page.',
    oldest: 'This is the last page.',
    position: (dates: string, rows: string) => `${dates}, No.\u00a0${rows}`,
  },

  export: {
    ...exports,
    /** For clients that read only ASCII. */
    asciiFileName: (name: string) => name.replace(/[^ -~]/g, '_'),
  },

  extract: {
    title: 'Account statement extract',
    link: 'Printable statement',
    printHint: 'To print this or save it as a PDF file, use the browser’s print command (Ctrl+P).',
    toStatement: 'Back to the personal account statement',
    toLedger: 'Back to the ledger',
    problems: 'The document cannot be made: correct the search criteria',
    nameAndVoen: (name: string, voen: string) => `${isolatedText(name)}, VÖEN ${voen}`,
    taxpayer: 'Taxpayer',
    period: 'Period',
    ledger: 'Ledger',
    madeAt: 'Prepared',
    bakuTime: (instant: string) => `${instant}, Baku time`,
    books: 'Based on',
    booked: (count: number, last: string | null) => {
      const records = counted(count, { one: 'record', other: 'records' })
      return last === null ? `${records}, no operations` : `${records}, the last of ${last}`
    },
    onlyNewest: (selected: number, shown: number) =>
      `Only the newest ${format.count(shown)} of the ${format.count(selected)} selected operations are shown. Balances and totals include the operations not shown.`,
    choosePeriod: 'To print all of them, choose a shorter period.',
    exportHasAll: 'Export has all of them too.',
    onlySelected: 'Only operations that meet the criteria are here; they do not explain the balances.',
    asOf: (date: string) => `as at ${date}`,
    leftOut: (count: number) => `Earlier operations not shown: ${format.count(count)}`,
    sumOf: (count: number) => `Selected operations: ${format.count(count)}`,
  },

  pdf: {
    link: 'PDF',
    /** The document puts the numbers in. */
    pageOfPages: 'Page {page} of {pages}',
    tooLongTitle: 'The PDF document was not made',
    tooLong: (max: number) =>
      `A PDF document has at most ${format.count(max)} rows. Choose a shorter period or narrower criteria.`,
    exportHasAll: 'Export has all rows.',
    toExport: 'Download with Export',
    back: 'Back to the page',
    refusals: {
      busy: 'Many documents are being made at the moment. Try again a little later.',
      'too-long': 'Making the document took too long. Choose a shorter period, or use Export.',
      'too-much-memory': 'The document is too large. Choose a shorter period, or use Export.',
      ended: 'Making the document was interrupted. Try again.',
      'seal-ended':
        'The certificate of the seal has ended, so no document can be issued. Contact the operator of the system.',
    },
    declarationFileName: 'declaration',
  },

  declaration: {
    title: (number: string) => `Declaration ${number}`,
    kind: 'Customs declaration',
    state: 'Status',
    states: {
      open: 'Open',
      'partly-paid': 'Partly paid',
      settled: 'Settled',
      nothing: 'Nothing owed',
      cancelled: 'Cancelled',
      amended: 'amended',
    },
    declarant: 'Customs broker',
    charges: 'Charges by type',
    noCharges: 'Nothing has been assessed on this declaration.',
    entries: 'What was assessed, changed and paid',
    from: 'Change of the total, or source of the money',
    changed: (before, after) => `total ${before} → ${after}`,
    partOverpaid: amount => `${amount} had been paid and became overpayment`,
    moreSources: 'and other payments',
    how: {
      byNumber: amount =>
        `${amount} is not paid: no money for it has come in, or it settled older debts. This debt can be paid out of turn at the Government Payment Portal (HÖP), by the number of the declaration; a payment into the advance by VÖEN (142330) settles older debts first.`,
      amended: amount =>
        `An amendment made ${amount} of debt, which cannot be paid by declaration number: it is paid by VÖEN only, and drawn from the advance in order.`,
      eservice: amount => `${amount} is e-service debt: it is paid by its own code only (802001 or 114111).`,
    },
    noEntries: 'There are no operations for this declaration.',
    shown: (count: number) => `${operations(count)} shown.`,
    first: 'Back to the start',
    next: 'Next operations',
    position: (seq: string) => `operations from No.\u00a0${seq}`,
  },

  reference: {
    kind: 'Act, penalty notice or other document',
    title: number => `Document ${number}`,
    charges: 'What was assessed under this number, and how it was paid',
    shown: count => `${counted(count, { one: 'assessment', other: 'assessments' })} shown.`,
    about: (date, amount, dueOn, state, open) =>
      `${amount} was assessed on ${date}, due ${dueOn}. State: ${state}; outstanding ${open}.`,
    more: 'All operations that settled this debt',
    first: 'Back to the start',
    next: 'Next assessments',
    position: 'continued',
    open: (fund, amount) => `${fund}: ${amount} is not paid.`,
  },

  liveUpdate: {
    updated: (time: string) => `The account was updated at ${time}.`,
    manual: 'Your browser is saving data, so this page does not update by itself.',
    refresh: 'Refresh',
  },

  preview: {
    title: 'Payment preview',
    lead: 'See which debts a payment into the advance would settle, and in what order. This is only a calculation: nothing is recorded or paid.',
    question: 'Preview a payment into the advance',
    amount: 'Amount, AZN',
    amountHint: 'for example, 1,234.50',
    ask: 'Show',
    link: 'Preview a payment',
    problemsHeading: 'Correct the amount',
    problems: {
      'amount-malformed': 'Enter the amount in digits, with at most two decimals after a point: 1234.50 or 1,234.50.',
      'amount-zero': 'Enter an amount greater than zero.',
      'amount-too-large': 'The account cannot take so large an amount. Enter a smaller one.',
    },
    invalidAmount: 'The result will appear here once the amount is corrected.',
    found: (amount: string, count: number) =>
      `A payment of ${amount} into the advance would go towards ${debts(count)}.`,
    foundMore: (amount: string, count: number) =>
      `A payment of ${amount} into the advance would go towards more than ${debts(count)}.`,
    foundNone: (amount: string) => `There is no customs debt that a payment of ${amount} into the advance would pay.`,
    asOf: (instant: string) => `As at ${instant}. Nothing has been recorded.`,
    result: 'Result',
    advanceLeft: 'Left in the advance',
    openTotal: 'Customs debt left outstanding',
    closedHeading: 'Debts that would be paid, in order',
    openHeading: 'Debts left outstanding, in order',
    openLead: 'These debts stay outstanding until more is paid.',
    onlyFirst: (count: number) =>
      count === 1 ? 'Only the first debt is shown.' : `Only the first ${debts(count)} are shown.`,
    document: 'Document',
    declaration: 'declaration',
    reference: 'assessment act or penalty notice',
    paid: 'To be paid',
    remaining: 'Remaining',
    outcome: 'Settled?',
    paidInFull: 'In full',
    paidInPart: 'In part',
    pay: 'Pay via GPP',
    codeTerms: (voen: string, code: string, amount: string) => `VÖEN ${voen}, code ${code}, ${amount}`,
    fundTerms: (voen: string, fund: string, amount: string) => `VÖEN ${voen}, ${fund}, ${amount}`,
    declarationTerms: (number: string, amount: string) => `declaration ${number}, ${amount}`,
  },

  charts: {
    title: 'Charts',
    period: 'Period shown',
    show: 'Show',
    problemsHeading: 'Correct the dates',
    periods: {
      default: 'Last 12 months',
      thisQuarter: 'This quarter',
      thisYear: 'This year',
      lastYear: 'Last year',
      maximum: 'Last 5 years',
    },
    shown: (range: string, months: number) =>
      `${range}: ${months} ${plural(months, { one: 'month', other: 'months' })} shown.`,
    invalidDates: 'The charts of this period appear here once the dates are corrected.',
    units: ['AZN', 'thousand AZN', 'million AZN', 'billion AZN', 'trillion AZN'],

    months: 'Assessed and paid by month',
    monthsLead:
      'For each month: what was assessed on declarations, and how much of that has been paid to date. Later reductions are taken off. A payment is shown in the month of the assessment, not in the month the money arrived. The total is what the “Assessed” card shows for the same dates.',
    monthsTitle: (range: string) => `Assessed and paid by month, ${range}`,
    monthsDescription: (assessed: string, paid: string, highest: { month: string; amount: string }) =>
      `Two bars for each month. Assessed in all: ${assessed}, of which paid: ${paid}. Most was assessed in ${highest.month}: ${highest.amount}.`,
    monthsCaption: 'The figures of this chart, by month',
    assessedKey: (sum: string) => `Assessed: ${sum}`,
    paidKey: (sum: string) => `Paid: ${sum}`,
    noneAssessed: 'Nothing was assessed on declarations in this period.',
    month: 'Month',

    balances: 'Debt and advance',
    balancesLead: {
      day: 'At the end of each day: the advance (above the line) and the debt on all nine charge types together (below the line).',
      week: 'At the end of each week and of the first and last day of the period: the advance (above the line) and the debt on all nine charge types together (below the line). A period of up to two months is shown day by day.',
      month:
        'At the end of each month and of the first and last day of the period: the advance (above the line) and the debt on all nine charge types together (below the line). A period of up to two months is shown day by day.',
    },
    balancesTitle: (range: string) => `Debt and advance, ${range}`,
    balancesDescription: (debt: { day: string; amount: string }, advance: { day: string; amount: string }) =>
      `Two stepped areas: the advance above the line, the debt below it. Highest debt: ${debt.amount} on ${debt.day}. Highest advance: ${advance.amount} on ${advance.day}.`,
    balancesCaption: 'The figures of this chart, at the end of the day',
    advance: 'Advance',
    advanceKey: (day: string, sum: string) => `Advance on ${day}: ${sum}`,
    debtKey: (day: string, sum: string) => `Total debt on ${day}: ${sum}`,
    noBalances: 'There was neither debt nor advance in this period.',
    day: 'Date',

    ageing: 'Debt by age',
    ageingLead: (today: string) =>
      `Charges not paid by ${today}, by the number of days since they were assessed. The total is that of the “Total debt” card.`,
    ageingTitle: (today: string) => `Debt by age on ${today}`,
    ageingDescription: (age: string, debt: string) => `${age}: ${debt}.`,
    ageingCaption: 'The figures of this chart',
    age: 'Since the assessment',
    ageNames: {
      '0-30': '0–30 days',
      '31-60': '31–60 days',
      '61-90': '61–90 days',
      '91-': 'More than 90 days',
    },
    ageingTotal: (sum: string) => `Total debt: ${sum}`,
    noDebt: 'There is no debt.',
  },

  clientExport: clientExportTexts(format),
  clientTotals: clientTotalsTexts(format),
  debts: debtTexts(format),
  interest: interestTexts(format),
  documents: documentTexts(format),
  orders: orders(format),
  acts: actTexts(format),
  verify,
  estimate: estimateTexts(format),
  accounting,
  ownBooks: ownBooksTexts(format),

  account: {
    sections: 'Sections of the account',
    groups: { papers: 'Documents and reconciliation', viewers: 'Access' },
    statement: 'Ledgers',
    operations: 'All operations',
    declarations: 'Declarations',
    debts: 'Open debts',
    pictures: 'Charts',
    preview: 'Payment preview',
    documents: 'Documents issued',
    'own-books': 'Comparison with own books',
    acts: 'Reconciliation acts',
    mandates: 'Brokers',
    'access-log': 'Access log',
    switch: 'Change company',
    asBroker: (voen: string) => `As broker: VÖEN ${voen}`,
  },

  companies: {
    title: 'My companies',
    heading: 'Companies',
    lead: 'The companies you represent. Follow a company’s link to open its account.',
    company: 'Company',
    position: 'Position',
    linkOf: (company: string) => `: ${company}`,
    noAccount: 'No account yet',
    none: 'ASAN Login holds no company certificate in your name, so there is no account to show here. Ask the head of the company to obtain a certificate in your name, then sign out and sign in again.',
    clientsHeading: 'As a broker',
    clients: (count: number) => `Clients (${format.count(count)})`,
    clientsLead: 'The accounts of clients that have granted your company a mandate.',
  },

  clients: {
    title: 'Clients',
    lead: 'Clients that have granted your company a mandate, with what each mandate shows and how long it is in force.',
    search: 'Client’s name or VÖEN',
    caption: 'Clients and their accounts',
    columns: {
      name: 'Client',
      debt: 'Debt',
      advance: 'Advance',
      last: 'Last operation',
      shows: 'What is shown',
      until: 'Mandate',
    },
    whole: 'Whole account',
    filed: 'Only declarations the broker filed',
    withoutExport: 'No export',
    until: (date: string) => `Until ${date}`,
    openEnd: 'No end date',
    of: (broker: string) => `Broker, VÖEN ${broker}`,
    hidden: 'Not shown',
    noAccount: 'No account yet',
    noOperation: 'No operations',
    all: (count: number) => `${clients(count)}.`,
    found: (count: number, all: number) => `${format.count(count)} of ${clients(all)} found.`,
    shown: (first: number, last: number) => `Showing ${format.count(first)}–${format.count(last)}.`,
    position: (start: number) => `from No.\u00a0${format.count(start)}`,
    none: 'No client’s mandate is in force today. A client’s representative grants a mandate in the “Brokers” section of its own account.',
    nothing: (words: string) => `No client matches “${words}”. Try the name or VÖEN another way.`,
    pastTheEnd: 'There are no clients on this page.',
  },

  mandates: {
    title: 'Brokers',
    heading: 'Mandates granted to brokers',
    lead: 'A mandate allows a customs broker to view your account. Granting, changing or withdrawing one takes effect at once.',
    caption: 'Mandates, those in force first',
    none: 'No broker has been granted a mandate yet.',
    broker: 'Customs broker',
    period: 'Period',
    openEnd: (from: string) => `From ${from}, no end date`,
    shows: 'What is shown',
    exports: 'Export',
    exported: 'Allowed',
    notExported: 'Not allowed',
    state: 'Status',
    states: {
      holds: 'In force',
      future: 'Not started yet',
      ended: 'Expired',
      withdrawn: 'Withdrawn',
    },
    action: 'Action',
    change: 'Change',
    changeOf: (broker: string) => `: VÖEN ${broker}`,
    grantHeading: 'New mandate',
    grant: 'Grant mandate',
    changeTitle: (broker: string) => `Mandate of the broker with VÖEN ${broker}`,
    changeHeading: 'Terms',
    save: 'Save',
    grantAgain: 'Grant again',
    withdrawHeading: 'Withdrawal',
    withdrawQuestion:
      'If you withdraw the mandate, the broker will no longer see your account from that moment. You can grant it again later. Withdraw it?',
    withdraw: 'Yes, withdraw',
    form: {
      broker: 'Broker’s VÖEN (TIN)',
      brokerHint: '10 digits',
      from: 'First day',
      to: 'Last day',
      dateHint: 'dd/mm/yyyy',
      toHint: 'dd/mm/yyyy; leave empty for no end date',
      scope: 'What may the broker see?',
      balances: 'The whole account: balances, ledgers and declarations',
      declarations: 'Only the declarations it filed, without balances',
      balancesHint: 'Including the declarations filed by other brokers, and all past operations.',
      declarationsHint: 'Including those it filed before the mandate.',
      exports: 'The broker may export what it sees',
      exportsHint:
        'Every export appears under “Access log”. A file, once downloaded, stays with the broker after the mandate ends.',
    },
    problemsHeading: 'Correct the terms of the mandate',
    problems: {
      'broker-malformed': 'Enter the broker’s VÖEN: 10 digits, the last one 1 or 2.',
      'broker-itself': 'This is the company’s own VÖEN. Enter the broker’s VÖEN.',
      'date-malformed': 'Enter the date as dd/mm/yyyy, for example 01/03/2026.',
      'date-unreal': 'There is no such date in the calendar. Check the day and the month.',
      'range-reversed': 'The last day is before the first day. Change one of the days.',
      'to-past': 'The last day has passed. Enter today or a later day, or leave it empty.',
      'scope-missing': 'Choose what the broker may see.',
      'withdrawn-meanwhile':
        'This mandate was withdrawn while you were changing it. To grant it again, send the form once more.',
      'changed-meanwhile':
        'The terms of this mandate changed while you were changing it. Its present terms are below; to replace them with those in the form, send the form once more.',
    },
    done: {
      granted: (broker: string) => `A mandate was granted to the broker with VÖEN ${broker}.`,
      changed: (broker: string) => `The mandate of the broker with VÖEN ${broker} was changed.`,
      unchanged: (broker: string) =>
        `The mandate of the broker with VÖEN ${broker} already had these terms; nothing was changed.`,
      withdrawn: (broker: string) => `The mandate of the broker with VÖEN ${broker} was withdrawn.`,
    },
  },

  accessLog: {
    title: 'Access log',
    heading: 'Who has viewed the account',
    lead: 'Viewing is recorded at most once every 15 minutes for each session; every export and every change of a mandate separately.',
    none: 'Nobody has viewed this account yet.',
    pastTheEnd: 'There are no records on this page.',
    caption: 'Records, newest first',
    at: 'Time',
    who: 'Who',
    behalf: 'On behalf of',
    own: 'The company itself',
    broker: (voen: string) => `Broker, VÖEN ${voen}`,
    action: 'Action',
    viewed: 'Viewed the account',
    viewedInList: 'Viewed the account’s debt and balance in a list',
    exported: 'Exported',
    exportedWhat: (what: string) => `Exported: ${what}`,
    issued: (what: string) => `Issued a document: ${what}`,
    all: 'All ledgers',
    mandates: {
      'mandate-granted': (broker: string, terms: string) =>
        `Granted a mandate to the broker with VÖEN ${broker}: ${terms}`,
      'mandate-changed': (broker: string, terms: string) =>
        `Changed the mandate of the broker with VÖEN ${broker}: ${terms}`,
      'mandate-withdrawn': (broker: string, terms: string) =>
        `Withdrew the mandate of the broker with VÖEN ${broker}: ${terms}`,
    },
    mayExport: 'may export',
    mayNotExport: 'may not export',
    shown: (count: number) => `${counted(count, { one: 'record', other: 'records' })} shown.`,
    first: 'Back to the newest',
    next: 'Older records',
  },

  declarationList: {
    filter: 'Choose declarations',
    filterParts: 'approval date, status, broker',
    from: 'Approved from',
    to: 'Approved to',
    amended: 'Amended',
    unknownState: 'Choose the status from the list.',
    oldestFirst: 'Declarations, oldest first',
    totals: (count: number) => `Declarations chosen: ${format.count(count)}. Their totals as of now:`,
    tooManyToSum: (limit: number) =>
      `No totals are shown: they are worked out only where at most ${format.count(limit)} declarations have to be read.`,
    noneFound: 'No declarations match these criteria.',
    goesOn: (limit: number) =>
      `None of the ${format.count(limit)} declarations read so far matches the criteria. The next page goes on.`,
    invalid: 'Declarations will appear here once the criteria are corrected.',
  },

  declarations: {
    title: 'Declarations',
    caption: 'Declarations, newest first',
    onlyFiled: (broker: string) =>
      `The mandate shows only declarations filed by the broker with VÖEN ${broker}. The rest of the account, including balances, is not shown.`,
    none: 'There are no declarations in this account yet.',
    noneFiled: 'The broker has not filed any declarations for this account yet.',
    pastTheEnd: 'There are no declarations on this page.',
    shown: (count: number) => `${counted(count, { one: 'declaration', other: 'declarations' })} shown.`,
    position: (first: string, last: string) => (first === last ? first : `${first} – ${last}`),
    exportHint: 'All visible declarations by charge type, as an Excel file (XLSX)',
    fileName: 'declarations',
  },

  signIn: {
    title: 'Sign in',
    button: 'ASAN Login',
    first: 'Sign in to see this page. You will then be brought back to it.',
    person: 'Signed-in person',
    cabinet: 'My companies',
    signOut: 'Sign out',
    signedOut: 'You have signed out.',
    signedOutTitle: 'You have signed out',
    signingOutThere: 'You have signed out of this service. You are now being signed out of ASAN Login too.',
    signOutThere: 'Sign out of ASAN Login',
    again: 'Sign in again',
    refusedTitle: 'Sign-in failed',
    refused: {
      unknown:
        'This sign-in has expired or was already used, or the browser did not keep its cookies. Allow cookies and sign in again.',
      forged: 'The sign-in response does not match a request sent from this browser. Sign in again.',
      declined: 'The sign-in was not confirmed. If you wish, sign in again.',
      inactive: 'Your ASAN Login account is not active. Activate it in ASAN Login.',
      unreadable: 'The response from ASAN Login could not be read. Sign in again a little later.',
    },
    unreachable: 'ASAN Login is not responding at the moment. Try again a little later.',
  },

  sessions: {
    title: 'Sessions',
    lead: 'All devices on which you are signed in. End any session you do not recognise.',
    thisSession: 'This session',
    openUntil: (time: string) => `The session is open until ${time}.`,
    warning: (time: string) => `The session will end at ${time}. Extend it to continue.`,
    lastWarning: (time: string) => `The session will end at ${time} and cannot be extended. Sign in again after that.`,
    extend: 'Extend the session',
    device: 'Device',
    unknownDevice: 'Unknown device',
    address: 'Address',
    openedAt: 'Signed in',
    lastSeenAt: 'Last active',
    action: 'Action',
    current: 'This device',
    end: 'End',
    endOf: (device: string, openedAt: string) => `: ${device}, ${openedAt}`,
    endOthers: 'End all other sessions',
    ended: (count: number) =>
      count === 0
        ? 'No sessions were ended: there is no such session, or it has already ended.'
        : `${counted(count, { one: 'session was', other: 'sessions were' })} ended.`,
  },

  testIdentity: {
    title: 'Test sign-in',
    disclaimer:
      'This is not ASAN Login but a sign-in page for testing. Nobody’s identity is checked; the names are made up.',
    about: (companies: readonly string[]) => (companies.length === 0 ? 'Represents no company' : companies.join(', ')),
    decline: 'Decline',
    signOutTitle: 'Sign out of the test sign-in',
    signOut: 'Do you want to sign out of the test sign-in too?',
    signOutYes: 'Yes, sign out',
    signOutNo: 'No',
    signedOut: 'You have signed out of the test sign-in.',
    failed: (code: string) => `The test sign-in did not accept the request (${code}). Sign in again.`,
  },

  clientKinds: {
    debt: 'Only with debt',
    ending: 'Mandates that end soon',
    endsSoon: 'Ends soon',
    pageTotal: 'Total of this page',
    hidden: (clients: number) => `Clients that do not show their debt are not in this list: ${format.count(clients)}.`,
    none: 'There are no such clients.',
  },

  /** Asked before a mandate is granted. */
  mandateQuestion: {
    title: 'Is this the right broker?',
    named: (broker: string, name: string) => `VÖEN ${broker} belongs to ${isolatedText(name)}. Grant it the mandate?`,
    unknown: (broker: string) => `Is the number ${broker} right? No taxpayer is registered here with it.`,
    doubtful: (broker: string) =>
      `Is the number ${broker} right? Its check digit does not match, and no taxpayer is registered here with it.`,
    meant: (voen: string, name: string) => `Two digits may have changed places: ${voen}, ${isolatedText(name)}?`,
    exists:
      'There is already a mandate for this broker. Its present terms are below; if you confirm, the terms in the form replace them at once.',
    withdrawn:
      'The mandate for this broker was withdrawn. Its last terms are below; if you confirm, it is granted again on the terms in the form.',
    confirm: 'Yes, grant',
    replace: 'Yes, replace the terms',
  },

  /** Who the broker of a mandate is. */
  brokerIs: {
    named: (name: string) => `The broker is ${isolatedText(name)}.`,
    unknown: 'No taxpayer is registered here with this number.',
    doubtful: 'Is this number right? Its check digit does not match, and no taxpayer is registered here with it.',
  },

  entrance: {
    lead: 'Your settlements with the state budget for customs payments in one place: what has been assessed, what has been paid, and how much debt or overpayment there is.',
    whatHeading: 'What you see here',
    what: [
      'What you owe today: on which declaration and charge type, and how much.',
      'What each payment went to, and how much is left on the balance.',
      'Which debts a payment would settle, before you pay it.',
      'A statement to print or save as PDF, and a file for a spreadsheet.',
      'An act of reconciliation, and a comparison with your own books.',
    ],
    whoHeading: 'Who it is for',
    who: 'Companies and sole traders engaged in foreign trade, their accountants and directors, and customs brokers to whom a client has granted a mandate.',
    needHeading: 'What you need',
    need: [
      'An ASAN Login account.',
      'The company’s certificate in your name; a broker also needs a mandate granted by the client.',
    ],
    how: 'Sign in with ASAN Login, then choose the company and its “Personal account statement” under “My companies”. If there is only one, its account opens at once.',
    helpHeading: 'Help',
    verify: 'anybody can check an extract or act of an account by its number, without signing in.',
    contact: (contact: string) => `Contact: ${isolatedText(contact)}`,
    demoHeading: 'This is a demonstration',
    demo: 'The companies, declarations and debts are made up, and no money is transferred.',
    trialHeading: 'This is a trial',
    people: '“ASAN Login” leads to a test sign-in without a password. Choose whom to be:',
    portal: 'pay a debt without money being transferred.',
    officer: 'approve a declaration, amend it, refund an overpayment. An open account shows it within two seconds.',
  },

  sessionEnd: {
    title: 'The session has ended.',
    kept: 'What you typed is not lost: sign in again, and this page comes back with it.',
    signInAgain: 'Your session has ended. Sign in again to be brought back to the page.',
    formKept:
      'The form was not sent, because your session had ended. What you typed is not lost: sign in again, check the form and send it.',
    typed: 'This form was not sent, because the session had ended. Check what you typed and send it.',
  },

  sandbox: {
    title: 'Sandbox',
    disclaimer: 'This is a sandbox.',
    noMoney:
      'It is neither gpp.az nor the customs system: no money is transferred. What you send is recorded only in the accounts of this test database.',
    sections: 'Sections of the sandbox',
    hop: 'Payment portal (GPP)',
    officer: 'Customs officer’s desk',
    payees: {
      customs: 'State Customs Committee',
      terminal: '“Azterminalkompleks” Union',
    },
    targets: {
      '142330': '142330 – Advance: customs payments (customs duty, excise, customs fee, VAT)',
      '802001': '802001 – Advance: e-service fee',
      '114111': '114111 – Advance: VAT on the e-service fee',
    },
    voenSearch: 'Advance by VÖEN',
    voenHint: '10 digits',
    declarationSearch: 'Declaration number',
    declarationHint: 'Out-of-turn payment: the debt of one declaration is settled at once',
    search: 'Search',
    searchOf: (what: string, payee: string) => `: ${what}, ${payee}`,
    paymentHeading: 'Payment',
    taxpayer: 'Taxpayer',
    advance: 'In the advance',
    declaration: 'Declaration',
    payable: 'Payable by number',
    amendedOutstanding: 'Debt from an amendment',
    target: 'What is the payment for?',
    fundTarget: (fund: string, debt: string) => `${fund} (debt today: ${debt})`,
    amount: 'Amount, AZN',
    amountHint: 'for example, 1234.50',
    pay: 'Pay',
    choose: 'Choose',
    unknownPayer: {
      title: 'Pay without a VÖEN',
      about: 'The payer cannot be told: the money waits until a customs officer assigns the payment to a taxpayer.',
    },
    notPayable: {
      amended:
        'This declaration cannot be paid by number: its debt arose from an amendment and is paid only through the advance (advance by VÖEN).',
      cancelled: 'This declaration has been cancelled: there is no debt to pay on it.',
      settled: 'There is no debt to pay on this declaration.',
    },
    alsoAmended:
      'This payment does not include the debt from an amendment: that is paid only through the advance (advance by VÖEN).',
    payAdvance: 'Pay an advance by VÖEN',
    searchProblems: 'Correct the search',
    formProblems: 'Correct the form',
    refusedProblems: 'Not accepted',
    problems: {
      'voen-malformed': 'A VÖEN has 10 digits, the last one 1 or 2.',
      'declaration-malformed':
        'A declaration number contains only digits, Latin letters, “/” and “-”, and at most 40 characters.',
      'voen-unknown': 'No taxpayer was found with this VÖEN. Check the VÖEN.',
      'declaration-unknown': 'No declaration was found with this number. Check the number.',
      'target-missing': 'Choose what the payment is for.',
      'amount-malformed':
        'Enter the amount in manats, without a minus sign, with at most 13 digits and two decimals, for example 1234.50.',
      'amount-zero': 'The amount must be greater than zero.',
      'charges-missing': 'Enter an amount for at least one charge type.',
      'name-malformed': 'Enter the name: 1 to 200 characters.',
      'reference-malformed': 'Enter the document number: 1 to 100 characters.',
      'payment-malformed': 'Enter the payment’s identifier: 1 to 128 characters.',
      'ledger-missing': 'Choose the ledger.',
      'same-ledger': 'Choose two different ledgers for a transfer.',
      'date-malformed': 'Enter the date as dd/mm/yyyy, for example 01/03/2026.',
      'date-unreal': 'There is no such date in the calendar. Check the day and the month.',
    },
    refusals: {
      'id-taken':
        'This form has already been sent with different content. If you send it again, it will be a separate operation.',
      'declaration-assessed-before': 'A declaration with this number has already been assessed.',
      'declaration-of-another': 'This declaration belongs to another taxpayer.',
      'declaration-cancelled': 'This declaration has been cancelled; it can no longer be changed.',
      'payment-not-held':
        'No payment with this identifier is waiting. Check the identifier: the payment may have been assigned already.',
      'target-not-allowed': 'Money from the VAT deposit account can be assigned to VAT only.',
      'not-enough-overpayment': 'This ledger does not have so much overpayment. Check the ledger and the amount.',
      'total-too-large': 'A total of the account would exceed what can be kept exactly. Enter a smaller amount.',
    },
    refusedFor: (code: string) => `Reason: ${code}.`,
    answerTitle: 'Answer',
    answers: {
      applied: 'Accepted and recorded in the account.',
      duplicate: 'This had already been accepted: it was not recorded a second time.',
    },
    held: {
      taxpayer:
        'Accepted and waiting: no taxpayer is registered with this VÖEN yet. As soon as one is, it will be checked again and recorded or rejected.',
      declaration:
        'Accepted and waiting: the declaration with this number is not known yet. As soon as it is, it will be checked again and recorded or rejected.',
      assignment:
        'Accepted and waiting: it is not known whose payment this is. It will be recorded when a customs officer assigns it, by the identifier below, to a taxpayer.',
    },
    action: 'Action',
    paid: 'Paid',
    again: 'New form',
    statement: 'Go to the account',
    actionsLead: 'What a customs officer does. Each form sends one event.',
    actions: {
      register: { title: 'Register a taxpayer', about: 'Entering the same VÖEN again changes the name.' },
      assess: {
        title: 'Approve a declaration',
        about: 'The amounts entered are assessed and settled automatically with the money on the balance.',
      },
      amend: {
        title: 'Amend a declaration',
        about: 'The new total of each charge type entered; those left empty do not change.',
      },
      cancel: { title: 'Cancel a declaration', about: 'All totals become zero. This cannot be undone.' },
      charge: {
        title: 'Assess on a document',
        about: 'An assessment without a declaration: fine, late-payment interest, service fee.',
      },
      assign: {
        title: 'Assign a payment to a taxpayer',
        about: 'A waiting payment is recorded in the account of the taxpayer entered.',
      },
      refund: { title: 'Refund an overpayment', about: 'The money is returned to the taxpayer’s bank account.' },
      transfer: { title: 'Transfer an overpayment', about: 'The overpayment of one ledger is moved to another.' },
    },
    fields: {
      voen: 'VÖEN (TIN)',
      name: 'Taxpayer’s name',
      declaration: 'Declaration number',
      declarant: 'Customs broker’s VÖEN (TIN)',
      reference: 'Document number',
      payment: 'Payment identifier',
      amount: 'Amount, AZN',
      paidOn: 'Payment date',
      dueOn: 'Last day to pay',
      code: 'What is the payment for?',
      target: 'What is it assigned to?',
      ledger: 'Ledger',
      from: 'From ledger',
      to: 'To ledger',
    },
    objections: {
      title: 'Objections to acts',
      about:
        'Objections of companies to their reconciliation acts, the earliest first. The company reads the answer in its act.',
      none: 'No objection waits for an answer.',
      next: 'Further objections',
      decision: 'Decision',
      accepted: 'Accept',
      rejected: 'Reject',
      answerHint: 'The company reads this text',
      sendFor: (objection: string) => `Send the answer: ${objection}`,
      done: 'The answer is sent to the company.',
      ended:
        'This objection does not wait for an answer any more: it was answered or withdrawn, or its act is cancelled.',
      problems: {
        'decision-missing': 'Choose the decision.',
        'answer-missing': 'Enter what the company is told.',
        'answer-too-long': 'The answer is too long: at most 500 characters.',
      },
    },
    optional: 'may be left empty',
    charges: 'Amounts, AZN',
    send: 'Send',
    failedTitle: 'The request was not carried out',
    unreachable:
      'The intake service did not respond or did not accept the request. You can send the form again: it will not be recorded twice.',
    back: 'Back to the sandbox',
  },

  errors: {
    forbiddenTitle: 'No permission',
    forbidden:
      'The permission you have been given does not include this page. The company’s representative can change it.',
    crossOriginForm: 'The request was not sent from a page of this site. Open the page again and resend it.',
    tooLongTitle: 'The request is too long',
    tooLong:
      'The address that the browser sent is too long, because too much was selected at once. Go back and select less.',
    tooManyRequestsTitle: 'Too many requests',
    tooManyRequests: (seconds: number) =>
      `Too many requests were sent. Try again in ${counted(seconds, { one: 'second', other: 'seconds' })}.`,
    notFoundTitle: 'Page not found',
    notFound: 'There is no page at this address. Check the address.',
    noAccount: 'There is no account for this VÖEN, or you do not have permission to view it.',
    noLedger: 'There is no such ledger.',
    noDeclaration: 'There is no such declaration in this account.',
    noOperation: operation.missing,
    noReference: 'This account has no act or penalty notice with this number.',
    noDocument: 'The account has no such document.',
    noAct: 'The account has no such act.',
    noPage: 'The list has no such page.',
    failedTitle: 'The page could not be shown',
    failed: 'Something went wrong on our side. Try again a little later.',
    unreachable: 'The records are not available at the moment. Nothing has been lost: try again a little later.',
    unwritable: 'The service cannot save anything at the moment. Nothing has been lost: try again a little later.',
    requestId: (id: string) => `If you contact us, quote this number: ${id}`,
    home: 'Go to the home page',
    account: 'Back to the account',
  },
}
