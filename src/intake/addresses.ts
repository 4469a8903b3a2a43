/** URLs of the intake API. */
export const INTAKE = '/intake/v1'

export const INTAKE_EVENTS = `${INTAKE}/events`
export const INTAKE_BILLS = `${INTAKE}/hop/bills`
export const INTAKE_GAUGE = `${INTAKE}/gauge`
/** The objections that wait for an answer, and where answers go. */
export const INTAKE_OBJECTIONS = `${INTAKE}/objections`
export const INTAKE_ANSWERS = `${INTAKE_OBJECTIONS}/answers`
export const INTAKE_CONTRACT = `${INTAKE}/openapi.json`
