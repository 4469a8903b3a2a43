import { type ChildProcess, type ForkOptions, fork } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { setPriority } from 'node:os'

/** Below the process that serves pages. */
const PRIORITY = 5
const KIB = 1024

/**
 * Starts a process for work that may take too much, below the priority of the server. It needs neither the store nor a
 * secret, so it gets no other environment than the given one. It does not keep the server from ending.
 */
export function startChild(file: URL, options: Pick<ForkOptions, 'env' | 'execArgv' | 'stdio'>): ChildProcess {
  const child = fork(file, { serialization: 'advanced', execArgv: [], env: {}, ...options })
  child.unref()
  child.channel?.unref()
  lower(child)
  return child
}

function lower({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, PRIORITY)
  } catch {
    // The service manager may forbid it; the work is done all the same.
  }
}

/** The memory of a process on Linux; 0 elsewhere, and when it has ended. */
export async function memoryOf({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'latin1').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * KIB
}
