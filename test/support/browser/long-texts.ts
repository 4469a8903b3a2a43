import type { Person } from '../../../src/domain/person.ts'
import type { Voen } from '../../../src/domain/voen.ts'
import { grantMandate } from '../../../src/services/access/mandates.ts'
import { amended, assessed, charged, paidToCode, registered } from '../oracle/events.ts'
import { anActor } from '../people/access-people.ts'
import { BROKER, type RealSite } from './real-site.ts'

const NAME = 200
const REFERENCE = 100
const NUMBER = 40

/** Letters of an alphabet that runs from right to left, after a mark that turns all letters round. */
export const turned = (length: number) => `\u202E${'ש'.repeat(length - 1)}`

/** Two traders whose names, references and declaration numbers are of the greatest lengths without a blank. */
export const LONG_TRADER = '9100000001' as Voen
export const TURNED_TRADER = '9100000011' as Voen
export const LONG_NUMBER = 'W'.repeat(NUMBER)
const NUMBERS = [LONG_NUMBER, '9'.repeat(NUMBER), `${'A'.repeat(NUMBER / 2 - 1)}/${'M'.repeat(NUMBER / 2)}`]
const REFERENCES = ['W', 'Ə', '8'].map(letter => letter.repeat(REFERENCE)).concat(turned(REFERENCE))

/** Represents both, and is called and employed as lengthily. */
export const LONG_PERSON: Person = {
  subject: 'long',
  name: 'M'.repeat(NAME),
  companies: [
    { voen: LONG_TRADER, name: 'W'.repeat(NAME), position: 'Ş'.repeat(NAME) },
    { voen: TURNED_TRADER, name: turned(NAME), position: turned(NAME) },
    { voen: '9100000021' as Voen, name: 'Ə'.repeat(NAME), position: null },
    { voen: BROKER, name: turned(NAME), position: 'Broker' },
  ],
}

/** Amounts of a large trader; all funds, so that every kind of row and debt is there. */
const CHARGES = { 'customs-duty': '1234567.89', vat: '22345678.91', excise: '345678.12', 'customs-fee': '4567.34' }
const DAY = { occurredAt: '2026-03-10T12:00:00+04:00' }

function accountOf(voen: Voen, name: string, numbers: readonly string[]): object[] {
  return [
    registered({ voen, name, ...DAY }),
    ...numbers.flatMap(number => [
      assessed(number, CHARGES, { voen, declarant: BROKER, ...DAY }),
      amended(number, { vat: '33345678.91', excise: '5678.12' }, { voen, ...DAY }),
    ]),
    ...REFERENCES.map(reference => charged(reference, { fine: '765432.10', vat: '98765.43' }, { voen, ...DAY })),
    paidToCode('142330', '7654321.98', { voen, paidOn: '2026-03-10', ...DAY }),
    paidToCode('802001', '4321.98', { voen, paidOn: '2026-03-10', ...DAY }),
  ]
}

/** Delivers the traders' events, gives the broker mandates of both, and logs visits of the person with the long name. */
export async function addLongTexts({ store }: RealSite): Promise<void> {
  const { outcomes } = await store.deliver(
    ...accountOf(LONG_TRADER, 'W'.repeat(NAME), NUMBERS),
    ...accountOf(TURNED_TRADER, turned(NAME), ['M'.repeat(NUMBER)]),
  )
  const refused = outcomes.filter(({ became }) => became !== 'applied')
  if (refused.length > 0) throw new Error(`Not all were applied: ${JSON.stringify(refused)}`)
  const terms = { broker: BROKER, from: '2025-01-01', to: null, exports: false } as const
  const actor = anActor(LONG_PERSON)
  const now = new Date(DAY.occurredAt)
  await grantMandate(store.access, { ...terms, voen: LONG_TRADER, balances: true } as never, actor, now)
  await grantMandate(store.access, { ...terms, voen: TURNED_TRADER, balances: false } as never, actor, now)
}
