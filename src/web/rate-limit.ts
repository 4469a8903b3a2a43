import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { audit } from '../services/access/audit.ts'
import { actorOf } from './actor.ts'
import type { Dependencies, WebContext } from './context.ts'

const MINUTE_S = 60

/** Limits requests per minute and key. Each process counts separately. */
export class RateLimit {
  readonly #limiter: RateLimiterMemory
  readonly #max: number
  readonly #dependencies: Dependencies

  constructor(dependencies: Dependencies, max: number) {
    this.#dependencies = dependencies
    this.#max = max
    this.#limiter = new RateLimiterMemory({ points: max, duration: MINUTE_S })
  }

  /**
   * @param key a session or a network
   * @returns the seconds to wait; null when the request is within the limit
   */
  async exceeds(c: WebContext, key: string): Promise<number | null> {
    try {
      await this.#limiter.consume(key)
      return null
    } catch (limited) {
      if (!(limited instanceof RateLimiterRes)) throw limited
      // Audited once, so that a flood of requests does not fill the log.
      if (limited.consumedPoints === this.#max + 1) await this.#audit(c)
      return Math.ceil(limited.msBeforeNext / 1000)
    }
  }

  /** The seconds to wait when the limit is passed, else null; counts nothing. */
  async waitFor(key: string): Promise<number | null> {
    const counted = await this.#limiter.get(key)
    return counted && counted.consumedPoints > this.#max ? Math.ceil(counted.msBeforeNext / 1000) : null
  }

  async #audit(c: WebContext): Promise<void> {
    const { access, clock } = this.#dependencies
    await audit(access, {
      at: clock(),
      action: 'rate-limited',
      actor: actorOf(c),
      voen: null,
      detail: { path: c.req.path, most_a_minute: this.#max },
    })
  }
}
