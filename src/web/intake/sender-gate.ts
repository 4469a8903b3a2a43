import { Readable } from 'node:stream'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import type { Sender } from '../../domain/sender.ts'
import { type BodySource, IncomingBodies, SMALL_BYTES } from '../../intake/incoming-bodies.ts'
import { SENDER_HEADER, type SignatureFault } from '../../intake/signature.ts'
import type { Dependencies, WebContext } from '../context.ts'
import { RateLimit } from '../rate-limit.ts'
import { authenticateSender, findNamedSender, isAuthentic, signedAddress } from './authenticate.ts'
import { type IntakeRefusal, sendRefusal } from './respond.ts'

interface SignedBody {
  readonly sender: Sender
  readonly body: Buffer
}

/** Lets registered senders in. Of strangers it reads little, and counts their wrong signatures. */
export class SenderGate {
  readonly #dependencies: Dependencies
  readonly #bodies = new IncomingBodies()
  readonly #wrongSignatures: RateLimit

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies
    this.#wrongSignatures = new RateLimit(dependencies, dependencies.config.requestsPerMinute.signIn)
  }

  /** @returns the sender of a GET request, or the answer that refuses it */
  async open(c: WebContext): Promise<Sender | Response> {
    const sender = await authenticateSender(this.#dependencies, c, signedAddress(c))
    return typeof sender === 'string' ? this.#refuse(c, sender) : sender
  }

  /**
   * @param faultOf judges the headers before the body is read
   * @returns the body of a POST request with its sender, or the answer that refuses it
   */
  async read(c: WebContext, faultOf: () => IntakeRefusal | null): Promise<SignedBody | Response> {
    const source = { sender: c.req.header(SENDER_HEADER) ?? '', network: c.get('network') }
    const wait_s = await this.#waitBeforeReading(c, source)
    if (wait_s !== null) return refuseUnread(c, 'too-many-wrong-signatures', { 'retry-after': String(wait_s) })
    const named = await findNamedSender(this.#dependencies, c)
    if (typeof named === 'string') return this.#refuse(c, named, { connection: 'close' })
    const fault = faultOf()
    if (fault !== null) return refuseUnread(c, fault)
    const check = async (read: Buffer) => ((await isAuthentic(c, named, read)) ? read : null)
    const body = await this.#bodies.read(bodyOf(c), source, check)
    if (body === null) return this.#refuse(c, 'signature-wrong')
    this.#bodies.prove(source)
    return { sender: named.sender, body }
  }

  /**
   * After too many wrong signatures from a network, only a body that is cheap to check is read there, or one of a sender
   * that has signed there.
   */
  async #waitBeforeReading(c: WebContext, source: BodySource): Promise<number | null> {
    const length = c.req.header('content-length')
    const isSmall = length !== undefined && Number(length) <= SMALL_BYTES
    return isSmall || this.#bodies.isProven(source) ? null : this.#wrongSignatures.waitFor(source.network)
  }

  /** Counts a wrong signature. Right ones are not counted, so strangers do not keep out a sender in their network. */
  async #refuse(c: WebContext, fault: SignatureFault, headers?: Record<string, string>): Promise<Response> {
    const wait_s = fault === 'signature-wrong' ? await this.#wrongSignatures.exceeds(c, c.get('network')) : null
    if (wait_s === null) return sendRefusal(c, fault, headers)
    return sendRefusal(c, 'too-many-wrong-signatures', { ...headers, 'retry-after': String(wait_s) })
  }
}

/** The request of the server, or the body of a request that was made in memory. */
function bodyOf({ env, req }: WebContext): Readable {
  if (env?.incoming) return env.incoming
  return req.raw.body ? Readable.fromWeb(req.raw.body as NodeReadableStream) : Readable.from([])
}

/** Refuses a request without reading its body, so the connection ends. */
export function refuseUnread(c: WebContext, code: IntakeRefusal, headers?: Record<string, string>): Response {
  return sendRefusal(c, code, { connection: 'close', ...headers })
}
