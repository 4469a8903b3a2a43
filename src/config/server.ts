import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { namesServer } from '../sqlite-url.ts'
import { type Reading, settingTexts, type Variables } from './fields.ts'

export interface ServerConfig {
  readonly production: boolean
  readonly host: string
  readonly port: number
  readonly databaseUrl: string
  /** The most connections that one process opens to a PostgreSQL server. */
  readonly connections: number
  /** Whether a PostgreSQL server keeps the plans of queries in each connection. */
  readonly preparedStatements: (typeof PREPARED_STATEMENTS)[number]
  /** Encrypts the secrets of senders in the store: 32 bytes. Null when it is unset. */
  readonly secretsKey: Uint8Array | null
  readonly processes: number
  /** Where Prometheus gets the figures; null for nowhere. */
  readonly metrics: { readonly host: string; readonly port: number } | null
  /** DATABASE_URL is unset: the store is the embedded one, with demonstration traders. */
  readonly demo: boolean
  readonly testIdentity: (typeof TEST_IDENTITY)[number]
}

const PREPARED_STATEMENTS = ['auto', 'on', 'off'] as const

const TEST_IDENTITY = ['this-machine', 'for-everybody'] as const

const EMBEDDED_STORE = `sqlite:${fileURLToPath(import.meta.resolve('#data/vereqe.db'))}`

