/** What a broker's clients have together. */
import type { clientTotals as az } from '../az/client-totals.ts'
import type { Format } from '../format.ts'
import { pluralOf } from '../plural.ts'

const plural = pluralOf('en')

export const clientTotals = ({ count }: Format): ReturnType<typeof az> => ({
  heading: 'Totals of the clients found',
  ask: clients => `Work out the totals of all ${count(clients)} clients found`,
  askHint: 'Each client sees this in its access log.',
  balance: 'Balance: advance and overpayment',
  asOf: (instant, clients) => `As at ${instant}, for ${count(clients)} clients.`,
  leftOut: clients =>
    plural(clients, {
      one: `${count(clients)} client whose figures are not shown is not included.`,
      other: `${count(clients)} clients whose figures are not shown are not included.`,
    }),
})
