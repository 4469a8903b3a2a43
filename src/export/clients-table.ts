import type { PlainDate } from '../domain/dates.ts'
import type { Voen } from '../domain/voen.ts'
import type { Catalogue } from '../i18n/index.ts'
import { companyFacts, madeFact, type Subject, textFact } from './facts.ts'
import type { FileContext } from './file.ts'
import type { Column, Row, Table } from './table.ts'

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

/** A broker's clients as a table. Amounts that the mandate hides are empty, not zero. */
export function clientsTable(
  batches: AsyncIterable<readonly ExportedClient[]>,
  facts: readonly Row[],
  t: Catalogue,
): Table<ExportedClient> {
  return { title: t.clients.title, facts, columns: columnsOf(t), batches }
}

/** @param brokers the companies whose clients are listed */
export function clientsFacts(brokers: readonly Subject[], today: PlainDate, { t, now }: FileContext): Row[] {
  const asOf = textFact(t.extract.period, t.extract.asOf(t.format.date(today)))
  return [...brokers.flatMap(broker => companyFacts(broker, t)), asOf, madeFact(now, t)]
}

/** `müştərilər-date`. */
export function clientsFileName(today: PlainDate, t: Catalogue): string {
  return `${t.clientExport.fileName}-${today}`
}

function columnsOf({ clients: { columns, whole, filed }, clientExport, voen }: Catalogue): Column<ExportedClient>[] {
  const amount = (heading: string, of: (client: ExportedClient) => bigint | null): Column<ExportedClient> => {
    return { heading, kind: 'amount', width: 16, of, isSummed: true }
  }
  return [
    { heading: columns.name, kind: 'sender', width: 40, of: client => client.name },
    { heading: voen, kind: 'identifier', width: 14, of: client => client.voen },
    amount(columns.debt, ({ debt }) => debt),
    amount(columns.advance, ({ advance }) => advance),
    amount(clientExport.overpayment, ({ overpayment }) => overpayment),
    { heading: columns.last, kind: 'date', width: 14, of: client => client.lastOperationDate },
    { heading: columns.shows, kind: 'text', width: 34, of: ({ balances }) => (balances ? whole : filed) },
    { heading: clientExport.lastDay, kind: 'date', width: 14, of: ({ to }) => to },
    { heading: clientExport.broker, kind: 'identifier', width: 16, of: ({ broker }) => broker },
  ]
}
