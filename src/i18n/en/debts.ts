/** What to pay: open debts. */
import type { debts as az } from '../az/debts.ts'
import type { Format } from '../format.ts'
import { pluralOf } from '../plural.ts'

const plural = pluralOf('en')

export const debts = ({ count }: Format): ReturnType<typeof az> => {
  const debts = (number: number) => `${count(number)} ${plural(number, { one: 'debt', other: 'debts' })}`
  const days = (number: number) => `${count(number)} ${plural(number, { one: 'day', other: 'days' })}`
  return {
    title: 'Open debts',
    lead: 'What has been assessed and not yet paid in full, and how to pay it.',
    asOfNow: (instant: string) => `As at ${instant}.`,
    asOfDay: (date: string) =>
      `As at the end of ${date}, by the operations booked up to that day. Later payments and amendments are not included.`,
    toNow: 'Show today’s debts',
    standing: 'Debt position',
    total: 'Total open debt',
    totalFiltered: 'Total of the selected debts',
    overdue: 'Of which overdue',
    debts,
    byNumber: 'Payable by declaration number',
    byVoen: 'Payable by VÖEN only',
    eservice: 'E-service debt',
    interest: 'Estimated late-payment interest',
    interestNote: 'worked out, not charged by customs; not part of the debt',
    interestTooMany: (limit: number) => `not added up for more than ${debts(limit)}; each line has its own`,
    noRates: 'No rate of late-payment interest is set in this system, so no interest is worked out.',
    payAll: (amount: string) => `Pay the whole customs debt: ${amount}`,
    payFund: (fund: string, amount: string) => `Pay ${fund}: ${amount}`,
    preview: 'Preview the payment',

    filterHeading: 'Select debts',
    filterParts: 'past day, charge type, number, order',
    on: 'As at',
    onHint: 'dd/mm/yyyy; empty for now',
    anyFund: 'All',
    words: 'Declaration or document',
    wordsHint: 'any part of the number',
    onlyOverdue: 'Only overdue debts',
    order: 'Order',
    orders: {
      declaration: 'By document, in the order of payment',
      fund: 'By charge type',
      due: 'By last day to pay, earliest first',
      newest: 'By assessment, newest first',
      open: 'By amount, largest first',
    },
    show: 'Show',
    clear: 'Clear',
    problemsHeading: 'Correct the selection',
    problems: {
      'on-in-future': 'This day has not come yet. Enter today or a past day.',
      'choice-unknown': 'Choose from the list.',
    },
    invalid: 'Debts will appear here once the selection is corrected.',

    found: (number: number, sum: string) => `${debts(number)} open, total ${sum}.`,
    caption: 'List of open debts',
    none: 'There is no open debt.',
    noneOn: (date: string) => `There was no open debt on ${date}.`,
    noneFound: 'No open debt matches this selection.',
    pastTheEnd: 'There are no debts on this page.',
    position: (document: string) => `from document ${document}`,
    document: 'Document',
    assessedOn: 'Assessed',
    dueOn: 'Last day to pay',
    amount: 'Amount assessed',
    open: 'Open debt',
    interestColumn: 'Estimated interest',
    way: 'How to pay',
    age: days,
    late: (number: number) => `${days(number)} overdue`,
    groupSum: (number: number, sum: string) => `${debts(number)}, total ${sum}`,
    ways: {
      number: 'by declaration number',
      voen: 'by VÖEN only',
      eservice: 'by service code',
    },
    payNumber: (amount: string) => `Pay by number: ${amount}`,
    payWays: 'Ways to pay',
    payCode: (code: string) => `Pay by code ${code}`,
    payOf: (what: string) => `: ${what}`,
    choose: (what: string) => `Select: ${what}`,
    chooseLead: 'Tick debts: the next page shows their total and how to pay them.',
    addUp: 'Pay the selected',
    exportHint: 'All selected open debts, as an Excel file (XLSX)',
    exportWays: {
      number: 'by declaration number or VÖEN',
      voen: 'by VÖEN: 142330 or 1 charge type',
      eservice: 'by service code',
    },
    exportAssessedOn: 'Assessed on',
    exportAge: 'Age, days',
    exportLate: 'Overdue, days',
    exportKind: 'Kind of document',
    exportInterest: 'Estimated late-payment interest (not charged)',
    fileName: 'open-debts',

    chosen: {
      title: 'Selected debts',
      lead: 'The total of the debts you selected, and the ways to pay them. Nothing has been paid yet.',
      none: 'No debt is selected. Go back to the list and tick the debts.',
      wrong: 'The selection cannot be read. Go back to the list and tick the debts again.',
      tooMany: (limit: number) => `At most ${debts(limit)} can be selected at once.`,
      settled: (number: number) =>
        `${debts(number)} of the selection ${plural(number, { one: 'is', other: 'are' })} no longer open.`,
      caption: 'Selected debts, in the order of payment',
      back: 'Back to the open debts',
      customs: 'Customs debts',
      customsLead:
        'Money paid by VÖEN (code 142330) goes into the advance, which pays debts in order, oldest first: older debts that you did not select may be paid too. Preview the result first.',
      pay: (amount: string) => `Pay by VÖEN: ${amount}`,
      byNumber: 'By number, out of turn',
      byNumberLead:
        'A payment by declaration number covers the whole open debt of the declaration at once, except what arose from an amendment.',
      more: (amount: string) => `${amount} with the debts of the declaration that you did not select`,
      byFund: 'For 1 charge type',
      byFundLead: 'This money pays debts of that charge type only, and no other debt.',
      moreOfFund: (amount: string) => `${amount} with the debts of the charge type that you did not select`,
      eservice: 'E-service debts',
      sum: 'Total',
    },
  }
}
