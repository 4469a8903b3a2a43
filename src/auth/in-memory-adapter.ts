import type { Adapter, AdapterPayload } from 'oidc-provider'

/** More of one kind than anybody needs who tries the service; then the oldest are forgotten. */
const MAX_ENTRIES = 1000

interface Kept {
  readonly payload: AdapterPayload
  readonly until_ms: number
}

/** What the test identity provider remembers of one kind of thing, until the process ends. */
export class InMemoryAdapter implements Adapter {
  readonly #kept = new Map<string, Kept>()

  async upsert(id: string, payload: AdapterPayload, expiresIn_s = Number.POSITIVE_INFINITY): Promise<void> {
    // As the latest again: the first of the map is then the oldest.
    this.#kept.delete(id)
    this.#kept.set(id, { payload, until_ms: performance.now() + expiresIn_s * 1000 })
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > MAX_ENTRIES) this.#kept.delete(oldest!)
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const kept = this.#kept.get(id)
    if (kept && kept.until_ms > performance.now()) return kept.payload
    this.#kept.delete(id)
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
    this.#kept.delete(id)
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, { payload }] of this.#kept) if (payload.grantId === grantId) this.#kept.delete(id)
  }

  async #findBy(isIt: (payload: AdapterPayload) => boolean): Promise<AdapterPayload | undefined> {
    const [id] = this.#kept.entries().find(([, { payload }]) => isIt(payload)) ?? []
    return id === undefined ? undefined : this.find(id)
  }
}
