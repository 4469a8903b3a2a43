/** The broker's list of clients as a file. */
import type { clientExport as az } from '../az/client-export.ts'
import type { Format } from '../format.ts'
import { pluralOf } from '../plural.ts'

const plural = pluralOf('en')

export const clientExport = ({ count }: Format): ReturnType<typeof az> => ({
  hint: 'All clients found, as an Excel file (XLSX). Each client sees this in its access log.',
  leftOut: clients =>
    plural(clients, {
      one: `The file leaves out ${count(clients)} client that does not allow export.`,
      other: `The file leaves out ${count(clients)} clients that do not allow export.`,
    }),
  overpayment: 'Overpayment of funds',
  lastDay: 'Last day of the mandate',
  broker: 'Broker, VÖEN',
  fileName: 'clients',
  inAccessLog: 'the broker’s list of clients',
})
