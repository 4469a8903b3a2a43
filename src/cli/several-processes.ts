import cluster from 'node:cluster'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import type { Log } from '../log.ts'

/** A process that fails at once must not restart in a tight loop. */
const RESTART_DELAY_MS = 500

interface SeveralProcesses {
  readonly count: number
  readonly onListening: (port: number) => Promise<void>
  readonly log: Log
}

interface Ending {
  readonly cut: number
}

export const isWorker = (): boolean => cluster.isWorker

/** In a worker: tells the primary process how many requests were cut off. */
export function tellEnding({ cut }: Ending): Promise<void> {
  return new Promise(resolve => {
    if (!process.send?.({ cut } satisfies Ending, undefined, undefined, () => resolve())) resolve()
  })
}

/** Closes the channel to the primary process, which would keep a worker from ending. */
export function leaveCluster(): void {
  cluster.worker?.disconnect()
}

/**
 * Runs this command in several worker processes at one address until SIGINT or SIGTERM. They share only the store. A
 * worker that ends by itself is replaced.
 * @returns the exit code
 */
export async function runSeveralProcesses({ count, onListening, log }: SeveralProcesses): Promise<number> {
  // Workers accept their own connections: one handed over to a worker that dies would never be answered.
  cluster.schedulingPolicy = cluster.SCHED_NONE
  const first = cluster.fork()
  const [address] = await Promise.race([once(first, 'listening'), once(first, 'exit').then(() => [])])
  // The first worker has reported why it ended, and the others would end for the same reason.
  if (!address) return first.process.exitCode ?? 1
  let stopping = false
  cluster.on('exit', async ({ process: { pid } }, code, signal) => {
    if (stopping) return
    log({ level: 'error', event: 'process-ended', pid, code, signal })
    await setTimeout(RESTART_DELAY_MS)
    if (!stopping) cluster.fork()
  })
  for (let running = 1; running < count; running += 1) cluster.fork()
  await onListening(address.port)
  const signal = await untilSignal()
  stopping = true
  const began_ms = performance.now()
  let cut = 0
  cluster.on('message', (_, message: Partial<Ending>) => {
    cut += message.cut ?? 0
  })
  await Promise.all(
    Object.values(cluster.workers ?? {}).map(async worker => {
      const ended = once(worker!, 'exit')
      worker!.process.kill('SIGTERM')
      await ended
    }),
  )
  log({ level: 'info', event: 'stop', signal, drained_ms: Math.round(performance.now() - began_ms), cut })
  return 0
}

/** @returns the first signal that ends a server */
export async function untilSignal(): Promise<string> {
  const [signal] = await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  return signal
}
