import { isLoopback, type Variables } from './config/fields.ts'
import { type HopConfig, readHop } from './config/hop.ts'
import { type IdentityConfig, readIdentity } from './config/identity.ts'
import { type InterestConfig, readInterest } from './config/interest.ts'
import { findMistyped } from './config/mistyped.ts'
import { type PapersConfig, readPapers } from './config/papers.ts'
import { readServer, type ServerConfig } from './config/server.ts'
import { readSignIn, type SignInConfig } from './config/sign-in.ts'

export interface Config extends ServerConfig, SignInConfig, HopConfig, InterestConfig, PapersConfig {
  readonly identity: IdentityConfig | null
  /** A sentence for each variable that is probably a mistyped setting. */
  readonly mistyped: readonly string[]
}

export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
  readonly faults: readonly string[]
  readonly mistyped: Config['mistyped']

  constructor(faults: readonly string[], mistyped: Config['mistyped']) {
    super(faults.join('; '))
    this.faults = faults
    this.mistyped = mistyped
  }
}

/**
 * Reads the configuration from the environment. An empty variable counts as unset.
 * @throws {ConfigurationError} with all faults
 */
export function readConfig(variables: Variables = process.env): Config {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const server = readServer(set)
  const signIn = readSignIn(set)
  const identity = readIdentity(set)
  const hop = readHop(set)
  const interest = readInterest(set, set.DATABASE_URL === undefined && server.value?.production !== true)
  const papers = readPapers(set)
  const faults = [server, signIn, identity, hop, interest, papers].flatMap(part => part.faults)
  const mistyped = findMistyped(Object.keys(set))
  if (faults.length > 0) throw new ConfigurationError([...new Set(faults)], mistyped)
  return {
    ...server.value!,
    ...signIn.value!,
    ...hop.value!,
    ...interest.value!,
    ...papers.value!,
    identity: identity.value ?? null,
    mistyped,
  }
}

/** Why a valid configuration cannot serve pages, one sentence per fault. Other commands work with it. */
export function servingErrors(config: Config): string[] {
  const { production, publicUrl, identity, processes, demo, testIdentity } = config
  const faults: string[] = []
  if (production && identity === null) {
    faults.push('Production needs a real identity provider: set OIDC_ISSUER and OIDC_CLIENT_ID')
  }
  if (production && !publicUrl?.startsWith('https:')) {
    faults.push('Production needs https: set PUBLIC_URL, such as https://vereqe.example')
  }
  if (!production && identity === null && !demo && isForOthers(config) && testIdentity !== 'for-everybody') {
    faults.push(
      'Without OIDC_ISSUER anybody can sign in as anybody, so the server is for this machine only: set OIDC_ISSUER, or HOST=127.0.0.1 and an http PUBLIC_URL, or TEST_IDENTITY=for-everybody',
    )
  }
  if (!production && identity === null && processes > 1) {
    faults.push('The test identity provider works in one process only: set WEB_CONCURRENCY=1, or OIDC_ISSUER')
  }
  return faults
}

/**
 * Whether the server has a trial payment portal and a customs officer's desk. Their users can book on any account, so
 * they exist only where anybody can sign in as anybody, and in one process, which holds the keys of their senders.
 */
export function hasSandbox(config: Config): boolean {
  const { production, processes, demo, testIdentity } = config
  return !production && processes === 1 && (demo || !isForOthers(config) || testIdentity === 'for-everybody')
}

function isForOthers({ host, publicUrl }: Config): boolean {
  return !isLoopback(host) || publicUrl?.startsWith('https:') === true
}
