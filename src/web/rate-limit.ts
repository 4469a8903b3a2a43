import { isIPv6 } from 'node:net'
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
   * @param key a session or an address; IPv6 addresses count by their /64 network, which one household owns
   * @returns the seconds to wait; null when the request is within the limit
   */
  async exceeds(c: WebContext, key: string): Promise<number | null> {
    try {
      await this.#limiter.consume(isIPv6(key) ? networkOf(key) : key)
      return null
    } catch (limited) {
      if (!(limited instanceof RateLimiterRes)) throw limited
      // Audited once, so that a flood of requests does not fill the log.
      if (limited.consumedPoints === this.#max + 1) await this.#audit(c)
      return Math.ceil(limited.msBeforeNext / 1000)
    }
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

/** The first four groups of an IPv6 address, with `::` expanded. */
function networkOf(address: string): string {
  const [start = '', end] = address.split('::')
  const groups = start.split(':')
  const rest = end?.split(':') ?? []
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0')
  return [...groups, ...zeros, ...rest]
    .slice(0, 4)
    .map(group => Number.parseInt(group || '0', 16))
    .join(':')
}
