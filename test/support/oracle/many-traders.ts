import { toLine } from './events.ts'

/** Events of very many traders: the same ones in each run, of the forms that version 0.2.1 knew. */

const DAY_MS = 86_400_000
const FIRST_DAY_MS = Date.parse('2025-01-01T05:00:00Z')
const DAYS = 500

const FUNDS = ['customs-duty', 'vat', 'excise', 'customs-fee', 'late-interest', 'fine', 'other']
const CHANNELS = ['hop', 'bank', 'treasury']

/** Numbers from 0 to 1 that only depend on the seed (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

interface Trader {
  readonly voen: string
  isRegistered: boolean
  /** The numbers of its declarations, and how many acts it has. */
  readonly declarations: string[]
  acts: number
}

/**
 * One trader has thousands of events and most have a few. Some events come before the registration or the assessment that
 * they wait for, and some are refused.
 */
export function* manyTraders(events: number): Generator<string> {
  const next = numbersFrom(events)
  const below = (limit: number) => Math.floor(next() * limit)
  const oneOf = <Item>(items: readonly Item[]) => items[below(items.length)]!
  const amount = (limit: number) => (Math.floor(next() ** 3 * limit) / 100 + 0.01).toFixed(2)
  const charges = () => Object.fromEntries(FUNDS.filter(() => next() < 0.35).map(fund => [fund, amount(20_000)]))
  const traders = Array.from(
    { length: Math.ceil(events / 10) },
    (_, index): Trader => ({
      voen: `${100_000_000 + index}${1 + (index % 2)}`,
      isRegistered: false,
      declarations: [],
      acts: 0,
    }),
  )
  for (let index = 0; index < events; index += 1) {
    const day = Math.floor((index / events) * DAYS)
    const occurredAt = new Date(FIRST_DAY_MS + day * DAY_MS + below(DAY_MS / 2)).toISOString()
    const paidOn = occurredAt.slice(0, 10)
    const trader = traders[Math.floor(next() ** 3 * traders.length)]!
    yield toLine({ id: `n-${index}`, occurredAt, ...eventOf(trader) })

    function eventOf({ voen, declarations }: Trader) {
      if (!trader.isRegistered && next() < 0.9) {
        trader.isRegistered = true
        return { type: 'taxpayer.registered', voen, name: `Nümunə ${voen} MMC` }
      }
      const kind = next()
      const declaration = oneOf(declarations) ?? `E/${voen}/0`
      const payment = { type: 'payment.received', voen, paidOn, channel: oneOf(CHANNELS) }
      if (kind < 0.34) {
        const number = `E/${voen}/${declarations.length}`
        declarations.push(number)
        return {
          type: 'declaration.assessed',
          voen,
          declaration: number,
          charges: { vat: amount(30_000), ...charges() },
        }
      }
      if (kind < 0.58) return { ...payment, code: '142330', amount: amount(60_000) }
      if (kind < 0.7) {
        const { voen: _, ...byNumber } = payment
        return { ...byNumber, channel: 'hop', declaration, amount: amount(40_000) }
      }
      if (kind < 0.76) return { ...payment, fund: oneOf(FUNDS), amount: amount(20_000) }
      if (kind < 0.78) return { ...payment, channel: 'vat-deposit', fund: 'vat', amount: amount(20_000) }
      if (kind < 0.81) return { ...payment, code: oneOf(['802001', '114111']), amount: amount(2000) }
      if (kind < 0.9) {
        return {
          type: 'declaration.amended',
          voen,
          declaration,
          charges: { ...charges(), vat: oneOf(['0', amount(40_000)]) },
        }
      }
      if (kind < 0.92) return { type: 'declaration.cancelled', voen, declaration }
      trader.acts += 1
      const eservice = { 'eservice-fee': amount(500), 'eservice-vat': amount(100) }
      // Acts of one number are common.
      return {
        type: 'charge.assessed',
        voen,
        reference: `AKT-${trader.acts >> 1}`,
        charges: next() < 0.3 ? eservice : { fine: amount(5000), ...charges() },
      }
    }
  }
}
