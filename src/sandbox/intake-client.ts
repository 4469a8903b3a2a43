import { randomUUID } from 'node:crypto'
import type { Wait } from '../domain/decision.ts'
import type { ObjectionsAnswer } from '../intake/objections.ts'
import { type Signer, sign } from '../intake/signature.ts'
import { type Bill, type BillJson, parseBill } from './bills.ts'
import type { SandboxSettings } from './settings.ts'

/** The intake did not answer, or its answer breaks the contract. */
export class IntakeError extends Error {
  override readonly name = 'IntakeError'
}

export interface IntakeAnswer {
  readonly became: 'applied' | 'duplicate' | 'held' | 'rejected'
  /** With `held` only. */
  readonly waitsFor?: Wait['for']
  readonly problems: readonly { readonly code: string; readonly field?: string }[]
}

export type ObjectionJson = ObjectionsAnswer['objections'][number]

const TIMEOUT_MS = 10_000
const EVENTS_PATH = '/intake/v1/events'
const BILLS_PATH = '/intake/v1/hop/bills'
const OBJECTIONS_PATH = '/intake/v1/objections'

/** Applied or duplicate, held, rejected. */
const EVENT_STATUSES = [200, 202, 422]

/** A client of the intake like any sender: signed requests over HTTP. */
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
    const response = await this.#fetch(EVENTS_PATH, { method: 'POST', body, headers })
    if (!EVENT_STATUSES.includes(response.status)) throw await toIntakeError(response)
    return (await response.json()) as IntakeAnswer
  }

  /** @returns null for an unknown taxpayer or declaration */
  async bill(signer: Signer, by: 'voen' | 'declaration', key: string): Promise<Bill | null> {
    const path = `${BILLS_PATH}?${new URLSearchParams({ [by]: key })}`
    const response = await this.#fetch(path, { headers: this.#signed(signer, path) })
    if (response.status === 404) return null
    if (response.status !== 200) throw await toIntakeError(response)
    return parseBill((await response.json()) as BillJson)
  }

  /** @param after the place of a page; empty for the first one */
  async objections(signer: Signer, after: string): Promise<ObjectionsAnswer> {
    const path = after === '' ? OBJECTIONS_PATH : `${OBJECTIONS_PATH}?${new URLSearchParams({ after })}`
    const response = await this.#fetch(path, { headers: this.#signed(signer, path) })
    // The place of a page that there is not leads to the first one.
    if (response.status === 400 && after !== '') return this.objections(signer, '')
    if (response.status !== 200) throw await toIntakeError(response)
    return (await response.json()) as ObjectionsAnswer
  }

  /** @returns false when the objection does not wait any more */
  async answer(signer: Signer, answer: object): Promise<boolean> {
    const body = JSON.stringify(answer)
    const headers = { 'content-type': 'application/json', ...this.#signed(signer, body) }
    const response = await this.#fetch(`${OBJECTIONS_PATH}/answers`, { method: 'POST', body, headers })
    if ([400, 404, 409].includes(response.status)) return false
    if (response.status !== 200) throw await toIntakeError(response)
    return true
  }

  #signed(signer: Signer, body: string): Record<string, string> {
    return sign(signer, { id: randomUUID(), at: this.#clock(), body })
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(this.#url + path, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) })
    } catch (error) {
      throw new IntakeError(`The intake does not answer: ${(error as Error).message}`, { cause: error })
    }
  }
}

async function toIntakeError(response: Response): Promise<IntakeError> {
  return new IntakeError(`The intake answers ${response.status}: ${(await response.text()).slice(0, 1000)}`)
}