export const serverEnvironment = z.object({
  // Any other value counts as production, so a typo cannot enable the test identity provider.
  NODE_ENV: z
    .string()
    .default('development')
    .transform(text => !['development', 'test'].includes(text))
    .register(settingTexts, {
      form: '`development`, `test` or `production`',
      preset: '`development`',
      description:
        'Any value other than `development` and `test` counts as production. In production, users sign in only with a real identity provider, over https, and there is no trial portal.',
      example: 'production',
    }),
  HOST: z
    .string()
    .min(1, 'HOST must be an address to listen on, such as 127.0.0.1')
    .default('127.0.0.1')
    .register(settingTexts, {
      form: 'a host name or an IP address',
      preset: '`127.0.0.1`',
      description: 'The address on which the server listens.',
    }),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'PORT must be a number from 0 to 65535')
    .default('3000')
    .transform(Number)
    .refine(port => port <= 65_535, 'PORT must be a number from 0 to 65535')
    .register(settingTexts, {
      form: '0 to 65535',
      preset: '`3000`',
      description: 'The port on which the server listens. With 0 the system chooses a free port.',
    }),
  DATABASE_URL: z
    .string()
    .regex(
      /^(sqlite:|postgres(ql)?:\/\/)./,
      'DATABASE_URL must be sqlite:PATH, such as sqlite:/var/lib/vereqe/vereqe.db, or postgres://USER:PASSWORD@HOST/DATABASE',
    )
    .refine(
      url => !namesServer(url),
      'DATABASE_URL begins with sqlite: and names a user, a server or another kind of store; write sqlite:PATH for a file, or postgres://USER:PASSWORD@HOST/DATABASE for a server',
    )
    .optional()
    .register(settingTexts, {
      form: '`sqlite:PATH` or `postgres://USER:PASSWORD@HOST/DATABASE`',
      preset: 'an SQLite file in `data/` of the checkout, with demonstration data',
      description: 'The store. Demonstration data is loaded only when this is unset.',
      example: 'sqlite:/var/lib/vereqe/vereqe.db',
    }),
  DATABASE_CONNECTIONS: z
    .string()
    .regex(/^([2-9]|[1-9]\d{1,2})$/, 'DATABASE_CONNECTIONS must be a number of connections, from 2 to 999')
    .default('10')
    .transform(Number)
    .register(settingTexts, {
      form: '2 to 999 connections',
      preset: '`10`',
      description: 'The most connections that each process opens to PostgreSQL.',
    }),
  DATABASE_PREPARED_STATEMENTS: z
    .enum(PREPARED_STATEMENTS, { error: 'DATABASE_PREPARED_STATEMENTS must be auto, on or off' })
    .default('auto')
    .register(settingTexts, {
      form: '`auto`, `on` or `off`',
      preset: '`auto`',
      description:
        'Whether PostgreSQL keeps the plans of the queries in each connection, which makes pages cheaper. With `auto` it does so where no pooler is between; the server notices. With `on` it always does so: for a pooler that knows prepared statements, such as PgBouncer with `max_prepared_statements`. If plans are lost nevertheless, the server does without them and tells so in the log.',
    }),
  SECRETS_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, 'SECRETS_KEY must be 32 bytes in base64, as openssl rand -base64 32 prints them')
    .transform(text => new Uint8Array(Buffer.from(text, 'base64')))
    .optional()
    .register(settingTexts, {
      form: '32 bytes in base64, as `openssl rand -base64 32` prints them',
      preset: 'none',
      description:
        'Encrypts the secrets of senders that sign with HMAC in the store. In production such a secret is not stored without it. Keep a copy outside the store and its backups: without it the secrets cannot be read.',
    }),
  WEB_CONCURRENCY: z
    .string()
    .regex(/^[1-9]\d?$/, 'WEB_CONCURRENCY must be a number of processes, from 1 to 99')
    .transform(Number)
    .optional()
    .register(settingTexts, {
      form: '1 to 99 processes',
      preset: 'one process per core on PostgreSQL with `OIDC_ISSUER`, otherwise one',
      description: 'How many processes answer requests. The test identity provider works with one process only.',
      example: '2',
    }),
  METRICS_PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'METRICS_PORT must be a number from 0 to 65535')
    .transform(Number)
    .refine(port => port <= 65_535, 'METRICS_PORT must be a number from 0 to 65535')
    .optional()
    .register(settingTexts, {
      form: '0 to 65535',
      preset: 'none: the server has no metrics',
      description:
        'The port on which Prometheus gets the metrics of all processes, at `/metrics`. With 0 the system chooses a free port, and the log names it.',
      example: '9464',
    }),
  METRICS_HOST: z
    .string()
    .min(1, 'METRICS_HOST must be an address to listen on, such as 127.0.0.1')
    .default('127.0.0.1')
    .register(settingTexts, {
      form: 'a host name or an IP address',
      preset: '`127.0.0.1`',
      description:
        'The address on which the server listens for Prometheus. Everybody who reaches it can read the metrics. They have no accounts and no amounts.',
    }),
  TEST_IDENTITY: z
    .enum(TEST_IDENTITY, { error: 'TEST_IDENTITY must be this-machine or for-everybody' })
    .default('this-machine')
    .register(settingTexts, {
      form: '`this-machine` or `for-everybody`',
      preset: '`this-machine`',
      description:
        'Who may use the test identity provider, which lets anybody sign in as anybody, when `DATABASE_URL` is set and `OIDC_ISSUER` is not. With `this-machine` the server does not start on a public address.',
    }),
})

export function readServer(variables: Variables): Reading<ServerConfig> {
  const { data, error } = serverEnvironment.safeParse(variables)
  if (!data) return { faults: error.issues.map(({ message }) => message) }
  const { NODE_ENV, HOST, PORT, WEB_CONCURRENCY, DATABASE_URL, DATABASE_CONNECTIONS, SECRETS_KEY, TEST_IDENTITY } = data
  const { DATABASE_PREPARED_STATEMENTS, METRICS_HOST, METRICS_PORT } = data
  const allowsWorkers = DATABASE_URL?.startsWith('postgres') && variables.OIDC_ISSUER !== undefined
  const value = {
    production: NODE_ENV,
    host: HOST,
    port: PORT,
    databaseUrl: DATABASE_URL ?? EMBEDDED_STORE,
    connections: DATABASE_CONNECTIONS,
    preparedStatements: DATABASE_PREPARED_STATEMENTS,
    secretsKey: SECRETS_KEY ?? null,
    processes: WEB_CONCURRENCY ?? (allowsWorkers ? availableParallelism() : 1),
    metrics: METRICS_PORT === undefined ? null : { host: METRICS_HOST, port: METRICS_PORT },
    demo: DATABASE_URL === undefined,
    testIdentity: TEST_IDENTITY,
  }
  return { faults: [], value }
}
