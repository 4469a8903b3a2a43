import { randomUUID } from 'node:crypto'
import { type Signer, sign } from '../intake/signature.ts'
import { type Bill, readBill, type SentBill } from './bills.ts'
import type { SandboxSettings } from './settings.ts'

/** The intake did not answer, or not as its contract says. */
export class IntakeError extends Error {
  override readonly name = 'IntakeError'
}

/** What became of the one event that was sent. */
export interface IntakeAnswer {
  readonly became: 'applied' | 'duplicate' | 'held' | 'rejected'
  readonly problems: readonly { readonly code: string; readonly field?: string }[]
}

export type AcceptedAs = Exclude<IntakeAnswer['became'], 'rejected'>

const WAIT_MS = 10_000
const EVENTS = '/intake/v1/events'
const BILLS = '/intake/v1/hop/bills'

/** Booked or known already, held, rejected. */
const ANSWERED = [200, 202, 422]

/** The intake as every sender meets it: over HTTP, signed. */
export class IntakeClient {
  readonly #url: string
  readonly #clock: () => Date

  constructor({ intakeUrl, clock }: Pick<SandboxSettings, 'intakeUrl' | 'clock'>) {
    this.#url = intakeUrl
    this.#clock = clock
  }

  async send(signer: Signer, event: object): Promise<IntakeAnswer> {
    const body = JSON.stringify(event)
    const headers = { 'content-type': 'application/json', ...this.#signed(signer, body) }
    const response = await this.#fetch(EVENTS, { method: 'POST', body, headers })
    if (!ANSWERED.includes(response.status)) throw await failureOf(response)
    return (await response.json()) as IntakeAnswer
  }

  /** What there is to pay; null when the intake knows no such taxpayer or declaration. */
  async bill(signer: Signer, by: 'voen' | 'declaration', key: string): Promise<Bill | null> {
    const path = `${BILLS}?${new URLSearchParams({ [by]: key })}`
    const response = await this.#fetch(path, { headers: this.#signed(signer, path) })
    if (response.status === 404) return null
    if (response.status !== 200) throw await failureOf(response)
    return readBill((await response.json()) as SentBill)
  }

  #signed(signer: Signer, body: string): Record<string, string> {
    return sign(signer, { id: randomUUID(), at: this.#clock(), body })
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(this.#url + path, { ...init, redirect: 'error', signal: AbortSignal.timeout(WAIT_MS) })
    } catch (error) {
      throw new IntakeError(`The intake does not answer: ${(error as Error).message}`, { cause: error })
    }
  }
}

async function failureOf(response: Response): Promise<IntakeError> {
  return new IntakeError(`The intake answers ${response.status}: ${(await response.text()).slice(0, 1000)}`)
}
