import type { PlainDate } from '../domain/dates.ts'
import type { Voen } from '../domain/voen.ts'
import type { Catalogue } from '../i18n/index.ts'
import { BYTE_ORDER_MARK, type Cell, dateText, digitsText, guarded, toLines } from './spreadsheet.ts'

interface ExportedClient {
  readonly voen: Voen
  readonly broker: Voen
  readonly name: string | null
  readonly balances: boolean
  readonly to: PlainDate | null
  readonly debt: bigint | null
  readonly advance: bigint | null
  readonly overpayment: bigint | null
  readonly lastOperationDate: PlainDate | null
}

/** The first line of a broker's clients as spreadsheet CSV. */
export function clientsCsvHead({ clients, clientExport, format, voen }: Catalogue): string {
  const { columns } = clients
  const headings = [
    columns.name,
    voen,
    columns.debt,
    columns.advance,
    clientExport.overpayment,
    columns.last,
    columns.shows,
    clientExport.lastDay,
    clientExport.broker,
  ]
  return BYTE_ORDER_MARK + toLines([headings], format)
}

/** A line for each client. Amounts that the mandate hides are empty, not zero. */
export function clientsCsv(clients: readonly ExportedClient[], t: Catalogue): string {
  return toLines(
    clients.map(client => cellsOf(client, t)),
    t.format,
  )
}

/** `müştərilər-date.csv`. */
export function clientsFileName(today: PlainDate, t: Catalogue): string {
  return `${t.clientExport.fileName}-${today}.csv`
}

function cellsOf(client: ExportedClient, t: Catalogue): Cell[] {
  const { format } = t
  const amount = (sum: bigint | null) => (sum === null ? null : format.typedAmount(sum))
  const date = (day: PlainDate | null) => (day === null ? null : dateText(day, format))
  return [
    guarded(client.name),
    digitsText(client.voen),
    amount(client.debt),
    amount(client.advance),
    amount(client.overpayment),
    date(client.lastOperationDate),
    client.balances ? t.clients.whole : t.clients.filed,
    date(client.to),
    digitsText(client.broker),
  ]
}
