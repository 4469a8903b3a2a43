import type { Sender } from '../domain/sender.ts'
import { catalogueOf } from '../i18n/index.ts'
import { makeSigningKey, type Signer, verifyingKeyOf } from '../intake/signature.ts'
import type { LogLine } from '../log.ts'
import type { HostApp, SandboxSenders } from '../sandbox/settings.ts'
import type { Application } from '../server.ts'
import { addSenderKey, listSenders, registerSender, removeSender, removeSenderKey } from '../services/intake/senders.ts'
import type { AccessStore } from '../store/engine/access.ts'
import type { Dependencies } from '../web/context.ts'
import { SECURITY_HEADERS } from '../web/http/security-headers.ts'

const HOP: Sender = { name: 'sandbox-hop', types: ['payment.received'], channels: ['hop'], bills: true }
const DECLARATIONS: Sender = {
  name: 'sandbox-declarations',
  types: [
    'taxpayer.registered',
    'declaration.assessed',
    'declaration.amended',
    'declaration.cancelled',
    'charge.assessed',
  ],
  channels: [],
  bills: false,
}

/**
 * Builds the sandbox that stands beside the pages of a store.
 * @returns makes it, told where the intake listens and under which address people come. Only then do its keys take the
 * place of others: one that finds its address taken must not shut out the sandbox that is there
 */
export async function sandboxOver(
  { access, clock }: Pick<Dependencies, 'access' | 'clock'>,
  log: (line: LogLine) => void,
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
      isOurs: header => originOf(header, publicUrl) === 'ours',
      readForm,
      localeFor: c => {
        const t = catalogueOf(languageOf(c))
        return { t, languages: languageModels(t.lang, repeatableAddress(c)), cookie: languageChoiceCookie(c) }
      },
      statementUrl: voen => statementUrl(voen),
      onFailure: error => log({ level: 'error', event: 'sandbox-failure', error: messageOf(error) }),
    }
    return createSandbox({ intakeUrl, senders, clock, hostApp: hostApp })
  }
}

/**
 * The two at one address, the sandbox below its own path. Nobody signs in there, so it answers to the name of the service
 * only: a foreign name that is made to lead here would let a foreign page book.
 */
export function beside(app: Application, sandbox: Application, publicUrl: string): Application {
  const isOfSandbox = ({ pathname }: URL) => /^\/sandbox(\/|$)/.test(pathname)
  const { host } = new URL(publicUrl)
  return {
    fetch: (request, env) => {
      const url = new URL(request.url)
      if (!isOfSandbox(url)) return app.fetch(request, env)
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

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** Lets the sandbox's two senders in, with keys that are made anew at each start and kept in memory only. */
export async function registerSandbox(access: AccessStore, now: Date): Promise<SandboxSenders> {
  return { hop: await register(access, HOP, now), declarations: await register(access, DECLARATIONS, now) }
}

/** Where nothing is tried out, nobody sends for the sandbox: not with a key left over from a trial either. */
export async function removeSandbox(access: AccessStore): Promise<void> {
  const known = await listSenders(access)
  for (const { name } of [HOP, DECLARATIONS]) {
    if (known.some(({ sender }) => sender.name === name)) await removeSender(access, name)
  }
}

async function register(access: AccessStore, sender: Sender, now: Date): Promise<Signer> {
  await registerSender(access, sender, now)
  const listed = (await listSenders(access)).find(other => other.sender.name === sender.name)
  for (const { id } of listed?.keys ?? []) await removeSenderKey(access, sender.name, id)
  const key = makeSigningKey('ed25519')
  await addSenderKey(access, sender.name, verifyingKeyOf(key), now)
  return { sender: sender.name, key }
}
