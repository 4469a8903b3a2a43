/**
 * A server in a process of its own: the product on a store, or a fixed answer of the same size, with or without the
 * product's access check. No page can be cheaper than the fixed answer.
 */
import { Hono } from 'hono'
import { type Application, startServer } from '../../../src/server.ts'
import { openDatabase } from '../../../src/store/engine/database.ts'
import type { PreparedStatements } from '../../../src/store/engine/postgres-plans.ts'
import { createApp } from '../../../src/web/app.tsx'
import type { Dependencies } from '../../../src/web/context.ts'
import { requireAccess } from '../../../src/web/gate.ts'
import { dependenciesOf } from '../../support/people/people.ts'
import { answerQuestions, Child } from './child.ts'

export interface FixedAnswer {
  readonly body: string
  readonly headers: Record<string, string>
  /** The DATABASE_URL for the access check; without it there is none. */
  readonly store?: string
}

/** The path of the guarded fixed answer, below an account. */
export const GUARDED = '/fixed'

type Question = 'cpu' | 'memory' | { serve: string | FixedAnswer; preparedStatements: PreparedStatements }

export class ServerProcess {
  readonly url: string
  readonly #child: Child

  private constructor(child: Child, url: string) {
    this.#child = child
    this.url = url
  }

  /**
   * @param content a DATABASE_URL, or the answer to every request
   * @param preparedStatements as DATABASE_PREPARED_STATEMENTS
   */
  static async start(
    content: string | FixedAnswer,
    preparedStatements: PreparedStatements = 'auto',
  ): Promise<ServerProcess> {
    const child = Child.start('./server-process.js')
    return new ServerProcess(child, await child.ask<string>({ serve: content, preparedStatements }))
  }

  /** The processor time of all threads so far, in microseconds. */
  cpu_us(): Promise<number> {
    return this.#child.ask('cpu')
  }

  /** Resident memory after a garbage collection. */
  memoryAtRest_bytes(): Promise<number> {
    return this.#child.ask('memory-at-rest')
  }

  memory_bytes(): Promise<number> {
    return this.#child.ask('memory')
  }

  stop(): Promise<void> {
    return this.#child.stop()
  }
}

async function answer(question: Question | 'memory-at-rest'): Promise<unknown> {
  if (question === 'cpu') {
    const { user, system } = process.cpuUsage()
    return user + system
  }
  if (question === 'memory-at-rest') globalThis.gc!()
  if (typeof question === 'string') return process.memoryUsage.rss()
  const { serve, preparedStatements } = question
  const app = typeof serve === 'string' ? await product(serve, preparedStatements) : await fixed(serve)
  return (await startServer(() => app, '127.0.0.1', 0)).url
}

async function product(databaseUrl: string, preparedStatements: PreparedStatements): Promise<Application> {
  return createApp(await dependenciesOn(databaseUrl, preparedStatements))
}

async function fixed({ body, headers, store }: FixedAnswer): Promise<Application> {
  const answer = () => new Response(body, { headers })
  if (store === undefined) return new Hono().get('*', answer)
  const dependencies = await dependenciesOn(store)
  return createApp(dependencies).get(`/accounts/:voen${GUARDED}`, requireAccess(dependencies, 'balances'), answer)
}

async function dependenciesOn(
  databaseUrl: string,
  preparedStatements: PreparedStatements = 'auto',
): Promise<Dependencies> {
  return { ...dependenciesOf(await openDatabase(databaseUrl, { preparedStatements })), clock: () => new Date() }
}

if (import.meta.main) answerQuestions(answer)
