import type { Actor } from '../domain/audit.ts'
import { type PlainDate, parsePlainDate } from '../domain/dates.ts'
import type { Mandate } from '../domain/mandate.ts'
import type { Voen } from '../domain/voen.ts'
import { madeUp } from '../i18n/az.ts'
import { findMandate, grantMandate } from '../services/access/mandates.ts'
import type { AccessStore } from '../store/engine/access.ts'
import { DEMONSTRATION_BROKER } from './demonstration-people.ts'

type Terms = Omit<Mandate, 'voen' | 'broker' | 'withdrawn'>

const WHOLE_ACCOUNT: Terms = { from: day('2025-01-01'), to: null, balances: true, exports: true }
const WITHOUT_EXPORTS: Terms = { ...WHOLE_ACCOUNT, exports: false }
/** For companies whose declarations the broker filed, so that the broker sees some. */
const OWN_DECLARATIONS: Terms = { ...WHOLE_ACCOUNT, balances: false }
const ENDED: Terms = { ...WHOLE_ACCOUNT, to: day('2025-12-31') }

const TERMS: Readonly<Record<string, Terms>> = {
  '2899061361': WHOLE_ACCOUNT,
  '8654473551': WHOLE_ACCOUNT,
  '1107835351': WHOLE_ACCOUNT,
  '2518520101': WHOLE_ACCOUNT,
  '4192235221': WHOLE_ACCOUNT,
  '4312208251': WHOLE_ACCOUNT,
  '4449502131': WHOLE_ACCOUNT,
  '0226485711': WHOLE_ACCOUNT,
  '9741469121': WITHOUT_EXPORTS,
  '2781140811': WITHOUT_EXPORTS,
  '4668184441': OWN_DECLARATIONS,
  '7916945551': OWN_DECLARATIONS,
  '2368514941': ENDED,
}

/** The mandates are part of the demonstration data: no user granted them. */
const GRANTOR: Actor = {
  subject: 'demonstration',
  name: madeUp.grantor,
  session: null,
  address: '',
  userAgent: '',
}

/** Grants the broker access to demonstration traders. An existing mandate is not changed: a user may have edited it. */
export async function grantDemonstrationMandates(access: AccessStore, now: Date): Promise<void> {
  const broker = DEMONSTRATION_BROKER
  for (const [voen, terms] of Object.entries(TERMS) as [Voen, Terms][]) {
    const existing = await findMandate(access, { voen, broker })
    if (!existing) await grantMandate(access, { voen, broker, ...terms }, GRANTOR, now)
  }
}

function day(text: string): PlainDate {
  return parsePlainDate(text)!
}
