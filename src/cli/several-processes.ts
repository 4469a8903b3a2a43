import cluster from 'node:cluster'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import type { LogLine } from '../log.ts'

/** A process that ends as soon as it begins must not take the machine with it. */
const PAUSE_BEFORE_ANOTHER_MS = 500

interface SeveralProcesses {
  readonly count: number
  /** Told where they are, when the first answers there. */
  readonly onListening: (port: number) => Promise<void>
  readonly log: (line: LogLine) => void
}

/** Whether this is one of several, and not the one that started them. */
export const isOneOfSeveral = (): boolean => cluster.isWorker

/** Lets go of the one that started this, which alone would keep it from ending. */
export function leaveTheOthers(): void {
  cluster.worker?.disconnect()
}

/**
 * Runs this very command in several processes that answer at one address and share nothing but the store, until
 * stopped. One that ends unasked is replaced.
 * @returns the exit code
 */
export async function runSeveralProcesses({ count, onListening, log }: SeveralProcesses): Promise<number> {
  // Each takes its own connections: those that are handed to a process and lost with it would wait for ever.
  cluster.schedulingPolicy = cluster.SCHED_NONE
  const first = cluster.fork()
  const [address] = await Promise.race([once(first, 'listening'), once(first, 'exit').then(() => [])])
  // What ended the first, and it has said so, would end each of them.
  if (!address) return first.process.exitCode ?? 1
  let stopping = false
  cluster.on('exit', async ({ process: { pid } }, code, signal) => {
    if (stopping) return
    log({ level: 'error', event: 'process-ended', pid, code, signal })
    await setTimeout(PAUSE_BEFORE_ANOTHER_MS)
    if (!stopping) cluster.fork()
  })
  for (let running = 1; running < count; running += 1) cluster.fork()
  await onListening(address.port)
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  stopping = true
  await Promise.all(
    Object.values(cluster.workers ?? {}).map(async worker => {
      const ended = once(worker!, 'exit')
      worker!.process.kill('SIGTERM')
      await ended
    }),
  )
  return 0
}
