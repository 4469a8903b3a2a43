export const SANDBOX = '/sandbox'

export const SANDBOX_HOP = `${SANDBOX}/hop`

export const SANDBOX_OFFICER = `${SANDBOX}/officer`
