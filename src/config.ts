import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { isLoopback, type Reading, type Variables } from './config/fields.ts'
import { type HopConfig, readHop } from './config/hop.ts'
import { type IdentityConfig, readIdentity } from './config/identity.ts'
import { readSignIn, type SignInConfig } from './config/sign-in.ts'

export interface Config extends ServerConfig, SignInConfig, HopConfig {
  /** Who vouches for people; null when no identity provider is configured. */
  readonly identity: IdentityConfig | null
}

interface ServerConfig {
  /** Real people's accounts are behind it: nothing is tried out here. */
  readonly production: boolean
  readonly host: string
  readonly port: number
  readonly databaseUrl: string
  /** How many connections one process opens at most to a PostgreSQL server. */
  readonly connections: number
  /**
   * How many processes answer requests: unless told, one for each core where the store is a server and the identity
   * provider another's, else one.
   */
  readonly processes: number
  /** No store was named: the embedded one with demonstration traders. */
  readonly demo: boolean
  /** Whom the test identity provider lets be anybody, in a store of the operator's own. */
  readonly testIdentity: (typeof TEST_IDENTITY)[number]
}

const TEST_IDENTITY = ['this-machine', 'for-everybody'] as const

/** The file of the embedded store, in a folder of the checkout that git ignores. */
const EMBEDDED_STORE = `sqlite:${fileURLToPath(import.meta.resolve('#data/vereqe.db'))}`

const environment = z.object({
  // Whoever writes neither of the two does not mean a trial: so a slip of the pen opens nothing.
  NODE_ENV: z
    .string()
    .default('development')
    .transform(text => !['development', 'test'].includes(text)),
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
  TEST_IDENTITY: z
    .enum(TEST_IDENTITY, { error: 'TEST_IDENTITY must be this-machine or for-everybody' })
    .default('this-machine'),
  DATABASE_URL: z
    .string()
    .regex(
      /^(sqlite:|postgres(ql)?:\/\/)./,
      'DATABASE_URL must be sqlite:PATH, such as sqlite:/var/lib/vereqe/vereqe.db, or postgres://USER:PASSWORD@HOST/DATABASE',
    )
    .optional(),
})

/** The environment is not fit to start with. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
  /** Every fault, a sentence each. */
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(faults.join('; '))
    this.faults = faults
  }
}

/**
 * Reads the configuration from the environment; an empty variable counts as unset.
 * @throws {ConfigurationError} with all faults at once
 */
export function readConfig(variables: Variables = process.env): Config {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const server = readServer(set)
  const signIn = readSignIn(set)
  const identity = readIdentity(set)
  const hop = readHop(set)
  const faults = [server, signIn, identity, hop].flatMap(part => part.faults)
  if (faults.length > 0) throw new ConfigurationError([...new Set(faults)])
  return { ...server.value!, ...signIn.value!, ...hop.value!, identity: identity.value ?? null }
}

/** What keeps a sound configuration from serving pages, a sentence each; every other command works with it. */
export function servingErrors(config: Config): string[] {
  const { production, publicUrl, identity, processes, demo, testIdentity } = config
  const faults: string[] = []
  if (production && identity === null) {
    faults.push('In production people sign in with a real identity provider: set OIDC_ISSUER and OIDC_CLIENT_ID')
  }
  if (production && !publicUrl?.startsWith('https:')) {
    faults.push('In production people reach the service over https: set PUBLIC_URL, such as https://vereqe.example')
  }
  if (!production && identity === null && !demo && isForOthers(config) && testIdentity !== 'for-everybody') {
    faults.push(
      'Without OIDC_ISSUER anybody may sign in as anybody, so only this machine is served: set OIDC_ISSUER, or HOST=127.0.0.1 and an http PUBLIC_URL, or TEST_IDENTITY=for-everybody',
    )
  }
  if (!production && identity === null && processes > 1) {
    faults.push('The test identity provider lives in one process: set WEB_CONCURRENCY=1, or OIDC_ISSUER')
  }
  return faults
}

/**
 * Whether a payment portal and an officer's desk of our own are there to be tried. Whoever reaches them books on any
 * account, so they are where anybody may be anybody; their keys are known to one process only.
 */
export function hasSandbox(config: Config): boolean {
  const { production, processes, demo, testIdentity } = config
  return !production && processes === 1 && (demo || !isForOthers(config) || testIdentity === 'for-everybody')
}

function isForOthers({ host, publicUrl }: Config): boolean {
  return !isLoopback(host) || publicUrl?.startsWith('https:') === true
}

function readServer(variables: Variables): Reading<ServerConfig> {
  const { data, error } = environment.safeParse(variables)
  if (!data) return { faults: error.issues.map(({ message }) => message) }
  const { NODE_ENV, HOST, PORT, WEB_CONCURRENCY, DATABASE_URL, DATABASE_CONNECTIONS, TEST_IDENTITY } = data
  const mayBeSeveral = DATABASE_URL?.startsWith('postgres') && variables.OIDC_ISSUER !== undefined
  const value = {
    production: NODE_ENV,
    host: HOST,
    port: PORT,
    databaseUrl: DATABASE_URL ?? EMBEDDED_STORE,
    connections: DATABASE_CONNECTIONS,
    processes: WEB_CONCURRENCY ?? (mayBeSeveral ? availableParallelism() : 1),
    demo: DATABASE_URL === undefined,
    testIdentity: TEST_IDENTITY,
  }
  return { faults: [], value }
}
