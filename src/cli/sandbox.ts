import type { Sender } from '../domain/sender.ts'
import { catalogueOf } from '../i18n/index.ts'
import { makeSigningKey, verifyingKeyOf } from '../intake/sender-key.ts'
import type { Signer } from '../intake/signature.ts'
import { type Log, stackOf } from '../log.ts'
import type { HostApp, SandboxSenders } from '../sandbox/settings.ts'
import type { Application } from '../server.ts'
import { addSenderKey, listSenders, registerSender, removeSender, removeSenderKey } from '../services/intake/senders.ts'
import type { AccessStore } from '../store/engine/access.ts'
import type { Dependencies } from '../web/context.ts'
import { SECURITY_HEADERS } from '../web/http/security-headers.ts'

const { sandbox: words } = catalogueOf('az')

const HOP: Sender = {
  name: 'sandbox-hop',
  title: `${words.title}: ${words.hop}`,
  types: ['payment.received'],
  channels: ['hop'],
  bills: true,
}
const DECLARATIONS: Sender = {
  name: 'sandbox-declarations',
  title: `${words.title}: ${words.officer}`,
  types: [
    'taxpayer.registered',
    'declaration.assessed',
    'declaration.amended',
    'declaration.cancelled',
    'charge.assessed',
    'payment.assigned',
    'overpayment.refunded',
    'overpayment.transferred',
  ],
  channels: [],
  bills: false,
  objections: true,
}

/**
 * Loads the sandbox: a trial payment portal and a customs officer's desk.
 * @returns a function that builds it, once the server listens. Only then may it replace the keys of its senders: a
 * server that finds its port taken must not lock out the sandbox that runs there
 */
export async function loadSandbox(
  { access, clock }: Pick<Dependencies, 'access' | 'clock'>,
  log: Log,
): Promise<(intakeUrl: string, publicUrl: string) => Promise<Application>> {
  const { createSandbox } = await import('../sandbox/sandbox.tsx')
  const { compressed } = await import('../web/http/compression.ts')
  const { pageFrame } = await import('../web/http/page-frame.ts')
  const { readForm } = await import('../web/http/form.ts')
  const { languageChoiceCookie, languageModels, languageOf } = await import('../web/language.ts')
  const { repeatableAddress } = await import('../web/respond.tsx')
  const { originOf } = await import('../web/middleware/same-origin.ts')
  const { HOME, statementUrl } = await import('../web/urls.ts')
  return async (intakeUrl, publicUrl) => {
    const senders = await registerSandbox(access, clock())
    const hostApp: HostApp = {
      shellFor: c => {
        const { assets, headers, effort } = pageFrame(c, null)
        return { assets, headers, pack: page => compressed(c.req.header('accept-encoding'), page, effort) }
      },
      home: HOME,
      headers: SECURITY_HEADERS,
      isSameOrigin: header => originOf(header, publicUrl) === 'ours',
      readForm,
      localeFor: c => {
        const t = catalogueOf(languageOf(c))
        return { t, languages: languageModels(t.lang, repeatableAddress(c)), cookie: languageChoiceCookie(c) }
      },
      statementUrl: voen => statementUrl(voen),
      onFailure: error => log({ level: 'error', event: 'sandbox-failure', error: stackOf(error) }),
    }
    return createSandbox({ intakeUrl, senders, clock, hostApp })
  }
}

/**
 * Serves the sandbox under /sandbox and the application elsewhere. Nobody signs in to the sandbox, so it answers only to
 * the host of `publicUrl`: with DNS rebinding a page of another site could otherwise book events.
 */
export function mountSandbox(app: Application, sandbox: Application, publicUrl: string): Application {
  const isSandboxPath = ({ pathname }: URL) => /^\/sandbox(\/|$)/.test(pathname)
  const { host } = new URL(publicUrl)
  return {
    fetch: (request, env) => {
      const url = new URL(request.url)
      if (!isSandboxPath(url)) return app.fetch(request, env)
      if (url.host === host) return sandbox.fetch(request, env)
      const headers = {
        ...SECURITY_HEADERS,
        location: publicUrl + url.pathname + url.search,
        'cache-control': 'no-store',
      }
      return new Response(null, { status: 303, headers })
    },
  }
}

/** Registers the two senders of the sandbox, with new keys at each start. The private keys stay in memory. */
export async function registerSandbox(access: AccessStore, now: Date): Promise<SandboxSenders> {
  return { hop: await register(access, HOP, now), declarations: await register(access, DECLARATIONS, now) }
}

/** Removes the senders of an earlier trial, so that their keys are no longer accepted. */
export async function removeSandbox(access: AccessStore, now: Date): Promise<void> {
  const registered = await listSenders(access)
  for (const { name } of [HOP, DECLARATIONS]) {
    if (registered.some(({ sender }) => sender.name === name)) await removeSender(access, name, now)
  }
}

async function register(access: AccessStore, sender: Sender, now: Date): Promise<Signer> {
  await registerSender(access, sender, now)
  const registered = (await listSenders(access)).find(other => other.sender.name === sender.name)
  for (const { id } of registered?.keys ?? []) await removeSenderKey(access, sender.name, id, now)
  const key = makeSigningKey('ed25519')
  await addSenderKey(access, sender.name, verifyingKeyOf(key), now)
  return { sender: sender.name, key }
}
