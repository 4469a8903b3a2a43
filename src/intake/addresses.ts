/** URLs of the intake API. */
export const INTAKE = '/intake/v1'

export const INTAKE_EVENTS = `${INTAKE}/events`
export const INTAKE_BILLS = `${INTAKE}/hop/bills`
export const INTAKE_GAUGE = `${INTAKE}/gauge`
export const INTAKE_CONTRACT = `${INTAKE}/openapi.json`
