/** After so many offences a network is refused. */
const MAX_OFFENCES = 20

/** The oldest is forgotten first: somebody may own any number of networks. */
const MAX_NETWORKS = 1000

/**
 * Remembers which networks had connections ended for what they sent. A client that connects again at once has lost
 * nothing, and each of its connections may cost as much as the last.
 */
export class Offenders {
  readonly #refusal_ms: number
  readonly #noted = new Map<string, { readonly offences: number; readonly until_ms: number }>()

  /** @param refusal_ms for which a network is remembered after an offence, and refused after the last that counts */
  constructor(refusal_ms: number) {
    this.#refusal_ms = refusal_ms
  }

  /** Offences of a refused network do not count: one client could keep out the others for as long as it likes. */
  note(network: string): void {
    if (this.isRefused(network)) return
    const offences = this.#offencesOf(network) + 1
    // The last one to offend is the last in the map.
    this.#noted.delete(network)
    this.#noted.set(network, { offences, until_ms: performance.now() + this.#refusal_ms })
    if (this.#noted.size > MAX_NETWORKS) this.#noted.delete(this.#noted.keys().next().value!)
  }

  isRefused(network: string): boolean {
    return this.#offencesOf(network) >= MAX_OFFENCES
  }

  #offencesOf(network: string): number {
    const { offences, until_ms } = this.#noted.get(network) ?? { offences: 0, until_ms: 0 }
    return performance.now() < until_ms ? offences : 0
  }
}
