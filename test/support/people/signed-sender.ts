/** A registered sender that signs its requests. */
import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { CHANNELS } from '../../../src/domain/operation-type.ts'
import { EVENT_TYPES, type KeyAlgorithm, type Sender } from '../../../src/domain/sender.ts'
import { INTAKE_EVENTS } from '../../../src/intake/addresses.ts'
import { makeSigningKey, type SigningKey, verifyingKeyOf } from '../../../src/intake/sender-key.ts'
import { type Signer, sign } from '../../../src/intake/signature.ts'
import { addSenderKey, registerSender } from '../../../src/services/intake/senders.ts'
import type { AccessStore, Database } from '../../../src/store/engine/access.ts'
import { ask } from '../stores/store.ts'

export const NDJSON = 'application/x-ndjson'
export const JSON_TYPE = 'application/json'

/** Registered for every event type and channel. */
export const EVERYTHING: Omit<Sender, 'name'> = { types: EVENT_TYPES, channels: CHANNELS, bills: true }

export interface Sent {
  readonly method: string
  readonly headers: Record<string, string>
  readonly body?: Buffer<ArrayBuffer>
}

/** Sends a request to the service, in memory or over HTTP. */
export type Wire = (path: string, sent: Sent) => Response | Promise<Response>

export interface Wishes {
  readonly type?: string
  readonly gzip?: boolean
  readonly id?: string
  readonly at?: Date
  readonly headers?: Record<string, string>
}

export class SignedSender {
  readonly signer: Signer
  readonly #clock: () => Date

  constructor(signer: Signer, clock: () => Date) {
    this.signer = signer
    this.#clock = clock
  }

  static async register(
    access: AccessStore,
    clock: () => Date,
    { name = 'tester', algorithm = 'ed25519', ...may }: Partial<Sender> & { algorithm?: KeyAlgorithm } = {},
  ): Promise<SignedSender> {
    await registerSender(access, { ...EVERYTHING, ...may, name }, clock())
    const key = makeSigningKey(algorithm)
    await addSenderKey(access, name, verifyingKeyOf(key), clock())
    return new SignedSender({ sender: name, key }, clock)
  }

  with(key: SigningKey): SignedSender {
    return new SignedSender({ ...this.signer, key }, this.#clock)
  }

  delivery(content: string | Uint8Array, wishes: Wishes = {}): Sent {
    const { type = NDJSON, gzip = false, id = randomUUID(), at = this.#clock(), headers } = wishes
    const body = Buffer.from(gzip ? gzipSync(content) : content)
    return {
      method: 'POST',
      headers: {
        'content-type': type,
        ...(gzip && { 'content-encoding': 'gzip' }),
        ...sign(this.signer, { id, at, body }),
        ...headers,
      },
      body,
    }
  }

  question(path: string): Sent {
    return { method: 'GET', headers: sign(this.signer, { id: randomUUID(), at: this.#clock(), body: path }) }
  }

  async deliver(wire: Wire, content: string | Uint8Array, wishes?: Wishes): Promise<Response> {
    return wire(INTAKE_EVENTS, this.delivery(content, wishes))
  }

  async ask(wire: Wire, path: string): Promise<Response> {
    return wire(path, this.question(path))
  }
}

export async function countStored({
  reader,
}: Pick<Database, 'reader'>): Promise<{ events: number; rejections: number }> {
  const [row] = await ask<Record<string, unknown>>(
    reader,
    'select (select count(*) from event) as events, (select count(*) from rejection) as rejections',
  )
  return { events: Number(row!.events), rejections: Number(row!.rejections) }
}
