/** A body is refused as a whole. The fault is the code of the refusal. */
export class UnreadableBodyError extends Error {
  override readonly name = 'UnreadableBodyError'
  readonly fault: BodyFault

  constructor(fault: BodyFault) {
    super(fault)
    this.fault = fault
  }
}

export type BodyFault =
  | 'too-many-bytes'
  | 'too-many-unpacked-bytes'
  | 'too-many-events'
  | 'too-slow'
  | 'too-busy'
  | 'not-whole'
  | 'not-gzip'
  | 'not-utf8'
  | 'not-json'
  | 'no-event'
  | 'empty'
