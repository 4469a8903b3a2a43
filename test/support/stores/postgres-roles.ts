/** Connects to a store's PostgreSQL database as any role, without the product. */
import pg from 'pg'

export interface Attempt {
  readonly rows: Record<string, unknown>[]
  readonly count: number | null
}

/** A connection of a logged-in role. Its transactions are rolled back. */
export class Visit {
  readonly #client: pg.Client
  readonly #first: readonly string[]

  private constructor(client: pg.Client, first: readonly string[]) {
    this.#client = client
    this.#first = first
  }

  /** @param login replaces the login of the URL @param first statements that begin each transaction */
  static async begin(url: string, login = new URL(url).username, first: readonly string[] = []): Promise<Visit> {
    const as = new URL(url)
    as.username = login
    const client = new pg.Client(as.href)
    await client.connect()
    return new Visit(client, first)
  }

  /** Runs a statement in a transaction of its own. @param before statements that run first */
  async attempt(statement: string, before: readonly string[] = []): Promise<Attempt> {
    await this.#client.query('begin')
    try {
      for (const first of [...this.#first, ...before]) await this.#client.query(first)
      const { rows, rowCount } = await this.#client.query(statement)
      return { rows, count: rowCount }
    } finally {
      await this.#client.query('rollback')
    }
  }

  async rows(statement: string, before: readonly string[] = []): Promise<Record<string, unknown>[]> {
    return (await this.attempt(statement, before)).rows
  }

  /** Runs a statement and commits it. */
  async run(statement: string): Promise<Record<string, unknown>[]> {
    return (await this.#client.query(statement)).rows
  }

  end(): Promise<void> {
    return this.#client.end()
  }
}

/** Statements that make a transaction act as a role, on one account or on none. */
export function asRole(role: string, account?: string): string[] {
  const name = account === undefined ? [] : [`set local vereqe.account = ${pg.escapeLiteral(account)}`]
  return [`set local role ${role}`, ...name]
}
