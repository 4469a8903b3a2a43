/** One line of the log: an answered request, or a failure with its cause. */
export interface LogLine {
  readonly level: 'info' | 'error'
  readonly event: string
  readonly [field: string]: unknown
}

/** One JSON object a line, on standard error, for whoever collects logs. */
export function log({ level, event, ...fields }: LogLine): void {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`)
}
