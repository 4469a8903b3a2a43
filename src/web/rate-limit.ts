import { isIPv6 } from 'node:net'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { audit } from '../services/access/audit.ts'
import { actorOf } from './actor.ts'
import type { Dependencies, WebContext } from './context.ts'

const MINUTE_S = 60

/** Counts requests by whoever makes them. Each process counts for itself. */
export class RateLimit {
  readonly #limiter: RateLimiterMemory
  readonly #most: number
  readonly #dependencies: Dependencies

  constructor(dependencies: Dependencies, max: number) {
    this.#dependencies = dependencies
    this.#most = max
    this.#limiter = new RateLimiterMemory({ points: max, duration: MINUTE_S })
  }

  /**
   * @param key whose requests are counted; of an address of version 6 the first half, which one household has whole
   * @returns after how many seconds to come again; null when the request is within the limit
   */
  async exceeds(c: WebContext, key: string): Promise<number | null> {
    try {
      await this.#limiter.consume(isIPv6(key) ? networkOf(key) : key)
      return null
    } catch (limited) {
      if (!(limited instanceof RateLimiterRes)) throw limited
      // Noted once, so that who makes many requests does not fill the log.
      if (limited.consumedPoints === this.#most + 1) await this.#note(c)
      return Math.ceil(limited.msBeforeNext / 1000)
    }
  }

  async #note(c: WebContext): Promise<void> {
    const { access, clock } = this.#dependencies
    await audit(access, {
      at: clock(),
      action: 'rate-limited',
      actor: actorOf(c),
      voen: null,
      detail: { path: c.req.path, most_a_minute: this.#most },
    })
  }
}

/** The first four groups of an address of version 6, the left-out ones filled in. */
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
