import type { PlainDate } from '../../domain/dates.ts'
import type { Voen } from '../../domain/voen.ts'
import { findClientVoens } from '../../store/access/mandates.ts'
import type { AccessStore } from '../../store/engine/access.ts'

/** How many companies have any of these for brokers today. No amount is read. */
export function countClients(access: AccessStore, brokers: readonly Voen[], today: PlainDate): Promise<number> {
  return access.read(async tx => {
    const clients = new Set<string>()
    for (const broker of brokers) {
      const voens = await findClientVoens(tx, { broker, day: today, limit: Number.MAX_SAFE_INTEGER })
      for (const voen of voens) clients.add(voen)
    }
    return clients.size
  })
}

/** Whether any company has this one for its broker today. */
export async function hasClients(access: AccessStore, broker: Voen, today: PlainDate): Promise<boolean> {
  const [client] = await access.read(tx => findClientVoens(tx, { broker, day: today, limit: 1 }))
  return client !== undefined
}
