import type { Person } from '../domain/person.ts'
import type { ReadAccess } from '../store/access.ts'

/** Someone made up, to try the service with. */
export interface DemonstrationPerson {
  readonly key: 'accountant' | 'director' | 'broker' | 'nobody'
  readonly person: Person
}

/** An accountant of one company, a director of three, a broker, and someone who represents nobody. */
export function demonstrationPeople(_reader: ReadAccess): Promise<DemonstrationPerson[]> {
  throw new Error('to be built')
}
