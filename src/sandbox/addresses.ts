export const SANDBOX = '/sandbox'

export const SANDBOX_HOP = `${SANDBOX}/hop`

export const SANDBOX_OFFICER = `${SANDBOX}/officer`

/** The objections that the officer answers. */
export const SANDBOX_OBJECTIONS = `${SANDBOX_OFFICER}/objections`

/** The portal's form for a payment whose payer cannot be told. */
export const SANDBOX_UNKNOWN_PAYER = `${SANDBOX_HOP}/unknown-payer`

export const SANDBOX_ASSIGN = `${SANDBOX_OFFICER}/assign`
