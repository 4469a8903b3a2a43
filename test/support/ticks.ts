import { setTimeout } from 'node:timers/promises'

const TICK_MS = 10

/**
 * Waits for work that must end in time, and tells its time in pauses of this process: the time in which a busy machine
 * lets the process wait is one pause, however long it is. On an idle machine a pause takes a little more than 10 ms.
 */
export async function timed<Result>(work: () => Promise<Result>): Promise<{ result: Result; took_ms: number }> {
  let [isDone, took_ms] = [false, 0]
  const working = work().finally(() => {
    isDone = true
  })
  // The caller gets a rejection when the pause is over.
  working.catch(() => {})
  while (!isDone) {
    await setTimeout(TICK_MS)
    took_ms += TICK_MS
  }
  return { result: await working, took_ms }
}
