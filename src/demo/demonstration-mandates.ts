import type { Actor } from '../domain/audit.ts'
import { type PlainDate, parsePlainDate } from '../domain/dates.ts'
import type { Mandate } from '../domain/mandate.ts'
import type { Voen } from '../domain/voen.ts'
import { madeUp } from '../i18n/az.ts'
import { grantMandate } from '../services/access/change-mandate.ts'
import { findMandate } from '../services/access/list-mandates.ts'
import type { AccessStore } from '../store/engine/access.ts'
import { DEMONSTRATION_BROKER } from './demonstration-people.ts'

type Terms = Omit<Mandate, 'voen' | 'broker' | 'withdrawn'>

const WHOLE: Terms = { from: day('2025-01-01'), to: null, balances: true, exports: true }
const TO_BE_READ: Terms = { ...WHOLE, exports: false }
/** Its companies had declarations filed by the broker, so that there is something to see. */
const OWN_DECLARATIONS: Terms = { ...WHOLE, balances: false }
const ENDED: Terms = { ...WHOLE, to: day('2025-12-31') }

const TERMS: Readonly<Record<string, Terms>> = {
  '2899061361': WHOLE,
  '8654473551': WHOLE,
  '1107835351': WHOLE,
  '2518520101': WHOLE,
  '4192235221': WHOLE,
  '4312208251': WHOLE,
  '4449502131': WHOLE,
  '0226485711': WHOLE,
  '9741469121': TO_BE_READ,
  '2781140811': TO_BE_READ,
  '4668184441': OWN_DECLARATIONS,
  '7916945551': OWN_DECLARATIONS,
  '2368514941': ENDED,
}

/** No person, and nowhere: what comes with the demonstration. */
const GRANTOR: Actor = {
  subject: 'demonstration',
  name: madeUp.grantor,
  session: null,
  address: '',
  userAgent: '',
}

/** Demonstration traders let the broker see their accounts. What a company has decided since stays. */
export async function grantDemonstrationMandates(access: AccessStore, now: Date): Promise<void> {
  const broker = DEMONSTRATION_BROKER
  for (const [voen, terms] of Object.entries(TERMS) as [Voen, Terms][]) {
    const known = await findMandate(access, voen, broker)
    if (!known) await grantMandate(access, { voen, broker, ...terms }, GRANTOR, now)
  }
}

function day(text: string): PlainDate {
  return parsePlainDate(text)!
}
