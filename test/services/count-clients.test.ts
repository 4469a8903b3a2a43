import { expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { countClients, hasClients } from '../../src/services/access/clients.ts'
import { grantMandate, withdrawMandate } from '../../src/services/access/mandates.ts'
import { ACCOUNTANT, anActor, BROKER, OTHER_BROKER } from '../support/people/access-people.ts'
import { openTestStore } from '../support/stores/store.ts'

const NOW = new Date('2026-04-20T10:00:00Z')
const day = (date: string) => date as PlainDate
const TODAY = day('2026-04-20')

test('counts the clients of several brokers today, each once', async () => {
  const store = await openTestStore()
  const { access } = store
  const grant = (voen: Voen, broker: Voen, from: string, to: string | null) => {
    const terms = { from: day(from), to: to === null ? null : day(to), balances: false, exports: false }
    return grantMandate(access, { voen, broker, ...terms }, anActor(ACCOUNTANT), NOW)
  }
  expect([await countClients(access, [], TODAY), await hasClients(access, BROKER, TODAY)]).toEqual([0, false])

  await grant('1000000001' as Voen, BROKER, '2026-04-20', '2026-04-20')
  await grant('1000000001' as Voen, OTHER_BROKER, '2026-01-01', null)
  await grant('3000000002' as Voen, BROKER, '2026-01-01', '2026-04-19')
  await grant('5000000001' as Voen, BROKER, '2026-04-21', null)
  await grant('6000000001' as Voen, OTHER_BROKER, '2026-01-01', null)
  await withdrawMandate(access, { voen: '6000000001' as Voen, broker: OTHER_BROKER }, anActor(ACCOUNTANT), NOW)
  expect(await countClients(access, [BROKER], TODAY)).toBe(1)
  expect(await countClients(access, [OTHER_BROKER], TODAY)).toBe(1)
  expect(await countClients(access, [BROKER, OTHER_BROKER], TODAY)).toBe(1)
  expect(await countClients(access, [BROKER, OTHER_BROKER], day('2026-04-21'))).toBe(2)
  expect(await hasClients(access, BROKER, TODAY)).toBe(true)

  await withdrawMandate(access, { voen: '1000000001' as Voen, broker: BROKER }, anActor(ACCOUNTANT), NOW)
  expect(await hasClients(access, BROKER, TODAY)).toBe(false)
  await store.close()
})
