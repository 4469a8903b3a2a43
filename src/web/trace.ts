/** The trace of a caller, from the header `traceparent` (W3C Trace Context). Only its form is checked. */
export interface Trace {
  /** 32 hexadecimal digits. */
  readonly trace: string
  /** The step of the caller that made the request: 16 hexadecimal digits. */
  readonly parent: string
}

const FORM = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-[!-~]*)?$/
const MAX_LENGTH = 256

/** @returns null without a valid header */
export function parseTraceparent(header: string | undefined): Trace | null {
  if (header === undefined || header.length > MAX_LENGTH) return null
  const [, version, trace = '', parent = '', more] = FORM.exec(header) ?? []
  // Only a later version may have more fields. All zeros mean that there is no trace.
  if (version === 'ff' || (version === '00' && more !== undefined) || isZero(trace) || isZero(parent)) return null
  return { trace, parent }
}

/** True for a part that is missing, too. */
function isZero(digits: string): boolean {
  return /^0*$/.test(digits)
}
