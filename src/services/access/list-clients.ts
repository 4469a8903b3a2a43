import type { PlainDate } from '../../domain/dates.ts'
import type { Voen } from '../../domain/voen.ts'
import { type Client, findClients } from '../../store/access/clients.ts'
import { EVERY_ACCOUNT, type ReadAccess } from '../../store/engine/access.ts'

export type { Client }

/** The companies whose mandates to the given brokers hold today, in one question. */
export async function listClients(reader: ReadAccess, brokers: readonly Voen[], today: PlainDate): Promise<Client[]> {
  if (brokers.length === 0) return []
  return reader.snapshot(EVERY_ACCOUNT, tx => findClients(tx, brokers, today))
}
