/** Moments of a delivery at which a server can be killed, in the order in which they come. */
export const KILL_MOMENTS = [
  'before the transaction',
  'before the log is written',
  'after the log is written',
  'before the commit',
  'after the commit',
  'before the answer',
  'after the answer',
] as const

export type KillMoment = (typeof KILL_MOMENTS)[number]

/** Environment of a program that kills itself when the moment comes for the given time, counted from 1. */
export function killAt(moment: KillMoment, count: number): Record<string, string> {
  const preload = new URL('kill-at.ts', import.meta.url).href
  return { NODE_OPTIONS: `--import=${preload}`, KILL_AT: moment, KILL_COUNT: String(count) }
}
