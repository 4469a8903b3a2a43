import { userInfo } from 'node:os'
import { type Actor, OPERATOR } from '../domain/audit.ts'

/** The operator under the login that runs the command; without a name when the system knows none, as in containers. */
export function operator(): Actor {
  try {
    return { ...OPERATOR, name: userInfo().username }
  } catch {
    return OPERATOR
  }
}
