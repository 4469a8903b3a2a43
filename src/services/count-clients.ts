import type { PlainDate } from '../domain/dates.ts'
import type { GateAccess } from '../store/access.ts'
import { findClientVoens } from '../store/mandates.ts'

/** How many companies have any of these for brokers today. No amount is read. */
export function countClients(gate: GateAccess, brokers: readonly string[], today: PlainDate): Promise<number> {
  return gate.look(async moment => {
    const clients = new Set<string>()
    for (const broker of brokers) {
      const voens = await findClientVoens(moment, { broker, day: today, limit: Number.MAX_SAFE_INTEGER })
      for (const voen of voens) clients.add(voen)
    }
    return clients.size
  })
}

/** Whether any company has this one for its broker today. */
export async function hasClients(gate: GateAccess, broker: string, today: PlainDate): Promise<boolean> {
  const [client] = await gate.look(moment => findClientVoens(moment, { broker, day: today, limit: 1 }))
  return client !== undefined
}
