/** Other processes of the bench: a server, a reader and a writer that share no event loop with the one that measures. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const children = new Set<ChildProcess>()

/** What `npm start` gives to Node, so that memory is measured as it is had. */
const NODE_OPTIONS_OF_START = ['--max-semi-space-size=8']

/** How every process of the bench is started. */
export const FORK_OPTIONS = {
  execArgv: ['--expose-gc', ...NODE_OPTIONS_OF_START],
  serialization: 'advanced' as const,
}

export function fileOf(script: string): string {
  return fileURLToPath(import.meta.resolve(script))
}

/** A process that answers questions, in their order. */
export class Child {
  readonly #process: ChildProcess
  readonly #waiting: ((answer: unknown) => void)[] = []

  private constructor(process: ChildProcess) {
    this.#process = process
    process.on('message', answer => this.#waiting.shift()!(answer))
  }

  static start(script: string): Child {
    return Child.of(fork(fileOf(script), FORK_OPTIONS))
  }

  /** @param process started by others, under FORK_OPTIONS */
  static of(process: ChildProcess): Child {
    children.add(process)
    process.once('exit', () => children.delete(process))
    return new Child(process)
  }

  /** @throws when the process ends without an answer */
  ask<Answer>(question: unknown): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    const onExit = () =>
      reject(new Error(`A process of the bench ended before it answered ${JSON.stringify(question)}`))
    this.#process.once('exit', onExit)
    this.#waiting.push(answer => {
      this.#process.off('exit', onExit)
      resolve(answer as Answer)
    })
    this.#process.send(question as object)
    return promise
  }

  async stop(): Promise<void> {
    if (!children.has(this.#process)) return
    const ended = once(this.#process, 'exit')
    this.#process.kill('SIGKILL')
    await ended
  }
}

/** For the end of the bench, whichever way it comes. */
export function killChildren(): void {
  for (const child of children) child.kill('SIGKILL')
}

/** The other side: answers each question as it comes, and ends with the one who asks. */
export function answerQuestions(answer: (question: never) => unknown): void {
  process.on('message', async question => process.send!((await answer(question as never)) ?? null))
  process.on('disconnect', () => process.exit())
  // Ctrl-C reaches the whole group; the one who measures ends the others.
  process.on('SIGINT', () => {})
}
