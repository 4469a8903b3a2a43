import type { Context } from 'hono'
import type { PersonModel } from '../../views/layout.tsx'
import type { EmbeddedProvider } from '../auth/embedded-provider.ts'
import type { IdentityProvider } from '../auth/identity-provider.ts'
import type { AccountAccess } from '../domain/account-access.ts'
import type { Session, SessionLimits } from '../domain/session.ts'
import type { Catalogue } from '../i18n/index.ts'
import type { LogLine } from '../log.ts'
import type { AccessStore, ReadAccess, WriteAccess } from '../store/engine/access.ts'

export interface WebConfig {
  /** Under which people reach the service, without a slash at its end: `https://vereqe.example`. */
  readonly publicUrl: string
  readonly session: SessionLimits
  /** How many proxies of our own stand before the server: so many addresses of X-Forwarded-For are true. */
  readonly proxies: number
  /** How many requests a minute one address may begin or end signing in with, and one session may make. */
  readonly requestsPerMinute: { readonly signIn: number; readonly session: number }
  /** The Government Payment Portal, and whether its address may carry what is to be paid. */
  readonly hop: { readonly url: string; readonly prefilled: boolean }
}

/** What the application is given; it finds nothing for itself. */
export interface Dependencies {
  readonly reader: ReadAccess
  /** For downloads, which read much and long: a connection of their own keeps pages quick. */
  readonly exporter: ReadAccess
  readonly access: AccessStore
  /** For the intake alone: no page writes into the books. */
  readonly writer: WriteAccess
  readonly identityProvider: IdentityProvider
  /** Stands in for a real identity provider where the service is tried out. */
  readonly testIdentity?: EmbeddedProvider
  readonly clock: () => Date
  readonly config: WebConfig
  /** Where log lines go; without it they are dropped, failures excepted. */
  readonly log?: (line: LogLine) => void
}

/** What the middleware has found out about the request. */
export interface Env {
  /** What the server hands over with a request; nothing when the application is asked in memory. */
  Bindings: { readonly incoming?: { readonly socket: { readonly remoteAddress?: string } } }
  Variables: {
    requestId: string
    t: Catalogue
    /** From where it is asked. */
    address: string
    /** Who asks; null when nobody is signed in. */
    session: Session | null
    /** The same for the head of a page. */
    person: PersonModel | null
    /** What that person may see of the account in the address; null when nothing, or when there is none in it. */
    access: AccountAccess | null
    /** The program that signed the request, and what it calls it; none of a person's. */
    sender?: { readonly name: string; readonly request: string }
    /** The account of the address, once the gate has let the person to it. */
    account: AccountAccess
  }
}

export type WebContext = Context<Env>
