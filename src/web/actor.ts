import type { Actor } from '../domain/audit.ts'
import type { WebContext } from './context.ts'

/** The actor of a request, for the audit log. */
export function actorOf(c: WebContext): Actor {
  const session = c.get('session')
  return {
    subject: session?.person.subject ?? null,
    name: session?.person.name ?? null,
    session: session?.handle ?? null,
    address: c.get('address'),
    userAgent: (c.req.header('user-agent') ?? '').slice(0, 300),
  }
}
