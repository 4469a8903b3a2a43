import type { Actor } from '../../../src/domain/audit.ts'
import type { Person } from '../../../src/domain/person.ts'
import type { SessionLimits } from '../../../src/domain/session.ts'
import type { Voen } from '../../../src/domain/voen.ts'
import { OTHER_TRADER, TRADER } from '../oracle/events.ts'

export const ISSUER = 'https://id.example'

export const BROKER = '2000000002' as Voen
export const OTHER_BROKER = '3000000001' as Voen

export const ACCOUNTANT: Person = {
  subject: 'sub-accountant',
  name: 'Sınaq mühasibi',
  companies: [{ voen: TRADER, name: 'Nümunə Ticarət MMC', position: 'Mühasib' }],
}

export const DIRECTOR: Person = {
  subject: 'sub-director',
  name: 'Sınaq brokeri',
  companies: [
    { voen: TRADER, name: 'Nümunə Ticarət MMC', position: 'Direktor' },
    { voen: OTHER_TRADER, name: 'Başqa Ticarət MMC', position: null },
  ],
}

export const DECLARANT: Person = {
  subject: 'sub-declarant',
  name: 'Nigar Quliyeva',
  companies: [{ voen: BROKER, name: 'Broker MMC', position: 'Bəyannaməçi' }],
}

export const STRANGER: Person = { subject: 'sub-stranger', name: 'Kamran Həsənov', companies: [] }

const MINUTE_MS = 60_000

export const LIMITS: SessionLimits = {
  idle_ms: 20 * MINUTE_MS,
  warning_ms: 2 * MINUTE_MS,
  whole_ms: 8 * 60 * MINUTE_MS,
}

/** The actor of a browser. Without a person, nobody has signed in. */
export function anActor(person: Person | null = null, session: string | null = null): Actor {
  return {
    subject: person?.subject ?? null,
    name: person?.name ?? null,
    session,
    address: '192.0.2.7',
    userAgent: 'Mozilla/5.0 (test)',
  }
}
