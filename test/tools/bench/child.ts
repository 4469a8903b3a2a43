/** Child processes of the bench, so that server, reader and writer do not share the event loop of the measurement. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const children = new Set<ChildProcess>()

/** The Node options of `npm start`, so that the measured memory is that of production. */
const START_OPTIONS = ['--max-semi-space-size=8']

export const FORK_OPTIONS = {
  execArgv: ['--expose-gc', ...START_OPTIONS],
  serialization: 'advanced' as const,
}

export function fileOf(script: string): string {
  return fileURLToPath(import.meta.resolve(script))
}

/** A child process that answers questions in order. */
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

  /** @param process a process started with FORK_OPTIONS */
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

/** Called at the end of the bench, also after an error. */
export function killChildren(): void {
  for (const child of children) child.kill('SIGKILL')
}

/** The child's side: answers each question, and ends when the parent disconnects. */
export function answerQuestions(answer: (question: never) => unknown): void {
  process.on('message', async question => process.send!((await answer(question as never)) ?? null))
  process.on('disconnect', () => process.exit())
  // Ctrl-C reaches the whole process group, but the parent ends its children.
  process.on('SIGINT', () => {})
}
