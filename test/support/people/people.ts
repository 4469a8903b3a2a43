/** People with open sessions, for tests that are not about signing in. */

import { type IdentityProvider, IdentityProviderUnreachableError } from '../../../src/auth/identity-provider.ts'
import type { Actor } from '../../../src/domain/audit.ts'
import type { Person } from '../../../src/domain/person.ts'
import type { Voen } from '../../../src/domain/voen.ts'
import type { RenderPdf } from '../../../src/pdf/renderer.ts'
import { openSession } from '../../../src/services/access/sessions.ts'
import type { AccessStore, Database, ReadAccess } from '../../../src/store/engine/access.ts'
import { walkVoens } from '../../../src/store/ledger/accounts.ts'
import type { Dependencies, WebConfig } from '../../../src/web/context.ts'

const MINUTE_MS = 60_000

/** The defaults, with rate limits that no test reaches by accident. */
export const WEB_CONFIG: WebConfig = {
  publicUrl: 'http://127.0.0.1:3000',
  session: { idle_ms: 20 * MINUTE_MS, warning_ms: 2 * MINUTE_MS, whole_ms: 480 * MINUTE_MS },
  proxies: 0,
  requestsPerMinute: { signIn: 1_000_000, stranger: 1_000_000, session: 1_000_000_000 },
  hop: { url: 'http://127.0.0.1:3000/sandbox/hop', prefilled: true },
  version: '0.0.0',
}

const refuse = () => Promise.reject(new IdentityProviderUnreachableError('no test here signs in'))

export const NO_IDENTITY_PROVIDER: IdentityProvider = {
  issuer: 'https://id.example',
  begin: refuse,
  complete: refuse,
  signOutUrl: async () => null,
  readLogoutToken: refuse,
}

export const SOMEWHERE: Actor = { subject: null, name: null, session: null, address: '192.0.2.1', userAgent: 'test' }
export const SOMEBODY: Actor = { ...SOMEWHERE, subject: 'somebody', name: 'Nümayiş nümayəndəsi' }

/** Stands for the compiler where a test does not read the file. */
const documentAsText: RenderPdf = async (document, { issue, createdAt }) =>
  new TextEncoder().encode(JSON.stringify({ ...document, issue, createdAt }))

/** The dependencies of the application except its clock. */
export function dependenciesOf({ reader, exporter, access, papers, writer }: Omit<Database, 'close'>) {
  return {
    reader,
    exporter,
    access,
    papers,
    writer,
    identityProvider: NO_IDENTITY_PROVIDER,
    renderPdf: documentAsText,
    config: WEB_CONFIG,
  } satisfies Partial<Dependencies>
}

export function representativeOf(...voens: readonly Voen[]): Person {
  const companies = voens.map(voen => ({ voen, name: `Şirkət ${voen}`, position: 'Mühasib' }))
  return { subject: `person-${voens.join('-') || 'nobody'}`, name: 'Nümayiş şəxsi', companies }
}

export async function cookieOf(
  access: AccessStore,
  person: Person,
  now: Date,
  issuer = NO_IDENTITY_PROVIDER.issuer,
): Promise<string> {
  const signedIn = { issuer, person, idToken: null, providerSession: null }
  const { token } = await openSession(access, {
    signedIn,
    actor: SOMEWHERE,
    replaced: null,
    limits: WEB_CONFIG.session,
    now,
  })
  return `__Host-vereqe-session=${token}`
}

/** A person who represents every registered company and the given ones. */
export async function representativeOfAll(reader: ReadAccess, ...others: readonly Voen[]): Promise<Person> {
  const voens: Voen[] = []
  for await (const batch of walkVoens(reader)) voens.push(...batch)
  return { ...representativeOf(...new Set([...voens, ...others])), subject: 'everything' }
}
