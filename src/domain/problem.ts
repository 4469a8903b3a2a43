/** Something wrong in the input of a user or a sender. The catalogues have the texts. */
export interface Problem<Code extends string = string> {
  readonly code: Code
  /** The path of the field (`charges.vat`); absent when the problem concerns the whole input. */
  readonly field?: string
}

/** The rules refuse a well-formed request. */
export class RefusalError<Code extends string = string> extends Error {
  override readonly name: string = 'RefusalError'
  readonly code: Code

  constructor(code: Code) {
    super(code)
    this.code = code
  }
}
