import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { onlyFiledBy } from '../domain/account-access.ts'
import type { IssuedDocument } from '../domain/issued-document.ts'
import { PdfRefusedError } from '../pdf/pdf-process.ts'
import { PdfQueue } from '../pdf/queue.ts'
import { rowsOf, TooManyRowsError } from '../services/papers/document-content.ts'
import {
  beginOrder,
  type DocumentOrder,
  endOrder,
  finishOrder,
  type OrderProgress,
  type OrderRun,
  OrderStoppedError,
  sayProgress,
} from '../services/papers/document-orders.ts'
import { type IssueRequest, issueDocument, type MakeFile } from '../services/papers/issue-document.ts'
import { readDocument } from '../services/papers/list-documents.ts'
import { readDocumentContent } from '../services/papers/read-document-content.ts'
import type { Dependencies, WebContext } from './context.ts'
import { logFailure } from './errors.tsx'
import { issueRequest } from './issue-request.ts'
import { fileMaker } from './issued-file.ts'
import { waitALittle } from './patience.ts'
import { turnOwner } from './turn-owner.ts'

/** One is made at a time in each process of the server: its rows and its file are in memory. */
const QUEUE = { places: 1, waiting: 20, waiting_ms: 600_000 }
/** How often the work says how far it is, and hears that it was stopped. */
const BEAT_MS = 2000

/** The account has no such thing any more. */
class NothingSuchError extends Error {
  override readonly name = 'NothingSuchError'
}

type Made = { readonly document: IssuedDocument; readonly bytes: Uint8Array }

/**
 * Makes long documents beside the requests that order them, person after person. A process that ends takes its work with
 * it: the order stays, and its page offers to start anew. Documents follow from the books, so no more is lost than time.
 */
export class LongDocuments {
  readonly #dependencies: Dependencies
  readonly #queue = new PdfQueue(QUEUE)

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies
  }

  /** Begins an order, if nobody works on it, and waits a little for its end. */
  async start(c: WebContext, order: Pick<DocumentOrder, 'id' | 'ordered'>): Promise<void> {
    const { papers, clock } = this.#dependencies
    const { subject } = c.get('session')!.person
    const key = { voen: c.get('account').voen, id: order.id, subject }
    const request = 'number' in order.ordered ? null : await this.#requestOf(c, order.ordered)
    const run = await beginOrder(papers, key, clock())
    if (run === null) return
    await waitALittle(this.#work(c, { ...key, run }, order, request))
  }

  async #requestOf(
    c: WebContext,
    { asked, language }: Exclude<DocumentOrder['ordered'], { number: unknown }>,
  ): Promise<IssueRequest> {
    return { ...(await issueRequest(this.#dependencies, c, asked)), language }
  }

  async #work(
    c: WebContext,
    run: OrderRun,
    { ordered }: Pick<DocumentOrder, 'ordered'>,
    request: IssueRequest | null,
  ): Promise<void> {
    const { papers, clock } = this.#dependencies
    const work = new Work(this.#dependencies, run, turnOwner(c.get('session')!))
    try {
      using _place = await this.#queue.take(work.owner, work.signal)
      await work.say('reading')
      const filedBy = onlyFiledBy(c.get('account'))
      const made = request
        ? await this.#issue(request, work)
        : await this.#makeAgain(
            { ...run, ...(ordered as { number: IssuedDocument['number'] }), onlyFiledBy: filedBy },
            work,
          )
      await work.say('keeping')
      const { document, bytes } = made
      const file = { number: document.number, bytes: bytes.length, gzip: await promisify(gzip)(bytes) }
      await finishOrder(papers, run, file, clock())
    } catch (error) {
      if (error instanceof OrderStoppedError) return
      const refusal = refusalOf(error)
      if (refusal === 'failed') logFailure(this.#dependencies, c, error)
      await endOrder(papers, run, { run: run.run, refusal }, clock()).catch(failure =>
        logFailure(this.#dependencies, c, failure),
      )
    } finally {
      work.end()
    }
  }

  async #issue(request: IssueRequest, work: Work): Promise<Made> {
    const issued = await issueDocument(this.#dependencies, request, work.makeFile)
    if (!issued) throw new NothingSuchError()
    const { document, bytes } = issued
    return bytes ? { document, bytes } : this.#fileOf(document, work)
  }

  async #makeAgain(key: Parameters<typeof readDocument>[1], work: Work): Promise<Made> {
    const document = await readDocument(this.#dependencies.papers, key)
    if (!document) throw new NothingSuchError()
    return this.#fileOf(document, work)
  }

  async #fileOf(document: IssuedDocument, work: Work): Promise<Made> {
    const read = await readDocumentContent(this.#dependencies.exporter, document)
    if (!read) throw new NothingSuchError()
    return { document, bytes: (await work.makeFile(read)).bytes }
  }
}

/** The work on one order while it runs in this process. */
class Work {
  readonly #dependencies: Dependencies
  readonly #run: OrderRun
  readonly owner: string
  readonly #stop = new AbortController()
  readonly #beat: NodeJS.Timeout
  #progress: OrderProgress

  constructor(dependencies: Dependencies, run: OrderRun, owner: string) {
    this.#dependencies = dependencies
    this.#run = run
    this.owner = owner
    this.#progress = { stage: 'waiting', since: this.#now() }
    this.#beat = setInterval(() => this.#beatNow(), BEAT_MS)
  }

  /** Aborted when the person has stopped the work. */
  get signal(): AbortSignal {
    return this.#stop.signal
  }

  /** @throws {OrderStoppedError} */
  async say(stage: OrderProgress['stage']): Promise<void> {
    this.#progress = { ...this.#progress, stage, since: this.#now() }
    await this.#tell()
  }

  readonly makeFile: MakeFile = async document => {
    const all = rowsOf(document.content)
    let rows = 0
    const onRows = (count: number) => {
      rows += count
      const stage = rows < all ? 'reading' : 'composing'
      this.#progress = { stage, rows, all, since: this.#now() }
      if (stage === 'composing') this.#beatNow()
    }
    if (document.content.kind !== 'extract') onRows(all)
    const { owner, signal } = this
    return fileMaker(this.#dependencies, { owner, signal, onRows, isLong: true })(document)
  }

  end(): void {
    clearInterval(this.#beat)
  }

  #now(): string {
    return this.#dependencies.clock().toISOString()
  }

  #beatNow(): void {
    this.#tell().catch(error => this.#hearStop(error))
  }

  #tell(): Promise<void> {
    return sayProgress(this.#dependencies.papers, this.#run, this.#progress, this.#dependencies.clock())
  }

  /** A store that cannot be reached now may be there for the next beat. */
  #hearStop(error: unknown): void {
    if (error instanceof OrderStoppedError) this.#stop.abort(error)
  }
}

function refusalOf(error: unknown): string {
  if (error instanceof PdfRefusedError) return error.reason
  if (error instanceof TooManyRowsError) return 'too-many-rows'
  if (error instanceof NothingSuchError) return 'nothing'
  return 'failed'
}
