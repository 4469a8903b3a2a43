/** What is wrong with something a person or a sender gave us. Words for it live in the catalogues. */
export interface Problem<Code extends string = string> {
  readonly code: Code
  /** The field it is about, as a path (`charges.vat`); absent when it is about the whole. */
  readonly field?: string
}

/** The rules say no: a well-formed wish that cannot be granted. */
export class RefusalError<Code extends string = string> extends Error {
  override readonly name: string = 'RefusalError'
  readonly code: Code

  constructor(code: Code) {
    super(code)
    this.code = code
  }
}
