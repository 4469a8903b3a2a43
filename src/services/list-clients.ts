import type { PlainDate } from '../domain/dates.ts'
import type { ReadAccess } from '../store/access.ts'

/** A company whose mandate holds. Its amounts and its last operation are null when the mandate does not show balances. */
export interface Client {
  readonly voen: string
  readonly broker: string
  /** Null when the company is not registered here yet. */
  readonly name: string | null
  readonly balances: boolean
  readonly exports: boolean
  /** The last day of the mandate; null means until it is withdrawn. */
  readonly to: PlainDate | null
  readonly debt: bigint | null
  readonly advance: bigint | null
  /** Of the nine funds. */
  readonly overpayment: bigint | null
  readonly lastOperationDate: PlainDate | null
}

/** The companies whose mandates to the given brokers hold today, by VÖEN. */
export function listClients(_reader: ReadAccess, _brokers: readonly string[], _today: PlainDate): Promise<Client[]> {
  throw new Error('to be built')
}
