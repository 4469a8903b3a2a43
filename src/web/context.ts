import type { IncomingMessage } from 'node:http'
import type { Context } from 'hono'
import type { PersonModel } from '../../views/layout.tsx'
import type { EmbeddedProvider } from '../auth/embedded-provider.ts'
import type { IdentityProvider } from '../auth/identity-provider.ts'
import type { AccountAccess } from '../domain/account-access.ts'
import type { interestTerms } from '../domain/interest.ts'
import type { Session, SessionLimits } from '../domain/session.ts'
import type { Voen } from '../domain/voen.ts'
import type { Catalogue } from '../i18n/index.ts'
import type { EventAnswer } from '../intake/answers.ts'
import type { LogLine } from '../log.ts'
import type { RenderPdf } from '../pdf/renderer.ts'
import type { PdfSealer } from '../pdf/sealer.ts'
import type { ProofAnswer } from '../services/maintenance/head-proofs.ts'
import type { AccessStore, PaperStore, ReadAccess, WriteAccess } from '../store/engine/access.ts'
import type { DownloadPlace } from './http/download-places.ts'
import type { Trace } from './trace.ts'

export interface WebConfig {
  /** Without a trailing slash: `https://vereqe.example`. */
  readonly publicUrl: string
  readonly session: SessionLimits
  /** Number of our own reverse proxies: that many addresses at the end of X-Forwarded-For can be trusted. */
  readonly proxies: number
  /** Limits per minute: sign-in requests and strangers' requests of one address, and requests of one session. */
  readonly requestsPerMinute: { readonly signIn: number; readonly stranger: number; readonly session: number }
  /** Opens the secrets of senders; absent when they are stored as they are. */
  readonly secretsKey?: Uint8Array | null
  /** Whom users may ask for help, in the operator's words. */
  readonly contact?: string | null
  /** Of a trial installation: whether its data is the demonstration's, and its sandbox. */
  readonly trial?: {
    readonly demo: boolean
    readonly sandbox: { readonly portal: string; readonly officer: string } | null
  } | null
  /** The Government Payment Portal. `prefilled`: its address may carry the payment data. */
  readonly hop: { readonly url: string; readonly prefilled: boolean }
  /** Rates of late interest; without them none is worked out. */
  readonly lateInterest?: Parameters<typeof interestTerms>[0] | null
  /** Of this program. */
  readonly version: string
}

export interface Dependencies {
  readonly reader: ReadAccess
  /** For downloads and for pages that read much: long reads on their own connection keep other pages quick. */
  readonly exporter: ReadAccess
  readonly access: AccessStore
  /** What people make of an account: documents, comparisons. */
  readonly papers: PaperStore
  /** For the intake only: no page writes to the ledgers. */
  readonly writer: WriteAccess
  readonly identityProvider: IdentityProvider
  /** Replaces a real identity provider in a trial installation. */
  readonly testIdentity?: EmbeddedProvider
  readonly renderPdf: RenderPdf
  /** Seals PDF files with the key of the operator; absent where there is none. */
  readonly sealer?: Pick<PdfSealer, 'id' | 'seal'>
  /** Proves that an account is in the last head; absent where the operator names none. */
  readonly proveInHead?: (voen: Voen) => Promise<ProofAnswer>
  readonly clock: () => Date
  readonly config: WebConfig
  /** Receives log lines. Without it only failures are printed. */
  readonly log?: (line: LogLine) => void
  readonly metrics?: WebMetrics
  /** @throws {NoStoreError} when the schema of the store is not that of this program */
  readonly requireSchema?: () => Promise<void>
  /** True when the server has begun to stop. */
  readonly isStopping?: () => boolean
}

/** Counts what operators watch. */
export interface WebMetrics {
  requestEnded(request: RequestFigures): void
  eventsDelivered(outcome: EventAnswer['became'], count: number): void
}

export interface RequestFigures {
  readonly method: string
  /** The pattern of the address, such as `/accounts/:voen`; null when no route has the address. */
  readonly route: string | null
  readonly status: number
  /** Until the answer begins. */
  readonly duration_s: number
}

export interface Env {
  /** Set by node-server; absent when tests call the application in memory. */
  Bindings: { readonly incoming?: IncomingMessage }
  Variables: {
    requestId: string
    trace: Trace | null
    t: Catalogue
    address: string
    /** The network of the address: limits and turns go by it. */
    network: string
    session: Session | null
    person: PersonModel | null
    /** Whom users may ask for help; null when the operator names nobody. */
    contact: string | null
    /** Null without access, and outside of accounts. */
    access: AccountAccess | null
    /** The sender of an intake request, and its own id for the request. */
    sender?: { readonly name: string; readonly request: string }
    /** The account whose bill a sender asks for. */
    billed?: Voen
    /** Set by `requireAccess`. */
    account: AccountAccess
    /** Set for downloads. */
    downloadPlace?: DownloadPlace
  }
}

export type WebContext = Context<Env>
