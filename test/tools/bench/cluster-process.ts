/** A server of several processes that share one port as in `serve`: each accepts its own connections. */
import cluster from 'node:cluster'
import { answerQuestions, Child, FORK_OPTIONS, fileOf } from './child.ts'

interface Question {
  readonly serve: string
  readonly processes: number
}

export class ServerCluster {
  readonly url: string
  readonly #child: Child

  private constructor(child: Child, url: string) {
    this.#child = child
    this.url = url
  }

  /** @param databaseUrl each process opens the store for itself */
  static async start(databaseUrl: string, processes: number): Promise<ServerCluster> {
    const child = Child.start('./cluster-process.js')
    return new ServerCluster(child, await child.ask<string>({ serve: databaseUrl, processes }))
  }

  /** The processor time of all processes so far, in microseconds. */
  cpu_us(): Promise<number> {
    return this.#child.ask('cpu')
  }

  stop(): Promise<void> {
    return this.#child.stop()
  }
}

let workers: Child[] = []

async function answer(question: Question | 'cpu'): Promise<unknown> {
  if (question === 'cpu') {
    const { user, system } = process.cpuUsage()
    const spent_us = await Promise.all(workers.map(worker => worker.ask<number>('cpu')))
    return spent_us.reduce((sum, one_us) => sum + one_us, user + system)
  }
  cluster.schedulingPolicy = cluster.SCHED_NONE
  cluster.setupPrimary({ ...FORK_OPTIONS, exec: fileOf('./server-process.js') })
  workers = Array.from({ length: question.processes }, () => Child.of(cluster.fork().process))
  const urls = await Promise.all(workers.map(worker => worker.ask<string>({ serve: question.serve })))
  return urls[0]
}

if (import.meta.main) answerQuestions(answer)
