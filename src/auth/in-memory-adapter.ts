import type { Adapter, AdapterPayload } from 'oidc-provider'

/** Beyond this the oldest entries are dropped. */
const MAX_ENTRIES = 1000

interface Entry {
  readonly payload: AdapterPayload
  readonly until_ms: number
}

/** The storage of the test identity provider for one model, until the process ends. */
export class InMemoryAdapter implements Adapter {
  readonly #entries = new Map<string, Entry>()

  async upsert(id: string, payload: AdapterPayload, expiresIn_s = Number.POSITIVE_INFINITY): Promise<void> {
    // Delete first, so that the map stays ordered by age.
    this.#entries.delete(id)
    this.#entries.set(id, { payload, until_ms: performance.now() + expiresIn_s * 1000 })
    const [oldest] = this.#entries.keys()
    if (this.#entries.size > MAX_ENTRIES) this.#entries.delete(oldest!)
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const entry = this.#entries.get(id)
    if (entry && entry.until_ms > performance.now()) return entry.payload
    this.#entries.delete(id)
    return undefined
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#findBy(payload => payload.uid === uid)
  }

  findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#findBy(payload => payload.userCode === userCode)
  }

  async consume(id: string): Promise<void> {
    const payload = await this.find(id)
    if (payload) payload.consumed = Math.floor(Date.now() / 1000)
  }

  async destroy(id: string): Promise<void> {
    this.#entries.delete(id)
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, { payload }] of this.#entries) if (payload.grantId === grantId) this.#entries.delete(id)
  }

  async #findBy(matches: (payload: AdapterPayload) => boolean): Promise<AdapterPayload | undefined> {
    const [id] = this.#entries.entries().find(([, { payload }]) => matches(payload)) ?? []
    return id === undefined ? undefined : this.find(id)
  }
}
