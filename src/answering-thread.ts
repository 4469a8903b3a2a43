/** Both ends of a thread that answers questions, for work that would hold the one thread of the server. */
import { parentPort, Worker } from 'node:worker_threads'

/** Why there is no answer. */
export interface Unanswered {
  readonly problem: string
}

interface Asked<Question> {
  readonly id: number
  readonly question: Question
}

interface Answered<Answer> {
  readonly id: number
  readonly answer: Answer | Unanswered
}

interface Options {
  /** What the thread begins with. */
  readonly workerData: unknown
  readonly limit_ms: number
  /** What an answer says that took longer. */
  readonly late: string
}

/** Starts its thread with the first question, and again after it has failed. It does not keep the program from ending. */
export class AnsweringThread<Question, Answer> {
  readonly #file: URL
  readonly #options: Options
  #thread: Worker | null = null
  #asked = 0
  readonly #waiting = new Map<number, (answer: Answer | Unanswered) => void>()

  constructor(file: URL, options: Options) {
    this.#file = file
    this.#options = options
  }

  async ask(question: Question): Promise<Answer | Unanswered> {
    const { promise, resolve } = Promise.withResolvers<Answer | Unanswered>()
    const id = ++this.#asked
    this.#waiting.set(id, resolve)
    const clock = setTimeout(() => this.#end(this.#options.late), this.#options.limit_ms)
    const thread = this.#start()
    thread.ref()
    thread.postMessage({ id, question } satisfies Asked<Question>)
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
    const thread = new Worker(this.#file, { workerData: this.#options.workerData, execArgv: [] })
    thread.on('message', ({ id, answer }: Answered<Answer>) => this.#answer(id, answer))
    thread.once('error', error => this.#end(error.message))
    this.#thread = thread
    return thread
  }

  #answer(id: number, answer: Answer | Unanswered): void {
    this.#waiting.get(id)?.(answer)
    this.#waiting.delete(id)
  }

  #end(problem: string): void {
    void this.#thread?.terminate()
    this.#thread = null
    for (const id of this.#waiting.keys()) this.#answer(id, { problem })
  }
}

/** The other end: answers one question after another. */
export function answerQuestions<Question, Answer>(answer: (question: Question) => Promise<Answer | Unanswered>): void {
  let last: Promise<unknown> = Promise.resolve()
  parentPort!.on('message', ({ id, question }: Asked<Question>) => {
    last = last.then(async () =>
      parentPort!.postMessage({ id, answer: await answer(question) } satisfies Answered<Answer>),
    )
  })
}
