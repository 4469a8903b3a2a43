/** Late interest, worked out. */
import type { interest as az } from '../az/interest.ts'
import type { Format } from '../format.ts'
import { pluralOf } from '../plural.ts'

const plural = pluralOf('en')

export const interest = ({ count }: Format): ReturnType<typeof az> => {
  const days = (number: number) => `${count(number)} ${plural(number, { one: 'day', other: 'days' })}`
  return {
    exportHint: 'All lines, as an Excel file (XLSX)',
    fileName: 'late-interest',
    title: 'Late interest, worked out',
    link: 'How late interest is worked out',
    notCharged:
      'This is an estimate: customs has not charged it, and it is not part of the debt. Customs charges late interest with a document of its own.',
    lead: 'The days after the last day to pay of each debt: each stretch with one principal and one rate is a line. Debts that were paid late and are closed are here too.',
    noRates:
      'No rate of late-payment interest is set in this system, so no interest is worked out. The operator of the service sets the rates.',
    of: (document: string, fund: string) => `${document}, ${fund}`,
    all: 'Late interest of all debts',
    question: 'Up to which day?',
    to: 'Last day counted',
    toHint: 'dd/mm/yyyy; a day to come is possible too',
    show: 'Work out',
    problemsHeading: 'Correct the date',
    invalid: 'The interest will appear here once the date is corrected.',
    comparison: 'Comparison',
    worked: (date: string) => `Estimate, up to and including ${date}`,
    ofOpen: (amount: string) => `${amount} of it on debts that are open now, the rest on debts that are closed`,
    workedFuture: 'if nothing more is paid until then',
    tooMany: 'not added up for so many documents or operations; the lines are below',
    charged: 'Late interest charged by customs',
    chargedNote: (date: string, paid: string) => `up to ${date}, net of reductions; paid of it: ${paid}`,
    difference: { more: 'The estimate is higher by', less: 'The estimate is lower by', same: 'No difference' },
    caption: (date: string) => `Late interest up to and including ${date}`,
    none: 'No debt bears late interest up to this day.',
    noneHere: 'No document in this part bears late interest.',
    days: 'Days',
    range: (from: string, to: string) => (from === to ? from : `${from} – ${to}`),
    counted: days,
    principal: 'Principal',
    rate: 'A day',
    exact: 'Unrounded',
    rounded: 'Interest',
    end: 'What ended it',
    ends: {
      paid: (what: string, row: number) => `${what} (No.\u00a0${count(row)})`,
      unnamed: (more: number) => `${count(more)} more ${plural(more, { one: 'operation', other: 'operations' })}`,
      rate: 'change of rate',
      'max-days': 'end of the days counted',
      'chosen-day': 'the chosen day',
    },
    due: (date: string) => `last day to pay ${date}`,
    sum: (amount: string) => `interest ${amount}`,
    terms: (number: number, rates: string) =>
      `At most ${days(number)} after the last day to pay are counted. Rates a day: ${rates}. Each line is rounded half up to 0.01.`,
    rateFrom: (percent: string, from: string) => `${percent}% from ${from}`,
    continued: 'continued',
    first: 'Back to the start',
    next: 'Next lines',
    back: 'Back to the open debts',
  }
}
