/** Every address of the sandbox. */
export const SANDBOX = '/sandbox'

/** The payment portal, as `gpp.az` is to the real service. */
export const SANDBOX_HOP = `${SANDBOX}/hop`

/** The desk of the customs officer. */
export const SANDBOX_OFFICER = `${SANDBOX}/officer`
