/** How the primary process gets the figures of its workers. */
import cluster, { type Worker } from 'node:cluster'
import type { MetricFigures } from '../metrics/process-metrics.ts'
import type { ProcessesText } from './metrics.ts'

const QUESTION = 'vereqe-figures'

/** A worker whose event loop is blocked for longer counts with what it told before. */
const ANSWER_TIMEOUT_MS = 1000

interface Answer {
  readonly [QUESTION]: MetricFigures
}

/** In a worker: tells the figures when the primary asks. */
export function tellFigures(read: () => Promise<MetricFigures>): void {
  process.on('message', async message => {
    if (message === QUESTION) process.send?.({ [QUESTION]: await read() } satisfies Answer)
  })
}

/** In the primary: @returns a function that asks all workers and adds up what they tell */
export async function watchWorkers(): Promise<() => Promise<ProcessesText>> {
  const { Processes } = await import('../metrics/processes.ts')
  const processes = new Processes()
  const listening = new Set<Worker>()
  const last = new Map<Worker, MetricFigures>()
  cluster.on('listening', worker => listening.add(worker))
  cluster.on('exit', worker => {
    listening.delete(worker)
    const figures = last.get(worker)
    last.delete(worker)
    if (figures) processes.end(figures)
  })
  return async () => {
    const asked = [...listening].filter(worker => worker.isConnected())
    for (const [worker, figures] of await Promise.all(asked.map(ask))) {
      if (figures && listening.has(worker)) last.set(worker, figures)
    }
    return { text: await processes.text([...last.values()]), count: last.size }
  }
}

async function ask(worker: Worker): Promise<readonly [Worker, MetricFigures | undefined]> {
  const { promise, resolve } = Promise.withResolvers<MetricFigures | undefined>()
  const take = (message: Partial<Answer>) => {
    if (message[QUESTION]) resolve(message[QUESTION])
  }
  const clock = setTimeout(() => resolve(undefined), ANSWER_TIMEOUT_MS)
  worker.on('message', take)
  // A worker may end at this moment.
  worker.send(QUESTION, error => error && resolve(undefined))
  const figures = await promise
  clearTimeout(clock)
  worker.off('message', take)
  return [worker, figures]
}
