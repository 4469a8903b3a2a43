import type { Context } from 'hono'
import type { LanguageModel } from '../../views/components/languages.tsx'
import type { PageAssets } from '../../views/layout.tsx'
import type { Voen } from '../domain/voen.ts'
import type { Catalogue } from '../i18n/index.ts'
import type { Signer } from '../intake/signature.ts'

export interface SandboxSenders {
  readonly hop: Signer
  readonly declarations: Signer
}

export interface Locale {
  readonly t: Catalogue
  readonly languages: readonly LanguageModel[]
  /** The cookie that stores a language chosen by this request; otherwise null. */
  readonly cookie: string | null
}

export interface PageShell {
  readonly assets: PageAssets
  readonly headers: Readonly<Record<string, string>>
  /** Compresses the page for the browser; `encoded` has the matching header. */
  readonly pack: (page: string) => {
    readonly body: string | Uint8Array<ArrayBuffer>
    readonly encoded: Readonly<Record<string, string>>
  }
}

export interface HostApp {
  readonly shellFor: (c: Context) => PageShell
  readonly home: string
  /** For answers that are not pages. */
  readonly headers: Readonly<Record<string, string>>
  readonly isSameOrigin: (header: (name: string) => string | undefined) => boolean
  /** Reads a form of limited size. The function returns a field, or an empty text. */
  readonly readForm: (c: Pick<Context, 'req'>) => Promise<(name: string) => string>
  readonly localeFor: (c: Context) => Locale
  readonly statementUrl: (voen: Voen) => string
  readonly onFailure: (error: unknown) => void
}

export interface SandboxSettings {
  /** Without a final slash. */
  readonly intakeUrl: string
  readonly senders: SandboxSenders
  readonly clock: () => Date
  readonly hostApp: HostApp
}

export interface SandboxRequest extends Locale, SandboxSettings {
  readonly shell: PageShell
}

export function sandboxRequest(settings: SandboxSettings, c: Context): SandboxRequest {
  const { hostApp } = settings
  return { ...settings, ...hostApp.localeFor(c), shell: hostApp.shellFor(c) }
}
