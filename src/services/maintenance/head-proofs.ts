import { Worker } from 'node:worker_threads'
import type { HeadProof } from '../../domain/issued-document.ts'
import type { Voen } from '../../domain/voen.ts'

/** Without a proof when the account is not in the head, as before its first night. */
export type ProofAnswer = { readonly proof: HeadProof | null } | { readonly problem: string }

const THREAD = new URL(`./head-thread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

/** A head of 200,000 accounts takes two seconds to read. */
const ANSWER_MS = 10_000

/** Proves that accounts are in the last head, which an operator writes to a file. A thread reads it: it may be large. */
export class HeadProofs {
  readonly #path: string
  #thread: Worker | null = null
  #asked = 0
  readonly #waiting = new Map<number, (answer: ProofAnswer) => void>()

  /** @param path of a head that was made with --accounts; it may be written again at any time */
  constructor(path: string) {
    this.#path = path
  }

  async prove(voen: Voen): Promise<ProofAnswer> {
    const { promise, resolve } = Promise.withResolvers<ProofAnswer>()
    const id = ++this.#asked
    const clock = setTimeout(() => this.#end('the head of HEAD_FILE was not read in time'), ANSWER_MS)
    this.#waiting.set(id, resolve)
    const thread = this.#start()
    thread.ref()
    thread.postMessage({ id, voen })
    try {
      return await promise
    } finally {
      clearTimeout(clock)
      // The program may end while the thread has nothing to do.
      if (this.#waiting.size === 0) thread.unref()
    }
  }

  close(): void {
    this.#end('the server stops')
  }

  #start(): Worker {
    if (this.#thread) return this.#thread
    const thread = new Worker(THREAD, { workerData: this.#path, execArgv: [] })
    thread.on('message', ({ id, answer }: { id: number; answer: ProofAnswer }) => this.#answer(id, answer))
    thread.once('error', error => this.#end(error.message))
    this.#thread = thread
    return thread
  }

  #answer(id: number, answer: ProofAnswer): void {
    this.#waiting.get(id)?.(answer)
    this.#waiting.delete(id)
  }

  #end(problem: string): void {
    void this.#thread?.terminate()
    this.#thread = null
    for (const id of this.#waiting.keys()) this.#answer(id, { problem })
  }
}
