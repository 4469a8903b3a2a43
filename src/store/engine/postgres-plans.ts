/** Decides whether the server keeps the plans of queries that were compiled once. */

/**
 * - `auto`: where no pooler is between, which may give each transaction another connection
 * - `on`: always, for a pooler that knows prepared statements
 * - `off`: never
 */
export const PREPARED_STATEMENTS = ['auto', 'on', 'off'] as const
export type PreparedStatements = (typeof PREPARED_STATEMENTS)[number]

/** SQLSTATEs (PostgreSQL, appendix A) of statements that are not as this process left them in the connection. */
const CHANGED_CODES = new Set([
  '26000', // invalid_sql_statement_name: another connection has it
  '42P05', // duplicate_prepared_statement: another process has prepared it
])

/** feature_not_supported, of many features. The sentence is translated, but not the place in the server's source. */
const NOT_SUPPORTED = '0A000'
const OLD_PLAN = 'RevalidateCachedQuery'

/** Whether a transaction failed because the server does not have the plan that it was to use, or has it for older tables. */
export function isLostPlan(error: unknown): boolean {
  const { code = '', routine } = error as { code?: string; routine?: string }
  return CHANGED_CODES.has(code) || (code === NOT_SUPPORTED && routine === OLD_PLAN)
}

/** For all connections of a store. */
export class StatementPlans {
  readonly #setting: PreparedStatements
  readonly #onLost: (reason: string) => void
  #isLost = false

  /** @param onLost hears once when plans are given up */
  constructor(setting: PreparedStatements, onLost: (reason: string) => void) {
    this.#setting = setting
    this.#onLost = onLost
  }

  get dependOnConnection(): boolean {
    return this.#setting !== 'off'
  }

  /** @param isDirect whether no pooler is between */
  areKept(isDirect: boolean): boolean {
    return !this.#isLost && (this.#setting === 'on' || (this.#setting === 'auto' && isDirect))
  }

  /** From now on, every query is planned anew. */
  giveUp(reason: string): void {
    if (this.#isLost) return
    this.#isLost = true
    this.#onLost(reason)
  }
}
