import type { Context } from 'hono'
import type { LanguageModel } from '../../views/components/languages.tsx'
import type { PageAssets } from '../../views/layout.tsx'
import type { Voen } from '../domain/voen.ts'
import type { Catalogue } from '../i18n/index.ts'
import type { Signer } from '../intake/signature.ts'

/** The two systems that the sandbox stands for, as the intake knows them. */
export interface SandboxSenders {
  readonly hop: Signer
  readonly declarations: Signer
}

/** The language of one answer. */
export interface Locale {
  readonly t: Catalogue
  readonly languages: readonly LanguageModel[]
  /** Keeps the choice of it, where one was made; else null. */
  readonly cookie: string | null
}

/** The files that one page loads, and how it travels. */
export interface PageShell {
  readonly assets: PageAssets
  /** What its answer says about how it may be used. */
  readonly headers: Readonly<Record<string, string>>
  /** Its text as the browser takes it, and the header that says so. */
  readonly pack: (page: string) => {
    readonly body: string | Uint8Array<ArrayBuffer>
    readonly encoded: Readonly<Record<string, string>>
  }
}

/** What a page needs of the application beside which the sandbox stands. */
export interface HostApp {
  readonly shellFor: (c: Context) => PageShell
  readonly home: string
  /** What an answer that is no page says about how it may be used. */
  readonly headers: Readonly<Record<string, string>>
  /** Whether a form was sent from a page of ours. */
  readonly isOurs: (header: (name: string) => string | undefined) => boolean
  /** The fields of the form that was sent, read within bounds. */
  readonly readForm: (c: Pick<Context, 'req'>) => Promise<(name: string) => string>
  readonly localeFor: (c: Context) => Locale
  readonly statementUrl: (voen: Voen) => string
  /** Told of failures, which the person sees only calmly. */
  readonly onFailure: (error: unknown) => void
}

export interface SandboxSettings {
  /** Where the intake is, without a slash at its end: it is asked over HTTP, as by anybody. */
  readonly intakeUrl: string
  readonly senders: SandboxSenders
  readonly clock: () => Date
  readonly hostApp: HostApp
}

/** With what one request is answered. */
export interface SandboxRequest extends Locale, SandboxSettings {
  readonly shell: PageShell
}

export function sandboxRequest(settings: SandboxSettings, c: Context): SandboxRequest {
  const { hostApp } = settings
  return { ...settings, ...hostApp.localeFor(c), shell: hostApp.shellFor(c) }
}
