import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess } from '../../store/engine/access.ts'
import { readNames } from './accounts.ts'

export interface FoundBroker {
  readonly voen: Voen
  /** Null when it has no account here. */
  readonly name: string | null
}

/** The names of brokers. Each is read once, however many accounts it filed declarations of. */
export class BrokerNames {
  readonly #reader: ReadAccess
  readonly #known = new Map<Voen, string | null>()

  constructor(reader: ReadAccess) {
    this.#reader = reader
  }

  async of(voens: readonly Voen[]): Promise<readonly FoundBroker[]> {
    const unknown = voens.filter(voen => !this.#known.has(voen))
    if (unknown.length > 0) {
      const names = await readNames(this.#reader, unknown)
      for (const voen of unknown) this.#known.set(voen, names.get(voen) ?? null)
    }
    return voens.map(voen => ({ voen, name: this.#known.get(voen) ?? null }))
  }
}
