export interface LogLine {
  readonly level: 'info' | 'error'
  readonly event: string
  readonly [field: string]: unknown
}

export type Log = (line: LogLine) => void

/** Writes to standard error: one JSON object per line in production, readable text elsewhere. */
export function createLog({ production }: { readonly production: boolean }): Log {
  const format = production ? toJsonLine : toReadableLine
  return line => process.stderr.write(format(line, new Date()))
}

export function toJsonLine({ level, event, ...fields }: LogLine, at: Date): string {
  return `${escapeUnseen(JSON.stringify({ time: at.toISOString(), level, event, ...fields }))}\n`
}

/** One line; the stack of an error follows on lines of its own. */
export function toReadableLine({ level, event, ...fields }: LogLine, at: Date): string {
  const { method, path, status, duration_ms, error, ...others } = fields
  const words = [
    at.toTimeString().slice(0, 8),
    level === 'error' ? `ERROR ${event}` : event === 'request' ? null : event,
    ...[method, path, status].map(value => (value === undefined ? null : printable(value))),
    duration_ms === undefined ? null : `${duration_ms} ms`,
    ...Object.entries(others).map(([name, value]) => `${name}=${printable(value)}`),
  ]
  const stack = error === undefined ? '' : `  ${withoutControls(String(error)).replaceAll('\n', '\n  ')}\n`
  return `${words.filter(word => word !== null).join(' ')}\n${stack}`
}

export function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** Quotes text with blanks or control characters: a request must not be able to forge a line or colour the terminal. */
function printable(value: unknown): string {
  const text = String(value)
  return /^[!-~]+$/.test(text) ? text : escapeUnseen(JSON.stringify(value))
}

/**
 * Escapes in JSON what a terminal or a reader of lines could act on: JSON itself escapes U+0000–U+001F only. The value
 * stays the same.
 */
export function escapeUnseen(json: string): string {
  return json.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, character =>
    character
      .split('')
      .map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  )
}

function withoutControls(text: string): string {
  return text.replace(/[^\P{Cc}\n]|[\u2028-\u202E\u2066-\u2069]/gu, '?')
}
