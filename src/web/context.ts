import type { Context } from 'hono'
import type { Catalogue } from '../i18n/index.ts'
import type { LogLine } from '../log.ts'
import type { ReadAccess } from '../store/access.ts'

export interface WebConfig {
  /** The store holds demonstration accounts, which anybody may choose from. */
  readonly demo: boolean
}

/** What the application is given; it finds nothing for itself. */
export interface Dependencies {
  readonly reader: ReadAccess
  /** For downloads, which read much and long: a connection of their own keeps pages quick. */
  readonly exporter: ReadAccess
  readonly clock: () => Date
  readonly config: WebConfig
  /** Where log lines go; without it they are dropped, failures excepted. */
  readonly log?: (line: LogLine) => void
}

/** What the middleware has found out about the request. */
export interface Env {
  Variables: { requestId: string; t: Catalogue }
}

export type WebContext = Context<Env>
