import type { LogLine } from './web/context.ts'

/** One JSON object a line, on standard error, for whoever collects logs. */
export function log({ level, event, ...fields }: LogLine): void {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`)
}
