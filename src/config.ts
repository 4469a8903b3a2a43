import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'

export interface Config {
  readonly host: string
  readonly port: number
  readonly databaseUrl: string
  /** How many connections one process opens at most to a PostgreSQL server. */
  readonly connections: number
  /** How many processes answer requests: unless told, one for each core where the store is a server, else one. */
  readonly processes: number
  /** No store was named: the embedded one with demonstration traders, whose accounts anyone may choose. */
  readonly demo: boolean
}

/** The file of the embedded store, in a folder of the checkout that git ignores. */
const EMBEDDED_STORE = `sqlite:${fileURLToPath(import.meta.resolve('#data/vereqe.db'))}`

const environment = z.object({
  HOST: z.string().min(1, 'HOST must be an address to listen on, such as 127.0.0.1').default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'PORT must be a number from 0 to 65535')
    .default('3000')
    .transform(Number)
    .refine(port => port <= 65_535, 'PORT must be a number from 0 to 65535'),
  DATABASE_CONNECTIONS: z
    .string()
    .regex(/^([2-9]|[1-9]\d{1,2})$/, 'DATABASE_CONNECTIONS must be a number of connections, from 2 to 999')
    .default('10')
    .transform(Number),
  WEB_CONCURRENCY: z
    .string()
    .regex(/^[1-9]\d?$/, 'WEB_CONCURRENCY must be a number of processes, from 1 to 99')
    .transform(Number)
    .optional(),
  DATABASE_URL: z
    .string()
    .regex(
      /^(sqlite:|postgres(ql)?:\/\/)./,
      'DATABASE_URL must be sqlite:PATH, such as sqlite:/var/lib/vereqe/vereqe.db, or postgres://USER:PASSWORD@HOST/DATABASE',
    )
    .optional(),
})

/** The environment is not fit to start with. */
export class BadConfiguration extends Error {
  /** Every fault, a sentence each. */
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(faults.join('; '))
    this.faults = faults
  }
}

/**
 * Reads the configuration from the environment; an empty variable counts as unset.
 * @throws {BadConfiguration} with all faults at once
 */
export function readConfig(variables: Readonly<Record<string, string | undefined>> = process.env): Config {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const result = environment.safeParse(set)
  if (!result.success) throw new BadConfiguration([...new Set(result.error.issues.map(issue => issue.message))])
  const { HOST, PORT, WEB_CONCURRENCY, DATABASE_URL, DATABASE_CONNECTIONS } = result.data
  return {
    host: HOST,
    port: PORT,
    databaseUrl: DATABASE_URL ?? EMBEDDED_STORE,
    connections: DATABASE_CONNECTIONS,
    processes: WEB_CONCURRENCY ?? (DATABASE_URL?.startsWith('postgres') ? availableParallelism() : 1),
    demo: DATABASE_URL === undefined,
  }
}
