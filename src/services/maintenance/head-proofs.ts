import { AnsweringThread, type Unanswered } from '../../answering-thread.ts'
import type { HeadProof } from '../../domain/issued-document.ts'
import type { Voen } from '../../domain/voen.ts'

/** Without a proof when the account is not in the head, as before its first night. */
export type ProofAnswer = { readonly proof: HeadProof | null } | Unanswered

const THREAD = new URL(`./head-thread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

/** A head of 200,000 accounts takes two seconds to read. */
const ANSWER_MS = 10_000

/** Proves that accounts are in the last head, which an operator writes to a file. A thread reads it: it may be large. */
export class HeadProofs {
  readonly #thread: AnsweringThread<Voen, ProofAnswer>

  /** @param path of a head that was made with --accounts; it may be written again at any time */
  constructor(path: string) {
    const late = 'the head of HEAD_FILE was not read in time'
    this.#thread = new AnsweringThread(THREAD, { workerData: path, limit_ms: ANSWER_MS, late })
  }

  prove(voen: Voen): Promise<ProofAnswer> {
    return this.#thread.ask(voen)
  }

  close(): void {
    this.#thread.close()
  }
}
