import { type Config, hasSandbox } from '../config.ts'
import { demonstrationPeople } from '../demo/demonstration-people.ts'
import type { LogLine } from '../log.ts'
import { SANDBOX_HOP } from '../sandbox/addresses.ts'
import type { Application } from '../server.ts'
import type { Database } from '../store/engine/access.ts'
import type { WebConfig } from '../web/context.ts'
import type { CommandContext } from './command.ts'
import { beside, sandboxOver } from './sandbox.ts'

const TEST_CLIENT = 'vereqe'
const GOVERNMENT_PAYMENT_PORTAL = 'https://gpp.az'

/**
 * Builds the pages over a store. What they need is loaded here and not above: reading and compressing their assets
 * would slow every other command.
 * @returns makes the application, told where the server listens
 */
export async function applicationOver(
  { config, clock }: Pick<CommandContext, 'config' | 'clock'>,
  { reader, exporter, access, writer }: Database,
  log: (line: LogLine) => void,
): Promise<(listensAt: string) => Promise<Application>> {
  const { createApp } = await import('../web/app.tsx')
  const { BACK_CHANNEL_SIGN_OUT, SIGN_IN_CALLBACK, SIGNED_OUT } = await import('../web/urls.ts')
  const { openIdConnect } = await import('../auth/relying-party.ts')
  const { identity } = config
  // A real provider needs none of the test provider's code, and production never loads it.
  const createTestIdentity = identity ? null : (await import('../auth/embedded-provider.ts')).createEmbeddedProvider
  const sandboxAt = hasSandbox(config) ? await sandboxOver({ access, clock }, log) : null
  return async listensAt => {
    const publicUrl = config.publicUrl ?? reachable(listensAt)
    const addresses = { redirectUri: publicUrl + SIGN_IN_CALLBACK, postLogoutRedirectUri: publicUrl + SIGNED_OUT }
    const testIdentity = createTestIdentity?.({
      ...addresses,
      publicUrl,
      people: () => demonstrationPeople(reader),
      clientId: TEST_CLIENT,
      backChannelLogoutUri: publicUrl + BACK_CHANNEL_SIGN_OUT,
      clock,
    })
    const settings = testIdentity?.openIdSettings ?? { ...identity!, ...addresses, clock }
    const app = createApp({
      reader,
      exporter,
      access,
      writer,
      identityProvider: openIdConnect(settings),
      ...(testIdentity && { testIdentity }),
      clock,
      config: { ...config, publicUrl, hop: hopOf(config, publicUrl) },
      log,
    })
    return sandboxAt ? beside(app, await sandboxAt(reachable(listensAt), publicUrl), publicUrl) : app
  }
}

/** A portal of ours takes what is to be paid from its address; how another would is not known. */
function hopOf(config: Config, publicUrl: string): WebConfig['hop'] {
  if (config.hopUrl !== null) return { url: config.hopUrl, prefilled: false }
  if (hasSandbox(config)) return { url: publicUrl + SANDBOX_HOP, prefilled: true }
  return { url: GOVERNMENT_PAYMENT_PORTAL, prefilled: false }
}

/** An address that a browser on this machine can go to: a server that listens everywhere does so on loopback too. */
function reachable(listensAt: string): string {
  return listensAt.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:')
}
