import { type Config, hasSandbox } from '../config.ts'
import { demonstrationPeople } from '../demo/demonstration-people.ts'
import type { Log } from '../log.ts'
import type { PdfSealer } from '../pdf/sealer.ts'
import { SANDBOX_HOP, SANDBOX_OFFICER } from '../sandbox/addresses.ts'
import type { Application } from '../server.ts'
import type { Database } from '../store/engine/access.ts'
import type { WebConfig, WebMetrics } from '../web/context.ts'
import { type CommandContext, CommandError } from './command.ts'
import { loadSandbox, mountSandbox } from './sandbox.ts'
import { VERSION } from './version.ts'

const TEST_CLIENT = 'vereqe'
const DAY_MS = 24 * 60 * 60 * 1000
export const GOVERNMENT_PAYMENT_PORTAL = 'https://gpp.az'

/**
 * Loads the web application for a store.
 * @returns a function that builds it for the URL at which the server listens
 */
export async function loadApplication(
  { config, clock }: Pick<CommandContext, 'config' | 'clock'>,
  { reader, exporter, access, papers, writer, requireSchema }: Database,
  log: Log,
  metrics?: WebMetrics,
): Promise<(listensAt: string, isStopping?: () => boolean) => Promise<Application>> {
  const { createApp } = await import('../web/app.tsx')
  const { BACK_CHANNEL_SIGN_OUT, SIGN_IN_CALLBACK, SIGNED_OUT } = await import('../web/urls.ts')
  const { openIdConnect, PROVIDER_TIMEOUT_MS } = await import('../auth/relying-party.ts')
  const { LONG_LIMITS, PdfRenderer } = await import('../pdf/renderer.ts')
  const { HeadProofs } = await import('../services/maintenance/head-proofs.ts')
  const { identity } = config
  // Production never loads the code of the test provider.
  const createTestIdentity = identity ? null : (await import('../auth/embedded-provider.ts')).createEmbeddedProvider
  const createSandbox = hasSandbox(config) ? await loadSandbox({ access, clock }, log) : null
  // Each process of the server has its own.
  const pdf = new PdfRenderer({ processes: config.processes > 1 ? 1 : 2 })
  const longPdf = new PdfRenderer(LONG_LIMITS)
  process.once('exit', () => {
    pdf.close()
    longPdf.close()
  })
  const sealer = await openSealer(config, clock())
  if (sealer) warnOfEnd(sealer, clock, log)
  const proofs = config.headFile === null ? null : new HeadProofs(config.headFile)
  return async (listensAt, isStopping) => {
    const publicUrl = config.publicUrl ?? toLoopback(listensAt)
    const addresses = { redirectUri: publicUrl + SIGN_IN_CALLBACK, postLogoutRedirectUri: publicUrl + SIGNED_OUT }
    const testIdentity = createTestIdentity?.({
      ...addresses,
      publicUrl,
      people: () => demonstrationPeople(reader),
      clientId: TEST_CLIENT,
      backChannelLogoutUri: publicUrl + BACK_CHANNEL_SIGN_OUT,
      clock,
    })
    const settings = testIdentity?.openIdSettings ?? {
      ...identity!,
      ...addresses,
      clock,
      timeout_ms: PROVIDER_TIMEOUT_MS,
    }
    const app = createApp({
      reader,
      exporter,
      access,
      papers,
      writer,
      identityProvider: openIdConnect(settings),
      ...(testIdentity && { testIdentity }),
      renderPdf: (document, request) => (request.isLong ? longPdf : pdf).render(document, request),
      ...(sealer && { sealer }),
      ...(proofs && { proveInHead: voen => proofs.prove(voen) }),
      clock,
      config: { ...config, publicUrl, hop: hopOf(config, publicUrl), trial: trialOf(config), version: VERSION },
      log,
      requireSchema,
      ...(metrics && { metrics }),
      ...(isStopping && { isStopping }),
    })
    if (!createSandbox) return app
    return mountSandbox(app, await createSandbox(toLoopback(listensAt), publicUrl), publicUrl)
  }
}

/** @throws {CommandError} when the key cannot seal */
async function openSealer({ seal }: Config, now: Date): Promise<PdfSealer | null> {
  if (seal === null) return null
  // Without a key its library is not loaded.
  const { PdfSealer, SealKeyError } = await import('../pdf/sealer.ts')
  try {
    return await PdfSealer.open(seal, now)
  } catch (error) {
    throw error instanceof SealKeyError ? new CommandError(error.message) : error
  }
}

/** Tells each day that the certificate ends soon. */
function warnOfEnd(sealer: PdfSealer, clock: () => Date, log: Log): void {
  const warn = () => {
    const days = sealer.endsInDays(clock())
    if (days !== null) log({ level: 'error', event: 'seal-certificate-ends', on: sealer.lastDay, days })
  }
  warn()
  setInterval(warn, DAY_MS).unref()
}

function hopOf(config: Config, publicUrl: string): WebConfig['hop'] {
  if (config.hopUrl !== null) return { url: config.hopUrl, prefilled: false }
  if (hasSandbox(config)) return { url: publicUrl + SANDBOX_HOP, prefilled: true }
  return { url: GOVERNMENT_PAYMENT_PORTAL, prefilled: false }
}

function trialOf(config: Config): NonNullable<WebConfig['trial']> | null {
  if (config.identity !== null) return null
  const sandbox = hasSandbox(config) ? { portal: SANDBOX_HOP, officer: SANDBOX_OFFICER } : null
  return { demo: config.demo, sandbox }
}

export function toLoopback(listensAt: string): string {
  return listensAt.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:')
}
