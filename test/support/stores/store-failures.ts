import { CONNECTION_LIMITS } from '../../../src/server/connections.ts'
import { type RunningServer, startServer } from '../../../src/server.ts'
import { type Database, StoreUnreachableError } from '../../../src/store/engine/access.ts'
import { createApp } from '../../../src/web/app.tsx'
import type { WebConfig } from '../../../src/web/context.ts'
import { dependenciesOf, WEB_CONFIG } from '../people/people.ts'

type Access = Omit<Database, 'close'>
type Failing = Pick<Access, 'reader' | 'exporter' | 'access'>

const broken = new Proxy({} as Access['reader'] & Access['access'], {
  get() {
    throw new Error('The disk is gone')
  },
})
export const BROKEN: Failing = { reader: broken, exporter: broken, access: broken }

const unreachable = () => Promise.reject(new StoreUnreachableError('the server does not answer'))
export const UNREACHABLE: Failing = {
  reader: { snapshot: unreachable },
  exporter: { snapshot: unreachable },
  access: { read: unreachable, write: unreachable, proveWritable: unreachable },
}

/** Visitors who get only an error page, and the cause. */
const TROUBLES = {
  'a trader in a hurry': { config: { requestsPerMinute: { ...WEB_CONFIG.requestsPerMinute, session: 1 } } },
  'a trader while the store is away': { access: UNREACHABLE },
  'a trader before a fault of ours': { access: BROKEN },
} satisfies Record<string, { config?: Partial<WebConfig>; access?: Failing }>

export type Troubled = keyof typeof TROUBLES

export function isTroubled(who: string): who is Troubled {
  return Object.hasOwn(TROUBLES, who)
}

/** The application over a store with one of those errors; without the sandbox, which a store has once. */
export function startWithTrouble(store: Access, who: Troubled, clock: () => Date): Promise<RunningServer> {
  const { access, config }: { access?: Failing; config?: Partial<WebConfig> } = TROUBLES[who]
  const dependencies = dependenciesOf({ ...store, ...access })
  const app = createApp({ ...dependencies, config: { ...WEB_CONFIG, ...config }, clock, log: () => {} })
  return startServer(() => app, '127.0.0.1', 0, { ...CONNECTION_LIMITS, grace_ms: 0 })
}
